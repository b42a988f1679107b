"""A sign-up in progress: the activity, what was said so far, and which step comes next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from bgm_portal.activities import audience_queries, slot_queries
from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import BY_TIME, Times
from bgm_portal.activities.question_rules import fits
from bgm_portal.activities.rules import Bookable, Counted
from bgm_portal.privacy.kinds import ConsentCode

from . import rules
from .asked import are_answered, questions_of
from .consents import codes_asked
from .draft import Draft
from .errors import RegistrationRefused
from .rules import Refusal
from .service import drafts
from .steps import Matter, Step, first_missing, is_reached, step_before, steps_of


class SignUpActivity(Bookable, Counted, Protocol):
    """An activity as the sign-up asks about it."""

    id: Any
    title_de: Any
    title_en: Any
    contact_id: Any
    organiser: Any
    asks_photo_consent: Any
    asks_result_consent: Any
    insurance: Any
    kind: Any
    times: Any
    roles: Any
    questions: Any
    occurrences: Any
    venue: Any
    ends_at: Any

    @property
    def is_restricted(self) -> bool:
        """Tell whether it is for some people only."""


@dataclass(frozen=True, kw_only=True)
class Wizard:
    """Where somebody is in signing up for an activity."""

    activity: SignUpActivity
    draft: Draft
    person_id: UUID

    @property
    def takes_place(self) -> bool:
        """Tell whether the chosen way to take part uses a place; yes, as long as none is chosen."""
        return all(
            role.takes_place for role in self.activity.roles if str(role.id) == self.draft.role
        )

    @property
    def _answers(self) -> dict[UUID, str]:
        said = self.draft.answers
        return {
            question.id: said[str(question.id)]
            for question in self.activity.questions
            if str(question.id) in said and _is_answer(question, said[str(question.id)])
        }

    @property
    def questions(self) -> list[Any]:
        """Return what is asked of whoever takes part like this and answered so far like this."""
        return questions_of(self.activity, self.draft.role, self._answers)

    @property
    def has_more_to_ask(self) -> bool:
        """Tell whether an answer led to a question that was not shown yet."""
        return any(question.id not in self._answers for question in self.questions)

    @property
    def asked_consents(self) -> list[ConsentCode]:
        """Return what this activity asks to agree to."""
        return codes_asked(self.activity)

    @property
    def must_wait(self) -> bool:
        """Tell whether there would only be a place in the queue."""
        return self.takes_place and rules.is_full(self.activity)

    @property
    def chooses_times(self) -> bool:
        """Tell whether one chooses a time; who waits is given one later."""
        has_times = self.activity.times is not Times.NONE
        return has_times and self.takes_place and not self.must_wait

    @property
    def steps(self) -> tuple[Step, ...]:
        """Return the steps of this sign-up."""
        return steps_of(
            Matter(
                has_roles=bool(self.activity.roles),
                has_times=self.chooses_times,
                has_questions=bool(self.questions),
                asks_consents=bool(self.asked_consents),
                must_wait=self.must_wait,
            )
        )

    @property
    def organiser_refused(self) -> bool:
        """Tell whether somebody said no to what the organiser must know."""
        return Step.CONSENTS in self.draft.done and rules.organiser_is_missing(
            organiser=self.activity.organiser,
            takes_place=self.takes_place,
            agreed=ConsentCode.ORGANISER in self.draft.consents,
        )

    @property
    def done(self) -> frozenset[Step]:
        """Return the steps that were answered and still fit what the activity asks."""
        still_open = {
            Step.ROLE: not any(str(role.id) == self.draft.role for role in self.activity.roles),
            Step.TIME: self.activity.times in BY_TIME and not self.draft.slots,
            Step.ANSWERS: not are_answered(self.questions, self._answers),
            Step.CONSENTS: self.organiser_refused,
            Step.WAITING: not self.draft.promotion,
        }
        return frozenset(step for step in self.draft.done if not still_open.get(step, False))

    @property
    def next_step(self) -> Step:
        """Return the first step that was not answered yet."""
        return first_missing(self.steps, self.done)

    def is_reached(self, step: Step) -> bool:
        """Tell whether somebody may be on this step."""
        return is_reached(step, self.steps, self.done)

    def number_of(self, step: Step) -> int:
        """Return which one of the steps this is, counted from 1."""
        return self.steps.index(step) + 1

    def before(self, step: Step) -> Step | None:
        """Return the step before this one."""
        return step_before(step, self.steps)

    def refuse_if_hopeless(self, at: datetime) -> None:
        """Refuse at once when no way to take part leads to a place or into the queue."""
        every_way_needs_one = all(role.takes_place for role in self.activity.roles)
        if every_way_needs_one and rules.no_way_in(self.activity, takes_place=True):
            raise RegistrationRefused(Refusal.FULL)
        if every_way_needs_one and self.chooses_times and self._no_date_is_left(at):
            raise RegistrationRefused(Refusal.FULL)

    def _no_date_is_left(self, at: datetime) -> bool:
        """Tell whether all single dates that are still to come are taken."""
        if self.activity.times is not Times.DATES:
            return False
        return not any(one.free > 0 for one in slot_queries.times(self.activity.id, after=at))


def _is_answer(question: Any, value: str) -> bool:
    return not value or fits(question.kind, question.options, value)


def load(activity_id: UUID, *, person_id: UUID, at: datetime) -> Wizard:
    """Return where somebody is; refuse when nobody can sign up at this moment."""
    activity = activities.published_activity(
        activity_id, with_dates=True, with_roles=True, with_questions=True
    )
    refusal = rules.refuse_to_open(activity, at=at)
    if refusal is not None:
        raise RegistrationRefused(refusal)
    if activity.is_restricted and not audience_queries.is_for_person(activity_id, person_id):
        raise RegistrationRefused(Refusal.OUTSIDE)
    draft = Draft.from_content(drafts.read(person_id, activity_id, at=at))
    wizard = Wizard(activity=activity, draft=draft, person_id=person_id)
    wizard.refuse_if_hopeless(at)
    return wizard
