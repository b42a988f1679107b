"""Placeholder: replaced by its builder."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from bgm_portal.identity.access import public

bp = Blueprint("account", __name__)


@bp.get("/konto")
@public
def overview() -> ResponseReturnValue:
    """Placeholder."""
    return "overview"
