"""Forms of the administration: shape of the input only."""
