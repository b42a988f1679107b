"""What is sealed: the words of a need and the words of an answer.

Only the service opens them. A value that was opened is never stored, logged or put into a mail.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bgm_portal.core.sealed import Keyring, SealBroken
from bgm_portal.privacy import event_keys

from . import queries
from .errors import Unreadable
from .queries import CaseRow, StepRow
from .states import Channel, NeedStatus


@dataclass(frozen=True, kw_only=True)
class NeedContent:
    """What a person needs: a code of the catalogue, their own words, how to speak to them."""

    code: str
    words: str
    channel: Channel | None


@dataclass(frozen=True, kw_only=True)
class AnswerContent:
    """What was answered, and what is possible instead."""

    message: str
    alternative: str

    @property
    def said(self) -> bool:
        """Tell whether there are words in it."""
        return bool(self.message or self.alternative)


@dataclass(frozen=True, kw_only=True)
class OpenStep:
    """A step on the way of a need, with its answer in the clear."""

    at: datetime
    by_id: UUID
    by_name: str
    status: NeedStatus
    content: AnswerContent


@dataclass(frozen=True, kw_only=True)
class OpenCase:
    """A need in the clear, for the pages of whoever may read it."""

    row: CaseRow
    content: NeedContent
    steps: tuple[OpenStep, ...]

    @property
    def last_answer(self) -> OpenStep | None:
        """Return the latest step of somebody else than the person."""
        others = [step for step in self.steps if step.by_id != self.row.person_id]
        return others[-1] if others else None

    @property
    def waits_for_person(self) -> bool:
        """Tell whether the latest word is somebody else's."""
        return bool(self.steps) and self.steps[-1].by_id != self.row.person_id


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """A sealed text with the name of its key."""

    key_name: str
    sealed: bytes


def tidy(text: str) -> str:
    """Return the text without blank ends, with line ends of one kind."""
    return text.replace("\r\n", "\n").strip()


def seal(content: NeedContent | AnswerContent, *, row: UUID, ring: Keyring) -> Sealed:
    """Seal for this row with the key of its event; raise ValueError when it does not fit."""
    key_name, sealed = ring.seal(asdict(content), row=row)
    return Sealed(key_name=key_name, sealed=sealed)


def seal_again(old: Sealed, *, row: UUID, ring: Keyring) -> Sealed:
    """Seal with the key of its event what a key of the house had sealed."""
    plain = _open(old.sealed, old.key_name, row, event_keys.opening([old.key_name]))
    key_name, sealed = ring.seal(plain, row=row)
    return Sealed(key_name=key_name, sealed=sealed)


def unseal(rows: Sequence[CaseRow]) -> list[OpenCase]:
    """Return these needs in the clear, or raise Unreadable.

    For the service alone: it knows who may read them, and has noted who does.
    """
    opened, shut = unseal_what_opens(rows)
    if shut:
        raise Unreadable
    return opened


def unseal_what_opens(rows: Sequence[CaseRow]) -> tuple[list[OpenCase], list[CaseRow]]:
    """Return these needs in the clear, and those that no key opens; for the service alone."""
    ids = [row.id for row in rows]
    sealed = queries.sealed(ids)
    steps = queries.steps(ids)
    ring = event_keys.opening(
        [*(key_name for key_name, _text in sealed.values()), *(step.key_name for step in steps)]
    )
    opened: list[OpenCase] = []
    shut: list[CaseRow] = []
    for row in rows:
        try:
            content = _need(*sealed[row.id], row=row.id, ring=ring)
            own_steps = tuple(_open_step(step, ring) for step in steps if step.need_id == row.id)
        except Unreadable:
            shut.append(row)
        else:
            opened.append(OpenCase(row=row, content=content, steps=own_steps))
    return opened, shut


def _open(sealed: bytes, key_name: str, row: UUID, ring: Keyring) -> dict[str, Any]:
    try:
        return ring.open(sealed, key=key_name, row=row)
    except SealBroken as broken:
        raise Unreadable from broken


def _need(key_name: str, sealed: bytes, *, row: UUID, ring: Keyring) -> NeedContent:
    plain = _open(sealed, key_name, row, ring)
    channel = Channel(plain["channel"]) if plain["channel"] else None
    return NeedContent(code=plain["code"], words=plain["words"], channel=channel)


def _open_step(step: StepRow, ring: Keyring) -> OpenStep:
    plain = {"message": "", "alternative": ""}
    if step.sealed is not None and step.key_name is not None:
        plain = _open(step.sealed, step.key_name, step.id, ring)
    return OpenStep(
        at=step.at,
        by_id=step.by_id,
        by_name=step.by_name,
        status=step.status,
        content=AnswerContent(message=plain["message"], alternative=plain["alternative"]),
    )
