"""Who may touch this activity: those who are assigned to it. Everybody else who plans may look."""

from typing import Protocol
from uuid import UUID

from . import queries, sharing_queries
from .errors import NotAssigned, UnknownActivity


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


def ensure_reader(visitor_id: UUID, activity_id: UUID, *, is_member: bool) -> None:
    """Act as if there were no such draft, unless it is shared with somebody or theirs.

    Whoever was named and has left the steering group since is a reader no more.
    """
    if queries.is_assigned_to_draft(visitor_id, activity_id):
        return
    if not is_member or not sharing_queries.is_reader(visitor_id, activity_id):
        raise UnknownActivity
