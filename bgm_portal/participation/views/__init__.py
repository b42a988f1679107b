"""The pages of this room: the sheet of a date, and what one can take along from it."""
