"""Consent, and what follows from it."""
