"""Which questions of an activity are asked of somebody, given how they take part and answered."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeVar
from uuid import UUID

from bgm_portal.activities import question_rules


class Asked(question_rules.Asked, Protocol):
    """A question as stored, or as the sign-up reads it."""

    id: Any
    required: Any


class Role(Protocol):
    """A way to take part."""

    id: Any
    code: Any


Q = TypeVar("Q", bound=Asked)


def questions_for(
    questions: Iterable[Q],
    *,
    roles: Iterable[Role],
    role_id: UUID | str | None,
    answers: Mapping[UUID, str],
) -> list[Q]:
    """Return the questions that are asked of somebody."""
    every = list(questions)
    role_code = next((role.code for role in roles if str(role.id) == str(role_id)), "")
    by_code = {question.code: answers.get(question.id, "") for question in every}
    return question_rules.shown(every, role_code=role_code, answers=by_code)


def are_answered(questions: Iterable[Asked], answers: Mapping[UUID, str]) -> bool:
    """Tell whether each that must be answered was, and each that followed from one was shown.

    What need not be answered and was added in the meantime holds nobody up.
    """
    return all(
        bool(answers.get(question.id))
        if question.required
        else question.id in answers or question.shown_if_code is None
        for question in questions
    )


class Asking(Protocol):
    """An activity as stored, or as the sign-up reads it."""

    @property
    def questions(self) -> Any:
        """Return the questions in their order."""

    @property
    def roles(self) -> Any:
        """Return the ways to take part."""


def questions_of(
    activity: Asking, role_id: UUID | str | None, answers: Mapping[UUID, str]
) -> list[Any]:
    """Return what an activity asks of whoever takes part like this and answered like this."""
    return questions_for(activity.questions, roles=activity.roles, role_id=role_id, answers=answers)


def answers_to(
    activity: Asking, role_id: UUID | str | None, answers: Mapping[UUID, str]
) -> dict[UUID, str]:
    """Return the answers to what is asked of somebody; the rest is not ours to keep."""
    asked = questions_of(activity, role_id, answers)
    return {question.id: answers[question.id] for question in asked if question.id in answers}
