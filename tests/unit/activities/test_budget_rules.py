"""Adding up what an activity costs."""

import pytest

from bgm_portal.activities.budget_rules import Line, Sums, by_source, sums

ROOM = Line(name="Raum", planned_cents=10_000, actual_cents=12_050, source="BGM-Mittel")
SIGNS = Line(name="DGS", planned_cents=40_000, for_access=True, source="Integrationsamt")
RAMP = Line(name="Rampe", actual_cents=0, for_access=True, source="BGM-Mittel")
IDEA = Line(name="Noch offen")


@pytest.mark.parametrize(
    ("lines", "planned", "actual", "access_planned", "access_actual"),
    [
        ([], None, None, 0, 0),
        ([IDEA], None, None, 0, 0),
        ([ROOM], 10_000, 12_050, 0, 0),
        ([SIGNS], 40_000, None, 40_000, 0),
        ([RAMP], None, 0, 0, 0),
        ([ROOM, SIGNS, RAMP, IDEA], 50_000, 12_050, 40_000, 0),
        ([SIGNS, Line(name="Taxi", actual_cents=700, for_access=True)], 40_000, 700, 40_000, 700),
    ],
)
def test_lines_add_up_and_what_nobody_wrote_is_no_zero(
    lines, planned, actual, access_planned, access_actual
):
    assert sums(lines) == Sums(
        planned=planned,
        actual=actual,
        access_planned=access_planned,
        access_actual=access_actual,
    )


def test_each_source_is_told_by_name():
    told = by_source([SIGNS, ROOM, RAMP, IDEA])

    assert told == [("BGM-Mittel", 10_000, 12_050), ("Integrationsamt", 40_000, None)]
