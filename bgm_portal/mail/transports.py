"""How messages leave the house."""

from typing import Any

from flask import Flask


def init_app(app: Flask, settings: Any) -> None:
    """Placeholder."""
