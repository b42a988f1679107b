"""A coordinator's desk as values: tasks in order of urgency, the week, the next large event.

Only counts stand here. Who it is and what somebody needs stands behind the links, where looking
is checked and noted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from bgm_portal.accommodations import queries as needs
from bgm_portal.accommodations.queries import CaseRow
from bgm_portal.accommodations.rules import OPEN
from bgm_portal.activities.kinds import ActivityKind
from bgm_portal.core.clock import local_day
from bgm_portal.core.i18n import day_month

from .queries import desk as queries
from .tasks import LOOKING_AHEAD, Task, tasks
from .words import figures_of, in_days, place_of, title_of

LARGE = (ActivityKind.RUN_EVENT, ActivityKind.HEALTH_DAY)


@dataclass(frozen=True, kw_only=True)
class Week:
    """A date of the coming days, with how full it is."""

    title: str
    href: str
    starts_at: datetime
    ends_at: datetime
    place: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Event:
    """The next large event and how far it is prepared."""

    title: str
    in_days: str
    words: str
    href: str
    plan: list[tuple[str, str, str, str]]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """All that the desk shows."""

    tasks: list[Task]
    week: list[Week]
    event: Event | None


def desk(person_id: UUID, *, at: datetime) -> Desk:
    """Gather what a coordinator's desk shows, with a fixed number of statements."""
    cases = [case for case in needs.desk(person_id) if case.status in OPEN]
    return Desk(
        tasks=tasks(person_id, cases, at=at),
        week=_week(person_id, at=at),
        event=_event(person_id, cases, at=at),
    )


def _week(person_id: UUID, *, at: datetime) -> list[Week]:
    return [
        Week(
            title=title_of(activity),
            href=url_for("coordination.roster", activity_id=activity.id),
            starts_at=occurrence.starts_at,
            ends_at=occurrence.ends_at,
            place=place_of(activity),
            words=figures_of(activity) if activity.needs_registration else _("ohne Anmeldung"),
        )
        for occurrence, activity in queries.dates_between(
            person_id, at=at, until=at + LOOKING_AHEAD
        )
    ]


def _event(person_id: UUID, cases: Sequence[CaseRow], *, at: datetime) -> Event | None:
    activity = queries.next_of_kinds(person_id, LARGE, at=at)
    if activity is None or activity.starts_at is None:
        return None
    roster = url_for("coordination.roster", activity_id=activity.id)
    mine = sum(1 for case in cases if case.activity_id == activity.id)
    deadline = activity.registration_deadline
    plan = [
        (
            _("Bedarfe klären"),
            url_for("needs.desk"),
            _("%(number)s offen", number=mine) if mine else _("nichts offen"),
            "wait" if mine else "ok",
        ),
    ]
    if deadline is not None:
        over = deadline <= at
        state = _("vorbei") if over else _("noch bis %(day)s", day=day_month(deadline))
        plan.append((_("Anmeldungen"), roster, state, "ok" if over else ""))
    return Event(
        title=title_of(activity),
        in_days=in_days(local_day(activity.starts_at), today=local_day(at)),
        words=figures_of(activity),
        href=roster,
        plan=plan,
    )
