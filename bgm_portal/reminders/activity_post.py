"""What was written to the people on an activity, as those who look after it see it.

Envelopes, never words. What concerns needs, and what somebody merely keeps in mind, is not shown:
it is nobody's business. Where names are hidden, only the numbers are shown.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import NoResultFound

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.errors import Refused
from bgm_portal.core.i18n import moment
from bgm_portal.core.paging import Page
from bgm_portal.identity import queries as identity
from bgm_portal.mail import outbox
from bgm_portal.mail import queries as mail
from bgm_portal.mail.kinds import KINDS, Topic
from bgm_portal.mail.queries import Envelope
from bgm_portal.mail.states import MailState
from bgm_portal.mail.words import MAIL_STATES, kind_in_words, reason_in_words

from .rules import CLOSING, MODULE, RENEWAL

#: What those who look after an activity may know of: who was told that it is moved, and when.
SHOWN = tuple(
    code
    for code, kind in KINDS.items()
    if kind.topic in {Topic.REGISTRATION, Topic.REMINDER}
    and code.startswith(("registration.", "activity.", "reminder.", "runs."))
    and code not in {CLOSING, MODULE, RENEWAL}
)
NOT_ARRIVED = (MailState.FAILED, MailState.MISSED, MailState.UNCERTAIN)
#: The groups by which the page counts and filters; the codes stand in the address.
GROUPS = {
    "verschickt": (_l("Verschickt"), (MailState.SENT, MailState.PORTAL)),
    "wartet": (_l("Wartet"), (MailState.QUEUED, MailState.SENDING)),
    "verpasst": (_l("Verpasst"), (MailState.MISSED,)),
    "gescheitert": (_l("Gescheitert oder ungewiss"), (MailState.FAILED, MailState.UNCERTAIN)),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A message as a line of the list."""

    id: UUID
    name: str
    kind: str
    word: str
    tone: str
    when: datetime
    why: str
    is_repeatable: bool


def counts(activity_id: UUID) -> list[tuple[str, str, int]]:
    """Return code, words and number of each group."""
    by_state = mail.counts_of(activity_id, kinds=SHOWN)
    return [
        (code, str(words), sum(by_state[state] for state in states))
        for code, (words, states) in GROUPS.items()
    ]


def page(activity_id: UUID, *, group: str, number: int) -> Page[Envelope]:
    """Return a page of messages; an unknown group means all."""
    _words, states = GROUPS.get(group, ("", ()))
    return mail.envelopes(activity_id=activity_id, kinds=SHOWN, states=states, number=number)


def rows(envelopes: Collection[Envelope]) -> list[Row]:
    """Return messages with the names of those to whom they go."""
    people = identity.people_by_ids({one.person_id for one in envelopes if one.person_id})
    return [
        _row(one, people[one.person_id].name if one.person_id in people else "")
        for one in envelopes
    ]


def envelope(activity_id: UUID, mail_id: UUID) -> Envelope:
    """Return one message about this activity, or raise NoResultFound."""
    one = mail.envelope(mail_id)
    if one.activity_id != activity_id or one.kind not in SHOWN:
        raise NoResultFound
    return one


def facts(one: Envelope) -> list[tuple[str, str]]:
    """Return what is known about a message without reading it."""
    row = rows([one])[0]
    found = [
        (_("An"), row.name),
        (_("Angelegt"), moment(one.created_at)),
        (_("Nicht mehr sinnvoll ab"), moment(one.expires_at) if one.expires_at else ""),
        (_("Grund"), row.why),
    ]
    return [(term, value) for term, value in found if value]


def send_again(activity_id: UUID, mail_id: UUID, *, by: UUID, at: datetime) -> None:
    """Send a message again that did not arrive, and note who did; a copy is the same message."""
    one = envelope(activity_id, mail_id)
    if not outbox.send_again(one.id, at=at):
        raise Refused(
            _l(
                "Diese Nachricht kann nicht noch einmal verschickt werden. Laden Sie die Seite neu,"
                " dann sehen Sie ihren Stand."
            )
        )
    audit.record(Event.MAIL_RESENT, at=at, by=by, subject=one.person_id, object_id=one.id)


def _row(one: Envelope, name: str) -> Row:
    word, tone, meaning = MAIL_STATES[one.state]
    why = reason_in_words(one.reason) or (str(meaning) if one.state in NOT_ARRIVED else "")
    return Row(
        id=one.id,
        name=name or str(_("nicht mehr im Haus")),
        kind=kind_in_words(one.kind),
        word=str(word),
        tone=tone,
        when=one.sent_at or one.created_at,
        why=why,
        is_repeatable=one.is_repeatable,
    )
