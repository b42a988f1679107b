"""Two coordinators change the buses of a run: nobody overwrites what they have not seen."""

import pytest

from bgm_portal.activities import draft_service
from bgm_portal.activities.kinds import ActivityKind, ActivityState
from bgm_portal.core.database import db, transaction
from bgm_portal.runs.models import Bus
from bgm_portal.runs.queries import buses as queries
from tests.support.times import NEXT_MONTH, NOW

EARLY = {"stop_de": "Bahnhof Süd", "leaves_at": "15:10", "seats": "30"}


@pytest.fixture
def address(race):
    return f"/planung/{race.id}/busse/aendern"


@pytest.fixture
def mine(desk, bus, address):
    """What a browser sends of the page with the buses as it stands for the first coordinator."""
    return filled(desk.get(address))


@pytest.fixture
def colleague(sign_in, coordinator):
    """Another window of whoever looks after the run; who it is makes no difference."""
    return sign_in(coordinator)


def filled(page):
    """Return what a browser sends of a form when nothing is touched."""
    fields = page.soup.select("main form input[name]:not([type=checkbox])")
    return {str(one["name"]): str(one.get("value", "")) for one in fields}


def row(number, **values):
    return {f"rows-{number}-{name}": value for name, value in values.items()}


def stops(race):
    return [(ride.bus.stop_de, f"{ride.bus.leaves_at:%H:%M}") for ride in queries.rides(race.id)]


def test_the_second_one_sees_both_versions_and_decides(desk, colleague, race, address, mine):
    colleague.post(address, **filled(colleague.get(address)) | row(0, leaves_at="16:50"))

    page = desk.post(address, status=409, **mine | row(0, leaves_at="17:00"))

    assert page.h1 == "Was soll gelten?"
    assert page.rows() == [["Bus Haus Mitte: Abfahrt", "16:50", "17:00"]]
    assert stops(race) == [("Haus Mitte", "16:50")]

    desk.post(address, **filled(page))

    assert stops(race) == [("Haus Mitte", "17:00")]


def test_a_bus_that_came_in_between_is_named_and_no_other_is_compared_with_it(
    desk, colleague, race, address, mine
):
    colleague.post(address, **filled(colleague.get(address)) | row(1, **EARLY))

    page = desk.post(address, status=409, **mine | row(0, seats="3"))

    assert page.rows() == [
        ["Bus Haus Mitte: Sitze", "2", "3"],
        [
            "Bus Bahnhof Süd",
            "Haltestelle: Bahnhof Süd; Abfahrt: 15:10; Sitze: 30; Stufenlose Plätze: 0",
            "nicht dabei: Dieser Bus würde entfernt",
        ],
    ]
    assert len(stops(race)) == 2


def test_a_bus_that_was_removed_meanwhile_is_not_brought_back_unseen(
    desk, colleague, race, bus, address, mine
):
    colleague.post(address, **filled(colleague.get(address)) | row(0, remove="y"))

    page = desk.post(address, status=409, **mine)

    assert page.rows()[0][:2] == ["Bus Haus Mitte", "kein solcher Bus"]
    assert "Abfahrt: 16:45" in page.rows()[0][2]
    assert stops(race) == []


def test_what_was_typed_can_be_worked_on_and_is_asked_about_no_second_time(
    desk, colleague, race, address, mine
):
    colleague.post(address, **filled(colleague.get(address)) | row(0, leaves_at="16:50"))
    page = desk.post(address, status=409, **mine | row(0, leaves_at="17:00"))

    again = desk.post(address, **filled(page), weiter="1")

    assert again.h1 == "Busse ändern"
    assert filled(again)["rows-0-leaves_at"] == "17:00"
    desk.post(address, **filled(again) | row(0, leaves_at="17:05"))
    assert stops(race) == [("Haus Mitte", "17:05")]


def test_whoever_is_alone_and_whoever_takes_a_place_asks_nobody(
    desk, address, mine, on_the_run, of, bus
):
    katrin = on_the_run("Katrin")
    of(katrin).post(f"/mein-lauftag/{katrin.id}/bus", bus=str(bus))

    desk.post(address, **mine | row(0, seats="5"))

    assert db.session.get_one(Bus, bus).seats == 5


def test_the_buses_of_a_draft_that_somebody_deleted_are_shown_once_more(
    desk, coordinator, make_activity
):
    draft = make_activity(
        state=ActivityState.DRAFT,
        published_at=None,
        kind=ActivityKind.RUN_EVENT,
        starts_at=NEXT_MONTH,
    )
    address = f"/planung/{draft.id}/busse/aendern"
    typed = filled(desk.get(address)) | row(0, **EARLY)
    with transaction():
        draft_service.delete_draft(draft.id, by=coordinator.id, at=NOW)

    page = desk.post(address, status=404, **typed)

    assert page.h1 == "Inzwischen entfernt"
    assert "Bahnhof Süd" in page.text
