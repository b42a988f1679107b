"""Handbooks: how things are done here, for each role, on pages, on paper, and from every page."""
