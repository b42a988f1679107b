"""Filling an empty database with a house to measure by; see `crowd`."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import count, islice
from random import Random

from sqlalchemy import text

from bgm_portal.audit import queries as sealed
from bgm_portal.core.database import db, transaction

from . import crowd as drawn
from .bulk import Row, write
from .crowd import Crowd
from .crowd_life import Held, activities
from .crowd_log import Notebook, happened, visits
from .crowd_mail import messages

SEED = 2026
AT_ONCE = 100  # activities in a transaction
VISITS_AT_ONCE = 50_000
LOG = ("audit_entry", "audit_link")
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
    number, last = sealed.head()
    # Log and messages leave the house as it is drawn; a second house goes on with the same log.
    beside = Random(f"{seed} beside {number}")
    book = Notebook(now=now, random=beside, number=number, last=last)
    written: Counter[str] = Counter()
    with transaction():
        for table, rows in HOUSE:
            written[table] = write(table, rows(crowd))
    _write_visits(crowd, book, beside, written)
    remaining, next_look = activities(crowd), 1
    for batch in count(1):
        some = list(islice(remaining, AT_ONCE))
        if not some:
            break
        with transaction():
            for table, part in _write(crowd, some, book, beside):
                written[table] += write(table, part)
        if batch == next_look:
            _look_anew()
            next_look *= 4
    with transaction():
        written["audit_tally"] = write("audit_tally", book.tallies())
    _look_anew()
    return dict(written)


def _write_visits(crowd: Crowd, book: Notebook, random: Random, written: Counter[str]) -> None:
    remaining = visits(crowd, random)
    while some := list(islice(remaining, VISITS_AT_ONCE)):
        book.write(some)
        with transaction():
            for table, rows in zip(LOG, book.taken(), strict=True):
                written[table] += write(table, rows)


def _write(
    crowd: Crowd, some: list[Held], book: Notebook, random: Random
) -> Iterator[tuple[str, Iterable[Row]]]:
    yield "activity", [one.activity for one in some]
    for table, part in (
        ("occurrence", "dates"),
        ("access_answer", "answers"),
        ("assignment", "assignments"),
        ("registration", "registrations"),
        ("attendance", "attendance"),
        ("attendance_numbers", "numbers"),
    ):
        yield table, [row for one in some for row in getattr(one, part)]
    yield "outgoing_mail", (row for one in some for row in messages(crowd, one, random))
    book.write(noted for one in some for noted in happened(one, random))
    yield from zip(LOG, book.taken(), strict=True)


def _look_anew() -> None:
    """Let the database see how much there is, as it does by itself after a while.

    Without it PostgreSQL plans the check of every key as if tables were still empty.
    """
    with transaction():
        db.session.execute(text("ANALYZE"))
