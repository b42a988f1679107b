"""Which steps a sign-up has, and which one comes next."""

import pytest

from bgm_portal.registration.steps import (
    Matter,
    Step,
    first_missing,
    is_reached,
    step_before,
    steps_of,
)

ROLE, ANSWERS, NEEDS = Step.ROLE, Step.ANSWERS, Step.NEEDS
CONSENTS, WAITING, CHECK = Step.CONSENTS, Step.WAITING, Step.CHECK
ALL = (ROLE, ANSWERS, NEEDS, CONSENTS, WAITING, CHECK)


@pytest.mark.parametrize(
    ("roles", "questions", "consents", "must_wait", "expected"),
    [
        (False, False, False, False, (NEEDS, CHECK)),
        (True, True, True, True, ALL),
        (True, False, False, False, (ROLE, NEEDS, CHECK)),
        (False, True, False, False, (ANSWERS, NEEDS, CHECK)),
        (False, False, True, False, (NEEDS, CONSENTS, CHECK)),
        (False, False, False, True, (NEEDS, WAITING, CHECK)),
    ],
)
def test_there_is_no_empty_step(roles, questions, consents, must_wait, expected):
    matter = Matter(
        has_roles=roles, has_questions=questions, asks_consents=consents, must_wait=must_wait
    )

    assert steps_of(matter) == expected


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        (set(), ROLE),
        ({ROLE}, ANSWERS),
        ({ROLE, NEEDS, CONSENTS}, ANSWERS),
        ({ROLE, ANSWERS, NEEDS, CONSENTS, WAITING}, CHECK),
    ],
)
def test_the_next_step_is_the_first_without_an_answer(done, expected):
    assert first_missing(ALL, done) == expected


@pytest.mark.parametrize(
    ("step", "done", "reached"),
    [
        (ROLE, set(), True),
        (ANSWERS, set(), False),
        (ANSWERS, {ROLE}, True),
        (ROLE, {ROLE}, True),
        (CHECK, {ROLE, ANSWERS, NEEDS, CONSENTS}, False),
        (CHECK, {ROLE, ANSWERS, NEEDS, CONSENTS, WAITING}, True),
    ],
)
def test_a_step_is_reached_when_all_earlier_ones_are_answered(step, done, reached):
    assert is_reached(step, ALL, done) is reached


def test_a_step_that_is_none_of_this_matter_is_never_reached():
    assert not is_reached(ROLE, (NEEDS, CHECK), {NEEDS})


def test_the_way_back_leads_to_the_step_before():
    assert step_before(NEEDS, (ROLE, NEEDS, CHECK)) is ROLE
    assert step_before(ROLE, (ROLE, NEEDS, CHECK)) is None
