"""A person's own registration as its pages show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from bgm_portal.accommodations import queries as accommodations
from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import Times
from bgm_portal.core.next_steps import NextSteps, next_steps
from bgm_portal.identity import queries as identity

from . import consents, queries, queue_queries, rules, summary, times, words
from .asked import questions_of
from .draft import Draft
from .errors import RegistrationRefused
from .rules import Refusal
from .states import RegistrationState
from .wizard import Wizard


class OwnRegistration(words.Standing, Protocol):
    """A registration as its person sees it."""

    id: Any
    activity_id: Any
    person_id: Any
    role_id: Any
    takes_place: Any
    promotion: Any
    reference: Any
    registered_at: Any
    registered_by: Any


@dataclass(frozen=True, kw_only=True)
class OwnPage:
    """Everything that the pages of one's own registration say."""

    registration: OwnRegistration
    activity: Any
    answers: dict[UUID, str]
    earlier: list[Any]  # questions that were answered and are asked no longer
    position: int | None
    at: datetime

    def questions(self, said: Mapping[UUID, str] | None = None) -> list[Any]:
        """Return what is asked of this person, given what was answered or is being said now."""
        answers = self.answers if said is None else said
        return questions_of(self.activity, self.registration.role_id, answers)

    @property
    def end_refusal(self) -> Refusal | None:
        """Return why it can no longer be cancelled, if so."""
        return rules.refuse_to_end(
            self.registration.state, over_at=self.activity.ends_at, at=self.at
        )

    @property
    def change_refusal(self) -> Refusal | None:
        """Return why answers can no longer be changed, if so."""
        return rules.refuse_to_change(self.registration.state, self.activity, at=self.at)

    @property
    def has_offer(self) -> bool:
        """Tell whether a place is kept and may still be taken."""
        refusal = rules.refuse_answer_to_offer(
            self.registration.state, self.registration.offer_expires_at, at=self.at
        )
        return refusal is None

    @property
    def need_owners(self) -> list[str]:
        """Return who looks after each of the needs at this activity."""
        return [
            row.owner_name
            for row in accommodations.needs_of(
                self.registration.person_id, self.registration.activity_id
            )
        ]

    @property
    def title(self) -> str:
        """Return what the activity is called in the language of the page."""
        return words.title_of(self.activity)

    @property
    def registered_by(self) -> str:
        """Return who signed this person up on their behalf; empty if they did it themselves."""
        actor_id = self.registration.registered_by
        return identity.person(actor_id).name if actor_id else ""

    @property
    def may_state_needs(self) -> bool:
        """Tell whether it is still of use to say what one needs."""
        return self.end_refusal is None

    @property
    def next_steps(self) -> NextSteps | None:
        """Return what else somebody with a place can choose."""
        return next_steps(self.registration, self.activity, at=self.at)

    def as_wizard(self) -> Wizard:
        """Return the activity as the steps of a sign-up see it, with nothing said."""
        return Wizard(activity=self.activity, draft=Draft(), person_id=self.registration.person_id)

    def may_leave_out(self, own_times: Sequence[str]) -> bool:
        """Tell whether there are several dates of which one can be left out.

        A time of one's own is cancelled or swapped; dates that were booked singly are given back
        for others as long as that is possible.
        """
        if self.activity.times is Times.ONE:
            return False
        if self.activity.times is Times.DATES:
            return len(own_times) > 1 and self.change_refusal is not None
        return len(self.activity.occurrences) > 1

    def ensure_may_end(self) -> None:
        """Refuse to cancel what is over."""
        if self.end_refusal is not None:
            raise RegistrationRefused(self.end_refusal)

    def ensure_may_change(self) -> None:
        """Refuse to change what was passed on."""
        if self.change_refusal is not None:
            raise RegistrationRefused(self.change_refusal)

    def ensure_has_offer(self) -> None:
        """Refuse to answer an offer that is not there."""
        if not self.has_offer:
            raise RegistrationRefused(Refusal.NO_OFFER)

    def facts(self) -> dict[str, Any]:
        """Return what the templates arrange."""
        registration, activity = self.registration, self.activity
        state, owners = registration.state, self.need_owners
        own_times = times.own_in_words(activity, registration.id)
        return {
            "registration": registration,
            "registered_by": self.registered_by,
            "may_state_needs": self.may_state_needs,
            "activity": activity,
            "activity_title": self.title,
            "contact": identity.person(activity.contact_id),
            "state_word": words.own_state(registration, position=self.position),
            "state_tone": words.TONES[state],
            "is_confirmed": state == RegistrationState.CONFIRMED,
            "is_waiting": state == RegistrationState.WAITING,
            "takes_place": registration.takes_place,
            "is_over": state == RegistrationState.CANCELLED,
            "has_offer": self.has_offer,
            "offer_until": registration.offer_expires_at,
            "position": self.position,
            "promotion_word": words.WISHES[registration.promotion],
            "times": own_times,
            "rhythm": times.rhythm_of(activity),
            "may_leave_out": self.may_leave_out(own_times),
            "may_swap": activity.times is not Times.NONE
            and self.change_refusal is None
            and state == RegistrationState.CONFIRMED,
            "role": summary.role_in_words(activity.roles, registration.role_id),
            "answer_rows": summary.answer_rows(self.questions(), self.answers, change="")
            + summary.answer_rows(self.earlier, self.answers, change=""),
            "may_change_answers": self.change_refusal is None and bool(self.questions()),
            "consent_rows": consents.rows_for(registration, activity),
            "need_count": len(owners),
            "need_owners": ", ".join(sorted(set(owners))),
            "may_end": self.end_refusal is None,
            "may_change": self.change_refusal is None,
        }


def load(registration_id: UUID, *, person_id: UUID, at: datetime) -> OwnPage:
    """Return the page of one's own registration; somebody else's does not exist."""
    registration = queries.own(registration_id, person_id=person_id)
    activity = activities.activity(
        registration.activity_id, with_dates=True, with_roles=True, with_questions=True
    )
    waits = registration.state == RegistrationState.WAITING
    return OwnPage(
        registration=registration,
        activity=activity,
        answers=queries.answers_of(registration_id),
        earlier=queries.answered_before(registration_id),
        position=queue_queries.position(registration) if waits else None,
        at=at,
    )
