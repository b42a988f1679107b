"""Which dates a calendar shows, and whose it is. Reads only; every list has an order."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, or_, select
from sqlalchemy.orm import aliased

from bgm_portal.activities.kinds import BY_TIME, ActivityState, Times
from bgm_portal.activities.models import Activity, Assignment, Occurrence, Venue
from bgm_portal.core.database import db
from bgm_portal.core.tokens import token_hash
from bgm_portal.identity import queries as identity
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import permissions_of
from bgm_portal.registration import slot_queries
from bgm_portal.registration.models import Registration
from bgm_portal.registration.slot_queries import Held
from bgm_portal.registration.states import RegistrationState

from . import policy
from .errors import UnknownFeed
from .kinds import FeedKind
from .models import CalendarFeed

TIME_NUMBER = 1  # by which calendars know the one entry of a registration with a time
SHOWN = (ActivityState.PUBLISHED, ActivityState.COMPLETED)


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A calendar that somebody fetches, and how they want it."""

    kind: FeedKind
    person_id: UUID
    language: str
    neutral: bool
    alarm_minutes: int | None


@dataclass(frozen=True, kw_only=True)
class Date:
    """A date as a calendar shows it."""

    uid: UUID
    number: int
    sequence: int
    starts_at: datetime
    ends_at: datetime
    discreet: bool
    is_draft: bool
    is_cancelled: bool
    title_de: str
    title_en: str | None
    place_de: str
    place_en: str | None
    contact_name: str
    contact_email: str
    reference: str = ""


def feed(token: str) -> Feed:
    """Return the calendar behind an address, or raise UnknownFeed.

    It ends with the account, and with the role that it needs.
    """
    row = db.session.execute(
        select(CalendarFeed, Person.language, Person.neutral_mail)
        .join(Person, Person.id == CalendarFeed.person_id)
        .where(CalendarFeed.token_hash == token_hash(token), Person.deactivated_at.is_(None))
    ).first()
    if row is None:
        raise UnknownFeed
    found: CalendarFeed = row.CalendarFeed
    roles = frozenset(identity.roles_of(found.person_id))
    policy.ensure_may_have(found.kind, permissions_of(roles))
    return Feed(
        kind=found.kind,
        person_id=found.person_id,
        language=row.language,
        neutral=found.neutral or row.neutral_mail,
        alarm_minutes=found.alarm_minutes,
    )


def feeds_of(person_id: UUID) -> dict[FeedKind, CalendarFeed]:
    """Return the calendars that somebody has, by kind."""
    rows = db.session.scalars(
        select(CalendarFeed).where(CalendarFeed.person_id == person_id).order_by(CalendarFeed.kind)
    )
    return {row.kind: row for row in rows}


def own_dates(person_id: UUID, *, since: datetime) -> list[Date]:
    """Return the dates at which somebody has a place, and those that were cancelled for everybody.

    The names are those of the confirmation, so that nobody sees a date under two of them.
    """
    cancelled_for_all = and_(
        Registration.state == RegistrationState.CANCELLED,
        Activity.state == ActivityState.CANCELLED,
        Registration.ended_at == Activity.ended_at,
    )
    has_place = and_(Registration.state == RegistrationState.CONFIRMED, Activity.state.in_(SHOWN))
    rows = db.session.execute(
        _dates(
            Registration.id.label("uid"),
            Registration.calendar_sequence.label("sequence"),
            Registration.reference,
            since=since,
        )
        .join(Registration, Registration.activity_id == Activity.id)
        .where(Registration.person_id == person_id, or_(has_place, cancelled_for_all))
    ).all()
    return _at_own_time(rows)


def dates_in_care(person_id: UUID, *, since: datetime) -> list[Date]:
    """Return the dates of all activities that somebody looks after, drafts included."""
    rows = db.session.execute(
        _dates(Activity.id.label("uid"), Activity.schedule_version.label("sequence"), since=since)
        .join(Assignment, Assignment.activity_id == Activity.id)
        .where(Assignment.person_id == person_id)
    )
    return [_date(row) for row in rows]


def _dates(*columns: Any, since: datetime) -> Select[*tuple[Any, ...]]:
    there, online, contact = aliased(Venue), aliased(Venue), aliased(Person)
    return (
        select(
            *columns,
            Activity.state,
            Activity.times,
            Activity.discreet,
            Activity.title_de,
            Activity.title_en,
            Occurrence.id.label("occurrence_id"),
            Occurrence.number,
            Occurrence.starts_at,
            Occurrence.ends_at,
            Occurrence.cancelled_at,
            there.name_de.label("there_de"),
            there.name_en.label("there_en"),
            online.name_de.label("online_de"),
            online.name_en.label("online_en"),
            contact.first_name,
            contact.last_name,
            contact.email,
        )
        .select_from(Activity)
        .join(Occurrence, Occurrence.activity_id == Activity.id)
        .outerjoin(there, there.id == Activity.venue_id)
        .outerjoin(online, online.id == Activity.online_venue_id)
        .outerjoin(contact, contact.id == Activity.contact_id)
        .where(Occurrence.ends_at >= since)
        .order_by(Occurrence.starts_at, Occurrence.id)
    )


def _at_own_time(rows: Collection[Row[*tuple[Any, ...]]]) -> list[Date]:
    """Put the time that somebody holds in the place of the day on which it lies."""
    held = slot_queries.appointments([row.uid for row in rows if row.times in BY_TIME])
    dates = []
    for row in rows:
        date = _date(row, reference=row.reference)
        if row.times is Times.ONE:
            mine = held.get(row.uid, [])
            if not mine or mine[0].occurrence_id != row.occurrence_id:
                continue
            date = replace(
                date,
                number=TIME_NUMBER,
                starts_at=mine[0].starts_at,
                ends_at=mine[0].ends_at,
            )
        elif row.times is Times.DATES and not _is_held(row, held.get(row.uid, [])):
            continue
        dates.append(date)
    return dates


def _is_held(row: Row[*tuple[Any, ...]], mine: Collection[Held]) -> bool:
    """Tell whether a date of a series is among those that somebody chose."""
    return any(one.occurrence_id == row.occurrence_id for one in mine)


def _date(row: Row[*tuple[Any, ...]], *, reference: str = "") -> Date:
    return Date(
        uid=row.uid,
        number=row.number,
        sequence=row.sequence,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        discreet=row.discreet,
        is_draft=row.state is ActivityState.DRAFT,
        is_cancelled=row.cancelled_at is not None or row.state is ActivityState.CANCELLED,
        title_de=row.title_de,
        title_en=row.title_en,
        place_de=row.there_de or row.online_de or "",
        place_en=row.there_en if row.there_de else row.online_en,
        contact_name=f"{row.first_name} {row.last_name}" if row.email else "",
        contact_email=row.email or "",
        reference=reference,
    )
