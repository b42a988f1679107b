"""Filling an album, and emptying it: at once when somebody changes their mind."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, delete, func, select, update

from bgm_portal.activities import queries as activities
from bgm_portal.activities.models import Activity
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.clock import local_day, midnight
from bgm_portal.core.database import db
from bgm_portal.identity import queries as identity
from bgm_portal.mail import outbox
from bgm_portal.privacy import ledger
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.privacy.service import Ended

from . import messages, queries, rules
from .errors import AlbumFull, NoAlbum, NotAgreed, UnknownPicture
from .models import Picture, PictureFile, PicturePerson, PicturePlace
from .pictures import Drawn


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A picture as it was sent: what it shows in words, and who can be recognised."""

    drawn: Drawn
    alt: str
    shown: Sequence[UUID]


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """Where else a picture was published, and whether everybody can see it there."""

    place: str
    is_public: bool


def occasion(activity: Any) -> rules.Occasion:
    """Return what decides about the album of an activity."""
    return rules.Occasion(
        is_held=activity.state in queries.HELD,
        discreet=activity.discreet,
        starts_at=activity.starts_at,
    )


def ensure_album(activity: Any, *, at: datetime) -> None:
    """Insist that an activity may have an album now."""
    refusal = rules.refuse_album(occasion(activity), at=at)
    if refusal is not None:
        raise NoAlbum(refusal)


def add(activity_id: UUID, sent: Sent, *, by: UUID, at: datetime) -> UUID:
    """Put a picture into the album, if everybody who can be recognised agreed to that."""
    _hold(activity_id)
    ensure_album(activities.activity(activity_id), at=at)
    _ensure_agreed(activity_id, sent.shown, ConsentCode.PHOTO_INTRANET)
    number = _next_number(activity_id)
    picture = Picture(
        activity_id=activity_id, number=number, alt=sent.alt, added_at=at, added_by=by
    )
    db.session.add(picture)
    db.session.flush()
    drawn = sent.drawn
    db.session.add(
        PictureFile(
            picture_id=picture.id,
            media_type=drawn.media_type,
            width=drawn.width,
            height=drawn.height,
            large=drawn.large,
            small=drawn.small,
        )
    )
    db.session.add_all(
        PicturePerson(picture_id=picture.id, person_id=person_id) for person_id in sent.shown
    )
    audit.record(Event.PICTURE_ADDED, at=at, by=by, object_id=picture.id)
    db.session.flush()
    return picture.id


def describe(activity_id: UUID, picture_id: UUID, alt: str, *, by: UUID, at: datetime) -> None:
    """Say in better words what a picture shows."""
    _up(picture_id, activity_id).alt = alt
    audit.record(Event.PICTURE_CHANGED, at=at, by=by, object_id=picture_id)
    db.session.flush()


def publish_elsewhere(
    activity_id: UUID, picture_id: UUID, where: Elsewhere, *, by: UUID, at: datetime
) -> None:
    """Note where else a picture appears, so that it can be taken down there as well."""
    _hold(activity_id)
    _up(picture_id, activity_id)
    if where.is_public:
        shown = [one.id for one in queries.people_on([picture_id])[picture_id]]
        _ensure_agreed(activity_id, shown, ConsentCode.PHOTO_PUBLIC)
    db.session.add(
        PicturePlace(
            picture_id=picture_id, place=where.place, is_public=where.is_public, noted_at=at
        )
    )
    audit.record(Event.PICTURE_CHANGED, at=at, by=by, object_id=picture_id)
    db.session.flush()


def take_down(activity_id: UUID, picture_id: UUID, *, by: UUID | None, at: datetime) -> None:
    """Take a picture out of the album. The pixels and the names go now; errands stay."""
    picture = queries.picture(picture_id, activity_id=activity_id)
    if picture.taken_down_at is not None:
        return
    for table in (PictureFile, PicturePerson):
        db.session.execute(
            delete(table)
            .where(table.picture_id == picture_id)
            .execution_options(synchronize_session=False)
        )
    ledger.note(Picture.__tablename__, [picture_id], at=at)
    picture.taken_down_at = at
    _ask_to_remove(picture_id, at=at, public_alone=False)
    audit.record(Event.PICTURE_TAKEN_DOWN, at=at, by=by, object_id=picture_id)
    db.session.flush()
    _forget_if_done(picture)


def note_removed(
    activity_id: UUID, picture_id: UUID, place_id: UUID, *, by: UUID, at: datetime
) -> None:
    """Note that a picture is gone from another place; the last errand ends the story."""
    picture = queries.picture(picture_id, activity_id=activity_id)
    db.session.execute(
        delete(PicturePlace)
        .where(PicturePlace.id == place_id, PicturePlace.picture_id == picture_id)
        .execution_options(synchronize_session=False)
    )
    audit.record(Event.PICTURE_CHANGED, at=at, by=by, object_id=picture_id)
    _forget_if_done(picture)
    db.session.flush()


def end_intranet(ended: Ended) -> int:
    """Take down what shows somebody who no longer agrees; tell those who must go on removing."""
    return _end(ended, public_alone=False)


def end_public(ended: Ended) -> int:
    """Ask for the removal from public places; in the album the picture stays."""
    return _end(ended, public_alone=True)


def take_down_what_is_not_allowed(picture_id: UUID, *, at: datetime) -> int:
    """Take down a picture of somebody who left, whatever the reason why nobody did before."""
    picture = db.session.get(Picture, picture_id, populate_existing=True)
    if picture is None or picture.taken_down_at is not None:
        return 0
    take_down(picture.activity_id, picture_id, by=None, at=at)
    return 1


def erase_old(activity_id: UUID, *, at: datetime) -> int:
    """Erase an album with everything in it; return how many pictures."""
    erased = db.session.scalars(
        delete(Picture)
        .where(Picture.activity_id == activity_id)
        .returning(Picture.id)
        .execution_options(synchronize_session=False)
    ).all()
    ledger.note(Picture.__tablename__, erased, at=at)
    number = len(erased)
    audit.record(Event.ALBUM_ERASED, at=at, by=None, object_id=activity_id, count=number)
    return number


def over_for_long(*, at: datetime) -> list[UUID]:
    """Return the activities whose albums have been there long enough."""
    return queries.ended_before(midnight(rules.erased_before(local_day(at))))


def _end(ended: Ended, *, public_alone: bool) -> int:
    activity_id = UUID(ended.scope)
    _hold(activity_id)
    found = queries.with_person(ended.person_id, activity_id)
    left = 0
    for picture in found:
        left += _ask_to_remove(picture.id, at=ended.at, public_alone=public_alone)
        if not public_alone:
            take_down(activity_id, picture.id, by=None, at=ended.at)
    if left:
        _tell(activity_id, at=ended.at)
    return len(found)


def _tell(activity_id: UUID, *, at: datetime) -> None:
    """Write to those who look after an activity that something is left to remove elsewhere."""
    activity = activities.activity(activity_id)
    people = identity.people_by_ids(activities.assigned_person_ids(activity_id))
    for person in people.values():
        if person.deactivated_at is None:
            outbox.enqueue(
                messages.to_remove(activity, to=identity.recipient(person), at=at), at=at
            )


def _ask_to_remove(picture_id: UUID, *, at: datetime, public_alone: bool) -> int:
    """Mark where a picture must go; return how many places that were not marked before."""
    statement = update(PicturePlace).where(
        PicturePlace.picture_id == picture_id, PicturePlace.remove_since.is_(None)
    )
    if public_alone:
        statement = statement.where(PicturePlace.is_public.is_(True))
    marked = db.session.execute(
        statement.values(remove_since=at).execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", marked).rowcount


def _forget_if_done(picture: Picture) -> None:
    if picture.taken_down_at is not None and not queries.places([picture.id]):
        db.session.delete(picture)
        db.session.flush()


def _ensure_agreed(activity_id: UUID, shown: Collection[UUID], code: ConsentCode) -> None:
    agreed = queries.agreed(activity_id, held=True)
    missing = rules.without_consent(list(shown), agreed, needed=code)
    if missing:
        people = identity.people_by_ids(missing)
        names = [people[one].name for one in missing if one in people]
        raise NotAgreed(names, public=code is ConsentCode.PHOTO_PUBLIC)


def _next_number(activity_id: UUID) -> int:
    count, last = db.session.execute(
        select(func.count(Picture.id), func.max(Picture.number)).where(
            Picture.activity_id == activity_id
        )
    ).one()
    if count >= rules.MOST_PICTURES:
        raise AlbumFull(rules.MOST_PICTURES)
    return int(last or 0) + 1


def _up(picture_id: UUID, activity_id: UUID) -> Picture:
    picture = queries.picture(picture_id, activity_id=activity_id)
    if picture.taken_down_at is not None:
        raise UnknownPicture
    return picture


def _hold(activity_id: UUID) -> None:
    """Hold an activity until the commit: adding and withdrawing happen one after the other."""
    db.session.execute(select(Activity.id).where(Activity.id == activity_id).with_for_update())
