"""Buses: planned, taken, given back; the last place goes to one; the step-free place is kept."""

from functools import partial

import pytest

from bgm_portal.core.database import db, transaction
from bgm_portal.registration.service import ending
from bgm_portal.runs.models import Bus
from bgm_portal.runs.queries import buses as queries
from bgm_portal.runs.service import buses
from bgm_portal.runs.service.buses import Wish
from tests.support.times import NOW, RUN_STARTS

ROW = {
    "rows-0-stop_de": "Haus Mitte, Haupteingang",
    "rows-0-leaves_at": "16:45",
    "rows-0-back_at": "20:45",
    "rows-0-seats": "2",
    "rows-0-step_free_places": "1",
}


@pytest.fixture
def riding(bus, on_the_run):
    """The id of the bus, with somebody on its step-free place."""
    with transaction():
        taking(on_the_run("Katrin"), bus, step_free=True)()
    return bus


def ride(registration):
    return f"/mein-lauftag/{registration.id}/bus"


def taking(registration, bus_id, **wish):
    wanted = Wish(bus_id=bus_id, **wish)
    return partial(buses.take, registration.id, wanted, by=registration.person_id, at=NOW)


def test_a_coordinator_offers_a_bus_and_somebody_takes_a_step_free_place(
    race, desk, on_the_run, of
):
    desk.post(f"/planung/{race.id}/busse/aendern", **ROW)
    bus_id = db.session.query(Bus).one().id
    katrin = on_the_run("Katrin")

    day = of(katrin).post(
        ride(katrin), bus=str(bus_id), step_free="y", companion="y", goes_back="y"
    )

    assert "16:45 Uhr ab Haus Mitte, Haupteingang" in day.text
    assert "stufenloser Platz" in day.text
    page = desk.get(f"/planung/{race.id}/busse")
    assert "1 von 2 Sitzen belegt; 1 von einem stufenlosen Platz belegt" in page.text
    assert page.rows()[0][1:] == ["stufenloser Platz", "ja", "ja"]


@pytest.mark.parametrize(("back_at", "asked"), [("20:45", True), ("", False)])
def test_the_way_back_is_asked_for_where_a_bus_goes_back(
    race, desk, on_the_run, of, back_at, asked
):
    desk.post(f"/planung/{race.id}/busse/aendern", **ROW | {"rows-0-back_at": back_at})
    bus_id = db.session.query(Bus).one().id
    katrin = on_the_run("Katrin")

    page = of(katrin).get(ride(katrin))
    by_phone = desk.get(f"/planung/{race.id}/busse/zuordnen")
    day = of(katrin).post(ride(katrin), bus=str(bus_id), goes_back="y")

    assert bool(page.soup.select("[name=goes_back]")) is asked
    assert bool(by_phone.soup.select("[name=goes_back]")) is asked
    assert ("20:45 Uhr" in day.text) is asked


def test_full_is_said_and_what_was_chosen_stays(of, on_the_run, bus):
    katrin, kim, lea = on_the_run("Katrin"), on_the_run("Kim"), on_the_run("Lea")
    with transaction():
        taking(katrin, bus, step_free=True, companion=True)()
        taking(kim, bus)()

    no_seat = of(lea).post(ride(lea), status=409, bus=str(bus), goes_back="y")
    no_ramp = of(lea).post(ride(lea), status=409, bus=str(bus), step_free="y")

    assert "kein Platz mehr" in no_seat.errors()[0]
    assert "Der stufenlose Platz in diesem Bus ist vergeben" in no_ramp.errors()[0]
    assert no_ramp.soup.select_one("[name=step_free][checked]")


def test_a_place_can_be_changed_and_given_back_and_is_free_when_somebody_cancels(
    of, on_the_run, bus, race
):
    katrin, kim = on_the_run("Katrin"), on_the_run("Kim")
    with transaction():
        taking(katrin, bus, companion=True)()
        taking(katrin, bus)()
        taking(kim, bus)()
    assert queries.rides(race.id)[0].taken.seats == 2

    of(katrin).post(f"{ride(katrin)}/abgeben")
    with transaction():
        ending.cancel(kim.id, by=kim.person_id, at=NOW)

    assert queries.rides(race.id)[0].taken.seats == 0
    assert queries.place_of(katrin.id) is None


def test_the_last_seat_goes_to_one(together, on_the_run, bus):
    with transaction():
        taking(on_the_run("Katrin"), bus)()
    deeds = [taking(on_the_run(), bus) for _n in range(5)]

    assert sorted(together(deeds)) == ["bus_full"] * 4 + ["done"]


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"rows-0-leaves_at": ""}, 422, "Geben Sie für jeden Bus die Abfahrt ein."),
        ({"rows-0-back_at": "16:00"}, 422, "Ein Bus fährt zurück, bevor er abfährt."),
        ({"rows-0-seats": "", "rows-0-step_free_places": ""}, 422, "Geben Sie für jeden Bus ein"),
        ({"rows-0-step_free_places": "0"}, 409, "In einem Bus sitzen schon mehr Menschen"),
        ({"rows-0-remove": "y"}, 409, "In diesem Bus haben Menschen einen Platz."),
    ],
)
def test_a_bus_that_cannot_be_is_explained(race, desk, riding, typed, status, sentence):
    page = desk.post(
        f"/planung/{race.id}/busse/aendern",
        status=status,
        **{"rows-0-row_id": str(riding)} | ROW | typed,
    )

    assert sentence in page.errors()[0]
    assert db.session.get_one(Bus, riding).step_free_places == 1


@pytest.mark.parametrize("name", ["stop_en", "leaves_at", "back_at", "seats", "step_free_places"])
def test_a_bus_without_a_stop_is_asked_for_it_and_kept(race, desk, name):
    value = ROW.get(f"rows-0-{name}", "Main entrance")

    page = desk.post(
        f"/planung/{race.id}/busse/aendern", status=422, **ROW, **{f"rows-1-{name}": value}
    )

    assert page.errors() == ["Schreiben Sie dazu, wo der Bus abfährt."]
    assert page.soup.select_one("[name=rows-1-stop_de][aria-invalid]")
    assert page.soup.select_one(f"[name=rows-1-{name}]")["value"] == value
    assert db.session.query(Bus).count() == 0


def test_a_bus_goes_by_being_emptied_and_a_blank_row_is_none(race, desk, bus):
    emptied = dict.fromkeys(ROW, "") | {"rows-0-step_free_places": "0"}
    blank = {"rows-1-stop_de": " ", "rows-1-leaves_at": " ", "rows-1-seats": ""}

    desk.post(f"/planung/{race.id}/busse/aendern", **{"rows-0-row_id": str(bus)} | emptied | blank)

    assert db.session.query(Bus).count() == 0


def test_after_the_start_no_place_is_taken(of, on_the_run, bus, at):
    katrin = on_the_run("Katrin")

    with at(RUN_STARTS):
        page = of(katrin).post(ride(katrin), status=409, bus=str(bus))

    assert "Der Bus ist schon unterwegs" in page.errors()[0]


def seat(race):
    return f"/planung/{race.id}/busse/zuordnen"


def test_whoever_calls_gets_a_place_and_is_told(race, desk, on_the_run, of, bus, mailbox):
    katrin = on_the_run("Katrin")
    mailbox.deliver()

    desk.post(seat(race), person=str(katrin.id), bus=str(bus), step_free="y", goes_back="y")
    [letter] = mailbox.deliver()

    assert "Sie haben einen Platz im Bus" in letter.subject
    assert "16:45 Uhr ab Haus Mitte" in letter.text
    assert ride(katrin) in letter.text
    assert "stufenloser Platz" in of(katrin).get(ride(katrin)).text

    desk.post(seat(race), person=str(katrin.id), bus="keiner")
    [letter] = mailbox.deliver()

    assert "keinen Platz im Bus mehr" in letter.subject
    assert queries.place_of(katrin.id) is None


def test_who_changes_their_mind_at_once_gets_one_letter(race, desk, on_the_run, bus, mailbox):
    katrin = on_the_run("Katrin")
    mailbox.deliver()

    desk.post(seat(race), person=str(katrin.id), bus=str(bus))
    desk.post(seat(race), person=str(katrin.id), bus="keiner")

    [letter] = mailbox.deliver()
    assert "keinen Platz im Bus mehr" in letter.subject


def test_a_full_bus_takes_nobody_who_calls_either(race, desk, riding, on_the_run, mailbox):
    kim = on_the_run("Kim")
    mailbox.deliver()

    full = desk.post(seat(race), status=409, person=str(kim.id), bus=str(riding), step_free="y")
    nobody = desk.post(seat(race), status=422)

    assert "Der stufenlose Platz in diesem Bus ist vergeben" in full.errors()[0]
    assert nobody.errors() == ["Wählen Sie eine Person.", "Wählen Sie einen Bus."]
    assert mailbox.deliver() == []


def test_somebody_of_another_activity_gets_no_place_here(
    race, desk, bus, make_activity, make_person, register
):
    other = register(make_person(), make_activity())

    desk.post(seat(race), status=422, person=str(other.id), bus=str(bus))
