"""The pages of the race day."""
