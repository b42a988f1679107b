"""The catalogue of adaptations is complete and every code has its words."""

from bgm_portal.activities import words
from bgm_portal.activities.adaptations import ADAPTATIONS, GROUPS, groups, known
from bgm_portal.activities.entries import SHORT
from bgm_portal.activities.rules import Availability, Gap, Openness
from bgm_portal.activities.sections import GAPS, LABELS, Section


def test_there_are_seventy_eight_adaptations():
    assert len(ADAPTATIONS) == 78


def test_every_adaptation_belongs_to_a_named_group():
    assert {adaptation.group for adaptation in ADAPTATIONS.values()} == set(GROUPS)


def test_an_adaptation_knows_its_lead_and_who_may_learn_of_it():
    guide = ADAPTATIONS["guide_runner"]

    assert guide.lead_days == 56
    assert guide.share == {"C", "I", "O"}


def test_something_else_has_no_lead():
    assert ADAPTATIONS["other"].lead_days == 0


def test_offers_leave_out_what_can_only_be_asked_for():
    offered = {adaptation.code for _label, rows in groups("E") for adaptation in rows}

    assert "dgs" in offered
    assert "braille" not in offered


def test_unknown_codes_are_left_out():
    assert known(["nonsense", "dgs", "braille"], use="E") == ["dgs"]


def test_the_short_words_speak_of_known_adaptations():
    assert set(SHORT) <= set(ADAPTATIONS)


def test_every_code_has_its_word():
    tables = [
        words.FIELDS,
        words.KINDS,
        words.STATES,
        words.ANSWERS,
        words.ANSWER_SIGNS,
        words.ACCESS_QUESTIONS,
        words.VENUE_FACTS,
        words.WORKTIME,
        words.WORKTIME_SHORT,
        words.WORKTIME_CHOICES,
        words.INSURANCE,
        words.INSURANCE_CHOICES,
        words.QUESTION_KINDS,
    ]

    assert all(set(table) == set(type(next(iter(table)))) for table in tables)
    assert set(words.AVAILABILITIES) == set(Availability)
    assert set(words.CLOSED) == set(Openness) - {Openness.OPEN}
    assert set(LABELS) == set(Section)
    assert set(GAPS) == set(Gap)
