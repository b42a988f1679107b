"""What the input of this room must look like."""
