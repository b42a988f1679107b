"""What comes from the pages of learning."""
