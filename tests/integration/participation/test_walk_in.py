"""People who come without signing up."""

from datetime import timedelta

import pytest

from bgm_portal.audit import queries as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.core.i18n import short_date
from bgm_portal.participation import queries
from bgm_portal.participation.queries import Tally
from tests.support.queries import statements
from tests.support.times import NOW, RUN_ENDS


@pytest.fixture
def guest(make_person, make_unit):
    unit = make_unit(name="Team Eingang")
    return make_person(first_name="Gül", last_name="Celik", unit_id=unit.id)


def path(run, occurrence, *, name=None):
    found = f"/planung/{run.id}/anwesenheit/dazu?termin={occurrence.id}"
    return found if name is None else f"{found}&name={name}"


def sheet(run, occurrence):
    return f"/planung/{run.id}/anwesenheit?termin={occurrence.id}"


def test_somebody_is_found_by_name_and_told_apart_by_team(ticking, guest, run, occurrence):
    page = ticking.get(path(run, occurrence, name="celi"))

    (row,) = page.rows()
    assert row[:2] == ["Celik, Gül", "Team Eingang"]


def test_more_people_than_are_shown_is_said(ticking, make_person, run, occurrence):
    for _number in range(21):
        make_person(last_name="Celik")

    page = ticking.get(path(run, occurrence, name="celi"))

    words = "Mehr als 20 Personen passen, die ersten 20 werden gezeigt"
    assert page.soup.caption.get_text() == words
    assert len(page.rows()) == 20


def test_whoever_is_on_the_list_already_is_marked_and_not_offered(
    ticking, make_person, run, occurrence, two, register
):
    walked_in, waiting, stranger = (
        make_person(first_name=name, last_name="Bachmann") for name in ("Tim", "Uta", "Vera")
    )
    ticking.post(path(run, occurrence), person=str(walked_in.id))
    run.capacity = 2
    db.session.commit()
    register(waiting, run, at=NOW)

    page = ticking.get(path(run, occurrence, name="bachmann"))

    marked = "steht schon auf der Liste"
    assert [(row[0], row[2] == marked) for row in page.rows()] == [
        ("Bachmann, Sven", True),
        ("Bachmann, Tim", True),
        ("Bachmann, Uta", False),
        ("Bachmann, Vera", False),
    ]
    offered = [field["value"] for field in page.soup.select("main [name=person]")]
    assert offered == [str(waiting.id), str(stranger.id)]


def test_nobody_found_is_said(ticking, run, occurrence):
    page = ticking.get(path(run, occurrence, name="Niemand"))

    assert "Niemand mit diesem Namen hat ein Konto." in page.text


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "Geben Sie einen Namen ein."),
        ("%20", "Geben Sie einen Namen ein."),
        ("C", "Geben Sie mindestens zwei Buchstaben ein."),
    ],
)
def test_a_search_for_nearly_everybody_is_refused(name, message, ticking, run, occurrence):
    page = ticking.get(path(run, occurrence, name=name), status=422)

    assert page.errors() == [message]


def test_the_page_begins_without_a_search(ticking, guest, run, occurrence):
    page = ticking.get(path(run, occurrence))

    assert page.errors() == []
    assert "Celik" not in page.text


def test_somebody_who_came_without_signing_up_is_added_and_noted(
    ticking, coordinator, guest, run, occurrence
):
    page = ticking.post(path(run, occurrence), person=str(guest.id))

    (entry,) = audit.entries_about(guest.id, events=(Event.WALKED_IN,))
    assert "Die Person steht jetzt auf der Liste." in page.text
    assert page.rows()[0][:3] == ["Celik, Gül", "ohne Anmeldung gekommen", "war da"]
    assert (entry.actor_id, entry.object_id) == (coordinator.id, occurrence.id)
    assert queries.tally(occurrence.id) == Tally(present=1, absent=0, walked_in=1)
    assert queries.attended(guest.id, at=RUN_ENDS)[0].walked_in


def test_somebody_who_waited_and_came_is_added(ticking, guest, run, occurrence, two, register):
    run.capacity = 2
    db.session.commit()
    register(guest, run, at=NOW)

    ticking.post(path(run, occurrence), person=str(guest.id))

    assert len(queries.attended(guest.id, at=RUN_ENDS)) == 1


def test_somebody_on_the_list_is_not_added_twice(ticking, guest, run, occurrence):
    ticking.post(path(run, occurrence), person=str(guest.id))

    page = ticking.post(path(run, occurrence), status=409, person=str(guest.id))

    assert "Diese Person steht schon auf der Liste." in page.text
    assert queries.tally(occurrence.id).present == 1


def test_somebody_who_signed_up_is_ticked_instead(ticking, run, occurrence, two):
    ticking.post(path(run, occurrence), status=409, person=str(two[0].id))

    assert queries.tally(occurrence.id) == Tally()


def test_whoever_was_added_by_mistake_leaves_the_list(ticking, guest, run, occurrence):
    ticking.post(path(run, occurrence), person=str(guest.id))

    page = ticking.post(sheet(run, occurrence), listed=str(guest.id))

    (entry,) = audit.entries_about(guest.id, events=(Event.ATTENDANCE_CORRECTED,))
    assert entry.facts == {"before": "present", "after": "removed"}
    assert "Celik" not in page.text
    assert queries.tally(occurrence.id) == Tally()


@pytest.mark.parametrize("person", ["", "Celik", "0f44426c-8f6c-4d9e-86bb-709f5519139b"])
def test_an_unknown_person_is_not_added(person, ticking, run, occurrence):
    ticking.post(path(run, occurrence), status=404, person=person)

    assert queries.tally(occurrence.id) == Tally()


def test_somebody_who_left_is_not_added(ticking, guest, run, occurrence):
    guest.deactivated_at = NOW
    db.session.commit()

    ticking.post(path(run, occurrence), status=404, person=str(guest.id))

    assert queries.attended(guest.id, at=RUN_ENDS) == []


def test_nobody_is_added_before_it_begins(coordinator, guest, run, occurrence, sign_in):
    page = sign_in(coordinator).post(path(run, occurrence), status=409, person=str(guest.id))

    assert "Der Termin liegt noch vor Ihnen." in page.text


@pytest.mark.usefixtures("two")
def test_whose_name_was_noted_on_paper_is_added_until_the_day_that_the_list_names(
    coordinator, guest, run, occurrence, sign_in, at
):
    with at(RUN_ENDS):
        told = sign_in(coordinator).get(sheet(run, occurrence)).soup.select_one("[data-offline]")
    with at(RUN_ENDS + timedelta(days=14)):
        page = sign_in(coordinator).post(path(run, occurrence), person=str(guest.id))
        last = short_date(RUN_ENDS + timedelta(days=14))

    assert "Schreiben Sie den Namen auf Papier" in told.text
    assert f"möglich ist das bis {last}" in told.text
    assert "Die Person steht jetzt auf der Liste." in page.text
    assert queries.tally(occurrence.id) == Tally(present=1, walked_in=1)


def test_nobody_is_added_when_corrections_are_over(
    coordinator, guest, occurrence, run, sign_in, at
):
    with at(RUN_ENDS + timedelta(days=15)):
        page = sign_in(coordinator).post(path(run, occurrence), status=409, person=str(guest.id))

    assert "Eintragen und ändern konnten Sie bis" in page.text


def test_a_search_asks_the_database_the_same_number_of_times(
    ticking, guest, make_person, run, occurrence
):
    ticking.get(path(run, occurrence, name="celik"))
    with statements() as few:
        ticking.get(path(run, occurrence, name="celik"))
    for _number in range(5):
        make_person(last_name="Celik")

    with statements() as many:
        ticking.get(path(run, occurrence, name="celik"))

    assert many.count == few.count
