"""What is forgotten about who was there, and when. What remains are numbers.

Fourteen days after a date nothing can be corrected any more, and nobody needs the names. Whoever
wishes it keeps their own past, and only what they took part in, until the end of the next year.
"""

from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, delete, or_, select, true

from bgm_portal.activities.models import Activity, Occurrence
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.clock import local_day, midnight
from bgm_portal.core.database import db
from bgm_portal.counting import service as counting
from bgm_portal.counting.service import Visit
from bgm_portal.privacy import ledger
from bgm_portal.privacy.kinds import EVERYWHERE, ConsentCode
from bgm_portal.privacy.models import Consent
from bgm_portal.privacy.service import Ended

from . import queries, rules
from .errors import StillOpen
from .models import Attendance, AttendanceNumbers
from .states import AttendanceState


def due(*, at: datetime) -> list[UUID]:
    """Return the dates that are to be counted, or to be forgotten of somebody, the oldest first."""
    too_old = Occurrence.ends_at < _history_since(at)
    return list(
        db.session.scalars(
            select(Occurrence.id)
            .join(Attendance, Attendance.occurrence_id == Occurrence.id)
            .where(
                Occurrence.ends_at < _erased_before(at),
                or_(too_old, _is_not_wished(), _is_not_counted()),
            )
            .group_by(Occurrence.id, Occurrence.ends_at)
            .order_by(Occurrence.ends_at, Occurrence.id)
        )
    )


def forget_date(occurrence_id: UUID, *, at: datetime) -> int:
    """Erase who was at a date and does not wish it kept; return how many.

    A date that was moved in the meantime stays as it is.
    """
    ended_at = _hold(occurrence_id)
    if ended_at is None or ended_at >= _erased_before(at):
        return 0
    _keep_numbers(occurrence_id, at=at)
    everybody = ended_at < _history_since(at)
    erased = _erase(
        Attendance.occurrence_id == occurrence_id, true() if everybody else _is_not_wished()
    )
    if erased:
        audit.record(Event.ATTENDANCE_ERASED, at=at, by=None, object_id=occurrence_id, count=erased)
    return erased


def end_history(ended: Ended) -> int:
    """Erase somebody's own past, because they no longer agree to keeping it."""
    return forget_history(ended.person_id, ended.at)


def forget_history(person_id: UUID, at: datetime) -> int:
    """Erase at once what somebody's own past holds, because they no longer wish it kept.

    Dates that can still be corrected stay until their time is over.
    """
    dates = db.session.scalars(
        select(Attendance.occurrence_id)
        .join(Occurrence, Occurrence.id == Attendance.occurrence_id)
        .where(Attendance.person_id == person_id, Occurrence.ends_at < _erased_before(at))
        .order_by(Attendance.occurrence_id)
    ).all()
    for occurrence_id in dates:
        _hold(occurrence_id)
        _keep_numbers(occurrence_id, at=at)
    return _take_out(Attendance.person_id == person_id, Attendance.occurrence_id.in_(dates), at=at)


def forget_one(occurrence_id: UUID, *, by: UUID, at: datetime) -> bool:
    """Erase one date from somebody's own past; tell whether it stood there."""
    ended_at = _hold(occurrence_id)
    if ended_at is None:
        return False
    if ended_at >= _erased_before(at):
        raise StillOpen(rules.can_be_erased_from(local_day(ended_at)))
    _keep_numbers(occurrence_id, at=at)
    own = Attendance.person_id == by
    return _take_out(own, Attendance.occurrence_id == occurrence_id, at=at) == 1


def is_open_before(moment: datetime) -> bool:
    """Tell whether somebody was at a date before this moment that is not counted yet."""
    uncounted = (
        select(Occurrence.id)
        .join(Attendance, Attendance.occurrence_id == Occurrence.id)
        .where(Occurrence.ends_at < moment, _is_not_counted())
        .limit(1)
    )
    return db.session.scalar(uncounted) is not None


def _erased_before(at: datetime) -> datetime:
    return midnight(rules.kept_since(local_day(at)))


def _history_since(at: datetime) -> datetime:
    return midnight(rules.history_since(local_day(at)))


def _is_not_wished() -> ColumnElement[bool]:
    """Tell whether nobody wishes to keep this; who was absent has nothing to look back on."""
    wished = (
        select(Consent.id)
        .where(
            Consent.person_id == Attendance.person_id,
            Consent.code == ConsentCode.HISTORY,
            Consent.scope == EVERYWHERE,
            Consent.withdrawn_at.is_(None),
        )
        .exists()
    )
    return or_(Attendance.state != AttendanceState.PRESENT, ~wished)


def _hold(occurrence_id: UUID) -> datetime | None:
    """Hold a date until the commit, as ticking does, and return when it ends."""
    return db.session.scalar(
        select(Occurrence.ends_at).where(Occurrence.id == occurrence_id).with_for_update()
    )


def _keep_numbers(occurrence_id: UUID, *, at: datetime) -> None:
    """Count who was there before the first name goes; later the count would be wrong.

    Reports count people and not visits, so marks are made for them that lead to nobody.
    """
    if db.session.get(AttendanceNumbers, occurrence_id, populate_existing=True) is not None:
        return
    counted = queries.tally(occurrence_id)
    db.session.add(
        AttendanceNumbers(
            occurrence_id=occurrence_id,
            present=counted.present,
            absent=counted.absent,
            excused=counted.excused,
            walked_in=counted.walked_in,
        )
    )
    counting.note_visits(_visit(occurrence_id), queries.who_came(occurrence_id), at=at)
    db.session.flush()


def _visit(occurrence_id: UUID) -> Visit:
    row = db.session.execute(
        select(Activity.id, Activity.field, Occurrence.ends_at)
        .join(Occurrence, Occurrence.activity_id == Activity.id)
        .where(Occurrence.id == occurrence_id)
    ).one()
    return Visit(activity_id=row.id, field=row.field.value, day=local_day(row.ends_at))


def _is_not_counted() -> ColumnElement[bool]:
    numbers = select(AttendanceNumbers).where(AttendanceNumbers.occurrence_id == Occurrence.id)
    return ~numbers.exists()


def _take_out(*which: ColumnElement[bool], at: datetime) -> int:
    """Erase what somebody wants gone, also from backups."""
    gone = db.session.scalars(delete(Attendance).where(*which).returning(Attendance.id)).all()
    ledger.note(Attendance.__tablename__, gone, at=at)
    return len(gone)


def _erase(*which: ColumnElement[bool]) -> int:
    erased = db.session.execute(
        delete(Attendance).where(*which).execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", erased).rowcount
