"""Before an activity moves, its coordinator reads which deadlines would lie after the beginning."""

from datetime import timedelta

import pytest

from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityKind, Times
from bgm_portal.activities.race_models import Race
from bgm_portal.core.database import db
from tests.support.times import NEXT_WEEK, NOW, RUN_STARTS

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WEEK = timedelta(weeks=1)

DEADLINE = (
    "Der Anmeldeschluss (Donnerstag, 14. Mai 2026, 18:00 Uhr) liegt dann nach dem Beginn."
    " Geben Sie nach dem Verlegen einen früheren ein. Plätze und Anmeldung"
)
DECISION = (
    "Über die Mindestzahl wird dann erst nach dem Beginn entschieden (Freitag, 15. Mai 2026,"
    " 18:00 Uhr). Wählen Sie nach dem Verlegen einen Tag davor. Plätze und Anmeldung"
)
NAMES = (
    "Die Frist für Namen (Samstag, 16. Mai 2026, 18:00 Uhr) liegt dann nach dem Beginn."
    " Geben Sie nach dem Verlegen eine frühere ein. Lauf: Vorgaben und Teams"
)


@pytest.fixture
def desk(coordinator, sign_in):
    return sign_in(coordinator)


@pytest.fixture
def make_run(make_activity):
    """A run on 21 May 2026: deadline on the 14th, decision on the 15th, names on the 16th."""

    def make(**values):
        run = make_activity(
            **{
                "kind": ActivityKind.RUN_EVENT,
                "starts_at": RUN_STARTS,
                "registration_deadline": RUN_STARTS - 7 * DAY,
                "minimum": 2,
                "decides_at": RUN_STARTS - 6 * DAY,
            }
            | values
        )
        db.session.add(Race(activity_id=run.id, names_until=RUN_STARTS - 5 * DAY))
        db.session.commit()
        return run

    return make


def check(desk, activity, *, day, start="18:00"):
    """Open the page on which a move is checked."""
    page = desk.post(
        f"/planung/{activity.id}/verschieben",
        **{"dates-0-day": day, "dates-0-start": start, "dates-0-end": "21:00"},
        venue=str(activity.venue_id),
        online_venue="",
    )
    assert page.h1 == "Wirklich verlegen?"
    return page


def warnings(page):
    return [
        " ".join(line.get_text(" ", strip=True).split())
        for line in page.soup.select(".bgm-notice--warn p")
    ]


@pytest.mark.parametrize(
    ("day", "start", "expected"),
    [
        ("13.05.2026", "18:00", [DEADLINE, DECISION, NAMES]),
        ("14.05.2026", "17:59", [DEADLINE, DECISION, NAMES]),
        ("14.05.2026", "18:00", [DECISION, NAMES]),
        ("16.05.2026", "17:00", [NAMES]),
        ("16.05.2026", "18:00", []),
        ("28.05.2026", "18:00", []),
    ],
)
def test_a_coordinator_reads_which_deadlines_would_lie_after_the_beginning(
    desk, make_run, day, start, expected
):
    assert warnings(check(desk, make_run(), day=day, start=start)) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"needs_registration": False}, [DECISION, NAMES]),
        ({"registration_deadline": None}, [DECISION, NAMES]),
        ({"minimum": None, "decides_at": None}, [DEADLINE, NAMES]),
        ({"goes_ahead_at": NOW}, [DEADLINE, NAMES]),
        ({"kind": ActivityKind.COURSE}, [DEADLINE, DECISION]),
    ],
)
def test_a_deadline_that_nobody_waits_for_is_not_spoken_of(desk, make_run, values, expected):
    assert warnings(check(desk, make_run(**values), day="13.05.2026")) == expected


def test_each_sentence_leads_to_the_part_where_the_deadline_is_corrected(desk, make_run):
    run = make_run(minimum=None, decides_at=None)

    page = check(desk, run, day="13.05.2026")

    links = [link["href"] for link in page.soup.select(".bgm-notice--warn a")]
    assert links == [f"/planung/{run.id}/anmeldung", f"/planung/{run.id}/lauf"]


def test_a_run_is_moved_before_its_deadline_all_the_same(desk, make_run):
    run = make_run()

    desk.post(
        f"/planung/{run.id}/verschieben",
        **{"dates-0-day": "13.05.2026", "dates-0-start": "18:00", "dates-0-end": "21:00"},
        venue=str(run.venue_id),
        online_venue="",
        checked="ja",
    )

    db.session.expire_all()
    assert activities.activity(run.id).starts_at == RUN_STARTS - 8 * DAY


@pytest.mark.parametrize(("times", "number"), [(Times.NONE, 1), (Times.DATES, 0)])
def test_of_a_series_the_first_date_counts_unless_single_dates_are_booked(
    desk, make_activity, times, number
):
    series = make_activity(
        dates=[(NEXT_WEEK + n * WEEK, NEXT_WEEK + n * WEEK + HOUR) for n in range(2)],
        registration_deadline=NEXT_WEEK - DAY,
        times=times,
    )
    first = activities.dates(series.id)[0]

    page = desk.post(
        f"/planung/{series.id}/alle-termine/{first.id}/verlegen",
        day="28.03.2026",
        start="10:00",
        end="11:00",
    )

    assert page.h1 == "Wirklich verlegen?"
    assert len(warnings(page)) == number
