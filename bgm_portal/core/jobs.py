"""What happens by the clock: a job as a value, and the wish to stop.

Rooms hand in their jobs as a tuple `JOBS` in `jobs.py`; the scheduler gathers them, and each one is
also a command. A job asks what is due by now, so it may run twice, late, or on two machines.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from typing import TypeVar

from flask_babel import LazyString
from sqlalchemy.exc import OperationalError

from .database import transaction

Key = TypeVar("Key")


@dataclass(frozen=True, kw_only=True)
class Job:
    """Something that is done again and again.

    `run` opens its own transactions and returns how much it did. `description` is a sentence for
    whoever runs the portal, translated lazily. What runs longer than `longest_seconds` hangs.
    """

    name: str
    every_seconds: int
    run: Callable[[datetime], int]
    description: LazyString | str
    longest_seconds: int = 30 * 60


#: Set when this process was asked to end: long jobs finish the piece in hand and return.
stop_requested = Event()


def piece_by_piece(piece: Callable[[], int]) -> int:
    """Repeat a piece of work until nothing is left of it, each time in a transaction of its own.

    The piece returns how much it did. Nobody else waits long for the tables, however late it is.
    """
    done = 0
    while not stop_requested.is_set():
        with transaction():
            did = piece()
        if not did:
            break
        done += did
    return done


def one_by_one(keys: Iterable[Key], deed: Callable[[Key], int]) -> int:
    """Do something for each of these, each in a transaction of its own; return how much was done.

    What is due is asked before, so the deed has to make sure that it still is. One that fails stops
    none of the others; it is raised when all had their turn, so that the run counts as broken off.
    """
    done = 0
    failures: list[Exception] = []
    for key in keys:
        if stop_requested.is_set():
            break
        try:
            with transaction():
                done += deed(key)
        except OperationalError:
            raise  # the database is away, for the others as well
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one of them
            failures.append(error)
    if failures:
        raise failures[0]
    return done
