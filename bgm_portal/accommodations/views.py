"""Placeholder: replaced by its builder."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from bgm_portal.identity.access import public

bp = Blueprint("needs", __name__)


@bp.get("/bedarfe")
@public
def desk() -> ResponseReturnValue:
    """Placeholder."""
    return "desk"
