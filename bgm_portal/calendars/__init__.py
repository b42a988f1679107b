"""Calendars that somebody's own program fetches again and again, behind a secret address."""
