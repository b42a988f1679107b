"""Signing up, waiting, moving up, cancelling, and what coordinators do to a date with people."""
