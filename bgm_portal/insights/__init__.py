"""Frozen reports: what leadership may read, and how it is kept from telling about anybody."""
