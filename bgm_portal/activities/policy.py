"""Who may touch this activity: those who are assigned to it. Everybody else who plans may look."""

from typing import Protocol
from uuid import UUID

from . import queries
from .errors import NotAssigned


class HasId(Protocol):
    """An activity, as a row or as a value."""

    @property
    def id(self) -> UUID:
        """Return its identifier."""


def ensure_assigned(visitor_id: UUID, activity: HasId) -> None:
    """Refuse whoever is not assigned to this activity."""
    if not queries.is_assigned(visitor_id, activity.id):
        raise NotAssigned


def may_edit(visitor_id: UUID, activity: HasId) -> bool:
    """Tell whether somebody is assigned to this activity."""
    return queries.is_assigned(visitor_id, activity.id)
