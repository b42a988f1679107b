"""Starting only on tables that fit."""

from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from bgm_portal.core.database import db

from . import schema
from .schema import Fit


def refusal() -> str:
    """Say in a sentence why this release must not start on the database; nothing when it may."""
    try:
        version = schema.version(db.engine)
    except SQLAlchemyError as error:
        return str(_("Die Datenbank ist nicht erreichbar: %(why)s", why=type(error).__name__))
    present, newest = ", ".join(version.present), ", ".join(version.newest)
    sentences = {
        Fit.CURRENT: "",
        Fit.EMPTY: _("Die Datenbank hat noch keine Tabellen. Legen Sie sie an: flask db upgrade"),
        Fit.OLDER: _(
            "Die Tabellen sind älter (%(present)s) als diese Version des Portals (%(newest)s). "
            "Erneuern Sie sie: flask db upgrade",
            present=present,
            newest=newest,
        ),
        Fit.NEWER: _(
            "Die Tabellen (%(present)s) gehören zu einer neueren Version des Portals. "
            "Starten Sie diese, oder stellen Sie eine Sicherung von vorher wieder her.",
            present=present,
        ),
    }
    return str(sentences[version.fit])
