"""What happens by the clock: a job as a value, and the wish to stop.

Rooms hand in their jobs as a tuple `JOBS` in `jobs.py`; the scheduler gathers them, and each one is
also a command. A job asks what is due by now, so it may run twice, late, or on two machines.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from flask_babel import LazyString


@dataclass(frozen=True, kw_only=True)
class Job:
    """Something that is done again and again.

    `run` opens its own transactions and returns how much it did. `description` is a sentence for
    whoever runs the portal, translated lazily.
    """

    name: str
    every_seconds: int
    run: Callable[[datetime], int]
    description: LazyString | str


#: Set when this process was asked to end: long jobs finish the piece in hand and return.
stop_requested = Event()
