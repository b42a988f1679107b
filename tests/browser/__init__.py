"""The portal in a real browser: axe, keyboard, narrow pages, forced colours."""
