"""Learning: awareness modules, the way through them, and who writes them."""
