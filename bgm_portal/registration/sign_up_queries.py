"""What a sign-up must know of an activity and a person, in two lean statements.

The last step of a sign-up holds the row of the activity, and everybody else waits for it. So the
statements are prepared once, and what they find becomes plain values instead of rows of a session.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    Select,
    Table,
    Text,
    and_,
    bindparam,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy import cast as cast_in_sql

from bgm_portal.activities.audience_rules import Standing, is_for
from bgm_portal.activities.errors import UnknownActivity
from bgm_portal.activities.models import (
    Activity,
    ActivityRole,
    AudienceSite,
    AudienceUnit,
    Occurrence,
    Question,
    Venue,
)
from bgm_portal.core.database import connection, stated
from bgm_portal.identity.models import Person
from bgm_portal.mail.message import Recipient

from .errors import UnknownRegistration
from .models import Registration
from .occasion import Occasion
from .states import RegistrationState

_A = cast("Table", Activity.__table__)
_P = cast("Table", Person.__table__)
_R = cast("Table", Registration.__table__)
_NEWCOMER = cast("Table", Person.__table__).alias("newcomer")
_VENUE = cast("Table", Venue.__table__).alias("venue_there")
_ONLINE = cast("Table", Venue.__table__).alias("venue_online")
_DATES = cast("Table", Occurrence.__table__)
_ROLES = cast("Table", ActivityRole.__table__)
_AUDIENCE = cast("Table", AudienceUnit.__table__)
_SITES = cast("Table", AudienceSite.__table__)
_QUESTIONS = cast("Table", Question.__table__)

_ACTIVITY_ID: BindParameter[UUID] = bindparam("activity_id")
_PERSON_ID: BindParameter[UUID] = bindparam("person_id")


def _asks_something() -> ColumnElement[bool]:
    """Say whether there are ways to take part, or questions; most activities have neither."""
    roles = select(_ROLES.c.id).where(_ROLES.c.activity_id == _A.c.id)
    questions = select(_QUESTIONS.c.id).where(_QUESTIONS.c.activity_id == _A.c.id)
    return or_(roles.exists(), questions.exists())


def _about_activity() -> Select[Any]:
    """Select an activity with its dates: a row for each, one without a date where there is none."""
    return (
        select(
            _A.c.title_de,
            _A.c.title_en,
            _A.c.discreet,
            _A.c.times,
            _A.c.organiser,
            _A.c.asks_photo_consent,
            _A.c.asks_result_consent,
            _A.c.schedule_version,
            _A.c.contact_id,
            _A.c.starts_at,
            _P.c.first_name,
            _P.c.last_name,
            _P.c.email,
            _VENUE.c.name_de,
            _VENUE.c.name_en,
            _ONLINE.c.name_de.label("online_de"),
            _ONLINE.c.name_en.label("online_en"),
            _DATES.c.starts_at.label("date_starts_at"),
            _DATES.c.ends_at.label("date_ends_at"),
            _DATES.c.number,
            _asks_something().label("asks_something"),
        )
        .select_from(
            _A.outerjoin(_P, _P.c.id == _A.c.contact_id)
            .outerjoin(_VENUE, _VENUE.c.id == _A.c.venue_id)
            .outerjoin(_ONLINE, _ONLINE.c.id == _A.c.online_venue_id)
            .outerjoin(_DATES, (_DATES.c.activity_id == _A.c.id) & _DATES.c.cancelled_at.is_(None))
        )
        .where(_A.c.id == _ACTIVITY_ID)
        .order_by(_DATES.c.starts_at, _DATES.c.id)
    )


def _with_newcomer(about: Select[Any]) -> Select[Any]:
    """Select with it who signs up, the same in each row; nobody where there is no such person."""
    registered = (
        select(_R.c.id)
        .where(
            _R.c.activity_id == _ACTIVITY_ID,
            _R.c.person_id == _NEWCOMER.c.id,
            _R.c.state != stated(RegistrationState.CANCELLED),
        )
        .exists()
    )
    in_unit = (
        select(_AUDIENCE.c.unit_id)
        .where(_AUDIENCE.c.activity_id == _A.c.id, _AUDIENCE.c.unit_id == _NEWCOMER.c.unit_id)
        .exists()
    )
    in_site = (
        select(_SITES.c.site_id)
        .where(_SITES.c.activity_id == _A.c.id, _SITES.c.site_id == _NEWCOMER.c.site_id)
        .exists()
    )
    return about.add_columns(
        _A.c.for_employer,
        _A.c.for_units,
        _A.c.for_sites,
        and_(_A.c.for_sites, in_site).label("in_site"),
        _NEWCOMER.c.site_id,
        and_(_A.c.for_units, in_unit).label("in_unit"),
        _NEWCOMER.c.employer,
        _NEWCOMER.c.first_name.label("own_first_name"),
        _NEWCOMER.c.last_name.label("own_last_name"),
        _NEWCOMER.c.email.label("own_email"),
        _NEWCOMER.c.language,
        _NEWCOMER.c.neutral_mail,
        _NEWCOMER.c.entry_alarm_minutes,
        registered.label("is_registered"),
    ).outerjoin(_NEWCOMER, _NEWCOMER.c.id == _PERSON_ID)


_ABOUT_ACTIVITY = _about_activity()
_ABOUT_BOTH = _with_newcomer(_about_activity())
_ASKED = union_all(
    select(
        literal("question").label("kind"),
        _QUESTIONS.c.id,
        _QUESTIONS.c.code,
        _QUESTIONS.c.required.label("yes"),
        _QUESTIONS.c.position,
        _QUESTIONS.c.role_codes,
        _QUESTIONS.c.shown_if_code,
        _QUESTIONS.c.shown_if_values,
    ).where(_QUESTIONS.c.activity_id == _ACTIVITY_ID, _QUESTIONS.c.retired_at.is_(None)),
    select(
        literal("role"),
        _ROLES.c.id,
        _ROLES.c.code,
        _ROLES.c.takes_place,
        _ROLES.c.position,
        cast_in_sql(null(), JSON),
        cast_in_sql(null(), Text),
        cast_in_sql(null(), JSON),
    ).where(_ROLES.c.activity_id == _ACTIVITY_ID),
).order_by("position", "id")


@dataclass(frozen=True, kw_only=True)
class AskedRole:
    """A way to take part, as far as a sign-up checks it."""

    id: UUID
    code: str
    takes_place: bool


@dataclass(frozen=True, kw_only=True)
class AskedQuestion:
    """A question, as far as a sign-up checks whether it was asked and answered."""

    id: UUID
    code: str
    required: bool
    role_codes: tuple[str, ...]
    shown_if_code: str | None
    shown_if_values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What an activity asks of whoever signs up, and what messages say about it."""

    id: UUID
    contact_id: UUID | None
    starts_at: datetime | None
    organiser: str | None
    asks_consents: bool
    roles: tuple[AskedRole, ...]
    questions: tuple[AskedQuestion, ...]
    occasion: Occasion

    @property
    def takes_place_by_role(self) -> dict[UUID, bool]:
        """Tell for each way to take part whether it uses a place."""
        return {role.id: role.takes_place for role in self.roles}


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Who signs up: where to write to, whether it is for them, and whether they are in already."""

    recipient: Recipient
    is_registered: bool
    is_inside: bool


def asked(activity_id: UUID) -> Asked:
    """Return what an activity asks of whoever signs up."""
    return _asked(activity_id, _about(activity_id))


def asked_of(person_id: UUID, activity_id: UUID) -> tuple[Asked, Newcomer]:
    """Return what an activity asks of whoever signs up, and who does.

    Raises UnknownActivity, or UnknownRegistration where there is no such person.
    """
    sought = {"person_id": person_id, "activity_id": activity_id}
    about = connection().execute(_ABOUT_BOTH, sought).all()
    if not about:
        raise UnknownActivity
    row = about[0]
    if row.own_email is None:
        raise UnknownRegistration
    newcomer = Newcomer(
        recipient=Recipient(
            person_id=person_id,
            address=row.own_email,
            language=row.language,
            name=f"{row.own_first_name} {row.own_last_name}",
            neutral=row.neutral_mail,
            alarm_minutes=row.entry_alarm_minutes,
        ),
        is_registered=bool(row.is_registered),
        is_inside=is_for(
            Standing(
                for_employer=row.for_employer,
                for_units=row.for_units,
                for_sites=row.for_sites,
                employer=row.employer,
                in_unit=bool(row.in_unit),
                in_site=bool(row.in_site),
                has_site=row.site_id is not None,
            )
        ),
    )
    return _asked(activity_id, about), newcomer


def _asked(activity_id: UUID, about: Sequence[Any]) -> Asked:
    row = about[0]
    rows: Sequence[Any] = ()
    if row.asks_something:
        rows = connection().execute(_ASKED, {"activity_id": activity_id}).all()
    return Asked(
        id=activity_id,
        contact_id=row.contact_id,
        starts_at=row.starts_at,
        organiser=row.organiser,
        asks_consents=bool(row.organiser or row.asks_photo_consent or row.asks_result_consent),
        roles=tuple(
            AskedRole(id=row.id, code=row.code, takes_place=bool(row.yes))
            for row in rows
            if row.kind == "role"
        ),
        questions=tuple(_question(row) for row in rows if row.kind != "role"),
        occasion=_occasion(activity_id, about),
    )


def _question(row: Any) -> AskedQuestion:  # a row of _ASKED
    return AskedQuestion(
        id=row.id,
        code=row.code,
        required=bool(row.yes),
        role_codes=tuple(row.role_codes),
        shown_if_code=row.shown_if_code,
        shown_if_values=tuple(row.shown_if_values),
    )


def occasion(activity_id: UUID) -> Occasion:
    """Return what messages say about an activity."""
    return _occasion(activity_id, _about(activity_id))


def _about(activity_id: UUID) -> Sequence[Any]:
    rows = connection().execute(_ABOUT_ACTIVITY, {"activity_id": activity_id}).all()
    if not rows:
        raise UnknownActivity
    return rows


def _occasion(activity_id: UUID, about: Sequence[Any]) -> Occasion:
    row = about[0]
    dates = [date for date in about if date.number is not None]
    return Occasion(
        activity_id=activity_id,
        discreet=row.discreet,
        times=row.times,
        title_de=row.title_de,
        title_en=row.title_en,
        place_de=row.name_de or row.online_de or "",
        place_en=row.name_en if row.name_de else row.online_en,
        online_de=row.online_de if row.name_de else None,
        online_en=row.online_en if row.name_de else None,
        dates=tuple((date.date_starts_at, date.date_ends_at) for date in dates),
        numbers=tuple(date.number for date in dates),
        schedule_version=row.schedule_version,
        contact_name=f"{row.first_name} {row.last_name}" if row.email else "",
        contact_email=row.email or "",
    )
