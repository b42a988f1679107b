"""What reminders do by the clock."""

from datetime import datetime
from types import ModuleType

from flask_babel import lazy_gettext as _l

from bgm_portal.bookmarks import service as bookmarks
from bgm_portal.core.database import reading, transaction
from bgm_portal.core.jobs import Job, stop_requested

from . import closing, deadline_queries, lessons, service

AT_ONCE = 50  # a short transaction: others want to write, too


def remind(now: datetime) -> int:
    """Make the reminders that should exist by now and do not."""
    with transaction():
        service.take_back_pointless()
        closing.take_back_pointless()
    made = _made(service, now) + _made(closing, now)
    if not stop_requested.is_set():
        with transaction():
            service.note_look(at=now)
    return made


def remind_of_lessons(now: datetime) -> int:
    """Tell people what they are to learn until a day, and whose completion ends soon."""
    with transaction():
        lessons.take_back_pointless(at=now)
    return _made(lessons, now)


def forget(now: datetime) -> int:
    """Erase what people kept in mind about activities that are over."""
    with transaction():
        return bookmarks.forget(deadline_queries.over(at=now))


def _made(room: ModuleType, now: datetime) -> int:
    """Make what one of the rooms owes, some at a time."""
    with reading():
        owed = room.owed(at=now)
    made = 0
    for start in range(0, len(owed), AT_ONCE):
        if stop_requested.is_set():
            break
        with reading():
            written = room.write(owed[start : start + AT_ONCE], at=now)
        with transaction():
            made += room.put_out(written, at=now)
    return made


JOBS = (
    Job(
        name="remind",
        every_seconds=60,
        longest_seconds=15 * 60,
        run=remind,
        description=_l("Legt die Erinnerungen an, die jetzt fällig sind."),
    ),
    Job(
        name="remind-lessons",
        every_seconds=15 * 60,
        run=remind_of_lessons,
        description=_l("Erinnert an Lernmodule mit einem Tag und an Abschlüsse, die bald enden."),
    ),
    Job(
        name="forget-bookmarks",
        every_seconds=60 * 60,
        run=forget,
        description=_l("Löscht, was sich jemand gemerkt hat, am Tag nach dem Angebot."),
    ),
)
