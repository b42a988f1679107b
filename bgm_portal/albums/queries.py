"""Questions about albums. Reads only; every list has an order, none loads pixels."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import Activity, Occurrence
from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from bgm_portal.participation.models import Attendance
from bgm_portal.participation.states import AttendanceState
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.privacy.models import Consent
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import RegistrationState

from .errors import UnknownAlbum, UnknownPicture
from .models import Picture, PictureFile, PicturePerson, PicturePlace

PHOTOS = (ConsentCode.PHOTO_INTRANET, ConsentCode.PHOTO_PUBLIC)
HELD = (ActivityState.PUBLISHED, ActivityState.COMPLETED)
UP = Picture.taken_down_at.is_(None)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A picture as an album shows it."""

    id: UUID
    number: int
    alt: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Album:
    """An activity with pictures, and the first of them."""

    activity_id: UUID
    title_de: str
    title_en: str | None
    starts_at: datetime
    pictures: int
    cover: Shown


def agreed(activity_id: UUID, *, held: bool = False) -> dict[UUID, set[str]]:
    """Return who agrees to which pictures; held until the commit where something hangs on it."""
    statement = (
        select(Consent)
        .where(
            Consent.scope == str(activity_id),
            Consent.code.in_(PHOTOS),
            Consent.withdrawn_at.is_(None),
        )
        .order_by(Consent.person_id, Consent.code)
        .execution_options(populate_existing=True)
    )
    found: dict[UUID, set[str]] = defaultdict(set)
    for consent in db.session.scalars(statement.with_for_update() if held else statement):
        found[consent.person_id].add(consent.code)
    return found


def people(activity_id: UUID) -> list[Person]:
    """Return who took part, as far as that is still known, and whoever agreed to pictures."""
    signed_up = select(Registration.person_id).where(
        Registration.activity_id == activity_id, Registration.state == RegistrationState.CONFIRMED
    )
    came = (
        select(Attendance.person_id)
        .join(Occurrence, Occurrence.id == Attendance.occurrence_id)
        .where(Occurrence.activity_id == activity_id, Attendance.state == AttendanceState.PRESENT)
    )
    said_yes = select(Consent.person_id).where(
        Consent.scope == str(activity_id),
        Consent.code.in_(PHOTOS),
        Consent.withdrawn_at.is_(None),
    )
    return list(
        db.session.scalars(
            select(Person)
            .where(
                Person.deactivated_at.is_(None),
                or_(Person.id.in_(signed_up), Person.id.in_(came), Person.id.in_(said_yes)),
            )
            .order_by(Person.last_name, Person.first_name, Person.id)
        )
    )


def albums() -> list[Album]:
    """Return all activities with pictures, the latest first."""
    counted = (
        select(
            Picture.activity_id,
            func.count(Picture.id).label("pictures"),
            func.min(Picture.number).label("first"),
        )
        .where(UP)
        .group_by(Picture.activity_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Activity, counted.c.pictures, *_SHOWN)
        .join(counted, counted.c.activity_id == Activity.id)
        .join(
            Picture,
            and_(Picture.activity_id == Activity.id, Picture.number == counted.c.first),
        )
        .join(PictureFile, PictureFile.picture_id == Picture.id)
        .where(Activity.state.in_(HELD), Activity.discreet.is_(False))
        .order_by(Activity.starts_at.desc(), Activity.id)
    )
    return [
        Album(
            activity_id=activity.id,
            title_de=activity.title_de,
            title_en=activity.title_en,
            starts_at=activity.starts_at,
            pictures=number,
            cover=_shown(cover),
        )
        for activity, number, *cover in rows
    ]


def shown_activity(activity_id: UUID) -> Activity:
    """Return an activity of which pictures may be shown; any other looks like none."""
    found = db.session.scalar(
        select(Activity).where(
            Activity.id == activity_id, Activity.state.in_(HELD), Activity.discreet.is_(False)
        )
    )
    if found is None:
        raise UnknownAlbum
    return found


def pictures(activity_id: UUID) -> list[Shown]:
    """Return the pictures of an album as everybody sees them, in the order of adding."""
    rows = db.session.execute(
        select(*_SHOWN)
        .join(PictureFile, PictureFile.picture_id == Picture.id)
        .where(Picture.activity_id == activity_id, UP)
        .order_by(Picture.number)
    )
    return [_shown(row) for row in rows]


def file(picture_id: UUID) -> PictureFile:
    """Return the pixels of a picture that is up, of an activity that may have an album."""
    found = db.session.scalar(
        select(PictureFile)
        .join(Picture, Picture.id == PictureFile.picture_id)
        .join(Activity, Activity.id == Picture.activity_id)
        .where(Picture.id == picture_id, UP, Activity.state.in_(HELD), Activity.discreet.is_(False))
    )
    if found is None:
        raise UnknownPicture
    return found


def shows(person_id: UUID, activity_id: UUID) -> set[UUID]:
    """Return on which pictures of an album somebody can be recognised."""
    return set(
        db.session.scalars(
            select(PicturePerson.picture_id)
            .join(Picture, Picture.id == PicturePerson.picture_id)
            .where(PicturePerson.person_id == person_id, Picture.activity_id == activity_id)
            .order_by(PicturePerson.picture_id)
        )
    )


def picture(picture_id: UUID, *, activity_id: UUID) -> Picture:
    """Return a picture of this activity, taken down or not."""
    found = db.session.scalar(
        select(Picture)
        .where(Picture.id == picture_id, Picture.activity_id == activity_id)
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise UnknownPicture
    return found


def all_pictures(activity_id: UUID) -> list[Picture]:
    """Return every picture of an activity, also those of which only errands are left."""
    return list(
        db.session.scalars(
            select(Picture).where(Picture.activity_id == activity_id).order_by(Picture.number)
        )
    )


def people_on(picture_ids: Collection[UUID]) -> dict[UUID, list[Person]]:
    """Return who can be recognised on these pictures, by name."""
    rows = db.session.execute(
        select(PicturePerson.picture_id, Person)
        .join(Person, Person.id == PicturePerson.person_id)
        .where(PicturePerson.picture_id.in_(picture_ids))
        .order_by(Person.last_name, Person.first_name, Person.id)
    )
    found: dict[UUID, list[Person]] = defaultdict(list)
    for picture_id, person in rows:
        found[picture_id].append(person)
    return found


def places(picture_ids: Collection[UUID]) -> dict[UUID, list[PicturePlace]]:
    """Return where else these pictures are, in the order in which that was noted."""
    rows = db.session.scalars(
        select(PicturePlace)
        .where(PicturePlace.picture_id.in_(picture_ids))
        .order_by(PicturePlace.noted_at, PicturePlace.id)
    )
    found: dict[UUID, list[PicturePlace]] = defaultdict(list)
    for place in rows:
        found[place.picture_id].append(place)
    return found


def with_person(person_id: UUID, activity_id: UUID) -> list[Picture]:
    """Return the pictures of an activity on which somebody can be recognised."""
    return list(
        db.session.scalars(
            select(Picture)
            .join(PicturePerson, PicturePerson.picture_id == Picture.id)
            .where(PicturePerson.person_id == person_id, Picture.activity_id == activity_id)
            .order_by(Picture.number)
        )
    )


def no_longer_allowed() -> list[UUID]:
    """Return the pictures that show somebody who left, or whose consent does not stand."""
    standing = db.session.execute(
        select(Consent.person_id, Consent.scope)
        .where(Consent.code == ConsentCode.PHOTO_INTRANET, Consent.withdrawn_at.is_(None))
        .order_by(Consent.person_id, Consent.scope)
    )
    agreed_to = {(person_id, scope) for person_id, scope in standing}
    rows = db.session.execute(
        select(Picture.id, Picture.activity_id, Person.id, Person.deactivated_at)
        .join(PicturePerson, PicturePerson.picture_id == Picture.id)
        .join(Person, Person.id == PicturePerson.person_id)
        .where(UP)
        .order_by(Picture.id, Person.id)
    )
    return sorted(
        {
            picture_id
            for picture_id, activity_id, person_id, left_at in rows
            if left_at is not None or (person_id, str(activity_id)) not in agreed_to
        }
    )


def ended_before(moment: datetime) -> list[UUID]:
    """Return the activities with pictures that ended by then."""
    return list(
        db.session.scalars(
            select(Picture.activity_id)
            .join(Activity, Activity.id == Picture.activity_id)
            .where(Activity.ends_at < moment)
            .distinct()
            .order_by(Picture.activity_id)
        )
    )


_SHOWN = (Picture.id, Picture.number, Picture.alt, PictureFile.width, PictureFile.height)


def _shown(row: Any) -> Shown:
    picture_id, number, alt, width, height = row
    return Shown(id=picture_id, number=number, alt=alt, width=width, height=height)
