"""Looking at albums, and filling them."""
