"""Accounts, units, jobs and the outbox."""
