"""What coordinators see and do: the list without needs, one person, the queue, the dates."""

from datetime import timedelta

import pytest

from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.permissions import Role
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import MailState
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration import queries
from bgm_portal.registration.service import ending
from bgm_portal.registration.service.sign_up import StatedNeeds
from bgm_portal.registration.states import Promotion, RegistrationState
from tests.support.counters import counters
from tests.support.queries import statements
from tests.support.times import NEXT_WEEK, NOW, RUN_STARTS


@pytest.fixture
def desk(coordinator, sign_in):
    """The coordinator's browser."""
    return sign_in(coordinator)


@pytest.fixture
def sign_up_many(make_person, make_unit, register):
    """Return a function that signs up this many people."""

    def _sign_up_many(activity, number, **said):
        unit_id = make_unit().id
        for _ in range(number):
            register(make_person(unit_id=unit_id), activity, **said)

    return _sign_up_many


def plan(activity, path=""):
    return f"/planung/{activity.id}{path}"


def mails(kind):
    return db.session.query(OutgoingMail).filter_by(kind=kind).all()


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (NOW, ["Jemanden anmelden"]),
        (RUN_STARTS - timedelta(hours=1), []),
        (RUN_STARTS, ["Ohne Anmeldung gekommen"]),
    ],
)
def test_what_the_list_offers_does_not_lead_to_a_refusal(
    coordinator, sign_in, make_activity, at, moment, expected
):
    activity = make_activity(registration_deadline=RUN_STARTS - timedelta(hours=2))
    ways = [plan(activity, "/teilnahme/anmelden"), plan(activity, "/anwesenheit/dazu")]

    with at(moment):
        desk = sign_in(coordinator)
        links = desk.get(plan(activity, "/teilnahme")).links()
        headings = [desk.get(way).h1 for way in ways if way in links]

    assert headings == expected


def test_the_list_shows_who_takes_part_and_no_needs(
    desk, employee, make_activity, make_role, make_question, register
):
    activity = make_activity(title_de="Firmenlauf", capacity=60)
    runner = make_role(activity, "runner", label_de="Laufen")
    question = make_question(activity)
    register(
        employee,
        activity,
        role_id=runner.id,
        answers={question.id: "M"},
        needs=StatedNeeds(codes=("dgs",), text="Kanarienvogel", channel="mail"),
    )

    page = desk.get(plan(activity, "/teilnahme"))

    assert page.h1 == "Teilnahmeliste"
    assert page.rows() == [["Albers, Katrin", "Laufen", "M", "angemeldet"]]
    assert "1 von 60" in page.text
    assert "Kanarienvogel" not in page.html
    assert "Gebärdensprache" not in page.text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Anders", "Berger", "Conrad"]),
        ({"sortierung": "name-ab"}, ["Conrad", "Berger", "Anders"]),
        ({"sortierung": "eingang"}, ["Berger", "Anders", "Conrad"]),
        ({"sortierung": "unsinn"}, ["Anders", "Berger", "Conrad"]),
        ({"stand": "waiting"}, ["Conrad"]),
        ({"stand": "confirmed"}, ["Anders", "Berger"]),
        ({"stand": "unsinn"}, ["Anders", "Berger", "Conrad"]),
        ({"rolle": "unsinn"}, ["Anders", "Berger", "Conrad"]),
    ],
)
def test_the_list_is_filtered_and_sorted_by_links(
    desk, make_person, make_activity, register, query, names
):
    activity = make_activity(capacity=2)
    register(make_person(last_name="Berger"), activity)
    register(make_person(last_name="Anders"), activity)
    register(make_person(last_name="Conrad"), activity)

    page = desk.get(plan(activity, "/teilnahme"), **query)

    assert [row[0].split(",")[0] for row in page.rows()] == names


def test_the_list_says_by_what_it_is_sorted(desk, employee, make_activity, register):
    activity = make_activity()
    register(employee, activity)

    page = desk.get(plan(activity, "/teilnahme"), sortierung="stand-ab")

    assert "nach Stand sortiert" in page.soup.caption.text
    sorted_by = page.soup.select("th[aria-sort]")
    assert [(th["aria-sort"], th.text.strip()) for th in sorted_by] == [("descending", "Stand")]


def test_a_long_list_has_pages(desk, make_activity, sign_up_many):
    activity = make_activity(capacity=None)
    sign_up_many(activity, 27)

    page = desk.get(plan(activity, "/teilnahme"), seite="2")

    assert "27 Personen" in page.soup.caption.text
    assert "Seite 2 von 2" in page.soup.caption.text
    assert len(page.rows()) == 2
    assert len(desk.get(plan(activity, "/teilnahme"), seite="99").rows()) == 2


def test_the_list_costs_the_same_for_one_and_for_twenty(
    desk, make_activity, make_question, sign_up_many
):
    activity = make_activity(capacity=None)
    question = make_question(activity)
    sign_up_many(activity, 1, answers={question.id: "M"})
    desk.get(plan(activity, "/teilnahme"))
    with statements() as short:
        desk.get(plan(activity, "/teilnahme"))
    sign_up_many(activity, 19, answers={question.id: "L"})

    with statements() as long:
        page = desk.get(plan(activity, "/teilnahme"))

    assert len(page.rows()) == 20
    assert long.count == short.count


def test_an_empty_list_says_so(desk, make_activity):
    page = desk.get(plan(make_activity(), "/teilnahme"))

    assert "Hier steht noch niemand." in page.text


PAGES = ["/teilnahme", "/warteliste", "/plaetze", "/verschieben", "/absagen"]


@pytest.mark.parametrize("path", PAGES)
def test_coordinators_who_are_not_assigned_see_nothing(make_person, make_activity, sign_in, path):
    other = make_person(Role.COORDINATOR)

    sign_in(other).get(plan(make_activity(), path), status=403)


@pytest.mark.parametrize("path", PAGES)
def test_employees_see_nothing(employee, make_activity, sign_in, path):
    sign_in(employee).get(plan(make_activity(), path), status=403)


def test_a_discreet_activity_names_nobody_before_the_day(
    desk, employee, make_activity, register, at
):
    activity = make_activity(discreet=True)
    registration = register(employee, activity)
    person_page = plan(activity, f"/teilnahme/{registration.id}")

    page = desk.get(plan(activity, "/teilnahme"))
    assert "1 von 10" in page.text
    assert "Albers" not in page.html
    desk.get(person_page, status=404)
    desk.get(plan(activity, "/warteliste"), status=404)
    desk.post(f"{person_page}/absagen", status=404)


def test_a_discreet_activity_names_people_on_the_day(
    coordinator, sign_in, employee, make_activity, register, at
):
    activity = make_activity(discreet=True)
    register(employee, activity)

    with at(RUN_STARTS):
        page = sign_in(coordinator).get(plan(activity, "/teilnahme"))

    assert page.rows() == [["Albers, Katrin", "angemeldet"]]


def test_one_person_is_shown_with_answers_consents_and_history(
    desk, employee, make_activity, make_question, register
):
    activity = make_activity(asks_photo_consent=True)
    question = make_question(activity)
    registration = register(
        employee,
        activity,
        answers={question.id: "M"},
        consents=frozenset({ConsentCode.PHOTO_INTRANET}),
    )

    page = desk.get(plan(activity, f"/teilnahme/{registration.id}"))

    assert page.h1 == "Katrin Albers"
    assert "Shirtgröße M" in page.text
    assert "Fotos im Intranet Ja, auf Widerruf" in page.text
    assert "Fotos in der Öffentlichkeit Nein" in page.text
    assert "9:00 Uhr: angemeldet" in page.text


def test_a_registration_of_another_activity_does_not_exist_here(
    desk, employee, make_activity, register
):
    registration = register(employee, make_activity())

    desk.get(plan(make_activity(), f"/teilnahme/{registration.id}"), status=404)


def test_a_coordinator_ends_a_registration_on_request(
    desk, coordinator, employee, make_person, make_activity, register
):
    activity = make_activity(capacity=1)
    registration = register(employee, activity)
    waiting = register(make_person(), activity, promotion=Promotion.AUTOMATIC)
    path = plan(activity, f"/teilnahme/{registration.id}/absagen")

    assert desk.get(path).h1 == "Anmeldung von Katrin Albers beenden?"
    page = desk.post(path)

    assert "Die Anmeldung von Katrin Albers ist beendet." in page.text
    ended = queries.registration(registration.id)
    assert (ended.state, ended.ended_by) == (RegistrationState.CANCELLED, coordinator.id)
    assert queries.registration(waiting.id).state is RegistrationState.CONFIRMED


def test_the_waiting_list_shows_the_order_and_open_offers(
    desk, employee, make_person, make_activity, register
):
    activity = make_activity(capacity=1)
    first = register(make_person(), activity)
    register(make_person(last_name="Gefragt"), activity, promotion=Promotion.ASK)
    register(employee, activity, promotion=Promotion.AUTOMATIC)
    register(make_person(last_name="Zuletzt"), activity)
    desk.post(plan(activity, f"/teilnahme/{first.id}/absagen"))

    page = desk.get(plan(activity, "/warteliste"))

    assert [(row[0], row[1].split(",")[0]) for row in page.rows()] == [
        ("1", "Albers"),
        ("2", "Zuletzt"),
    ]
    assert "Gefragt, Alex, Antwort bis 25." in page.text
    assert "Geben Sie mir den Platz sofort." in page.text


def test_more_places_go_to_whoever_waits(desk, make_person, make_activity, register):
    activity = make_activity(capacity=1)
    register(make_person(), activity)
    register(make_person(), activity, promotion=Promotion.AUTOMATIC)

    desk.get(plan(activity, "/plaetze"))
    page = desk.post(plan(activity, "/plaetze"), limited="ja", capacity="5")

    assert "Die Zahl der Plätze ist geändert. Nachgerückt oder gefragt: eine Person." in page.text
    assert counters(activity.id) == (2, 0)


@pytest.mark.parametrize(
    ("sent", "status", "sentence"),
    [
        ({}, 422, "Wählen Sie, ob die Zahl der Plätze begrenzt ist."),
        ({"limited": "ja"}, 422, "Geben Sie die Zahl der Plätze in Ziffern ein, etwa 60."),
        ({"limited": "ja", "capacity": "²"}, 422, "Geben Sie die Zahl der Plätze in Ziffern ein"),
        ({"limited": "ja", "capacity": "-3"}, 422, "Geben Sie die Zahl der Plätze in Ziffern ein"),
        ({"limited": "ja", "capacity": "1"}, 409, "Es sind schon mehr Plätze vergeben."),
    ],
)
def test_a_number_of_places_that_cannot_be_is_explained(
    desk, make_activity, sign_up_many, sent, status, sentence
):
    activity = make_activity(capacity=2)
    sign_up_many(activity, 2)

    page = desk.post(plan(activity, "/plaetze"), status=status, **sent)

    assert sentence in page.errors()[0]
    assert activities.activity(activity.id).capacity == 2


def moved_to(activity, **changed):
    """Return what the page that moves sends: another day, the same place."""
    return {
        "venue": str(activity.venue_id),
        "online_venue": str(activity.online_venue_id or ""),
        "dates-0-day": "28.05.2026",
        "dates-0-start": "17:00",
        "dates-0-end": "20:00",
    } | changed


def test_moving_shows_first_what_changes_and_who_is_told(desk, employee, make_activity, register):
    activity = make_activity()
    register(employee, activity)

    desk.get(plan(activity, "/verschieben"))
    page = desk.post(plan(activity, "/verschieben"), **moved_to(activity))

    assert page.h1 == "Wirklich verlegen?"
    assert "28. Mai 2026, 17:00 bis 20:00 Uhr" in page.text.replace("\u00a0", " ")
    assert "eine Person" in page.text
    assert activities.activity(activity.id).starts_at == RUN_STARTS
    assert mails("activity.moved") == []


def test_moving_tells_everybody_with_a_new_calendar_entry(
    desk, employee, make_person, make_activity, register
):
    activity = make_activity(capacity=1)
    registration = register(employee, activity)
    waiting = register(make_person(language="en"), activity)

    page = desk.post(plan(activity, "/verschieben"), **moved_to(activity, checked="ja"))

    assert "Das Angebot ist verlegt. Benachrichtigt: 2 Personen." in page.text
    told = {mail.context_id: mail for mail in mails("activity.moved")}
    calendar = told[registration.id].calendar
    assert "SEQUENCE:1" in calendar
    assert f"UID:{registration.id}-1@" in calendar
    assert "DTSTART;TZID=Europe/Berlin:20260528T170000" in calendar
    assert "21." in told[registration.id].text
    assert told[waiting.id].calendar is None
    assert told[waiting.id].language == "en"
    assert [mail.state for mail in mails("registration.confirmed")] == [MailState.OBSOLETE]


@pytest.mark.parametrize(
    ("changed", "status", "sentence"),
    [
        ({"dates-0-day": "31.02.2026"}, 422, "Diesen Tag gibt es nicht"),
        ({"dates-0-end": "16:00"}, 422, "Geben Sie ein Ende ein, das nach dem Beginn liegt."),
        ({"dates-0-start": ""}, 422, "Geben Sie den Beginn ein."),
        ({"venue": ""}, 422, "Wählen Sie einen Ort."),
        ({"venue": "00000000-0000-4000-8000-000000000000"}, 422, "Keine gültige Auswahl"),
        ({"dates-0-day": "28.05.2020"}, 409, "Der neue Termin liegt in der Vergangenheit."),
    ],
)
def test_dates_that_cannot_be_are_explained(desk, make_activity, changed, status, sentence):
    activity = make_activity()

    page = desk.post(
        plan(activity, "/verschieben"), status=status, **moved_to(activity, checked="ja", **changed)
    )

    assert sentence in page.errors()[0]
    assert activities.activity(activity.id).starts_at == RUN_STARTS


def test_whoever_has_an_offer_is_counted_as_such_before_all_are_told(
    desk, make_person, make_activity, register
):
    activity = make_activity(capacity=1)
    first = register(make_person(), activity)
    for _number in range(2):
        register(make_person(), activity, promotion=Promotion.ASK)
    with transaction():
        ending.cancel(first.id, by=first.person_id, at=NOW)

    page = desk.get(plan(activity, "/absagen"))
    roster = desk.get(plan(activity, "/teilnahme"))

    assert "Davon angemeldet: 0, Platz angeboten: 1, auf der Warteliste: 1." in page.text
    assert "Platz angeboten 1" in " ".join(roster.text.split())
    assert "Warteliste 1" in " ".join(roster.text.split())


def test_cancelling_an_activity_tells_everybody_and_takes_it_out_of_the_calendars(
    desk, employee, make_person, make_activity, register
):
    activity = make_activity(capacity=1)
    registration = register(
        employee, activity, needs=StatedNeeds(text="Kanarienvogel", channel="mail")
    )
    waiting = register(make_person(), activity, promotion=Promotion.AUTOMATIC)

    desk.get(plan(activity, "/absagen"))
    desk.post(plan(activity, "/absagen"), status=422)
    page = desk.post(plan(activity, "/absagen"), note="Es kommt ein Sturm.")

    assert "Das Angebot ist abgesagt. Benachrichtigt: 2 Personen." in page.text
    told = {mail.context_id: mail for mail in mails("activity.cancelled")}
    assert "METHOD:CANCEL" in told[registration.id].calendar
    assert "Es kommt ein Sturm." in told[registration.id].text
    assert told[waiting.id].calendar is None
    assert activities.activity(activity.id).state is ActivityState.CANCELLED
    assert queries.people_on(activity.id) == []
    assert counters(activity.id) == (0, 0)
    assert mails("registration.promoted") == []
    desk.post(plan(activity, "/absagen"), status=409, note="Noch einmal.")


def test_what_is_to_come_is_unaffected_by_another_cancellation(
    desk, employee, make_activity, register
):
    register(employee, make_activity())
    other = make_activity(starts_at=NEXT_WEEK)

    desk.post(plan(other, "/absagen"), note="Krank.")

    assert len(queries.active_of(employee.id)) == 1
