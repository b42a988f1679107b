"""Server-side sessions: recognise the browser behind a token, and keep it awake.

The idle time is written at most every five minutes, in a short transaction of its own and before
anything else is read, so that reading pages stay readers.
"""

from datetime import datetime

from flask import Flask, request, session
from flask_login import current_user, login_user

from bgm_portal.core import clock
from bgm_portal.core.database import own_transaction
from bgm_portal.extensions import login_manager

from . import discretion, queries, service
from .authentication import SignedIn
from .rules import SEEN_EVERY

ASSETS = "asset"


def init_app(app: Flask) -> None:
    """Bind the login manager, and see who is there before every request."""
    login_manager.session_protection = None  # the table knows more than a guess by the browser
    login_manager.init_app(app)
    login_manager.user_loader(_recognise)
    app.before_request(_keep_awake)
    discretion.init_app()


def enter(token: str, *, at: datetime) -> None:
    """Make this browser the one that holds the token; nothing of others can be used for it.

    Whoever signs in again after a pause can still send the form that stayed open meanwhile.
    """
    account = queries.signed_in(token, at=at)
    before = session.get("_user_id")
    if before is None or account is None or queries.owner_of(before) != account.person_id:
        session.pop("csrf_token", None)
    session.permanent = True
    login_user(account)


def leave() -> None:
    """Empty the cookie."""
    session.clear()


def _recognise(token: str) -> SignedIn | None:
    return queries.signed_in(token, at=clock.now())


def _keep_awake() -> None:
    if request.endpoint in {None, ASSETS} or not current_user.is_authenticated:
        return
    at = clock.now()
    if at - current_user.seen_at >= SEEN_EVERY:
        with own_transaction():
            service.note_seen(session_id=current_user.session_id, at=at)
