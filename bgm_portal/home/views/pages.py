"""Placeholder: replaced by its builder."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from bgm_portal.identity.access import public

bp = Blueprint("pages", __name__)


@bp.get("/anzeige")
@public
def display() -> ResponseReturnValue:
    """Placeholder."""
    return "display"


@bp.get("/hilfe")
@public
def help_page() -> ResponseReturnValue:
    """Placeholder."""
    return "help_page"


@bp.get("/barrierefreiheit")
@public
def accessibility() -> ResponseReturnValue:
    """Placeholder."""
    return "accessibility"


@bp.get("/barriere-melden")
@public
def barrier_form() -> ResponseReturnValue:
    """Placeholder."""
    return "barrier_form"


@bp.get("/einfache-sprache")
@public
def plain() -> ResponseReturnValue:
    """Placeholder."""
    return "plain"


@bp.get("/datenschutz")
@public
def privacy() -> ResponseReturnValue:
    """Placeholder."""
    return "privacy"


@bp.get("/impressum")
@public
def imprint() -> ResponseReturnValue:
    """Placeholder."""
    return "imprint"


@bp.get("/uebersicht")
@public
def sitemap() -> ResponseReturnValue:
    """Placeholder."""
    return "sitemap"


def chosen_language() -> str:
    """Placeholder."""
    return "de"


def chosen_theme() -> str:
    """Placeholder."""
    return "system"


def chosen_text_size() -> str:
    """Placeholder."""
    return "normal"
