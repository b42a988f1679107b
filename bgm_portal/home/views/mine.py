"""Placeholder: replaced by its builder."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from bgm_portal.identity.access import public

bp = Blueprint("home", __name__)


@bp.get("/")
@public
def start() -> ResponseReturnValue:
    """Placeholder."""
    return "start"


@bp.get("/mein-bereich")
@public
def mine() -> ResponseReturnValue:
    """Placeholder."""
    return "mine"


@bp.get("/mein-bereich/rueckblick")
@public
def history() -> ResponseReturnValue:
    """Placeholder."""
    return "history"


@bp.get("/schreibtisch")
@public
def desk() -> ResponseReturnValue:
    """Placeholder."""
    return "desk"


@bp.get("/ueberblick")
@public
def overview() -> ResponseReturnValue:
    """Placeholder."""
    return "overview"


@bp.get("/protokoll")
@public
def audit() -> ResponseReturnValue:
    """Placeholder."""
    return "audit"
