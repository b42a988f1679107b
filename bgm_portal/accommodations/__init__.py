"""Needs: stated by anybody, sealed, seen by one named contact, answered, erased after the event."""
