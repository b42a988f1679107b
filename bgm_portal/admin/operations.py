"""What administrators see of the running portal: jobs, messages, in a demonstration their words.

In production nobody but the reader sees what a message says; the pages show envelopes only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from uuid import UUID

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core import limited
from bgm_portal.core.database import db
from bgm_portal.core.errors import Missing, Refused
from bgm_portal.core.heartbeat import Ailment, Beat, Trouble, ailments, is_hung, is_overdue
from bgm_portal.core.i18n import moment
from bgm_portal.core.jobs import Job
from bgm_portal.core.limited import Reader
from bgm_portal.mail import outbox, transports
from bgm_portal.mail import queries as mail
from bgm_portal.mail.queries import Envelope
from bgm_portal.mail.words import MAIL_STATES, kind_in_words, reason_in_words

from .words import ago, for_how_long, rhythm

OPEN_HOUSES = frozenset({"demo", "development"})
#: Whoever gets these needs something, runs with a guide or keeps a diary; an administrator must
#: not learn who.
TELLING_KINDS = frozenset({"need.answered", "runs.pair", "diary.week"})
HEADERS = (
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Language",
)


ILL = "no"  # the colour of what needs somebody


@dataclass(frozen=True, kw_only=True)
class JobRow:
    """A job as a line of a table."""

    description: str
    name: str
    rhythm: str
    last: str
    result: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class StateRow:
    """How many messages stand somewhere, and what that means."""

    code: str
    word: str
    tone: str
    meaning: str
    count: int
    shown: str


@dataclass(frozen=True, kw_only=True)
class MailRow:
    """A message as a line of a table."""

    id: UUID
    kind: str
    word: str
    tone: str
    recipient: str
    created_at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True)
class Content:
    """A message as it left the house."""

    headers: list[tuple[str, str]]
    paragraphs: list[list[str]]
    files: list[str]


def unlimited(readers: Iterable[Reader]) -> list[str]:
    """Return what an administrator of the database runs once, so that these read less."""
    try:
        return [statements for reader in readers if (statements := limited.missing(reader))]
    finally:
        db.session.rollback()  # a page that looks makes no role


def jobs(
    all_jobs: tuple[Job, ...], beats: Mapping[str, Beat], *, at: datetime
) -> tuple[list[JobRow], list[JobRow]]:
    """Return the jobs that need somebody, and all the others, each with its last run."""
    rows = [_job(job, beats.get(job.name), at) for job in all_jobs]
    return [row for row in rows if row.tone == ILL], [row for row in rows if row.tone != ILL]


def _job(job: Job, beat: Beat | None, at: datetime) -> JobRow:
    if beat is None:
        last, result, tone = _("noch nie"), _("noch nicht gelaufen"), "plain"
    elif is_hung(beat, job, at=at):
        last, tone = ago(beat.at, at), ILL
        result = _("läuft seit %(time)s, zu lange", time=for_how_long(beat.since or at, at))
    elif is_overdue(beat, job, at=at):
        last, result, tone = ago(beat.at, at), _("überfällig"), ILL
    elif beat.since is not None:
        last, tone = ago(beat.at, at), "plain"
        result = _("läuft seit %(time)s", time=for_how_long(beat.since, at))
    elif beat.well:
        last, tone = ago(beat.at, at), "ok"
        result = _("%(count)s erledigt", count=beat.did) if beat.did else _("nichts zu tun")
    else:
        last, result, tone = ago(beat.at, at), _("nicht zu Ende gekommen"), ILL
    return JobRow(
        description=str(job.description),
        name=job.name,
        rhythm=rhythm(job.every_seconds),
        last=last,
        result=result,
        tone=tone,
    )


def troubles(beats: Mapping[str, Beat], all_jobs: tuple[Job, ...], *, at: datetime) -> list[str]:
    """Say in sentences what is wrong with the worker; nothing when it works."""
    what_for = {job.name: str(job.description) for job in all_jobs}
    return [
        sentence
        for ill in ailments(beats, all_jobs, at=at)
        for sentence in _sentences(ill, what_for, at)
    ]


def _sentences(ill: Ailment, what_for: Mapping[str, str], at: datetime) -> list[str]:
    match ill.trouble:
        case Trouble.NEVER:
            return [str(_("Der Worker hat hier noch nie gearbeitet."))]
        case Trouble.SILENT:
            since = ago(ill.since or at, at)
            return [str(_("Der Worker hat sich zuletzt %(ago)s gemeldet.", ago=since))]
        case Trouble.HUNG:
            words = _l("Eine Aufgabe läuft zu lange und kommt nicht zurück: %(job)s")
        case Trouble.OVERDUE:
            words = _l("Eine Aufgabe wurde seit Langem nicht mehr begonnen: %(job)s")
        case Trouble.BROKEN_OFF:
            return []  # it stands at the job in the table, and the next run tries again
    return [str(words) % {"job": what_for[name]} for name in ill.jobs]


def states() -> list[StateRow]:
    """Return how many messages stand where, in the order of their way."""
    counts = mail.counts()
    return [
        StateRow(
            code=state.value,
            word=str(word),
            tone=tone,
            meaning=str(meaning),
            count=counts[state],
            shown=_counted(counts[state]),
        )
        for state, (word, tone, meaning) in MAIL_STATES.items()
    ]


def _counted(count: int) -> str:
    if count < mail.MOST_COUNTED:
        return str(format_decimal(count))
    return str(_("%(count)s oder mehr", count=format_decimal(count)))


def queue(*, at: datetime) -> str:
    """Say in a sentence how long the queue is behind."""
    since = mail.waiting_since(at=at)
    if since is None:
        return str(_("Keine Nachricht wartet länger, als sie soll."))
    return str(
        _("Die älteste fällige Nachricht wartet schon %(time)s.", time=for_how_long(since, at))
    )


def mail_row(one: Envelope) -> MailRow:
    """Return a message as a line of a table."""
    word, tone, _meaning = MAIL_STATES[one.state]
    return MailRow(
        id=one.id,
        kind=kind_in_words(one.kind),
        word=str(word),
        tone=tone,
        recipient=_recipient(one),
        created_at=one.created_at,
        reason=" ".join(filter(None, (reason_in_words(one.reason), _reason(one)))),
    )


def _recipient(one: Envelope) -> str:
    return str(_("nicht genannt")) if one.kind in TELLING_KINDS else one.recipient


def _reason(one: Envelope) -> str:
    """Return why it did not arrive; mail servers like to repeat the address."""
    return (one.reason or "").replace(one.recipient, _recipient(one))


def facts(one: Envelope) -> list[tuple[str, str]]:
    """Return what is known about a message without reading it."""
    rows = [
        (_("An"), _recipient(one)),
        (_("Angelegt"), moment(one.created_at)),
        (_("Verschickt"), moment(one.sent_at) if one.sent_at else ""),
        (_("Versuche"), str(one.attempts)),
        (_("Nicht mehr sinnvoll ab"), moment(one.expires_at) if one.expires_at else ""),
        (_("Grund"), reason_in_words(one.reason)),
        (_("Antwort des Mailservers"), _reason(one)),
        (_("Message-ID"), one.message_id),
    ]
    return [(term, value) for term, value in rows if value]


def is_readable(one: Envelope, *, environment: str) -> bool:
    """Tell whether this house shows what messages say: only where all people are invented."""
    return environment in OPEN_HOUSES and one.sent_at is not None


def read(mail_id: UUID, *, environment: str, by: UUID, at: datetime) -> Content:
    """Open a message in a demonstration, and note who did."""
    one = mail.envelope(mail_id)
    if not is_readable(one, environment=environment):
        raise Missing
    kept = transports.transport().kept(transports.file_name(one.id, created_at=one.created_at))
    if kept is None:
        raise Missing(_l("Von dieser Nachricht gibt es keine Kopie."))
    audit.record(Event.MAIL_VIEWED, at=at, by=by, subject=one.person_id, object_id=one.id)
    return _content(message_from_bytes(kept, _class=EmailMessage, policy=default))


def send_again(mail_id: UUID, *, by: UUID, at: datetime) -> None:
    """Put a message back into the queue that did not arrive, and note who did."""
    one = mail.envelope(mail_id)
    if not outbox.send_again(mail_id, at=at):
        raise Refused(
            _l(
                "Diese Nachricht kann nicht noch einmal verschickt werden. Laden Sie die Seite neu,"
                " dann sehen Sie ihren Stand."
            )
        )
    audit.record(Event.MAIL_RESENT, at=at, by=by, subject=one.person_id, object_id=one.id)


def _content(message: EmailMessage) -> Content:
    body = message.get_body(("plain",))
    text = str(body.get_content()) if body else ""
    blocks = text.replace("\r\n", "\n").strip().split("\n\n")
    return Content(
        headers=[(name, str(message[name])) for name in HEADERS if message[name]],
        paragraphs=[block.split("\n") for block in blocks],
        files=[part.get_filename() or "" for part in message.iter_attachments()],
    )
