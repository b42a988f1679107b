"""The inclusive workplace health portal of a public employer."""
