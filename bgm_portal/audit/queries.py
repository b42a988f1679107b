"""Reading the notebook."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Date, Row, cast, func, select

from bgm_portal.core.database import db

from .chain import START, Content, Finding, Flaw, Link
from .events import Event
from .models import AuditEntry, AuditLink, AuditState, AuditTally

SEALED_WITHIN = timedelta(days=1)  # what waits longer was kept away from the chain
A_DAY = timedelta(days=1)
IN_HAND = 1000
#: Plain values: a year of entries passes by, and none of them is ever changed.
_CONTENT = (
    AuditEntry.id,
    AuditEntry.at,
    AuditEntry.event,
    AuditEntry.actor_id,
    AuditEntry.subject_id,
    AuditEntry.object_id,
    AuditEntry.facts,
    AuditEntry.kept_until,
)
#: Every event is named where days are asked for: the index begins with the event.
_KNOWN = AuditEntry.event.in_([event.value for event in Event])


def entries_about(subject: UUID, *, events: tuple[Event, ...]) -> list[AuditEntry]:
    """Return what happened to a person, newest first."""
    return list(
        db.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.subject_id == subject, AuditEntry.event.in_(events))
            .order_by(AuditEntry.at.desc(), AuditEntry.id)
        )
    )


def entries_on(object_id: UUID, *, events: tuple[Event, ...]) -> list[AuditEntry]:
    """Return what happened to a row, newest first."""
    return list(
        db.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.object_id == object_id, AuditEntry.event.in_(events))
            .order_by(AuditEntry.at.desc(), AuditEntry.id)
        )
    )


def sign_in_failures(*, minutes: int, at: datetime) -> int:
    """Count the failed sign-ins of the last minutes."""
    failures = select(func.count()).where(
        AuditEntry.event == Event.SIGN_IN_FAILED, AuditEntry.at >= at - timedelta(minutes=minutes)
    )
    return db.session.scalar(failures) or 0


def counts_by_event(*, since: datetime) -> list[tuple[str, int]]:
    """Count what happened, without saying to whom: days that are over, and the rest as it stands.

    A day that was counted is counted as a whole, also the one within which `since` lies.
    """
    last = last_counted()
    counted: Counter[str] = Counter()
    if last is not None:
        over = db.session.execute(
            select(AuditTally.event, func.sum(AuditTally.times))
            .where(AuditTally.day >= since.astimezone(UTC).date())
            .group_by(AuditTally.event)
        )
        counted.update({event: int(times) for event, times in over})
        since = max(since, beginning_of(last + A_DAY))
    counted.update(dict(counts_within(since)))
    return sorted(counted.items())


def counts_within(since: datetime) -> list[tuple[str, int]]:
    """Count the entries themselves."""
    rows = db.session.execute(
        select(AuditEntry.event, func.count())
        .where(_KNOWN, AuditEntry.at >= since)
        .group_by(AuditEntry.event)
        .order_by(AuditEntry.event)
    )
    return [(event, count) for event, count in rows]


def counts_by_day(first: date, until: date) -> dict[tuple[date, str], int]:
    """Count the entries of each day from the first one until before the last."""
    since, before = beginning_of(first), beginning_of(until)
    on_postgres = db.engine.dialect.name == "postgresql"
    day = (
        cast(func.timezone("UTC", AuditEntry.at), Date) if on_postgres else func.date(AuditEntry.at)
    )
    rows = db.session.execute(
        select(day.label("day"), AuditEntry.event, func.count().label("times"))
        .where(_KNOWN, AuditEntry.at >= since, AuditEntry.at < before)
        .group_by("day", AuditEntry.event)
        .order_by("day", AuditEntry.event)
    )
    return {(_as_date(row.day), row.event): row.times for row in rows}


def _as_date(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


def last_counted() -> date | None:
    """Return the last day that was counted, if any was."""
    return db.session.scalar(select(func.max(AuditTally.day)))


def first_day() -> date | None:
    """Return the day of the oldest entry, if there is one; it looks through all of them."""
    oldest = db.session.scalar(select(func.min(AuditEntry.at)))
    return oldest.astimezone(UTC).date() if oldest else None


def beginning_of(day: date) -> datetime:
    """Return when a day begins. Days are those of UTC, which no clock change makes longer."""
    return datetime.combine(day, time.min, tzinfo=UTC)


def head() -> tuple[int, bytes]:
    """Return number and words of the last link, or where a chain starts."""
    row = db.session.execute(
        select(AuditLink.number, AuditLink.chain).order_by(AuditLink.number.desc()).limit(1)
    ).first()
    return (row.number, row.chain) if row else (0, START)


def state() -> AuditState | None:
    """Return what is remembered of the last check."""
    return db.session.scalar(
        select(AuditState).order_by(AuditState.id).execution_options(populate_existing=True)
    )


def waiting() -> int:
    """Count the entries that have no link yet."""
    return db.session.scalar(select(func.count()).where(AuditEntry.number.is_(None))) or 0


def unsealed(*, limit: int) -> list[Content]:
    """Return some entries that have no link yet, the oldest first."""
    entries = db.session.execute(
        select(*_CONTENT)
        .where(AuditEntry.number.is_(None))
        .order_by(AuditEntry.at, AuditEntry.id)
        .limit(limit)
    )
    return [_content(entry) for entry in entries]


def first_kept(*, at: datetime) -> int:
    """Return the number of the first link whose entry must still be there, or of the next one."""
    kept = select(AuditLink.number).where(AuditLink.kept_until >= at)
    found = db.session.scalar(kept.order_by(AuditLink.number).limit(1))
    return head()[0] + 1 if found is None else found


def links(*, first: int = 1) -> Iterator[Link]:
    """Walk along the chain from a link, each one with its entry unless that was erased."""
    of_link = AuditLink.number.label("link"), AuditLink.digest, AuditLink.chain
    rows = db.session.execute(
        select(*of_link, AuditLink.kept_until.label("link_kept_until"), *_CONTENT)
        .outerjoin(AuditEntry, AuditEntry.number == AuditLink.number)
        .where(AuditLink.number >= first)
        .order_by(AuditLink.number)
        .execution_options(yield_per=IN_HAND)
    )
    for row in rows:
        yield Link(
            number=row.link,
            digest=row.digest,
            chain=row.chain,
            kept_until=row.link_kept_until,
            entry=_content(row) if row.id else None,
        )


def chain_at(number: int) -> bytes | None:
    """Return what a link says: where a chain starts for number 0, nothing where there is none."""
    if number == 0:
        return START
    return db.session.scalar(select(AuditLink.chain).where(AuditLink.number == number))


def is_known(chain: bytes) -> bool:
    """Tell whether some link says this; it looks through all that there ever were."""
    known = select(func.count()).where(AuditLink.chain == chain)
    return chain == START or bool(db.session.scalar(known))


def loose_ends(*, at: datetime) -> Iterator[Finding]:
    """Tell what a walk along the chain does not meet."""
    stray = select(AuditEntry.number).outerjoin(AuditLink, AuditLink.number == AuditEntry.number)
    stray = stray.where(AuditEntry.number.is_not(None), AuditLink.number.is_(None))
    for number in db.session.scalars(stray.order_by(AuditEntry.number)):
        yield Finding(flaw=Flaw.STRAY, number=number or 0)
    late = select(func.count()).where(
        AuditEntry.number.is_(None), AuditEntry.at < at - SEALED_WITHIN
    )
    if db.session.scalar(late):
        yield Finding(flaw=Flaw.UNSEALED, number=head()[0])


def _content(row: Row[Any]) -> Content:
    return Content(
        id=row.id,
        at=row.at,
        event=row.event,
        actor_id=row.actor_id,
        subject_id=row.subject_id,
        object_id=row.object_id,
        facts=row.facts,
        kept_until=row.kept_until,
    )
