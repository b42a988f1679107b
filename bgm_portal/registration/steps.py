"""The steps of a sign-up, one thing a page: which there are, which is next. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """A page of the sign-up; the value is its part of the address."""

    ROLE = "dabei-als"
    TIME = "zeit"
    ANSWERS = "angaben"
    NEEDS = "bedarf"
    CONSENTS = "einwilligungen"
    WAITING = "warteliste"
    CHECK = "pruefen"


#: The steps in which something is typed or chosen.
FORMS = tuple(step for step in Step if step is not Step.CHECK)


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What must be known of an activity and a person to say which steps there are."""

    has_roles: bool
    has_times: bool = False
    has_questions: bool
    asks_consents: bool
    must_wait: bool


def steps_of(matter: Matter) -> tuple[Step, ...]:
    """Return the steps of this sign-up; what would be an empty page is none of them."""
    present = {
        Step.ROLE: matter.has_roles,
        Step.TIME: matter.has_times,
        Step.ANSWERS: matter.has_questions,
        Step.NEEDS: True,
        Step.CONSENTS: matter.asks_consents,
        Step.WAITING: matter.must_wait,
        Step.CHECK: True,
    }
    return tuple(step for step in Step if present[step])


def first_missing(steps: tuple[Step, ...], done: Collection[Step]) -> Step:
    """Return the first step that was not answered yet; checking when all were."""
    return next((step for step in steps if step is not Step.CHECK and step not in done), Step.CHECK)


def is_reached(step: Step, steps: tuple[Step, ...], done: Collection[Step]) -> bool:
    """Tell whether somebody may be on this step: all earlier ones are answered."""
    return step in steps and steps.index(step) <= steps.index(first_missing(steps, done))


def step_before(step: Step, steps: tuple[Step, ...]) -> Step | None:
    """Return the step before this one, if there is one."""
    position = steps.index(step)
    return steps[position - 1] if position else None
