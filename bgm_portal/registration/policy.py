"""Who may see and touch the people on an activity: whoever looks after it, names in their time."""

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from bgm_portal.activities import policy as activities

from . import rules
from .errors import NamesErased, NamesHidden


class Occasion(Protocol):
    """An activity as far as permission is concerned."""

    id: Any
    discreet: Any
    state: Any
    starts_at: Any
    ends_at: Any
    ended_at: Any


def ensure_coordinates(visitor_id: UUID, activity: Occasion) -> None:
    """Refuse whoever does not look after this activity."""
    activities.ensure_assigned(visitor_id, activity)


def ensure_sees_names(visitor_id: UUID, activity: Occasion, *, at: datetime) -> None:
    """Refuse whoever does not look after it; before the day of a discreet one refuse everybody."""
    ensure_coordinates(visitor_id, activity)
    if are_names_erased(activity, at=at):
        raise NamesErased
    if not may_see_names(activity, at=at):
        raise NamesHidden


def may_see_names(activity: Occasion, *, at: datetime) -> bool:
    """Tell whether the list shows names at this moment."""
    return not are_names_erased(activity, at=at) and rules.names_are_shown(
        discreet=activity.discreet, starts_at=activity.starts_at, at=at
    )


def are_names_erased(activity: Occasion, *, at: datetime) -> bool:
    """Tell whether the activity is over for so long that nobody is named any more."""
    return rules.names_are_erased(activity, at=at)
