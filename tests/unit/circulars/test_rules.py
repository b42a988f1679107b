"""When a circular may leave, and how far it is."""

from datetime import timedelta

import pytest

from bgm_portal.circulars import rules
from bgm_portal.circulars.messages import paragraphs
from bgm_portal.circulars.rules import Refusal, Stage
from tests.support.times import NOW, TOMORROW, YESTERDAY

YEARS_AHEAD = NOW + timedelta(days=366)


@pytest.mark.parametrize(
    ("people", "send_at", "erased_then", "expected"),
    [
        (1, None, False, None),
        (0, None, False, Refusal.NOBODY),
        (0, TOMORROW, False, None),
        (1, NOW, False, Refusal.IN_THE_PAST),
        (1, YESTERDAY, False, Refusal.IN_THE_PAST),
        (1, TOMORROW, True, Refusal.TOO_LATE),
        (1, YEARS_AHEAD, False, Refusal.TOO_LATE),
    ],
)
def test_a_circular_leaves_when_somebody_can_get_it(people, send_at, erased_then, expected):
    refusal = rules.refuse(people=people, send_at=send_at, erased_then=erased_then, at=NOW)

    assert refusal is expected


@pytest.mark.parametrize(
    ("sent_at", "stopped_at", "expected"),
    [(None, None, Stage.PLANNED), (NOW, None, Stage.SENT), (None, NOW, Stage.STOPPED)],
)
def test_a_circular_is_planned_sent_or_stopped(sent_at, stopped_at, expected):
    assert rules.stage(sent_at=sent_at, stopped_at=stopped_at) is expected


def test_blank_lines_divide_paragraphs_and_lines_stay_lines():
    text = "Erster Absatz,\r\nzweite Zeile.\r\n \r\n\r\nZweiter Absatz.\n"

    assert paragraphs(text) == [["Erster Absatz,", "zweite Zeile."], ["Zweiter Absatz."]]
