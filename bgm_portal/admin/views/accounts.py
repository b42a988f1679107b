"""Placeholder: replaced by its builder."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from bgm_portal.identity.access import public

bp = Blueprint("accounts", __name__)


@bp.get("/konten")
@public
def overview() -> ResponseReturnValue:
    """Placeholder."""
    return "overview"
