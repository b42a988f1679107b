"""Days on which a series rests in North Rhine-Westphalia."""

from datetime import date

import pytest

from bgm_portal.activities import closed_days
from bgm_portal.core.i18n import in_language

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 4, 6), "Ostermontag"),
        (date(2026, 6, 4), "Fronleichnam"),
        (date(2026, 7, 20), "Sommerferien"),
        (date(2026, 9, 1), "Sommerferien"),
        (date(2026, 10, 31), "Herbstferien"),
        (date(2026, 12, 25), "Erster Weihnachtstag"),
    ],
)
def test_a_gap_has_a_name(app, day, name):
    with in_language("de"):
        assert closed_days.gaps(*YEAR, public=True, school=True)[day] == name


@pytest.mark.parametrize("day", [date(2026, 9, 2), date(2026, 10, 16), date(2026, 6, 5)])
def test_other_days_are_no_gap(app, day):
    assert day not in closed_days.gaps(*YEAR, public=True, school=True)


def test_either_kind_can_be_left_out(app):
    school = closed_days.gaps(*YEAR, public=False, school=True)
    public = closed_days.gaps(*YEAR, public=True, school=False)

    assert date(2026, 6, 4) not in school
    assert date(2026, 7, 20) not in public
    assert closed_days.gaps(*YEAR, public=False, school=False) == {}


def test_holidays_are_in_order_and_do_not_overlap():
    days = [day for _name, start, end in closed_days.SCHOOL_HOLIDAYS for day in (start, end)]

    assert days == sorted(days)
