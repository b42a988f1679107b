"""Messages as their reader finds them in the portal: what is new, what it says, where it leads."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import HTTPException

from bgm_portal.core.i18n import moment
from bgm_portal.mail.inbox import Notification, OpenNotification
from bgm_portal.mail.kinds import KINDS, TOPICS
from bgm_portal.mail.states import MailState
from bgm_portal.web.urls import absolute_url

SENDER = "\n\n--\n"  # what follows is the sender as a mail names it; the portal is known here

#: What the link is called that leads to a page, by endpoint.
LINKS: dict[str, LazyString] = {
    "registrations.detail": _l("Ihre Anmeldung ansehen"),
    "catalogue.detail": _l("Das Angebot ansehen"),
    "circulars.read": _l("Die Nachricht lesen"),
    "catalogue.programme": _l("Angebote ansehen"),
    "planning.substitution.overview": _l("Vertretung ansehen oder beenden"),
    "diary.overview": _l("Zum Tagebuch"),
    "learning.overview": _l("Zu den Lernmodulen"),
    "learning.module": _l("Das Lernmodul öffnen"),
    "needs.own": _l("Ihre Bedarfe ansehen"),
    "needs.desk": _l("Zu den Bedarfen"),
    "links.forgotten_form": _l("Neues Kennwort anfordern"),
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A message as a line of a list."""

    id: UUID
    subject: str
    language: str
    topic: str
    at: datetime
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of a message; with a target, it is a link of the portal."""

    words: str
    target: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A message, opened."""

    entry: Entry
    paragraphs: list[list[Line]]
    way: str


def entry(one: Notification) -> Entry:
    """Return a message as a line of a list."""
    kind = KINDS.get(one.kind)
    return Entry(
        id=one.id,
        subject=one.subject,
        language=one.language,
        topic=str(TOPICS[kind.topic]) if kind else "",
        at=one.created_at,
        is_new=one.read_at is None,
    )


def letter(one: OpenNotification) -> Letter:
    """Return a message with its words, ready to be read."""
    text = one.text.replace("\r\n", "\n").partition(SENDER)[0].strip()
    return Letter(
        entry=entry(one),
        paragraphs=[[_line(line) for line in block.split("\n")] for block in text.split("\n\n")],
        way=_way(one),
    )


def _line(line: str) -> Line:
    """Turn a line that is an address of this portal into a link with words."""
    house = absolute_url("home.start")
    if not line.startswith(house):
        return Line(words=line)
    path = urlsplit(line).path
    return Line(words=str(LINKS.get(_endpoint(path), _l("Diese Seite öffnen"))), target=path)


def _endpoint(path: str) -> str:
    try:
        endpoint, _values = current_app.url_map.bind("").match(path)
    except HTTPException:
        return ""
    return str(endpoint)


def _way(one: OpenNotification) -> str:
    """Say whether the same words came by mail."""
    if one.state is MailState.SENT and one.sent_at is not None:
        return str(_("Auch als E-Mail verschickt: %(moment)s.", moment=moment(one.sent_at)))
    if one.state is MailState.PORTAL:
        return str(_("Nur hier, so wie Sie es eingestellt haben."))
    if one.state in {MailState.QUEUED, MailState.SENDING}:
        return str(_("Die E-Mail dazu ist noch unterwegs."))
    return str(
        _("Als E-Mail ist diese Mitteilung nicht angekommen. Hier steht alles, was darin stand.")
    )
