"""An album as its coordinator sees it: pictures, who is on them, and what is left to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from . import queries


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where else a picture is; `to_remove`: it must go from there."""

    id: UUID
    name: str
    is_public: bool
    to_remove: bool


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A picture with everything that is known about it."""

    id: UUID
    number: int
    alt: str
    is_up: bool
    names: Sequence[str]
    places: Sequence[Place]

    @property
    def errands(self) -> list[Place]:
        """Return where it must still be removed."""
        return [place for place in self.places if place.to_remove]


def kept(activity_id: UUID) -> list[Kept]:
    """Return all pictures of an activity, three statements however many there are."""
    return _with_facts(queries.all_pictures(activity_id))


def one(picture_id: UUID, *, activity_id: UUID) -> Kept:
    """Return a picture of this activity."""
    return _with_facts([queries.picture(picture_id, activity_id=activity_id)])[0]


def _with_facts(pictures: Sequence[Any]) -> list[Kept]:
    ids = [picture.id for picture in pictures]
    people, places = queries.people_on(ids), queries.places(ids)
    return [
        Kept(
            id=picture.id,
            number=picture.number,
            alt=picture.alt,
            is_up=picture.taken_down_at is None,
            names=[person.name for person in people[picture.id]],
            places=[
                Place(
                    id=place.id,
                    name=place.place,
                    is_public=place.is_public,
                    to_remove=place.remove_since is not None,
                )
                for place in places[picture.id]
            ],
        )
        for picture in pictures
    ]
