"""Who was told of which modules already, and which of these messages still wait."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import MailState


@dataclass(frozen=True, kw_only=True)
class Told:
    """A message about modules: of what was known at `at`, and due until `until`."""

    person_id: UUID
    key: str
    at: datetime
    until: datetime


def told(kind: str, people: Collection[UUID] | None = None) -> list[Told]:
    """Return what was told about modules and not taken back, to everybody or to these."""
    query = _messages(kind).where(OutgoingMail.state != MailState.OBSOLETE)
    if people is not None:
        query = query.where(OutgoingMail.person_id.in_(people))
    return _rows(query)


def waiting(kind: str) -> list[Told]:
    """Return the messages about modules that were not sent yet."""
    return _rows(_messages(kind).where(OutgoingMail.state == MailState.QUEUED))


def _messages(kind: str) -> Any:
    return (
        select(
            OutgoingMail.person_id,
            OutgoingMail.key,
            OutgoingMail.created_at.label("at"),
            OutgoingMail.expires_at.label("until"),
        )
        .where(OutgoingMail.kind == kind, OutgoingMail.expires_at.is_not(None))
        .order_by(OutgoingMail.key)
    )


def _rows(query: Any) -> list[Told]:
    return [
        Told(person_id=row.person_id, key=row.key, at=row.at, until=row.until)
        for row in db.session.execute(query)
    ]
