"""Pages: one's own start (`mine`), the duties of the house (`pages`)."""
