"""Filling an empty database with a house to measure by; see `crowd`."""

from collections.abc import Iterator
from datetime import datetime
from itertools import count, islice
from random import Random

from sqlalchemy import text

from bgm_portal.core.database import db, transaction

from . import crowd as drawn
from .bulk import write
from .crowd import Crowd
from .crowd_life import Held, activities

SEED = 2026
AT_ONCE = 100  # activities in a transaction
HOUSE = (
    ("unit", drawn.unit_rows),
    ("site", drawn.site_rows),
    ("person", drawn.person_rows),
    ("role_grant", drawn.role_rows),
    ("consent", drawn.consent_rows),
    ("venue", drawn.venue_rows),
)


def generate(*, now: datetime, scale: float, years: int, seed: int = SEED) -> dict[str, int]:
    """Write everything; return the number of rows by table."""
    crowd = Crowd(now=now, scale=scale, years=years, random=Random(seed))
    written: dict[str, int] = {}
    with transaction():
        for table, rows in HOUSE:
            written[table] = write(table, rows(crowd))
    remaining, next_look = activities(crowd), 1
    for batch in count(1):
        some = list(islice(remaining, AT_ONCE))
        if not some:
            break
        with transaction():
            for table, more in _write(some):
                written[table] = written.get(table, 0) + more
        if batch == next_look:
            _look_anew()
            next_look *= 4
    _look_anew()
    return written


def _write(some: list[Held]) -> Iterator[tuple[str, int]]:
    yield "activity", write("activity", [one.activity for one in some])
    for table, part in (
        ("occurrence", "dates"),
        ("access_answer", "answers"),
        ("assignment", "assignments"),
        ("registration", "registrations"),
        ("attendance", "attendance"),
        ("attendance_numbers", "numbers"),
    ):
        yield table, write(table, [row for one in some for row in getattr(one, part)])


def _look_anew() -> None:
    """Let the database see how much there is, as it does by itself after a while.

    Without it PostgreSQL plans the check of every key as if tables were still empty.
    """
    with transaction():
        db.session.execute(text("ANALYZE"))
