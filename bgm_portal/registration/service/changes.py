"""Changing what was said when signing up."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete

from bgm_portal.activities import queries as activities
from bgm_portal.activities import service as activity_service
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.privacy import queries as privacy_queries
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration import queries, rules, sign_up_queries
from bgm_portal.registration.asked import answers_to
from bgm_portal.registration.errors import RegistrationRefused
from bgm_portal.registration.models import Registration, RegistrationAnswer
from bgm_portal.registration.rules import Refusal
from bgm_portal.registration.sign_up_queries import Asked
from bgm_portal.registration.states import Promotion, RegistrationState

from .places import move_up
from .sign_up import StatedNeeds, pass_on_needs, store_answers, takes_place_of


def change_answers(
    registration_id: UUID, answers: Mapping[UUID, str], *, by: UUID, at: datetime
) -> None:
    """Replace what was answered, until the answers are passed on."""
    registration = _changeable(registration_id, at=at)
    asked = sign_up_queries.asked(registration.activity_id)
    _replace_answers(registration, answers_to(asked, registration.role_id, answers), asked)
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
    asked = sign_up_queries.asked(registration.activity_id)
    takes_place = takes_place_of(asked.takes_place_by_role, role_id)
    state = rules.decide_role_change(
        seats, registration.state, before=registration.takes_place, after=takes_place
    )
    if isinstance(state, Refusal):
        raise RegistrationRefused(state)
    _ensure_organiser_may_know(registration, asked, takes_place=takes_place)
    before = rules.places(registration.state, takes_place=registration.takes_place)
    after = rules.places(state, takes_place=takes_place)
    activity_service.settle(
        registration.activity_id, taken=after[0] - before[0], waiting=after[1] - before[1]
    )
    if state is not registration.state:
        registration.offer_expires_at = None
        registration.confirmed_at = at
    registration.state, registration.takes_place, registration.role_id = state, takes_place, role_id
    answers = queries.answers_of(registration_id)
    _replace_answers(registration, answers_to(asked, role_id, answers), asked)
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


def state_needs(registration_id: UUID, needs: StatedNeeds, *, by: UUID, at: datetime) -> None:
    """Say what somebody needs who has signed up already; only they can, for themselves."""
    activity_service.lock(queries.registration(registration_id).activity_id)
    registration = queries.registration(registration_id)
    asked = sign_up_queries.asked(registration.activity_id)
    refusal = rules.refuse_to_end(registration.state, over_at=asked.occasion.over_at, at=at)
    if refusal is not None:
        raise RegistrationRefused(refusal)
    pass_on_needs(registration.person_id, asked, needs, by=by, at=at)


def _ensure_organiser_may_know(
    registration: Registration, asked: Asked, *, takes_place: bool
) -> None:
    """Refuse a start place to whoever came as a guide and never agreed to be named outside."""
    scope = str(registration.activity_id)
    agreed = privacy_queries.has(registration.person_id, ConsentCode.ORGANISER, scope)
    if rules.organiser_is_missing(
        organiser=asked.organiser, takes_place=takes_place, agreed=agreed
    ):
        raise RegistrationRefused(Refusal.ORGANISER_NEEDED)


def _replace_answers(registration: Registration, answers: Mapping[UUID, str], asked: Asked) -> None:
    """Write the answers to what is asked now; those to earlier versions stay as they are."""
    current = [question.id for question in asked.questions]
    db.session.execute(
        delete(RegistrationAnswer).where(
            RegistrationAnswer.registration_id == registration.id,
            RegistrationAnswer.question_id.in_(current),
        )
    )
    store_answers(registration.id, answers)


def _changeable(registration_id: UUID, *, at: datetime) -> Registration:
    activity_service.lock(queries.registration(registration_id).activity_id)
    registration = queries.registration(registration_id)
    refusal = rules.refuse_to_change(
        registration.state, activities.activity(registration.activity_id), at=at
    )
    if refusal is not None:
        raise RegistrationRefused(refusal)
    return registration
