"""When one can answer, and what may be shown of the answers."""

from datetime import date, timedelta

import pytest

from bgm_portal.feedback import rules
from bgm_portal.feedback.kinds import Again, AsWished, Satisfaction
from bgm_portal.feedback.rules import Counted, Said, Window

ENDED = date(2026, 5, 21)


@pytest.mark.parametrize(
    ("is_over", "days", "expected"),
    [
        (False, 0, Window.TOO_EARLY),
        (True, 0, Window.OPEN),
        (True, rules.OPEN_DAYS, Window.OPEN),
        (True, rules.OPEN_DAYS + 1, Window.CLOSED),
    ],
)
def test_one_can_answer_from_the_end_on_for_ten_days(is_over, days, expected):
    today = ENDED + timedelta(days=days)

    assert rules.window(ENDED, is_over=is_over, today=today) is expected


def test_nothing_is_shown_of_four_answers():
    assert rules.summary([Said(satisfaction=Satisfaction.VERY)] * 4) is None


def test_five_answers_are_counted():
    summary = rules.summary(
        [Said(satisfaction=Satisfaction.VERY)] * 3 + [Said(satisfaction=Satisfaction.NOT)] * 2
    )

    assert summary is not None
    assert (summary.answers, summary.mean) == (5, 3.4)
    assert summary.satisfaction.counts == {"5": 3, "1": 2}
    assert summary.satisfaction.share("5") == 60


def test_a_question_that_few_answered_stays_closed_even_if_many_answered_others():
    said = [Said(satisfaction=Satisfaction.VERY, again=Again.YES)] * 4
    summary = rules.summary([*said, Said(again=Again.NO)])

    assert summary is not None
    assert summary.mean is None
    assert summary.satisfaction.counts is None
    assert summary.satisfaction.share("5") is None
    assert summary.satisfaction.total == 0
    assert summary.again.share("yes") == 80
    assert summary.again.share("perhaps") == 0


def test_sentences_stand_in_the_order_of_the_alphabet():
    said = [Said(words=words) for words in ("Wasser", "Bank", "", "Ton", "Licht")]
    summary = rules.summary(said)

    assert summary is not None
    assert summary.words == ("Bank", "Licht", "Ton", "Wasser")


@pytest.mark.parametrize(
    ("said", "empty"),
    [
        (Said(), True),
        (Said(words="Gut"), False),
        (Said(as_wished=AsWished.NO), False),
    ],
)
def test_saying_nothing_is_known_as_such(said, empty):
    assert said.is_empty is empty


def test_answers_are_kept_until_the_end_of_the_next_year():
    assert rules.kept_since(date(2027, 12, 31)) == date(2026, 1, 1)
    assert rules.kept_since(date(2028, 1, 1)) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("yes", "no", "not_there", "share"),
    [(4, 1, 0, 80), (4, 1, 5, 80), (4, 0, 1, None), (0, 5, 0, None), (5, 0, 1, None)],
)
def test_whoever_was_not_there_does_not_count_for_taking_part_as_wished(yes, no, not_there, share):
    said = [
        *[Said(as_wished=AsWished.YES)] * yes,
        *[Said(as_wished=AsWished.NO)] * no,
        *[Said(as_wished=AsWished.NOT_THERE)] * not_there,
    ]
    summary = rules.summary(said)

    assert summary is not None
    assert rules.could_take_part(summary) == share


def test_nothing_counted_has_no_share():
    assert Counted(counts=None).share("yes") is None
