"""The logo and the colours of the house, as browsers fetch them once and keep them."""

from collections.abc import Mapping

from flask import Blueprint, Response, abort, request, url_for

from bgm_portal.admin import colours
from bgm_portal.core.house import house_in_words
from bgm_portal.identity.access import public
from bgm_portal.settings import queries
from bgm_portal.web.assets import FOR_A_YEAR

bp = Blueprint("look", __name__)


@bp.get("/haus/farben/<fingerprint>.css")
@public
def colour_sheet(fingerprint: str) -> Response:
    """Give the colours of the house. An address stands for one set of colours for ever."""
    told = house_in_words()
    if colours.fingerprint(told) != fingerprint:
        abort(404)
    return _kept(Response(colours.sheet(told), mimetype="text/css"))


@bp.get("/haus/logo/<fingerprint>.png")
@public
def logo(fingerprint: str) -> Response:
    """Give the sign of the house."""
    content = queries.logo(fingerprint)
    if content is None:
        abort(404)
    return _kept(Response(content, mimetype="image/png"))


def colours_address(told: Mapping[str, str]) -> str:
    """Return where the colours of the house are, or nothing where it has none of its own."""
    mark = colours.fingerprint(told)
    return url_for("look.colour_sheet", fingerprint=mark) if mark and request else ""


def logo_address(told: Mapping[str, str]) -> str:
    """Return where the sign of the house is, or nothing where it has none."""
    return url_for("look.logo", fingerprint=told["logo"]) if told["logo"] and request else ""


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = FOR_A_YEAR
    return response
