"""Server-side sessions: recognise the browser behind a token."""

from flask import Flask

from bgm_portal.core import clock
from bgm_portal.extensions import login_manager

from . import queries
from .authentication import SignedIn


def init_app(app: Flask) -> None:
    """Bind the login manager."""
    login_manager.init_app(app)
    login_manager.user_loader(_recognise)


def _recognise(token: str) -> SignedIn | None:
    return queries.signed_in(token, at=clock.now())
