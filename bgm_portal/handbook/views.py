"""The handbooks, for everybody: nothing in them is a secret."""

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from bgm_portal.core import clock
from bgm_portal.core.i18n import language
from bgm_portal.identity.access import public
from bgm_portal.web import papers

from . import books, pages, pictures

FOR_A_DAY = "public, max-age=86400"

bp = Blueprint("handbook", __name__)


@bp.get("/handbuch")
@public
def overview() -> ResponseReturnValue:
    """Show all handbooks."""
    return render_template("handbook/overview.html", books=books.everything(language()))


@bp.get("/handbuch/<key>")
@public
def book(key: str) -> ResponseReturnValue:
    """Show a handbook on one page."""
    found = books.book(key, language())
    return render_template("handbook/book.html", book=found, sections=pages.drawn(found))


@bp.get("/handbuch/bild/<file>")
@public
def picture(file: str) -> ResponseReturnValue:
    """Give a picture of a page of the invented year."""
    if file not in pictures.files():
        abort(404)
    answer = Response(pictures.content(file), mimetype="image/png")
    answer.headers["Cache-Control"] = FOR_A_DAY
    return answer


@bp.get("/handbuch/<key>/handbuch.pdf")
@public
def paper(key: str) -> ResponseReturnValue:
    """Give a handbook as a tagged PDF."""
    found = books.book(key, language())
    pdf = papers.sheet(found.title, pages.on_paper(found), at=clock.now())
    return papers.response(pdf, f"handbuch-{found.key}-{found.language}.pdf")
