"""What a visitor's own relation to an activity is called, as told from further up the house.

The catalogue shows "Sie sind angemeldet" beside an activity, but registrations live above it and
cannot be imported. The composition root sets one provider; without one, nobody is registered
anywhere (docs/adr/0012).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from flask import current_app


@dataclass(frozen=True, kw_only=True)
class OwnStatus:
    """What to show beside an activity: a word with its tone, and where to see more.

    `tone` is one of the tones of the status component: "ok", "wait", "no", "plain". `label` are
    the words of the link to `href`.
    """

    word: str
    tone: str
    href: str
    label: str


Provider = Callable[[UUID, Collection[UUID]], dict[UUID, OwnStatus]]

EXTENSION = "own_status"


def own_statuses(person_id: UUID, activity_ids: Collection[UUID]) -> dict[UUID, OwnStatus]:
    """Return how this person stands to these activities, those without a relation left out."""
    provider: Provider = current_app.extensions.get(EXTENSION, _nobody)
    return provider(person_id, activity_ids)


def _nobody(_person_id: UUID, _activity_ids: Collection[UUID]) -> dict[UUID, OwnStatus]:
    return {}
