"""What counts as right, as finished, and for how long. Pure."""
