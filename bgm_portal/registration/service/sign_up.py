"""Signing up, and changing what was said when signing up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from bgm_portal.accommodations import service as accommodations
from bgm_portal.activities import queries as activities
from bgm_portal.activities import service as activity_service
from bgm_portal.activities.models import Activity
from bgm_portal.activities.rules import Seats
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.core.tokens import new_reference
from bgm_portal.identity import queries as identity
from bgm_portal.mail import outbox
from bgm_portal.privacy import service as privacy
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration import messages, queries, rules
from bgm_portal.registration.errors import RegistrationRefused
from bgm_portal.registration.models import Registration, RegistrationAnswer
from bgm_portal.registration.rules import Place, Refusal
from bgm_portal.registration.states import Promotion, RegistrationState

from .occasions import booking_of, occasion_of
from .places import move_up


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
    """What a person says when signing up."""

    role_id: UUID | None = None
    answers: Mapping[UUID, str] = field(default_factory=dict)
    consents: frozenset[ConsentCode] = frozenset()
    promotion: Promotion = Promotion.ASK
    needs: StatedNeeds = StatedNeeds()


def register(
    *, person_id: UUID, activity_id: UUID, sign_up: SignUp, by: UUID, at: datetime
) -> Registration:
    """Register a person: a place, or the next position in the queue.

    The first statement gives the number in the order of arrival and holds the activity, so that
    two people never get the same place, on either database.
    """
    seats = activity_service.draw_ticket(activity_id)
    activity = activities.activity(activity_id, with_dates=True, with_roles=True)
    takes_place = _takes_place(activity, sign_up.role_id)
    place = rules.decide_place(
        seats,
        takes_place=takes_place,
        already_registered=queries.is_registered(person_id, activity_id),
        at=at,
    )
    if isinstance(place, Refusal):
        raise RegistrationRefused(place)
    if rules.organiser_is_missing(
        organiser=activity.organiser,
        takes_place=takes_place,
        agreed=ConsentCode.ORGANISER in sign_up.consents,
    ):
        raise RegistrationRefused(Refusal.ORGANISER_NEEDED)
    registration = _store(
        Registration(
            id=uuid4(),
            reference=new_reference(),
            activity_id=activity_id,
            person_id=person_id,
            role_id=sign_up.role_id,
            takes_place=takes_place,
            state=RegistrationState(place.value),
            ticket=seats.ticket,
            promotion=sign_up.promotion,
            registered_at=at,
            confirmed_at=at if place is Place.CONFIRMED else None,
            calendar_sequence=0,
        )
    )
    taken, waiting = rules.places(registration.state, takes_place=takes_place)
    activity_service.settle(activity_id, taken=taken, waiting=waiting)
    _note(registration, sign_up, by=by, at=at)
    _state_needs(registration, activity, sign_up.needs, by=by, at=at)
    _confirm(registration, activity, seats, at=at)
    return registration


def change_answers(
    registration_id: UUID, answers: Mapping[UUID, str], *, by: UUID, at: datetime
) -> None:
    """Replace what was answered, until the answers are passed on."""
    registration = _changeable(registration_id, at=at)
    db.session.execute(
        delete(RegistrationAnswer).where(RegistrationAnswer.registration_id == registration_id)
    )
    _store_answers(registration_id, answers)
    audit.record(
        Event.ANSWERS_CHANGED,
        at=at,
        by=by,
        subject=registration.person_id,
        object_id=registration_id,
    )


def change_role(registration_id: UUID, role_id: UUID, *, by: UUID, at: datetime) -> None:
    """Take part in another way. Whoever then needs a place gets one only if nobody waits."""
    registration = _changeable(registration_id, at=at)
    seats = activity_service.lock(registration.activity_id)
    activity = activities.activity(registration.activity_id, with_roles=True)
    takes_place = _takes_place(activity, role_id)
    state = rules.decide_role_change(
        seats, registration.state, before=registration.takes_place, after=takes_place
    )
    if isinstance(state, Refusal):
        raise RegistrationRefused(state)
    before = rules.places(registration.state, takes_place=registration.takes_place)
    after = rules.places(state, takes_place=takes_place)
    activity_service.settle(
        registration.activity_id, taken=after[0] - before[0], waiting=after[1] - before[1]
    )
    if state is not registration.state:
        registration.offer_expires_at = None
        registration.confirmed_at = at
    registration.state, registration.takes_place, registration.role_id = state, takes_place, role_id
    audit.record(
        Event.ANSWERS_CHANGED,
        at=at,
        by=by,
        subject=registration.person_id,
        object_id=registration_id,
    )
    move_up(activity_service.lock(registration.activity_id), by=by, at=at)


def change_promotion(registration_id: UUID, promotion: Promotion, *, at: datetime) -> None:
    """Say anew what shall happen when a place becomes free."""
    activity_service.lock(queries.registration(registration_id).activity_id)
    registration = queries.registration(registration_id)
    if registration.state != RegistrationState.WAITING:
        raise RegistrationRefused(Refusal.NO_LONGER_ACTIVE)
    registration.promotion = promotion


def _takes_place(activity: Activity, role_id: UUID | None) -> bool:
    """Return whether this way to take part uses a place, and insist that it exists."""
    if not activity.roles and role_id is None:
        return True
    for role in activity.roles:
        if role.id == role_id:
            return role.takes_place
    raise RegistrationRefused(Refusal.UNKNOWN_ROLE)


def _store(registration: Registration) -> Registration:
    """Insert the registration; the unique key has the last word on a second one."""
    db.session.add(registration)
    try:
        db.session.flush()
    except IntegrityError as refused:
        if "person_id" in str(refused.orig) or "uq_registration_active" in str(refused.orig):
            raise RegistrationRefused(Refusal.ALREADY_REGISTERED) from refused
        raise
    return registration


def _store_answers(registration_id: UUID, answers: Mapping[UUID, str]) -> None:
    db.session.add_all(
        RegistrationAnswer(registration_id=registration_id, question_id=question_id, value=value)
        for question_id, value in answers.items()
        if value
    )


def _note(registration: Registration, sign_up: SignUp, *, by: UUID, at: datetime) -> None:
    _store_answers(registration.id, sign_up.answers)
    for code in sorted(sign_up.consents):
        privacy.give(
            person_id=registration.person_id,
            code=code,
            scope=str(registration.activity_id),
            by=by,
            at=at,
        )
    audit.record(
        Event.REGISTERED,
        at=at,
        by=by,
        subject=registration.person_id,
        object_id=registration.id,
        place=registration.state,
    )


def _state_needs(
    registration: Registration, activity: Activity, needs: StatedNeeds, *, by: UUID, at: datetime
) -> None:
    if needs:
        accommodations.state_needs(
            person_id=registration.person_id,
            activity=activity,
            codes=list(needs.codes),
            text=needs.text,
            channel=needs.channel,
            by=by,
            at=at,
        )


def _confirm(registration: Registration, activity: Activity, seats: Seats, *, at: datetime) -> None:
    occasion = occasion_of(activity)
    booking = booking_of(registration, identity.person(registration.person_id))
    if registration.state == RegistrationState.CONFIRMED:
        outbox.enqueue(messages.confirmed(occasion, booking, at=at), at=at)
    else:
        message = messages.waiting(occasion, booking, position=seats.waiting + 1)
        outbox.enqueue(message, at=at)


def _changeable(registration_id: UUID, *, at: datetime) -> Registration:
    activity_service.lock(queries.registration(registration_id).activity_id)
    registration = queries.registration(registration_id)
    refusal = rules.refuse_to_change(
        registration.state, activities.activity(registration.activity_id), at=at
    )
    if refusal is not None:
        raise RegistrationRefused(refusal)
    return registration
