"""Turning facts into a message, in the language of whoever receives it.

The text says everything; the HTML says the same more comfortably. Templates extend
`mail/layout.txt` and `mail/layout.html` and know `to`, `house`, `subject`, `absolute_url` and the
facts handed in. They are rendered without the frame of pages, so they work in the worker, too.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from flask import current_app
from flask_babel import LazyString
from jinja2 import TemplateError

from bgm_portal.core.house import house_in_words
from bgm_portal.core.i18n import in_language, language
from bgm_portal.web.urls import absolute_url

from . import links
from .kinds import KINDS
from .message import CalendarPart, Message, Recipient, unwritten
from .rules import UNWRITTEN

log = logging.getLogger(__name__)

#: What a template or a translation can do wrong with the words that it is given.
FAILURES = (TemplateError, ValueError, TypeError, LookupError, AttributeError)
SEVERAL_BLANK_LINES = re.compile(r"\n{3,}")


def compose(  # noqa: PLR0913 - a message has this many parts, and each is named by its caller
    *,
    template: str,
    key: str,
    kind: str,
    to: Recipient,
    subject: LazyString | str,
    facts: dict[str, Any],
    context_id: UUID | None = None,
    activity_id: UUID | None = None,
    reply_to: str | None = None,
    calendar: CalendarPart | None = None,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
) -> Message:
    """Write a message from its templates.

    Where that fails, the message says so instead of raising: whatever it tells of has happened and
    must stand, and the outbox shows the failure.
    """
    mail_id = uuid4()

    def write() -> Message:
        with in_language(to.language):
            words = _one_line(str(subject))
            context = _frame(to, words) | {"end": links.unsubscribe(mail_id, kind=kind)} | facts
            text = _render(f"mail/{template}.txt", context)
            html = _render(f"mail/{template}.html", context)
        _one_line(to.address)
        return Message(
            key=key,
            kind=kind,
            to=to,
            subject=words,
            text=_tidy(text),
            html=_tidy(html),
            context_id=context_id,
            activity_id=activity_id,
            reply_to=_one_line(reply_to) if reply_to is not None else None,
            calendar=calendar,
            not_before=not_before,
            expires_at=expires_at,
            policy=KINDS[kind].policy,
            id=mail_id,
        )

    nothing = unwritten(key=key, kind=kind, to=to, context_id=context_id, activity_id=activity_id)
    return written(write, otherwise=nothing)


def written(write: Callable[[], Message], *, otherwise: Message) -> Message:
    """Write a message, or return the other one with the reason why this one cannot be written."""
    try:
        return write()
    except FAILURES as error:
        why = type(error).__name__  # not its words, which may hold what the message tells
        log.error("a message cannot be written: kind=%s error=%s", otherwise.kind, why)  # noqa: TRY400
        return replace(otherwise, failure=f"{UNWRITTEN}{why}")


def _frame(to: Recipient, subject: str) -> dict[str, Any]:
    return {
        "to": to,
        "subject": subject,
        "lang": language(),
        "house": house_in_words(),
        "absolute_url": absolute_url,
        "wishes": absolute_url("preferences.edit"),
    }


def _render(name: str, context: dict[str, Any]) -> str:
    return current_app.jinja_env.get_template(name).render(context)


def _one_line(header: str) -> str:
    """Refuse what could smuggle in a header of its own."""
    if header.splitlines() != [header]:
        message = "a header is one line with words in it"
        raise ValueError(message)
    return header


def _tidy(text: str) -> str:
    lines = "\n".join([line.rstrip(" \t") for line in text.split("\n")])
    return SEVERAL_BLANK_LINES.sub("\n\n", lines).strip() + "\n"
