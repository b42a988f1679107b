"""Contact points: who helps on, inside the house and outside, checked once a year."""
