"""Whether what people save finds room.

On a full disk everything can still be read, and now and then a small change even fits into room
that was left. So nothing tells but a refusal; the process that met it remembers it for a while.
"""

import sqlite3
import time as stopwatch

from flask import current_app
from sqlalchemy.exc import DBAPIError

EXTENSION = "no_room_until"
REMEMBERED_SECONDS = 60.0
_POSTGRESQL_FULL = "53100"
_SQLITE_FULL = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE})


def note(error: DBAPIError) -> None:
    """Remember a refusal, if it was for want of room."""
    said = error.orig
    is_full = (
        getattr(said, "sqlstate", None) == _POSTGRESQL_FULL
        or getattr(said, "sqlite_errorcode", None) in _SQLITE_FULL
    )
    if is_full:
        current_app.extensions[EXTENSION] = stopwatch.monotonic() + REMEMBERED_SECONDS


def is_short() -> bool:
    """Tell whether somebody could not save something within the last minute."""
    until: float = current_app.extensions.get(EXTENSION, 0.0)
    return stopwatch.monotonic() < until
