"""What those who plan see: all activities as a list, and one with all its parts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from bgm_portal.audit import queries as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.core.paging import Page, leaf
from bgm_portal.identity import queries as identity
from bgm_portal.identity.models import Person

from . import race_queries, slot_queries
from .errors import UnknownActivity
from .kinds import ActivityState, Times
from .models import Activity, Assignment, Question, Venue
from .programme_queries import ESCAPE, escaped
from .question_rules import words_of_health
from .rules import Readiness, closes_by

PAGE_SIZE = 20
_ROW: tuple[Any, ...] = (  # in the order of PlannedRow
    Activity.id,
    Activity.title_de,
    Activity.title_en,
    Activity.state,
    Activity.starts_at,
    Activity.ends_at,
    Venue.name_de,
    Venue.name_en,
    Activity.capacity,
    Activity.taken,
    Activity.waiting,
    Activity.needs_registration,
    Person.first_name,
    Person.last_name,
)


class Shelf(StrEnum):
    """Where a planned activity stands; the value is in the address."""

    DRAFTS = "entwuerfe"
    TEMPLATES = "vorlagen"
    UPCOMING = "kommende"
    PAST = "vergangene"


#: What is still ahead. How much there ever was helps nobody to find anything.
COUNTED = (Shelf.DRAFTS, Shelf.TEMPLATES, Shelf.UPCOMING)


@dataclass(frozen=True)
class PlannedRow:
    """A line of the overview."""

    id: UUID
    title_de: str
    title_en: str | None
    state: ActivityState
    starts_at: datetime | None
    ends_at: datetime | None
    place_de: str | None
    place_en: str | None
    capacity: int | None
    taken: int
    waiting: int
    needs_registration: bool
    contact_first: str | None
    contact_last: str | None


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """An activity with all that was planned for it, and who looks after it."""

    activity: Activity
    team: list[Person]
    stand_ins: dict[UUID, date]  # who of them looks after it for a time, until which day

    @property
    def readiness(self) -> Readiness:
        """Return what the rule of publication asks for."""
        activity = self.activity
        return Readiness(
            title=activity.title_de,
            teaser=activity.teaser_de,
            starts_at=activity.starts_at,
            closes_by=closes_by(activity),
            has_place=activity.venue_id is not None,
            needs_registration=activity.needs_registration,
            opens_at=activity.registration_opens_at,
            deadline=activity.registration_deadline,
            decides_at=activity.decides_at,
            lacks_slots=activity.times is not Times.NONE and not slot_queries.slots(activity.id),
            answered=frozenset(answer.question for answer in activity.answers),
            has_contact=activity.contact_id is not None,
            names_until=race_queries.names_until(activity),
            asks_health=any(_speaks_of_health(question) for question in activity.questions),
        )


def planned(
    shelf: Shelf, *, words: str, person_id: UUID | None, number: int, at: datetime
) -> Page[PlannedRow]:
    """Return a page of the activities on a shelf; `person_id` narrows it to one's own.

    The past grows with every year, so it is not counted, and begins at the end of an index.
    """
    conditions = [_on(shelf, at), *_narrowed(words, person_id)]
    order = (Activity.starts_at.nulls_last(), Activity.title_de, Activity.id)
    if shelf is Shelf.PAST:
        order = (Activity.ends_at.desc(), Activity.title_de, Activity.id)

    def read(limit: int, offset: int) -> list[PlannedRow]:
        rows = db.session.execute(
            select(*_ROW)
            .outerjoin(Venue, Venue.id == Activity.venue_id)
            .outerjoin(Person, Person.id == Activity.contact_id)
            .where(*conditions)
            .order_by(*order)
            .limit(limit)
            .offset(offset)
        )
        return [PlannedRow(*row) for row in rows]

    if shelf is Shelf.PAST:
        return leaf(read, number=number, size=PAGE_SIZE)
    total = db.session.scalar(select(func.count()).select_from(Activity).where(*conditions)) or 0
    here = min(max(1, number), max(1, -(-total // PAGE_SIZE)))
    rows = read(PAGE_SIZE, (here - 1) * PAGE_SIZE)
    return Page(rows=rows, number=here, size=PAGE_SIZE, total=total)


def counts(*, words: str, person_id: UUID | None, at: datetime) -> dict[Shelf, int]:
    """Count the activities on each shelf but the past, in one statement.

    Each shelf is counted for itself, so that each one finds an index to begin at.
    """
    narrowed = _narrowed(words, person_id)
    row = db.session.execute(
        select(
            *(
                select(func.count())
                .select_from(Activity)
                .where(_on(shelf, at), *narrowed)
                .scalar_subquery()
                for shelf in COUNTED
            )
        )
    ).one()
    return dict(zip(COUNTED, row, strict=True))


def existing(activity_ids: Collection[UUID]) -> set[UUID]:
    """Return those of these ids under which there is an activity."""
    return set(db.session.scalars(select(Activity.id).where(Activity.id.in_(activity_ids))))


def dossier(activity_id: UUID) -> Dossier:
    """Return an activity with everything that was planned."""
    activity = db.session.get(
        Activity,
        activity_id,
        options=[
            joinedload(Activity.venue),
            joinedload(Activity.online_venue),
            selectinload(Activity.occurrences),
            selectinload(Activity.answers),
            selectinload(Activity.adaptations),
            selectinload(Activity.named_contacts),
            selectinload(Activity.roles),
            selectinload(Activity.questions),
        ],
        populate_existing=True,
    )
    if activity is None:
        raise UnknownActivity
    rows = _team(activity_id)
    return Dossier(
        activity=activity,
        team=[person for person, _until in rows],
        stand_ins={person.id: until for person, until in rows if until is not None},
    )


def _team(activity_id: UUID) -> list[tuple[Person, date | None]]:
    """Return who looks after an activity, by name, and until when if only for a time."""
    rows = db.session.execute(
        select(Person, Assignment.until)
        .join(Assignment, Assignment.person_id == Person.id)
        .where(Assignment.activity_id == activity_id)
        .order_by(Person.last_name, Person.first_name, Person.id)
    )
    return [(person, until) for person, until in rows]


def templates() -> list[tuple[UUID, str, str | None]]:
    """Return what others can be begun with, by title."""
    rows = db.session.execute(
        select(Activity.id, Activity.title_de, Activity.title_en)
        .where(Activity.is_template.is_(True))
        .order_by(Activity.title_de, Activity.id)
    )
    return [(id_, german, english) for id_, german, english in rows]


def last_writer(activity_id: UUID, section: str) -> tuple[str, datetime] | None:
    """Return who wrote this part last, and when."""
    for entry in audit.entries_on(activity_id, events=(Event.ACTIVITY_CHANGED,)):
        if entry.facts.get("section") == section and entry.actor_id is not None:
            return identity.person(entry.actor_id).name, entry.at
    return None


def venue_choices() -> list[Venue]:
    """Return all places, by name."""
    return list(db.session.scalars(select(Venue).order_by(Venue.name_de, Venue.id)))


def _narrowed(words: str, person_id: UUID | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        func.lower(Activity.title_de + " " + func.coalesce(Activity.title_en, "")).like(
            f"%{escaped(word.lower())}%", escape=ESCAPE
        )
        for word in words.split()
    ]
    if person_id is not None:
        mine = select(Assignment.activity_id).where(Assignment.person_id == person_id)
        conditions.append(Activity.id.in_(mine))
    return conditions


def _on(shelf: Shelf, at: datetime) -> ColumnElement[bool]:
    published = Activity.state == ActivityState.PUBLISHED
    if shelf in {Shelf.DRAFTS, Shelf.TEMPLATES}:
        wanted = shelf is Shelf.TEMPLATES
        return and_(Activity.state == ActivityState.DRAFT, Activity.is_template.is_(wanted))
    if shelf is Shelf.UPCOMING:
        return and_(published, Activity.ends_at > at)
    ended = Activity.state.in_((ActivityState.CANCELLED, ActivityState.COMPLETED))
    return or_(ended, and_(published, Activity.ends_at <= at))


def _speaks_of_health(question: Question) -> bool:
    """Tell whether a question sounds like health and nobody said that it is not."""
    words = (str(option["de"]) for option in question.options)
    return not question.not_health and bool(words_of_health((question.label_de, *words)))
