"""What makes the notebook tamper-evident: each page is pressed through to the next one.

An entry has a digest; a link ties the digest to all links before it. The entry may be erased when
its time is over; the link stays and tells nothing about it, because the entry's random id goes into
the digest and stands nowhere else (docs/adr/0023). Pure: no tables, no clock.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

START = bytes(32)  # what the first link is tied to


@dataclass(frozen=True, kw_only=True)
class Content:
    """All that an entry says."""

    id: UUID
    at: datetime
    event: str
    actor_id: UUID | None
    subject_id: UUID | None
    object_id: UUID | None
    facts: Mapping[str, Any]
    kept_until: datetime


@dataclass(frozen=True, kw_only=True)
class Link:
    """One link as it stands in the table, and its entry unless that was erased."""

    number: int
    digest: bytes
    chain: bytes
    kept_until: datetime
    entry: Content | None


class Flaw(StrEnum):
    """What can be wrong with the notebook."""

    CHANGED = "changed"  # an entry no longer says what was sealed
    MISSING = "missing"  # an entry is gone before its time
    BROKEN = "broken"  # a link does not fit to the one before it
    UNSEALED = "unsealed"  # an entry waits for its link far too long
    STRAY = "stray"  # an entry names a link that does not exist
    REWRITTEN = "rewritten"  # what was noted of the chain earlier is not in it any more


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A flaw, and at which link it was found."""

    flaw: Flaw
    number: int


def digest_of(content: Content) -> bytes:
    """Return the fingerprint of an entry, the same on every database."""
    ids = (content.id, content.actor_id, content.subject_id, content.object_id)
    parts = [
        *(str(one) if one else None for one in ids),
        content.event,
        _moment(content.at),
        _moment(content.kept_until),
        dict(content.facts),
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).digest()


def tie(previous: bytes, digest: bytes) -> bytes:
    """Return what the next link says, given the one before it."""
    return hashlib.sha256(previous + digest).digest()


def flaws(
    links: Iterable[Link], *, at: datetime, after: int = 0, tied_to: bytes = START
) -> Iterator[Finding]:
    """Walk along the chain and tell what is wrong: from its first link, or after a known one."""
    previous, expected = tied_to, after + 1
    for link in links:
        if link.number != expected or link.chain != tie(previous, link.digest):
            yield Finding(flaw=Flaw.BROKEN, number=link.number)
        if link.entry is None:
            if link.kept_until >= at:
                yield Finding(flaw=Flaw.MISSING, number=link.number)
        elif digest_of(link.entry) != link.digest or link.entry.kept_until != link.kept_until:
            yield Finding(flaw=Flaw.CHANGED, number=link.number)
        previous, expected = link.chain, link.number + 1


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
