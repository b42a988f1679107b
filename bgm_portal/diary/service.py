"""Keeping a diary, and ending it.

Nothing of it is written into the audit log: when somebody moves is nobody's business. That a diary
was begun or ended stands among the consents.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID, uuid4

from sqlalchemy import CursorResult, Table, delete
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db
from bgm_portal.privacy import ledger
from bgm_portal.privacy.service import Ended

from . import nudge, queries, rules
from .errors import NotKept, ToCome, TooFar, TooMuch, TooOld, WeekFull
from .models import DiaryEntry
from .rules import Entry, Verdict


def write(entry: Entry, *, by: UUID, at: datetime) -> None:
    """Write a day; what stood there before is replaced."""
    _ensure_kept(by)
    today = local_day(at)
    match rules.verdict(entry.day, today=today, rest=entry.rest):
        case Verdict.TOO_OLD:
            raise TooOld(rules.first_day(today))
        case Verdict.TO_COME:
            raise ToCome
        case Verdict.TOO_FAR:
            raise TooFar
    _put([entry], by)


def write_week(total: int, *, by: UUID, at: datetime) -> int:
    """Spread a total over those of the last seven days that have no entry; return how many."""
    _ensure_kept(by)
    days = rules.days_of_week(local_day(at))
    taken = queries.days_with_entry(by, days)
    free = len(days) - len(taken)
    if not free:
        raise WeekFull
    if total > free * rules.LONGEST_DAY:
        raise TooMuch(free)
    entries = rules.spread(total, days, taken=taken)
    _put(entries, by)
    return len(entries)


def remove(day: date, *, by: UUID, at: datetime) -> bool:
    """Erase a day of one's own; tell whether there was one. That is possible for ever."""
    return _taken_out(DiaryEntry.person_id == by, DiaryEntry.day == day, at=at) == 1


def end(ended: Ended) -> int:
    """Erase a whole diary, because its owner no longer wishes it kept."""
    nudge.take_back(ended.person_id)
    return _taken_out(DiaryEntry.person_id == ended.person_id, at=ended.at)


def erase_old(*, at: datetime) -> int:
    """Erase what nobody's diary may hold any longer; return how many days."""
    return _erased(DiaryEntry.day < rules.kept_since(local_day(at)))


def _ensure_kept(person_id: UUID) -> None:
    if not queries.is_kept(person_id):
        raise NotKept


def _put(entries: Iterable[Entry], person_id: UUID) -> None:
    """Write days, whoever was faster: the unique key decides, the last one stays."""
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    for entry in entries:
        new = dialect.insert(cast("Table", DiaryEntry.__table__)).values(
            id=uuid4(),
            person_id=person_id,
            day=entry.day,
            minutes=entry.minutes,
            rest=entry.rest,
        )
        db.session.execute(
            new.on_conflict_do_update(
                index_elements=["person_id", "day"],
                set_={"minutes": new.excluded.minutes, "rest": new.excluded.rest},
            )
        )


def _taken_out(*which: Any, at: datetime) -> int:
    """Erase what somebody wants gone, also from backups."""
    gone = db.session.scalars(delete(DiaryEntry).where(*which).returning(DiaryEntry.id)).all()
    ledger.note(DiaryEntry.__tablename__, gone, at=at)
    return len(gone)


def _erased(*which: Any) -> int:
    done = db.session.execute(
        delete(DiaryEntry).where(*which).execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", done).rowcount
