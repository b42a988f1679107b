"""Who is asked what, when a question becomes another one, and which words speak of health."""

from dataclasses import dataclass

import pytest

from bgm_portal.activities.kinds import QuestionKind
from bgm_portal.activities.question_rules import (
    HEALTH_STEMS,
    Wording,
    day_in,
    depending_on,
    fits,
    is_another_question,
    may_stand_before,
    shown,
    values_of,
    words_of_health,
)


@dataclass(frozen=True)
class Asked:
    code: str
    role_codes: tuple[str, ...] = ()
    shown_if_code: str | None = None
    shown_if_values: tuple[str, ...] = ()


SHIRT = Asked("shirt")
CUT = Asked("cut", shown_if_code="shirt", shown_if_values=("M", "L"))
COLOUR = Asked("colour", shown_if_code="cut", shown_if_values=("weit",))
BUS = Asked("bus", role_codes=("guide",))
EVERY = (SHIRT, CUT, COLOUR, BUS)


@pytest.mark.parametrize(
    ("role", "answers", "expected"),
    [
        ("", {}, ["shirt"]),
        ("guide", {}, ["shirt", "bus"]),
        ("runner", {"shirt": "S"}, ["shirt"]),
        ("runner", {"shirt": "M"}, ["shirt", "cut"]),
        ("runner", {"shirt": "S\nL"}, ["shirt", "cut"]),
        ("runner", {"shirt": "M", "cut": "weit"}, ["shirt", "cut", "colour"]),
        ("runner", {"shirt": "S", "cut": "weit"}, ["shirt"]),  # what hangs on the hidden is hidden
    ],
)
def test_a_question_is_asked_when_its_condition_holds(role, answers, expected):
    assert [q.code for q in shown(EVERY, role_code=role, answers=answers)] == expected


def test_a_question_that_depends_on_a_later_one_is_never_asked():
    asked = shown((CUT, SHIRT), role_code="", answers={"shirt": "M"})

    assert [q.code for q in asked] == ["shirt"]


CHOICE = Wording(kind=QuestionKind.CHOICE, label_de="Shirt?", options=("S", "M"))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (CHOICE, False),
        (Wording(kind=QuestionKind.CHOICE, label_de="Shirt?", options=("S", "M", "L")), False),
        (Wording(kind=QuestionKind.CHOICE, label_de="Shirt?", options=("S",)), True),
        (Wording(kind=QuestionKind.CHOICE, label_de="Hose?", options=("S", "M")), True),
        (Wording(kind=QuestionKind.SEVERAL, label_de="Shirt?", options=("S", "M")), True),
    ],
)
def test_a_question_is_another_one_when_answers_no_longer_fit(after, expected):
    assert is_another_question(CHOICE, after) is expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Welche Shirtgröße?", None), []),
        (("Haben Sie Allergien?",), ["Allergien"]),
        (
            ("Essen", "Laktosefrei oder Nussallergie, laktosefrei"),
            ["Laktosefrei", "Nussallergie", "laktosefrei"],
        ),
        (("Grad der Behinderung (GdB)",), ["Behinderung", "GdB"]),
        (("Nehmen Sie den Bus?",), []),
    ],
)
def test_words_of_health_are_found(texts, expected):
    assert words_of_health(texts) == expected


def test_every_stem_is_written_as_it_is_sought():
    assert [stem for stem in HEALTH_STEMS if stem != stem.lower()] == []
    assert list(HEALTH_STEMS) == sorted(set(HEALTH_STEMS), key=HEALTH_STEMS.index)


@pytest.mark.parametrize(
    ("order", "position", "expected"),
    [
        ((SHIRT, BUS), 0, False),
        ((SHIRT, BUS), 1, True),
        ((SHIRT, CUT), 1, False),
        ((SHIRT, BUS, CUT), 2, True),
    ],
)
def test_a_question_never_stands_before_its_condition(order, position, expected):
    assert may_stand_before(order, position) is expected


def test_what_depends_on_a_question_is_found():
    assert depending_on(EVERY, "shirt") == [CUT]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (QuestionKind.YES_NO, ("ja", "nein")),
        (QuestionKind.CHOICE, ("S",)),
        (QuestionKind.SEVERAL, ("S",)),
        (QuestionKind.TEXT, ()),
    ],
)
def test_answers_of_a_list_are_known(kind, expected):
    assert values_of(kind, [{"value": "S"}]) == expected


OPTIONS = [{"value": "S"}, {"value": "M"}]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (QuestionKind.DATE, "2026-04-03", True),
        (QuestionKind.DATE, "bald", False),
        (QuestionKind.NUMBER, "12", True),
        (QuestionKind.NUMBER, "²", False),
        (QuestionKind.CHOICE, "S", True),
        (QuestionKind.CHOICE, "XL", False),
        (QuestionKind.SEVERAL, "S\nM", True),
        (QuestionKind.SEVERAL, "S\nXL", False),
        (QuestionKind.YES_NO, "ja", True),
        (QuestionKind.TEXT, "irgendetwas", True),
    ],
)
def test_an_answer_fits_its_question(kind, value, expected):
    assert fits(kind, OPTIONS, value) is expected


def test_a_stored_day_is_read():
    assert day_in("2026-04-03").isoformat() == "2026-04-03"
    assert day_in("12") is None
