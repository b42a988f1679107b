"""Counts people without knowing them, and forgets how once a report is frozen."""
