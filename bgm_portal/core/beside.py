"""What further rooms say beside the people on a list of participants.

The list belongs to registrations; teams, pairs and buses live above them and cannot be imported.
The composition root sets one provider; without one, nothing more is said (as docs/adr/0012 does
for one's own status).
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from uuid import UUID

from flask import current_app


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Further columns: their heads, what stands in them by registration, and pages about them."""

    heads: list[str] = field(default_factory=list)
    cells: dict[UUID, list[tuple[str, str]]] = field(default_factory=dict)  # head and words
    links: list[tuple[str, str]] = field(default_factory=list)  # words and address


Provider = Callable[[UUID, Collection[UUID]], Beside]

EXTENSION = "beside"


def beside(activity_id: UUID, registration_ids: Collection[UUID]) -> Beside:
    """Return what else there is to say about these registrations, in few statements."""
    provider: Provider = current_app.extensions.get(EXTENSION, _nothing)
    return provider(activity_id, registration_ids)


def _nothing(_activity_id: UUID, _registration_ids: Collection[UUID]) -> Beside:
    return Beside()
