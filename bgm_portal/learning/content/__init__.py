"""The written form of a module: read, checked, drawn. Knows no database and no person."""
