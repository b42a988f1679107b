"""Gathers every feature's jobs and runs them with APScheduler."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Placeholder."""
