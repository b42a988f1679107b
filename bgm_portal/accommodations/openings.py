"""Who opened somebody's needs, and when: read from the notebook, in which nothing is changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bgm_portal.audit import queries as audit
from bgm_portal.audit.events import Event

from . import queries

OPENED = (Event.NEED_OPENED,)


@dataclass(frozen=True, kw_only=True)
class Opening:
    """Who opened a person's details, and when."""

    at: datetime
    name: str


def of_need(need_id: UUID) -> list[Opening]:
    """Return who opened one need, the latest first."""
    return _named((e.at, e.actor_id) for e in audit.entries_on(need_id, events=OPENED))


def about(person_id: UUID) -> list[Opening]:
    """Return who opened any need of a person, erased ones too, the latest first."""
    return _named((e.at, e.actor_id) for e in audit.entries_about(person_id, events=OPENED))


def last_by(actor_id: UUID, need_id: UUID) -> datetime | None:
    """Return when somebody last opened a need."""
    entries = audit.entries_on(need_id, events=OPENED)
    return next((entry.at for entry in entries if entry.actor_id == actor_id), None)


def _named(openings: Iterable[tuple[datetime, UUID | None]]) -> list[Opening]:
    found = [(at, actor_id) for at, actor_id in openings if actor_id is not None]
    names = dict(queries.names({actor_id for _at, actor_id in found}))
    return [Opening(at=at, name=names[actor_id]) for at, actor_id in found if actor_id in names]
