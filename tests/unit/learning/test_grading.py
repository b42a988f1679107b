"""What counts as right. Each kind of question as a table."""

import pytest

from bgm_portal.learning.content import reader
from bgm_portal.learning.rules import grading
from tests.factories.learning import MEDIA, PROBE

DOCUMENT, _ = reader.read(PROBE, file="x", language="de", media=frozenset(MEDIA))
SINGLE, MULTIPLE, TRUE_FALSE, MATCHING, ORDERING, GAP, SCENARIO, _LAST = DOCUMENT.questions
STEPS = [option.key for option in ORDERING.options]


@pytest.mark.parametrize(
    ("question", "given", "solved", "hits", "wrong"),
    [
        (SINGLE, {"chosen": ["a"]}, True, 1, 0),
        (SINGLE, {"chosen": ["b"]}, False, 0, 1),
        (SINGLE, {"chosen": ["z"]}, False, 0, 0),
        (SINGLE, {}, False, 0, 0),
        (MULTIPLE, {"chosen": ["a", "b"]}, True, 2, 0),
        (MULTIPLE, {"chosen": ["a"]}, False, 1, 0),
        (MULTIPLE, {"chosen": ["a", "b", "c"]}, False, 2, 1),
        (TRUE_FALSE, {"chosen": ["b"]}, True, 1, 0),
        (MATCHING, {"filled": {"a": "a", "b": "b"}}, True, 2, 0),
        (MATCHING, {"filled": {"a": "b", "b": "b"}}, False, 1, 1),
        (MATCHING, {"filled": {"a": "z"}}, False, 0, 2),
        (ORDERING, {"order": STEPS}, True, 3, 0),
        (ORDERING, {"order": [STEPS[0], STEPS[2], STEPS[1]]}, False, 1, 2),
        (GAP, {"filled": {"a": "  Zuhören.", "b": "REDEN"}}, True, 2, 0),
        (GAP, {"filled": {"a": "hören", "b": ""}}, False, 1, 1),
        (SCENARIO, {"chosen": ["a"]}, False, 0, 0),
    ],
)
def test_an_answer_gets_its_verdict(question, given, solved, hits, wrong):
    verdict = grading.grade(question, given)

    assert (verdict.solved, verdict.hits, verdict.wrong) == (solved, hits, wrong)


def test_what_is_missing_is_counted():
    assert grading.grade(MULTIPLE, {"chosen": ["a"]}).missing == 1


@pytest.mark.parametrize("order", [[], STEPS[:2], [STEPS[0]] * 3, ["x", "y", "z"]])
def test_an_order_that_is_none_begins_anew_and_never_rightly(order):
    begun = grading.order_of(ORDERING, {"order": order})

    assert sorted(begun) == sorted(STEPS)
    assert list(begun) != STEPS


@pytest.mark.parametrize("number", range(40))
def test_no_question_begins_in_the_right_order(number):
    text = PROBE.replace("probe-q5", f"frage-{number}")
    question = reader.read(text, file="x", language="de")[0].questions[4]

    assert grading.shuffled(question) != tuple(option.key for option in question.options)


@pytest.mark.parametrize(
    ("key", "up", "after"),
    [("b", True, "bac"), ("b", False, "acb"), ("a", True, "abc"), ("c", False, "abc"),
     ("x", True, "abc")],
)  # fmt: skip
def test_a_step_moves_by_one_place_and_stays_at_the_end(key, up, after):
    assert grading.moved("abc", key, up=up) == tuple(after)


@pytest.mark.parametrize(
    ("question", "given", "empty"),
    [
        (SINGLE, {}, True),
        (SINGLE, {"chosen": ["z"]}, True),
        (SINGLE, {"chosen": ["a"]}, False),
        (GAP, {"filled": {"a": " "}}, True),
        (MATCHING, {"filled": {"a": "b"}}, False),
        (ORDERING, {}, False),
    ],
)
def test_an_answer_without_anything_in_it_is_empty(question, given, empty):
    assert grading.is_empty(question, given) is empty


def test_halves_are_offered_in_another_order_than_their_own():
    offered = [option.key for option in grading.offered_matches(MATCHING)]

    assert sorted(offered) == ["a", "b"]
