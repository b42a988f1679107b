"""Challenges that are fair: everybody has a goal of their own, and nobody is ranked."""
