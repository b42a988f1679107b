"""Who may touch this need. Everybody else gets the answer of a need that does not exist."""

from typing import Protocol, TypeVar
from uuid import UUID

from .errors import NeedMissing
from .rules import Concerned, may_look_after


class Case(Protocol):
    """A need as far as permission is concerned."""

    @property
    def person_id(self) -> UUID:
        """Return who needs something."""

    @property
    def owner_id(self) -> UUID:
        """Return who looks after it."""

    @property
    def line_manager_id(self) -> UUID | None:
        """Return who leads the person today."""


AnyCase = TypeVar("AnyCase", bound=Case)


def ensure_answers(case: AnyCase | None, visitor_id: UUID) -> AnyCase:
    """Insist that this is the one who looks after the need, and still may; return it."""
    if case is None or case.owner_id != visitor_id:
        raise NeedMissing
    concerned = Concerned(person_id=case.person_id, line_manager_id=case.line_manager_id)
    if not may_look_after(visitor_id, concerned):
        raise NeedMissing
    return case


def ensure_own(case: AnyCase | None, visitor_id: UUID) -> AnyCase:
    """Insist that this is the person who stated the need; return it."""
    if case is None or case.person_id != visitor_id:
        raise NeedMissing
    return case
