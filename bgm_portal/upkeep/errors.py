"""Refusals of whoever looks after the installation, with what to do instead."""

from flask_babel import gettext as _

from bgm_portal.core.errors import Refused


class CannotBackUp(Refused):
    """The backup was not made; nothing was left half-written."""

    code = "cannot_back_up"


class CannotRestore(Refused):
    """The backup was not restored; the database is as it was unless the message says otherwise."""

    code = "cannot_restore"


class CannotMove(Refused):
    """The rows were not moved, or not all of them; the source is untouched."""

    code = "cannot_move"


def tool_missing(name: str) -> str:
    """Return what to do when a program of PostgreSQL is not there."""
    sentence: str = _(
        "Das Programm %(name)s fehlt. Installieren Sie es (Debian: apt install postgresql-client).",
        name=name,
    )
    return sentence
