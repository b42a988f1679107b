"""A coordinator types a rule, sees its days with the gaps, and takes them over."""

import pytest

from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.core.clock import local

RULE = {
    "first_day": "16.03.2026",
    "begins": "16:30",
    "ends": "17:30",
    "rhythm": "weekly",
    "times": "6",
    "skip_public": "y",
    "skip_school": "y",
}


@pytest.fixture
def desk(coordinator, sign_in):
    return sign_in(coordinator)


@pytest.fixture
def draft(make_activity):
    return make_activity(state=ActivityState.DRAFT, published_at=None)


def address(activity):
    return f"/planung/{activity.id}/serie"


def held(activity):
    return [f"{local(date.starts_at):%d.%m. %H:%M}" for date in activities.dates(activity.id)]


def boxes(page):
    return {
        box["value"]: box.has_attr("checked")
        for box in page.soup.select("input[name=days][type=checkbox]")
    }


def test_the_days_are_shown_with_the_holidays_left_out(desk, draft):
    page = desk.post(address(draft), **RULE)

    ticked = boxes(page)
    assert ticked["2026-03-30"] is False
    assert ticked["2026-04-06"] is False
    assert [day for day, yes in ticked.items() if yes] == [
        "2026-03-16",
        "2026-03-23",
        "2026-04-13",
        "2026-04-20",
        "2026-04-27",
        "2026-05-04",
    ]
    assert "Lücke: Osterferien" in page.text
    assert "Lücke: Ostermontag" in page.text


def test_nothing_is_written_before_the_days_are_taken_over(desk, draft):
    before = held(draft)

    desk.post(address(draft), **RULE)

    assert held(draft) == before


def test_the_chosen_days_become_the_dates_at_the_same_time_on_the_wall(desk, draft):
    chosen = ["2026-03-16", "2026-04-06", "2026-04-13"]

    page = desk.post(address(draft), **RULE | {"days": chosen, "uebernehmen": "ja"})

    assert "3 Termine stehen fest." in page.text
    assert held(draft) == ["16.03. 16:30", "06.04. 16:30", "13.04. 16:30"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"times": ""}, "Geben Sie ein, wie oft es stattfindet oder bis wann."),
        ({"last_day": "04.05.2026"}, "Geben Sie entweder die Zahl der Termine ein"),
        ({"times": "", "last_day": "01.03.2026"}, "Der letzte Tag liegt vor dem ersten."),
        ({"ends": "16:00"}, "Geben Sie ein Ende ein, das nach dem Beginn liegt."),
        ({"first_day": "31.02.2026"}, "Diesen Tag gibt es nicht"),
        ({"times": "900"}, "höchstens 120"),
        ({"rhythm": "monthly", "weekdays": ["0", "3"]}, "zählt der Wochentag des ersten Tages"),
        (
            {"times": "", "first_day": "30.03.2026", "last_day": "06.04.2026"},
            "ergibt keinen einzigen Termin",
        ),
        ({"uebernehmen": "ja"}, "Wählen Sie mindestens einen Termin."),
        ({"uebernehmen": "ja", "days": ["1999-01-01"]}, "Wählen Sie mindestens einen Termin."),
    ],
)
def test_a_mistake_gets_a_sentence_and_changes_nothing(desk, draft, changed, sentence):
    before = held(draft)

    page = desk.post(address(draft), status=422, **RULE | changed)

    assert any(sentence in error for error in page.errors()), page.errors()
    assert page.soup.select_one("#begins")["value"] == "16:30"
    assert held(draft) == before


def test_a_published_activity_takes_no_new_rule(desk, make_activity):
    activity = make_activity()

    desk.get(address(activity), status=409)


def test_the_page_of_a_series_says_its_rhythm(desk, draft):
    desk.post(
        address(draft),
        **RULE | {"days": ["2026-04-13", "2026-04-20", "2026-04-27"], "uebernehmen": "ja"},
    )

    page = desk.get(f"/planung/{draft.id}/vorschau")

    assert "3 × montags, 16:30 bis 17:30 Uhr" in page.text
