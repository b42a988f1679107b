"""What of a count may be told, so that nobody can be found in it. Pure: counts in, bands out."""
