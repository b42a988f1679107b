"""Things by what people type: where a house has hundreds of a kind, nobody picks one of them."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import QueryableAttribute

from bgm_portal.core.database import db

from .errors import NotOne
from .models import Site, Unit
from .queries import contains_words

FEW = 40  # as many fit on a page, and are found by reading
NAMED_AT_MOST = 5

Named = TypeVar("Named", Unit, Site)


@dataclass(frozen=True, kw_only=True)
class Found(Generic[Named]):
    """The things that fit, by name, and how many more of them there are."""

    things: Sequence[Named]
    more: int

    @property
    def total(self) -> int:
        """Count all that fit, those that are not shown among them."""
        return len(self.things) + self.more


class NameSearch(ABC, Generic[Named]):
    """How things of one kind are named, and found by words of their names."""

    model: type[Named]
    columns: ClassVar[tuple[QueryableAttribute[str], ...]]  # of the words; also the order

    def few(self) -> list[Named] | None:
        """Return all by name where one can choose among them; nothing where they are many."""
        things = list(db.session.scalars(select(self.model).order_by(*self.columns).limit(FEW + 1)))
        return things if len(things) <= FEW else None

    def by_ids(self, ids: Collection[UUID]) -> list[Named]:
        """Return those of these that there are, by name."""
        if not ids:
            return []
        those = select(self.model).where(self.model.id.in_(ids)).order_by(*self.columns)
        return list(db.session.scalars(those))

    def fitting(self, typed: str, *, most: int = FEW) -> Found[Named]:
        """Return those of which the name holds every word."""
        fits = or_(contains_words(typed, self.columns), self.is_called(typed))
        things = list(
            db.session.scalars(select(self.model).where(fits).order_by(*self.columns).limit(most))
        )
        if len(things) < most:
            return Found(things=things, more=0)
        count = db.session.scalar(select(func.count(self.model.id)).where(fits)) or 0
        return Found(things=things, more=count - len(things))

    def meant(self, typed: str) -> Named:
        """Return the one that is called so, or else the one that fits; refuse to guess."""
        called = select(self.model).where(self.is_called(typed)).order_by(*self.columns)
        if len(exact := self.closest(list(db.session.scalars(called)), typed)) == 1:
            return exact[0]
        found = self.fitting(typed, most=NAMED_AT_MOST)
        if len(found.things) == 1:
            return found.things[0]
        raise NotOne(self.several(found) if found.things else self.none_fits(typed))

    def closest(self, called: list[Named], typed: str) -> list[Named]:
        """Return those among all that are called so that are meant before the others."""
        return called

    def names(self, found: Found[Named]) -> str:
        """Return those that fit in a row."""
        return ", ".join(self.label(thing) for thing in found.things)

    @abstractmethod
    def label(self, thing: Named) -> str:
        """Return how one is shown where it is typed; whoever types this means it."""

    @abstractmethod
    def is_called(self, typed: str) -> ColumnElement[bool]:
        """Match what has exactly this name, whatever its case."""

    @abstractmethod
    def none_fits(self, typed: str) -> str:
        """Say that nothing fits, and what to do."""

    @abstractmethod
    def several(self, found: Found[Named]) -> str:
        """Say that it could be each of these, and what to do."""

    @abstractmethod
    def nothing_typed(self) -> str:
        """Say what to type, to whoever looks for nothing."""

    @abstractmethod
    def stale(self) -> str:
        """Say that a page from when one still chose does not tell which is meant."""

    @abstractmethod
    def fits(self, found: Found[Named]) -> str:
        """Say how many fit, and what to do to see those that are not shown."""


def is_text(column: QueryableAttribute[str], text: str) -> ColumnElement[bool]:
    """Match a text whatever its case."""
    return func.lower(column) == text.lower()
