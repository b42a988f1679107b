"""Pages about what was written to people, and how they want it."""
