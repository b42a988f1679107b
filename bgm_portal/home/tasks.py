"""What waits for a coordinator, in the order of its urgency.

Only counts stand here. Who it is and what somebody needs stands behind the links, where looking
is checked and noted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.accommodations.queries import CaseRow
from bgm_portal.activities import sharing_queries
from bgm_portal.core.clock import local_day
from bgm_portal.core.i18n import clock_time, day_month, in_words, long_date, weekday

from . import checklists, rules
from .queries import desk as queries
from .rules import Urgency
from .words import figures_of, title_of

LOOKING_BACK = timedelta(days=14)  # attendance is kept that long
LOOKING_AHEAD = timedelta(days=7)
TONES = {
    Urgency.LATE: "no",
    Urgency.TODAY: "no",
    Urgency.SOON: "wait",
    Urgency.LATER: "plain",
    Urgency.WITHOUT_DATE: "plain",
}


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something that waits for a coordinator."""

    due: datetime | None
    by: str
    tone: str
    title: str
    href: str
    words: str


def tasks(person_id: UUID, cases: Sequence[CaseRow], *, at: datetime) -> list[Task]:
    """Gather what waits, with a fixed number of statements; `cases` are the open needs."""
    waiting = [
        *_offers(person_id, at=at),
        *_needs(cases, at=at),
        *_attendance(person_id, at=at),
        *_drafts(person_id, at=at),
        *_shared(person_id, at=at),
        *_closing(person_id, at=at),
        *_undecided(person_id, at=at),
        *_afterwards(person_id, at=at),
        *(
            _task(due=day, title=task, href=href, words=title, at=at)
            for day, task, title, href in checklists.due(person_id, at=at)
        ),
    ]
    return sorted(waiting, key=lambda task: (task.due is None, task.due or at, task.title))


def _undecided(person_id: UUID, *, at: datetime) -> Iterator[Task]:
    for activity in queries.undecided(person_id, until=at + LOOKING_AHEAD):
        yield _task(
            due=activity.decides_at,
            title=_("Findet es statt?"),
            href=url_for("single_dates.go_ahead_form", activity_id=activity.id),
            words=_(
                "%(title)s. Angemeldet sind %(taken)s, nötig sind %(minimum)s.",
                title=title_of(activity),
                taken=activity.taken,
                minimum=activity.minimum,
            ),
            at=at,
        )


def _afterwards(person_id: UUID, *, at: datetime) -> Iterator[Task]:
    """Say what went wrong on the way to people, and which results are still to be read in."""
    for activity, number in queries.undelivered(person_id, since=at - LOOKING_BACK):
        yield _task(
            due=None,
            title=_("Nachrichten kamen nicht an"),
            href=url_for("planning.hub", activity_id=activity.id),
            words=ngettext(
                "%(title)s, %(num)s Nachricht. Die Administration kann sie noch einmal schicken.",
                "%(title)s, %(num)s Nachrichten. Die Administration kann sie noch einmal schicken.",
                number,
                title=title_of(activity),
            ),
            at=at,
        )
    for activity in queries.without_results(person_id, since=at - LOOKING_BACK, at=at):
        yield _task(
            due=activity.ends_at + LOOKING_AHEAD if activity.ends_at else None,
            title=_("Ergebnisse einlesen"),
            href=url_for("incoming.file_form", activity_id=activity.id, slug="ergebnisse"),
            words=_("%(title)s. Wer gelaufen ist, wartet darauf.", title=title_of(activity)),
            at=at,
        )


def _offers(person_id: UUID, *, at: datetime) -> Iterator[Task]:
    for offers in queries.open_offers(person_id):
        yield _task(
            due=offers.first_ends_at,
            title=_("Nachrücken: Frist läuft ab"),
            href=url_for("coordination.roster", activity_id=offers.activity.id),
            words=ngettext(
                "%(title)s. Eine Person hat noch nicht geantwortet.",
                "%(title)s. %(num)s Personen haben noch nicht geantwortet.",
                offers.count,
                title=title_of(offers.activity),
            ),
            at=at,
        )


def _needs(cases: Sequence[CaseRow], *, at: datetime) -> Iterator[Task]:
    by_activity: dict[UUID, list[CaseRow]] = {}
    for case in cases:
        by_activity.setdefault(case.activity_id, []).append(case)
    for together in by_activity.values():
        first = together[0]
        yield _task(
            due=rules.end_of(first.due_on),
            title=ngettext(
                "Ein Bedarf ohne Antwort", "%(num)s Bedarfe ohne Antwort", len(together)
            ),
            href=url_for("needs.desk"),
            words=_(
                "%(title)s. Der Vorlauf endet am %(day)s.",
                title=in_words(first.title_de, first.title_en),
                day=long_date(first.due_on),
            ),
            at=at,
        )


def _attendance(person_id: UUID, *, at: datetime) -> Iterator[Task]:
    today = rules.start_of(local_day(at))
    for row in queries.unticked(person_id, since=at - LOOKING_BACK, today=today, at=at):
        yield _task(
            due=rules.attendance_due(row.occurrence.ends_at, discreet=row.activity.discreet),
            title=_("Anwesenheit eintragen"),
            href=url_for(
                "participation.sheet", activity_id=row.activity.id, termin=row.occurrence.id
            ),
            words=ngettext(
                "%(title)s, %(day)s. Eine Person war angemeldet.",
                "%(title)s, %(day)s. %(num)s Personen waren angemeldet.",
                row.registered,
                title=title_of(row.activity),
                day=long_date(row.occurrence.starts_at),
            ),
            at=at,
        )


def _drafts(person_id: UUID, *, at: datetime) -> Iterator[Task]:
    for draft in queries.drafts(person_id):
        missing = draft.missing
        yield _task(
            due=draft.activity.starts_at,
            title=ngettext(
                "Eine Angabe zum Zugang fehlt", "%(num)s Angaben zum Zugang fehlen", missing
            )
            if missing
            else _("Ein Entwurf ist bereit"),
            href=url_for("planning.hub", activity_id=draft.activity.id),
            words=_(
                "%(title)s. So kann das Angebot nicht erscheinen.", title=title_of(draft.activity)
            )
            if missing
            else _("%(title)s kann veröffentlicht werden.", title=title_of(draft.activity)),
            at=at,
        )


def _shared(person_id: UUID, *, at: datetime) -> Iterator[Task]:
    """Name drafts of colleagues that wait to be read, and own ones to which something was said."""
    for shared in sharing_queries.shared_with(person_id):
        if not shared.comments:
            yield _task(
                due=None,
                title=_("Ein Entwurf zum Lesen"),
                href=url_for("planning.sharing.read", activity_id=shared.activity.id),
                words=_(
                    "%(title)s. %(name)s bittet Sie um Ihre Meinung.",
                    title=title_of(shared.activity),
                    name=shared.named_by.name,
                ),
                at=at,
            )
    for activity, number in sharing_queries.commented(person_id):
        yield _task(
            due=None,
            title=ngettext(
                "Ein Kommentar zu einem Entwurf", "%(num)s Kommentare zu einem Entwurf", number
            ),
            href=url_for("planning.sharing.read", activity_id=activity.id),
            words=_("%(title)s. Das sagt der Steuerkreis.", title=title_of(activity)),
            at=at,
        )


def _closing(person_id: UUID, *, at: datetime) -> Iterator[Task]:
    for activity in queries.closing(person_id, at=at, until=at + LOOKING_AHEAD):
        yield _task(
            due=activity.registration_deadline,
            title=_("Die Anmeldung endet"),
            href=url_for("coordination.roster", activity_id=activity.id),
            words=_(
                "%(title)s. %(figures)s.", title=title_of(activity), figures=figures_of(activity)
            ),
            at=at,
        )


def _task(*, due: datetime | None, title: str, href: str, words: str, at: datetime) -> Task:
    urgency = rules.urgency(due, at=at)
    return Task(
        due=due,
        by=_by(due, urgency),
        tone=TONES[urgency],
        title=title,
        href=href,
        words=words,
    )


def _by(due: datetime | None, urgency: Urgency) -> str:
    if due is None:
        return str(_("ohne Frist"))
    if urgency is Urgency.LATE:
        return str(_("seit %(day)s", day=day_month(due)))
    if urgency is Urgency.TODAY:
        return str(_("bis %(time)s Uhr", time=clock_time(due)))
    if urgency is Urgency.SOON:
        return str(_("bis %(day)s", day=weekday(due)))
    return str(_("bis %(day)s", day=day_month(due)))
