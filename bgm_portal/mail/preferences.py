"""How people want their messages: by mail, in the portal alone, or some of them not at all.

Only what differs from the usual is stored.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, Table, bindparam, case, delete, exists, select, update
from sqlalchemy.exc import NoResultFound

from bgm_portal.core.database import db

from .kinds import KINDS
from .models import MailPreference, OutgoingMail
from .states import Channel, MailState


@dataclass(frozen=True, kw_only=True)
class Preference:
    """How somebody wants a kind of message, and how long before."""

    channel: Channel = Channel.MAIL
    lead: int | None = None


USUAL = Preference()  # about what comes unless somebody chose otherwise
WAY = cast("Table", MailPreference.__table__).c.channel.type
#: Which way `person_id` wants messages of `kind`; nothing where they chose nothing.
WISH = select(MailPreference.channel).where(
    MailPreference.person_id == bindparam("person_id", type_=MailPreference.person_id.type),
    MailPreference.kind == bindparam("kind", type_=MailPreference.kind.type),
)


def usual(kind: str) -> Preference:
    """Return how those who chose nothing get this kind."""
    return Preference(channel=KINDS[kind].choice.usual)


def of_person(person_id: UUID) -> dict[str, Preference]:
    """Return by kind what somebody wants differently."""
    rows = db.session.execute(
        select(MailPreference.kind, MailPreference.channel, MailPreference.lead)
        .where(MailPreference.person_id == person_id)
        .order_by(MailPreference.kind)
    )
    return {row.kind: Preference(channel=row.channel, lead=row.lead) for row in rows}


def of_everybody(kinds: Iterable[str]) -> dict[tuple[UUID, str], Preference]:
    """Return what people want differently about these kinds, by person and kind."""
    rows = db.session.execute(
        select(MailPreference)
        .where(MailPreference.kind.in_(list(kinds)))
        .order_by(MailPreference.person_id, MailPreference.kind)
        .with_only_columns(
            MailPreference.person_id,
            MailPreference.kind,
            MailPreference.channel,
            MailPreference.lead,
        )
    )
    return {
        (row.person_id, row.kind): Preference(channel=row.channel, lead=row.lead) for row in rows
    }


def keep(person_id: UUID, wishes: Mapping[str, Preference]) -> None:
    """Note how somebody wants these kinds, also those that wait for being sent."""
    db.session.execute(
        delete(MailPreference).where(
            MailPreference.person_id == person_id, MailPreference.kind.in_(list(wishes))
        )
    )
    db.session.add_all(
        MailPreference(person_id=person_id, kind=kind, channel=wish.channel, lead=wish.lead)
        for kind, wish in wishes.items()
        if wish != usual(kind)
    )
    db.session.flush()
    for way, state in ((Channel.OFF, MailState.OBSOLETE), (Channel.PORTAL, MailState.PORTAL)):
        kinds = [kind for kind, wish in wishes.items() if wish.channel is way]
        _take_out_of_the_queue(person_id, kinds, state)


def end(mail_id: UUID) -> str:
    """Switch off the kind of this message for its reader; return the kind.

    Raises NoResultFound when the message is forgotten, or of a kind that cannot be switched off.
    """
    kind, person_id = reader(mail_id)
    before = of_person(person_id).get(kind, usual(kind))
    keep(person_id, {kind: Preference(channel=Channel.OFF, lead=before.lead)})
    return kind


def reader(mail_id: UUID) -> tuple[str, UUID]:
    """Return kind and reader of a message that can be switched off, or raise NoResultFound."""
    row = db.session.execute(
        select(OutgoingMail.kind, OutgoingMail.person_id).where(OutgoingMail.id == mail_id)
    ).first()
    if row is None or row.person_id is None or not is_optional(row.kind):
        raise NoResultFound
    return row.kind, row.person_id


def is_optional(kind: str) -> bool:
    """Tell whether one may do without this kind of message."""
    return kind in KINDS and Channel.OFF in KINDS[kind].choice.channels


def seal_of(mail_id: UUID) -> str:
    """Return what proves that a link to end a kind of message came from us: 256 bits."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    proof = hmac.new(secret, b"unsubscribe:" + mail_id.bytes, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(proof).decode().rstrip("=")


def is_sealed(mail_id: UUID, seal: str) -> bool:
    """Tell whether a link to end a kind of message came from us."""
    return hmac.compare_digest(seal_of(mail_id).encode(), seal.encode())


def wished(channel: Channel) -> ColumnElement[bool]:
    """Say which messages their readers want by this way, whatever they wanted before."""
    return exists().where(
        MailPreference.person_id == OutgoingMail.person_id,
        MailPreference.kind == OutgoingMail.kind,
        MailPreference.channel == channel,
    )


def _take_out_of_the_queue(person_id: UUID, kinds: list[str], state: MailState) -> None:
    on_its_way = OutgoingMail.data_started_at.is_not(None)
    db.session.execute(
        update(OutgoingMail)
        .where(
            OutgoingMail.person_id == person_id,
            OutgoingMail.kind.in_(kinds),
            OutgoingMail.state.in_((MailState.QUEUED, MailState.SENDING)),
        )
        .values(state=case((on_its_way, OutgoingMail.state), else_=state)),
        execution_options={"synchronize_session": False},
    )
