"""Placeholder: replaced by its builder."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from bgm_portal.identity.access import public

bp = Blueprint("catalogue", __name__)


@bp.get("/angebote")
@public
def programme() -> ResponseReturnValue:
    """Placeholder."""
    return "programme"
