"""Signing up."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple, cast
from uuid import UUID, uuid4

from sqlalchemy import Table, insert
from sqlalchemy.exc import IntegrityError

from bgm_portal.accommodations import service as accommodations
from bgm_portal.activities import service as activity_service
from bgm_portal.activities.rules import Seats
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import connection, db
from bgm_portal.core.tokens import new_reference
from bgm_portal.identity import queries as identity
from bgm_portal.mail import outbox
from bgm_portal.mail.message import Message
from bgm_portal.privacy import service as privacy
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration import messages, rules, sign_up_queries
from bgm_portal.registration.asked import answers_to, questions_of
from bgm_portal.registration.errors import RegistrationRefused
from bgm_portal.registration.models import Registration, RegistrationAnswer
from bgm_portal.registration.occasion import Booking, Occasion
from bgm_portal.registration.rules import Place, Refusal
from bgm_portal.registration.sign_up_queries import Asked, Newcomer
from bgm_portal.registration.states import Promotion, RegistrationState

from . import slots

_INSERT = insert(cast("Table", Registration.__table__))


@dataclass(frozen=True, kw_only=True)
class StatedNeeds:
    """What somebody needs, as it goes on to the named contact and nowhere else."""

    codes: tuple[str, ...] = ()
    text: str = ""
    channel: str = ""

    def __bool__(self) -> bool:
        return bool(self.codes or self.text)


@dataclass(frozen=True, kw_only=True)
class SignUp:
    """What a person says when signing up; None for what they were never asked."""

    role_id: UUID | None = None
    answers: Mapping[UUID, str] = field(default_factory=dict)
    consents: frozenset[ConsentCode] | None = frozenset()
    promotion: Promotion | None = Promotion.ASK
    slots: tuple[UUID, ...] = ()
    longer: bool = False
    needs: StatedNeeds | None = StatedNeeds()


class Registered(NamedTuple):
    """A registration as it is stored first: all its columns, and no row of the session.

    Others wait for the place meanwhile, and nobody changes it in the request that makes it.
    """

    id: UUID
    reference: str
    activity_id: UUID
    person_id: UUID
    role_id: UUID | None
    takes_place: bool
    state: RegistrationState
    ticket: int
    promotion: Promotion
    registered_at: datetime
    registered_by: UUID | None
    confirmed_at: datetime | None
    offer_expires_at: datetime | None = None
    ended_at: datetime | None = None
    ended_by: UUID | None = None
    calendar_sequence: int = 0


def register(
    *, person_id: UUID, activity_id: UUID, sign_up: SignUp, by: UUID, at: datetime
) -> Registered:
    """Register a person: a place, or the next position in the queue.

    The first statement gives the number in the order of arrival and holds the activity, so that
    two people never get the same place, on either database.
    """
    seats = activity_service.draw_ticket(activity_id)
    asked, newcomer = sign_up_queries.asked_of(person_id, activity_id)
    takes_place = takes_place_of(asked.takes_place_by_role, sign_up.role_id)
    place = rules.decide_place(
        seats,
        takes_place=takes_place,
        already_registered=newcomer.is_registered,
        is_inside=newcomer.is_inside,
        at=at,
    )
    on_behalf = rules.may_be_settled_later(person_id=person_id, by=by)
    if isinstance(place, Refusal):
        raise RegistrationRefused(rules.told(place, on_behalf=on_behalf))
    if on_behalf:
        sign_up = replace(sign_up, consents=frozenset(), needs=StatedNeeds())
    _ensure_complete(sign_up, asked, place, needs_consent=takes_place and not on_behalf)
    registration = Registered(
        id=uuid4(),
        reference=new_reference(),
        activity_id=activity_id,
        person_id=person_id,
        role_id=sign_up.role_id,
        takes_place=takes_place,
        state=RegistrationState(place.value),
        ticket=seats.ticket,
        promotion=sign_up.promotion or Promotion.ASK,
        registered_at=at,
        registered_by=by if on_behalf else None,
        confirmed_at=at if place is Place.CONFIRMED else None,
    )
    answers = answers_to(asked, sign_up.role_id, sign_up.answers)
    _store(registration, replace(sign_up, answers=answers), by=by, at=at)
    taken, waiting = rules.places(registration.state, takes_place=takes_place)
    activity_service.settle(activity_id, taken=taken, waiting=waiting)
    occasion = asked.occasion
    if place is Place.CONFIRMED and takes_place:
        slots.take_chosen(seats, registration.id, sign_up.slots, longer=sign_up.longer, at=at)
        occasion = slots.told(occasion, registration)
    pass_on_needs(person_id, asked, sign_up.needs, by=by, at=at)
    outbox.enqueue(_answer(registration, occasion, newcomer, seats, at=at), at=at)
    return registration


def takes_place_of(takes_place_by_role: Mapping[UUID, bool], role_id: UUID | None) -> bool:
    """Return whether this way to take part uses a place, and insist that it exists."""
    if not takes_place_by_role and role_id is None:
        return True
    if role_id is None or role_id not in takes_place_by_role:
        raise RegistrationRefused(Refusal.UNKNOWN_ROLE)
    return takes_place_by_role[role_id]


def _ensure_complete(sign_up: SignUp, asked: Asked, place: Place, *, needs_consent: bool) -> None:
    """Insist that everything was asked and answered that must be."""
    answers = sign_up.answers
    if any(
        q.required and not answers.get(q.id) for q in questions_of(asked, sign_up.role_id, answers)
    ):
        raise RegistrationRefused(Refusal.INCOMPLETE)
    if sign_up.needs is None or (asked.asks_consents and sign_up.consents is None):
        raise RegistrationRefused(Refusal.INCOMPLETE)
    if rules.organiser_is_missing(
        organiser=asked.organiser,
        takes_place=needs_consent,
        agreed=ConsentCode.ORGANISER in (sign_up.consents or ()),
    ):
        raise RegistrationRefused(Refusal.ORGANISER_NEEDED)
    if place is Place.WAITING and sign_up.promotion is None:
        raise RegistrationRefused(Refusal.MUST_WAIT)


def _store(registration: Registered, sign_up: SignUp, *, by: UUID, at: datetime) -> None:
    """Insert the registration; the unique key has the last word on a second one."""
    audit.record(
        Event.REGISTERED,
        at=at,
        by=by,
        subject=registration.person_id,
        object_id=registration.id,
        place=registration.state,
    )
    try:
        connection().execute(_INSERT, registration._asdict())
    except IntegrityError as refused:
        if "person_id" in str(refused.orig) or "uq_registration_active" in str(refused.orig):
            raise RegistrationRefused(Refusal.ALREADY_REGISTERED) from refused
        raise
    store_answers(registration.id, sign_up.answers)
    for code in sorted(sign_up.consents or ()):
        privacy.give(
            person_id=registration.person_id,
            code=code,
            scope=str(registration.activity_id),
            by=by,
            at=at,
        )


def store_answers(registration_id: UUID, answers: Mapping[UUID, str]) -> None:
    """Keep what was answered; nothing for nothing."""
    db.session.add_all(
        RegistrationAnswer(registration_id=registration_id, question_id=question_id, value=value)
        for question_id, value in answers.items()
        if value
    )


def pass_on_needs(
    person_id: UUID, asked: Asked, needs: StatedNeeds | None, *, by: UUID, at: datetime
) -> None:
    """Tell the named contact what somebody needs, if they need anything."""
    if needs:
        accommodations.state_needs(
            person_id=person_id,
            activity=asked,
            codes=list(needs.codes),
            text=needs.text,
            channel=needs.channel,
            by=by,
            at=at,
        )


def _answer(
    registration: Registered,
    occasion: Occasion,
    newcomer: Newcomer,
    seats: Seats,
    *,
    at: datetime,
) -> Message:
    booking = Booking(
        registration_id=registration.id,
        reference=registration.reference,
        sequence=registration.calendar_sequence,
        to=newcomer.recipient,
    )
    if registration.registered_by is not None:
        actor = identity.person(registration.registered_by).name
        waits = registration.state == RegistrationState.WAITING
        position = seats.waiting + 1 if waits else None
        return messages.registered_for_you(occasion, booking, actor=actor, position=position, at=at)
    if registration.state == RegistrationState.CONFIRMED:
        return messages.confirmed(occasion, booking, at=at)
    return messages.waiting(occasion, booking, position=seats.waiting + 1)
