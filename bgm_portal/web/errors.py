"""Every refusal and every failure becomes one calm page, here and nowhere else."""

import logging
from contextlib import suppress

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import NoResultFound, OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException, SecurityError

from bgm_portal.core import room
from bgm_portal.core.database import db
from bgm_portal.core.errors import PortalError

from .security import ONLY_OURS, ForeignForm

FOREIGN_HOST = "Unter diesem Namen gibt es hier nichts.\nThere is nothing here under this name.\n"
PAGES = frozenset({400, 403, 404, 405, 409, 410, 413, 429, 500})
RETRY_SECONDS = "60"

log = logging.getLogger(__name__)


def init_app(app: Flask) -> None:
    """Answer refusals, unknown rows, router errors and crashes with pages."""
    app.register_error_handler(PortalError, _refused)
    app.register_error_handler(NoResultFound, _unknown_row)
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(ForeignForm, _foreign_form)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _unreachable)
    app.register_error_handler(500, _crashed)


def error_page(status: int, message: str = "") -> ResponseReturnValue:
    """Return the page for a status, with the sentence of the refusal if there is one."""
    known = status if status in PAGES else (500 if status >= 500 else 400)  # noqa: PLR2004
    return render_template(f"errors/{known}.html", message=message), status


def _refused(error: PortalError) -> ResponseReturnValue:
    db.session.rollback()
    return error_page(error.status, error.message)


def _unknown_row(_error: NoResultFound) -> ResponseReturnValue:
    db.session.rollback()
    return error_page(404)


def _expired_form(_error: CSRFError) -> ResponseReturnValue:
    return error_page(400)


def _foreign_form(_error: ForeignForm) -> ResponseReturnValue:
    return error_page(403, str(ONLY_OURS))


def _foreign_host(_error: SecurityError) -> ResponseReturnValue:
    """Answer in plain words: where the host is not ours, a page cannot write a single address."""
    return Response(FOREIGN_HOST, status=400, mimetype="text/plain")


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:  # noqa: PLR2004 - a redirect is an answer
        return error
    if request.path.startswith("/static/"):
        return error
    return error_page(error.code)


def _unreachable(error: OperationalError) -> ResponseReturnValue:
    """Say that the database is away, and when to come back; note it without what people typed."""
    if str(error.orig).startswith("no such"):
        return _crashed(error)  # it answers, and our question was wrong
    log.error("database out of reach: %s", type(error.orig).__name__)
    room.note(error)
    with suppress(SQLAlchemyError):
        db.session.rollback()
    page = current_app.jinja_env.get_template("errors/503.html").render()
    return page, 503, {"Retry-After": RETRY_SECONDS}


def _crashed(_error: Exception) -> ResponseReturnValue:
    """Answer without asking anything that may be what broke: no context, no database."""
    db.session.rollback()
    return current_app.jinja_env.get_template("errors/500.html").render(), 500
