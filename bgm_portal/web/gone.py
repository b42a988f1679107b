"""What somebody typed for a thing that is gone by now: it is shown once more, and not lost."""

from collections.abc import Sequence
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from bgm_portal.core.database import db
from bgm_portal.core.errors import PortalError

from .versions import OURS

Said = Sequence[tuple[str, str]]


def page(
    error: PortalError,
    said: Said,
    *,
    back: tuple[str, str],
    anew: str = "",
    sent: MultiDict[str, str] | None = None,
    status: int | None = None,
) -> ResponseReturnValue:
    """Say what is gone and show what was typed; where `anew` leads, it can be added once more.

    `said` are labels with words; a label is empty where nothing but the words is known.
    """
    db.session.rollback()
    again = sent.items(multi=True) if sent is not None else ()
    return (
        render_template(
            "errors/gone.html",
            sentence=error.message,
            said=said,
            back=back,
            anew=anew,
            typed=[pair for pair in again if pair[0] not in OURS],
        ),
        status or error.status,
    )


def words_in(sent: MultiDict[str, str]) -> list[tuple[str, str]]:
    """Return what people typed into a form that cannot be drawn any more, without its ids."""
    typed = (value.strip() for name, value in sent.items(multi=True) if name not in OURS)
    return [("", value) for value in dict.fromkeys(typed) if value and not _is_id(value)]


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True
