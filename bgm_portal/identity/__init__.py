"""People, roles, units, and signing in."""
