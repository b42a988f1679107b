"""A month as weeks."""

from datetime import date

from bgm_portal.activities.month import Item, weeks_of


def test_a_month_has_whole_weeks_from_monday_to_sunday():
    weeks = weeks_of(date(2026, 5, 1), items={}, labels={}, today=date(2026, 3, 23))

    assert [day.number for day in weeks[0]] == [None, None, None, None, 1, 2, 3]
    assert [day.number for day in weeks[-1]] == [25, 26, 27, 28, 29, 30, 31]


def test_february_can_have_four_weeks():
    weeks = weeks_of(date(2027, 2, 1), items={}, labels={}, today=date(2027, 2, 1))

    assert len(weeks) == 4
    assert weeks[0][0].today


def test_december_ends_in_its_own_year():
    weeks = weeks_of(date(2026, 12, 1), items={}, labels={}, today=date(2026, 3, 23))

    assert weeks[-1][3].number == 31


def test_what_takes_place_stands_at_its_day():
    run = Item("/angebote/1", "18:00", "Firmenlauf")

    weeks = weeks_of(
        date(2026, 5, 1),
        items={date(2026, 5, 21): [run]},
        labels={date(2026, 5, 21): "Donnerstag"},
        today=date(2026, 3, 23),
    )

    assert weeks[3][3].items == (run,)
    assert weeks[3][3].label == "Donnerstag"
