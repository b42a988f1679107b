"""What is told beside attendance: by bands, rounded, and not at all where it would point."""

from datetime import date

import pytest

from bgm_portal.counting.rules import HalfYear
from bgm_portal.insights import beside, document
from bgm_portal.insights.disclosure.bands import Band
from bgm_portal.insights.document import AnswersLine, CostLine, ModuleLine, Report

TEN, FIVE = Band(10, 14), Band(5, 9)


@pytest.mark.parametrize(
    ("total", "content", "told"),
    [
        (4, 4, None),
        (5, 4, (FIVE, (None,))),
        (9, 9, (FIVE, (FIVE,))),
        (14, 10, (TEN, (TEN,))),
        (10, 10, (TEN, (TEN,))),
        (14, 0, (TEN, (None,))),
    ],
)
def test_answers_are_told_from_five_on_and_by_bands(total, content, told):
    assert beside.answers(total, content) == told


@pytest.mark.parametrize(
    ("cents", "offers", "cost", "access"),
    [
        (0, 5, 0, 0),
        (4_999, 5, 0, 0),
        (123_456, 5, 1_200, 1_200),
        (123_456, 4, 1_200, None),
    ],
)
def test_money_is_rounded_and_access_needs_several_offers(cents, offers, cost, access):
    assert beside.euros(cents) == cost
    assert beside.cost_of_access(cents, offers=offers) == access


def report(**values):
    nothing = dict.fromkeys(("units", "topics", "events", "offers"), ())
    usual = {"half_year": HalfYear(2026, 1), "frozen_on": date(2026, 7, 15), "staff": 82}
    return Report(**usual | nothing | {"reached": TEN, "needs": None} | values)


def test_what_is_told_beside_attendance_comes_back_from_the_bytes():
    full = report(
        modules=(ModuleLine(title_de="Sehen", title_en=None, quarter=2, completed=TEN),),
        answers=AnswersLine(answers=TEN, content=FIVE, as_wished=None),
        costs=CostLine(offers=6, euros=1200, access_euros=None),
    )

    assert document.from_bytes(document.to_bytes(full)) == full


def test_a_report_of_the_third_format_stays_the_same_bytes():
    old = (
        b'{"answers":null,"costs":null,"events":[],"format":3,"frozen_on":"2026-01-15","goals":[],'
        b'"half_year":"2025-2","modules":[],"needs":{"in_time":[10,14],"people":[15,19]},"offers":'
        b'[{"accessible":1,"dates":4,"field":"stress","offers":2,"online":0,"seated":1,"step_free":2}],'
        b'"reached":[10,14],"staff":82,"topics":[],"units":[]}'
    )

    found = document.from_bytes(old)

    assert found.needs is not None
    assert (found.needs.early, found.offers[0].alternative) == (None, None)
    assert document.to_bytes(found) == old


def test_a_report_of_the_first_format_stays_the_same_bytes():
    old = (
        b'{"events":[],"format":1,"frozen_on":"2025-07-15","half_year":"2025-1","needs":null,'
        b'"offers":[],"reached":[10,14],"staff":82,"topics":[],"units":[]}'
    )

    found = document.from_bytes(old)

    assert (found.format, found.modules, found.answers, found.costs) == (1, (), None, None)
    assert document.to_bytes(found) == old
