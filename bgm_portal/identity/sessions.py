"""Server-side sessions: recognise the browser behind a token, and keep it awake.

The idle time is written at most every five minutes, in a short transaction of its own and before
anything else is read, so that reading pages stay readers.
"""

from datetime import UTC, datetime
from uuid import UUID

from flask import Flask, request, session
from flask_login import current_user, login_user

from bgm_portal.core import clock
from bgm_portal.core.database import own_transaction
from bgm_portal.core.tokens import token_hash
from bgm_portal.extensions import login_manager

from . import discretion, queries, service
from .authentication import SignedIn
from .credentials import Attempt
from .rules import CODE_WAITED_FOR, SEEN_EVERY

ASSETS = "asset"
HALFWAY = "halfway"


def init_app(app: Flask) -> None:
    """Bind the login manager, and see who is there before every request."""
    login_manager.session_protection = None  # the table knows more than a guess by the browser
    login_manager.init_app(app)
    login_manager.user_loader(_recognise)
    app.before_request(_keep_awake)
    discretion.init_app()


def enter(token: str, *, at: datetime) -> SignedIn:
    """Make this browser the one that holds the token; nothing of others can be used for it.

    Whoever signs in again after a pause can still send the form that stayed open meanwhile.
    """
    account = queries.signed_in(token, at=at)
    assert account is not None  # noqa: S101 - the session began in this very request
    before = session.get("_user_id")
    if before is None or queries.owner_of(before) != account.person_id:
        session.pop("csrf_token", None)
    session.pop(HALFWAY, None)
    session.permanent = True
    login_user(account)
    return account


def enter_halfway(attempt: Attempt, *, at: datetime) -> None:
    """Remember whose password was right, until the code comes too.

    The mark of the password makes this worthless as soon as the password is another one.
    """
    session[HALFWAY] = [str(attempt.person_id), _mark_of(attempt.password_hash), at.timestamp()]


def halfway(*, at: datetime) -> UUID | None:
    """Return whose password was right a few minutes ago in this browser."""
    person_id, mark, then = session.get(HALFWAY, ("", "", 0))
    if not person_id or at - datetime.fromtimestamp(then, UTC) > CODE_WAITED_FOR:
        return None
    person = queries.person(UUID(person_id))
    return person.id if _mark_of(person.password_hash) == mark else None


def _mark_of(password_hash: str | None) -> str:
    return token_hash(password_hash) if password_hash else ""


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
