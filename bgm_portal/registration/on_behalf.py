"""Signing somebody up who called: the page as it is shown, and what was said on it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bgm_portal.activities import audience_queries
from bgm_portal.identity import queries as identity

from . import queries
from .asked import questions_of
from .errors import RegistrationRefused, UnknownRegistration
from .forms.answers import answers_in, field_name
from .forms.on_behalf import OnBehalfForm, on_behalf_form
from .rules import Refusal
from .service.sign_up import SignUp


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The form for one person, with the questions that what was said so far leads to."""

    activity: Any
    person: Any
    form: OnBehalfForm
    questions: list[Any]
    has_more_to_ask: bool

    def sign_up(self) -> SignUp:
        """Return the sign-up as the service takes it: no needs and no consents."""
        role = self.form.role.data if self.activity.roles else None
        return SignUp(
            role_id=UUID(role) if role else None, answers=answers_in(self.form, self.questions)
        )


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody who was looked for, and why not to sign them up, if there is a reason."""

    person: Any
    registration: Any = None  # the one they have already
    is_outside: bool = False  # of the circle that the activity is for


def candidates(activity: Any, text: str, *, most: int) -> list[Candidate]:
    """Return who is called so, each with what stands against signing them up."""
    people = identity.search_people(text, most)
    ids = [person.id for person in people]
    there = queries.active_among(activity.id, ids)
    outside = audience_queries.outside(activity.id, ids) if activity.is_restricted else set()
    return [
        Candidate(person=one, registration=there.get(one.id), is_outside=one.id in outside)
        for one in people
    ]


def load(activity: Any, person_id: UUID, *, shown: Collection[str], sent: bool) -> Sheet:
    """Return the form for somebody; refuse whoever has no account or is signed up already."""
    person = identity.person(person_id)
    if person.deactivated_at is not None:
        raise UnknownRegistration
    if queries.is_registered(person_id, activity.id):
        raise RegistrationRefused(Refusal.ALREADY_REGISTERED_THEM)
    if activity.is_restricted and not audience_queries.is_for_person(activity.id, person_id):
        raise RegistrationRefused(Refusal.OUTSIDE_THEM)
    every = list(activity.questions)
    whole = _form(activity, every)
    said = answers_in(whole, every) if sent else {}
    role_id = whole.role.data if activity.roles else None
    asked = questions_of(activity, role_id, said)
    more = {field_name(q) for q in asked if q.shown_if_code or q.role_codes} - set(shown)
    return Sheet(
        activity=activity,
        person=person,
        form=_form(activity, asked),
        questions=asked,
        has_more_to_ask=sent and bool(more),
    )


def _form(activity: Any, questions: list[Any]) -> OnBehalfForm:
    form = on_behalf_form(activity.roles, questions)()
    if activity.roles:
        form.offer(activity.roles)
    return form
