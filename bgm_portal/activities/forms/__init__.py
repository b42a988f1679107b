"""What must be typed into the pages of planning and places."""
