"""What somebody who has a place can choose besides: a team, a seat on the bus, whom to call.

The pages about one's own registration belong to registrations; teams and buses live above them and
cannot be imported. The composition root sets one provider; without one, there is nothing to choose
(as `core.beside` does for lists of participants).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from flask import current_app


class NextStep(NamedTuple):
    """Something to choose: where, and what was chosen or until when it can be."""

    words: str
    href: str
    state: str
    tone: str = ""  # "ok" once it is chosen


@dataclass(frozen=True, kw_only=True)
class NextSteps:
    """All that can be chosen, and the page that holds it for the day itself."""

    steps: list[NextStep]
    day_words: str
    day_href: str


Provider = Callable[[Any, Any, datetime], NextSteps | None]

EXTENSION = "next_steps"


def next_steps(registration: Any, activity: Any, *, at: datetime) -> NextSteps | None:
    """Return what can be chosen with this registration; nothing where nothing is offered."""
    provider: Provider = current_app.extensions.get(EXTENSION, _nothing)
    return provider(registration, activity, at)


def _nothing(_registration: Any, _activity: Any, _at: datetime) -> NextSteps | None:
    return None
