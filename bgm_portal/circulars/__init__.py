"""Circulars: one message to everybody on an activity, or to some of them, each for themselves."""
