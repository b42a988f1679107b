"""What the catalogue shows. Three statements a page, whatever the number of activities.

Rows are plain tuples of just the columns that a page writes out: a booklet of twenty
entries is read far more often than anything else in the portal.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Executable,
    and_,
    bindparam,
    exists,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased

from bgm_portal.core.database import UtcDateTime, connection, db
from bgm_portal.identity.kinds import Employer

from .kinds import AccessQuestion, ActivityKind, ActivityState, Answer, PreventionField, Times
from .kinds import WorktimeRule as Rule
from .models import AccessAnswer, Activity, Occurrence, OfferedAdaptation, Venue

ESCAPE = "\\"
ONLINE = "online"
_Place = aliased(Venue)
_Online = aliased(Venue)
_dates = (
    select(func.count())
    .where(
        Occurrence.activity_id == Activity.id,
        Occurrence.ends_at > bindparam("since", type_=UtcDateTime),
        Occurrence.cancelled_at.is_(None),
    )
    .correlate(Activity)
    .scalar_subquery()
)
_offers_of = (
    select(func.aggregate_strings(OfferedAdaptation.code, ","))
    .where(OfferedAdaptation.activity_id == Activity.id)
    .correlate(Activity)
    .scalar_subquery()
)
_ROW: tuple[Any, ...] = (  # in the order of Row
    Activity.id,
    Activity.kind,
    Activity.state,
    Activity.title_de,
    Activity.title_en,
    Activity.teaser_de,
    Activity.teaser_en,
    Activity.worktime_ba,
    Activity.worktime_city,
    Activity.needs_registration,
    Activity.registration_opens_at,
    Activity.registration_deadline,
    Activity.capacity,
    Activity.taken,
    Activity.waiting,
    Activity.has_waiting_list,
    Activity.starts_at,
    Activity.ends_at,
    Activity.times,
    _Place.name_de,
    _Place.name_en,
    _Place.is_online,
    _Online.name_de,
    AccessAnswer.answer,
    AccessAnswer.detail_de,
    AccessAnswer.detail_en,
    Activity.for_employer,
    Activity.for_units,
    Activity.for_sites,
    _dates,
    _offers_of,
)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody looks for. Every word must occur, every possibility must be given."""

    words: tuple[str, ...] = ()
    field: PreventionField | None = None
    place: UUID | None = None
    online: bool = False
    possibilities: tuple[str, ...] = ()


class Found(NamedTuple):
    """An activity of the period, its next date in it, and whether it is what was looked for."""

    id: UUID
    next_at: datetime
    ends_at: datetime
    fits: bool


class Row(NamedTuple):
    """One entry of the programme as it is stored."""

    id: UUID
    kind: ActivityKind
    state: ActivityState
    title_de: str
    title_en: str | None
    teaser_de: str
    teaser_en: str | None
    worktime_ba: Rule
    worktime_city: Rule
    needs_registration: bool
    registration_opens_at: datetime | None
    registration_deadline: datetime | None
    capacity: int | None
    taken: int
    waiting: int
    has_waiting_list: bool
    starts_at: datetime | None
    ends_at: datetime | None
    times: Times
    place_de: str | None
    place_en: str | None
    is_online: bool | None
    online_de: str | None
    step_free: Answer | None
    step_free_de: str | None
    step_free_en: str | None
    for_employer: Employer | None
    for_units: bool
    for_sites: bool
    dates: int
    offers: str | None


EVERYTHING = Wish()

#: Statements are built once, because building one costs more than running it.
_next_at = func.min(Occurrence.starts_at)
_PERIOD = (
    select(Activity.id, _next_at, func.min(Occurrence.ends_at))
    .join(Occurrence, Occurrence.activity_id == Activity.id)
    .where(
        Activity.state == ActivityState.PUBLISHED,
        Occurrence.ends_at > bindparam("since", type_=UtcDateTime),
        Occurrence.starts_at < bindparam("until", type_=UtcDateTime),
        Occurrence.cancelled_at.is_(None),
    )
    .group_by(Activity.id)
    .order_by(_next_at, Activity.id)
)
_WHOLE_PERIOD = _PERIOD.add_columns(literal(value=True))
_ENTRIES = (
    select(*_ROW)
    .outerjoin(_Place, _Place.id == Activity.venue_id)
    .outerjoin(_Online, _Online.id == Activity.online_venue_id)
    .outerjoin(
        AccessAnswer,
        and_(
            AccessAnswer.activity_id == Activity.id,
            AccessAnswer.question == AccessQuestion.STEP_FREE,
        ),
    )
    .where(Activity.id.in_(bindparam("ids", expanding=True)))
    .order_by(Activity.id)
)
_PLACES = (
    select(Venue.id, Venue.name_de, Venue.name_en)
    .where(Venue.is_online.is_(False))
    .order_by(Venue.name_de, Venue.id)
)


def read(statement: Executable, values: Mapping[str, Any] | None = None) -> list[Any]:
    """Read plain values past the bookkeeping of the session, which plain values do not need."""
    return list(connection().execute(statement, values).all())


def found(wish: Wish, *, since: datetime, until: datetime) -> list[Found]:
    """Return every published activity of a period, the next one first, and whether it fits."""
    statement = _PERIOD.add_columns(_fits(wish)) if wish != EVERYTHING else _WHOLE_PERIOD
    found_rows = read(statement, {"since": since, "until": until})
    return [Found._make(row) for row in found_rows]


def rows(activity_ids: Collection[UUID], *, since: datetime) -> dict[UUID, Row]:
    """Return the entries of a page, with the number of dates that are still to come."""
    if not activity_ids:
        return {}
    found_rows = read(_ENTRIES, {"ids": list(activity_ids), "since": since})
    return {row[0]: Row._make(row) for row in found_rows}


def places() -> Sequence[tuple[UUID, str, str | None]]:
    """Return the real places that the programme can be filtered by, by name."""
    return read(_PLACES)


def dates_between(since: datetime, until: datetime) -> list[tuple[UUID, str, str | None, datetime]]:
    """Return the dates that begin in a period: activity, its two titles, and when."""
    return list(
        db.session.execute(
            select(Activity.id, Activity.title_de, Activity.title_en, Occurrence.starts_at)
            .join(Occurrence, Occurrence.activity_id == Activity.id)
            .where(
                Activity.state.in_((ActivityState.PUBLISHED, ActivityState.COMPLETED)),
                Activity.ends_at > since,  # follows from its dates, and spares the past
                Occurrence.starts_at >= since,
                Occurrence.starts_at < until,
                Occurrence.cancelled_at.is_(None),
            )
            .order_by(Occurrence.starts_at, Activity.title_de, Activity.id)
        )
    )


def _fits(wish: Wish) -> ColumnElement[bool]:
    conditions = [_mentions(word) for word in wish.words]
    if wish.field is not None:
        conditions.append(Activity.field == wish.field)
    if wish.place is not None:
        conditions.append(Activity.venue_id == wish.place)
    if wish.online:
        conditions.append(_possible_online())
    conditions += [_POSSIBLE[name] for name in wish.possibilities if name in _POSSIBLE]
    return and_(true(), *conditions)


def _mentions(word: str) -> ColumnElement[bool]:
    """Look into everything that is written about an activity, and into the name of its place."""
    empty = literal("")
    place = select(Venue.name_de).where(Venue.id == Activity.venue_id).scalar_subquery()
    written = (
        Activity.title_de,
        func.coalesce(Activity.title_en, empty),
        Activity.teaser_de,
        func.coalesce(Activity.teaser_en, empty),
        func.coalesce(Activity.description_de, empty),
        func.coalesce(Activity.description_en, empty),
        func.coalesce(place, empty),
    )
    text: ColumnElement[str] = empty
    for part in written:
        text = text + literal(" ") + part
    return func.lower(text).like(f"%{escaped(word.lower())}%", escape=ESCAPE)


def escaped(text: str) -> str:
    """Take the special meaning from the signs of LIKE: 100 % is searched as it is written."""
    for sign in (ESCAPE, "%", "_"):
        text = text.replace(sign, ESCAPE + sign)
    return text


def _offers(*codes: str) -> ColumnElement[bool]:
    return exists().where(
        OfferedAdaptation.activity_id == Activity.id, OfferedAdaptation.code.in_(codes)
    )


def _answers_yes(question: AccessQuestion) -> ColumnElement[bool]:
    return exists().where(
        AccessAnswer.activity_id == Activity.id,
        AccessAnswer.question == question,
        AccessAnswer.answer == Answer.YES,
    )


def _possible_online() -> ColumnElement[bool]:
    at_online_venue = exists().where(Venue.id == Activity.venue_id, Venue.is_online.is_(True))
    return or_(Activity.online_venue_id.is_not(None), at_online_venue, _offers("online_option"))


#: What each box of the filter asks for: something on offer, or one of the seven answers.
_POSSIBLE: dict[str, ColumnElement[bool]] = {
    "stufenlos": or_(_answers_yes(AccessQuestion.STEP_FREE), _offers("step_free")),
    "sitzen": or_(_answers_yes(AccessQuestion.SEATED_ALTERNATIVE), _offers("seated_variant")),
    ONLINE: _possible_online(),
    "dgs": _offers("dgs"),
    "hoeren": or_(
        _answers_yes(AccessQuestion.HEARING_SUPPORT), _offers("hearing_loop", "captions")
    ),
    "ruhig": or_(_answers_yes(AccessQuestion.QUIET_SPACE), _offers("quiet_room", "low_stimulus")),
}
