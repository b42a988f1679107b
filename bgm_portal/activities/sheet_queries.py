"""What the page of one activity shows, in four statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Text,
    Uuid,
    bindparam,
    cast,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import joinedload

from bgm_portal.bookmarks.models import Bookmark
from bgm_portal.contacts.models import ContactPoint
from bgm_portal.core.database import db
from bgm_portal.identity.models import Person, Site, Unit

from .errors import UnknownActivity
from .kinds import ActivityState, Answer, VenueFactCode
from .models import (
    AccessAnswer,
    Activity,
    ActivityRole,
    AudienceSite,
    AudienceUnit,
    NamedContact,
    Occurrence,
    OfferedAdaptation,
    Question,
    VenueFact,
)
from .programme_queries import read
from .race_models import Race

NOTHING = cast(null(), Text)
FIRST = cast(literal(0), Integer)
THERE = (cast(literal(""), Text), FIRST, *([NOTHING] * 5))
ANSWER, OFFER, ROLE, QUESTION, HELPER = "answer", "offer", "role", "question", "helper"
KEPT, RACE, AUDIENCE, SITES = "kept", "race", "audience", "sites"


@dataclass(frozen=True)
class Contact:
    """Who can be asked about an activity."""

    first_name: str
    last_name: str
    email: str
    phone: str | None

    @property
    def name(self) -> str:
        """Return first and last name."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True)
class Part:
    """Something that belongs to an activity: an answer, an offer, a role, a helper, a unit.

    `code` is the question, the adaptation, the code of the role or the id of contact point, unit or
    site; `answer` is filled in for answers only; `more` is the detail, the hint or the purpose. Two
    parts are only there: that the reader keeps the activity in mind, that a race has facts of its
    own.
    """

    sort: str
    code: str
    position: int
    answer: str | None
    de: str | None
    en: str | None
    more_de: str | None
    more_en: str | None


@dataclass(frozen=True)
class Fact:
    """A checked fact about a place."""

    code: VenueFactCode
    answer: Answer
    de: str | None
    en: str | None
    checked_on: date | None
    checked_by: str | None


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """An activity with everything that its page shows."""

    activity: Activity
    contact: Contact | None
    dates: list[tuple[datetime, datetime]]
    cancelled: list[tuple[datetime, datetime, str]]  # single dates, with what people are told
    parts: list[Part]
    facts: list[Fact]

    def of(self, sort: str) -> list[Part]:
        """Return the parts of one sort, in their order."""
        return [part for part in self.parts if part.sort == sort]

    @property
    def is_kept(self) -> bool:
        """Tell whether the reader keeps the activity in mind."""
        return bool(self.of(KEPT))

    @property
    def is_race(self) -> bool:
        """Tell whether the organiser of a race laid something down."""
        return bool(self.of(RACE))


def _helpers() -> Any:
    """Return the contact points that are named and still in the directory."""
    values = (
        cast(ContactPoint.id, Text),
        FIRST,
        NOTHING,
        ContactPoint.name_de,
        ContactPoint.name_en,
        ContactPoint.helps_de,
        ContactPoint.helps_en,
    )
    return _list(HELPER, NamedContact, values).where(
        ContactPoint.key == NamedContact.contact_key, ContactPoint.retired_at.is_(None)
    )


def _list(
    sort: str, table: type[Any], columns: Sequence[Any], *conditions: ColumnElement[bool]
) -> Any:
    """Return one of the lists that are read together; each gives the columns of `Part`."""
    names = ("code", "position", "answer", "de", "en", "more_de", "more_en")
    labelled = [column.label(name) for name, column in zip(names, columns, strict=True)]
    return select(cast(literal(sort), Text).label("sort"), *labelled).where(
        table.activity_id == _THIS, *conditions
    )


#: Statements are built once, because building one costs more than running it.
_THIS = bindparam("activity_id", type_=Uuid)
_SHEET = (
    select(Activity, Person.first_name, Person.last_name, Person.email, Person.phone)
    .outerjoin(Person, Person.id == Activity.contact_id)
    .where(Activity.id == _THIS)
    .options(joinedload(Activity.venue), joinedload(Activity.online_venue))
    .execution_options(populate_existing=True)
)
_DATES = (
    select(
        Occurrence.starts_at, Occurrence.ends_at, Occurrence.cancelled_at, Occurrence.cancel_note
    )
    .where(Occurrence.activity_id == _THIS)
    .order_by(Occurrence.starts_at, Occurrence.id)
)
_FACTS = (
    select(
        VenueFact.code,
        VenueFact.answer,
        VenueFact.detail_de,
        VenueFact.detail_en,
        VenueFact.checked_on,
        VenueFact.checked_by,
    )
    .where(VenueFact.venue_id.in_(bindparam("venue_ids", expanding=True)))
    .order_by(VenueFact.venue_id, VenueFact.position, VenueFact.code)
)
#: Nine short lists in one statement, because the way to the database costs the most.
_PARTS = union_all(
    _list(
        ANSWER,
        AccessAnswer,
        (
            cast(AccessAnswer.question, Text),
            FIRST,
            cast(AccessAnswer.answer, Text),
            NOTHING,
            NOTHING,
            AccessAnswer.detail_de,
            AccessAnswer.detail_en,
        ),
    ),
    _list(OFFER, OfferedAdaptation, (OfferedAdaptation.code, FIRST, *([NOTHING] * 5))),
    _list(
        ROLE,
        ActivityRole,
        (
            ActivityRole.code,
            ActivityRole.position,
            NOTHING,
            ActivityRole.label_de,
            ActivityRole.label_en,
            ActivityRole.hint_de,
            ActivityRole.hint_en,
        ),
    ),
    _list(
        QUESTION,
        Question,
        (
            Question.code,
            Question.position,
            NOTHING,
            Question.label_de,
            Question.label_en,
            Question.purpose_de,
            Question.purpose_en,
        ),
        Question.retired_at.is_(None) & Question.for_organiser,
    ),
    _helpers(),
    _list(KEPT, Bookmark, THERE, Bookmark.person_id == bindparam("reader_id", type_=Uuid)),
    _list(RACE, Race, THERE),
    _list(
        AUDIENCE, AudienceUnit, (cast(Unit.id, Text), FIRST, NOTHING, Unit.name, *([NOTHING] * 3))
    ).where(Unit.id == AudienceUnit.unit_id),
    _list(
        SITES, AudienceSite, (cast(Site.id, Text), FIRST, NOTHING, Site.name, *([NOTHING] * 3))
    ).where(Site.id == AudienceSite.site_id),
).order_by("sort", "position", "code")


def sheet(activity_id: UUID, *, reader_id: UUID | None = None, with_drafts: bool = False) -> Sheet:
    """Return an activity with all that belongs to it; drafts only for those who plan."""
    row = db.session.execute(_SHEET, {"activity_id": activity_id}).one_or_none()
    if row is None or (row[0].state is ActivityState.DRAFT and not with_drafts):
        raise UnknownActivity
    activity, first_name, last_name, email, phone = row
    dates = read(_DATES, {"activity_id": activity_id})
    return Sheet(
        activity=activity,
        contact=Contact(first_name, last_name, email, phone) if email else None,
        dates=[(start, end) for start, end, gone_at, _note in dates if gone_at is None],
        cancelled=[(start, end, note or "") for start, end, gone_at, note in dates if gone_at],
        parts=_parts(activity_id, reader_id),
        facts=facts_of([activity.venue_id]) if activity.venue_id else [],
    )


def facts_of(venue_ids: Collection[UUID]) -> list[Fact]:
    """Return what was checked about places."""
    rows = read(_FACTS, {"venue_ids": list(venue_ids)})
    return [Fact(*row) for row in rows]


def _parts(activity_id: UUID, reader_id: UUID | None) -> list[Part]:
    rows = read(_PARTS, {"activity_id": activity_id, "reader_id": reader_id})
    return [Part(*row) for row in rows]
