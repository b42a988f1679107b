"""Placeholder: replaced by its builder."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from bgm_portal.identity.access import public

bp = Blueprint("identity", __name__)


@bp.get("/anmelden")
@public
def sign_in_form() -> ResponseReturnValue:
    """Placeholder."""
    return "sign_in_form"


@bp.get("/abmelden")
@public
def sign_out() -> ResponseReturnValue:
    """Placeholder."""
    return "sign_out"
