"""A place goes to a colleague by name: after the name deadline, with the number, in fairness."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bgm_portal.activities import audience_service
from bgm_portal.activities import service as activities
from bgm_portal.activities.models import Activity
from bgm_portal.core.database import db, transaction
from bgm_portal.exchange import tables
from bgm_portal.exchange.kinds import Profile
from bgm_portal.identity.kinds import Employer
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration import queries as registrations
from bgm_portal.registration.models import Registration
from bgm_portal.registration.service import ending
from bgm_portal.registration.states import Promotion, RegistrationState
from bgm_portal.runs.models import Handover
from bgm_portal.runs.queries import entries as numbers
from bgm_portal.runs.service import entries
from tests.support.counters import counters
from tests.support.times import NOW

LATE = NOW + timedelta(days=31)  # the organiser has the names
NOT_SO = "Mit dieser Adresse geht es nicht."


@pytest.fixture
def katrin(race, employee, register, role_of, coordinator):
    """Somebody with a place and a start number in a run with an organiser."""
    db.session.get_one(Activity, race.id).organiser = "Laufagentur"
    db.session.commit()
    consents = frozenset({ConsentCode.ORGANISER})
    registration = register(employee, race, role_id=role_of["runner"], consents=consents)
    with transaction():
        entries.assign_numbers(race.id, {registration.id: "0412"}, by=coordinator.id, at=NOW)
    return registration


@pytest.fixture
def answer(sign_in, at):
    """Return a function by which somebody takes the place over, or tries to."""

    def _answer(person, status=200, **said):
        with at(LATE):
            return sign_in(person).post(question(), status=status, **said)

    return _answer


@pytest.fixture
def in_line(race, register, role_of, make_person, coordinator):
    """Somebody who waits for the one place of the run."""

    def _in_line():
        with transaction():
            activities.change_capacity(race.id, 1, by=coordinator.id, at=NOW)
        person = make_person()
        register(
            person,
            race,
            role_id=role_of["runner"],
            consents=frozenset({ConsentCode.ORGANISER}),
            promotion=Promotion.ASK,
        )
        return person

    return _in_line


@pytest.fixture
def late_desk(sign_in, coordinator):
    """Return a function that signs the coordinator in at the moment that it is."""
    return lambda: sign_in(coordinator)


@pytest.fixture
def pass_on(of, katrin, at):
    """Return a function by which Katrin proposes somebody after the name deadline."""

    def _pass_on(email, status=200, when=LATE):
        with at(when):
            return of(katrin).post(
                f"/mein-lauftag/{katrin.id}/weitergeben", status=status, email=email
            )

    return _pass_on


def question():
    return f"/platz-uebernehmen/{db.session.scalars(select(Handover.id)).one()}"


def letters(person_id):
    rows = db.session.query(OutgoingMail).filter_by(person_id=person_id)
    return sorted(row.subject.partition(":")[0] for row in rows)


def test_a_colleague_takes_the_place_over_with_its_number(
    katrin, race, make_person, answer, pass_on
):
    kim = make_person(first_name="Kim")
    before = counters(race.id)

    asked = pass_on(kim.email)
    page = answer(kim, agrees="y")

    new = registrations.active(kim.id, race.id)
    assert "hat noch nicht geantwortet" in asked.text
    assert page.h1.startswith("Ihre Anmeldung")
    assert (new.state, new.role_id) == (RegistrationState.CONFIRMED, katrin.role_id)
    assert numbers.entry(new.id).start_number == "0412"
    assert registrations.registration(katrin.id).state == RegistrationState.CANCELLED
    assert counters(race.id) == before
    assert "Ihr Platz ist übernommen" in letters(katrin.person_id)
    assert letters(kim.id) == [
        "Möchten Sie einen Platz übernehmen? Hagener Firmenlauf",
        "Sie sind angemeldet",
    ]


def test_the_organiser_gets_the_changed_names(
    katrin, race, make_person, answer, pass_on, coordinator
):
    kim = make_person(first_name="Kim", last_name="Neu")
    pass_on(kim.email)
    answer(kim, agrees="y")

    activity = db.session.get_one(Activity, race.id)
    table = tables.table(Profile.CORRECTIONS, activity, by=coordinator.id, at=NOW)

    assert table.rows == (("0412", "Albers, Katrin", "Neu", "Kim", "Laufen"),)


def test_without_consent_nothing_changes(katrin, race, make_person, answer, pass_on):
    kim = make_person()
    pass_on(kim.email)

    page = answer(kim, status=409)

    assert "Ohne die Weitergabe Ihres Namens" in page.errors()[0]
    assert registrations.active(kim.id, race.id) is None


def test_whoever_waits_comes_first(katrin, race, make_person, in_line, pass_on, answer):
    waiting = in_line()

    refused = pass_on(make_person().email, status=409)
    pass_on(waiting.email)
    answer(waiting, agrees="y")

    assert "Auf der Warteliste stehen Menschen" in refused.errors()[0]
    assert registrations.active(waiting.id, race.id).state == RegistrationState.CONFIRMED
    assert counters(race.id) == (1, 0)


def test_before_the_name_deadline_one_simply_cancels(pass_on, make_person):
    page = pass_on(make_person().email, status=409, when=NOW)

    assert "Noch hat der Veranstalter die Namen nicht" in page.errors()[0]


def test_nobody_learns_who_takes_part(pass_on, make_person):
    gone = make_person()
    gone.deactivated_at = NOW
    db.session.commit()

    pages = [pass_on(email, status=409) for email in ("niemand@jobcenter.example", gone.email)]

    assert all(NOT_SO in page.errors()[0] for page in pages)
    assert db.session.query(Handover).count() == 0


def test_a_no_needs_no_reason_and_the_place_stays(katrin, make_person, sign_in, pass_on, at):
    kim = make_person()
    pass_on(kim.email)

    with at(LATE):
        sign_in(kim).post(f"{question()}/ablehnen")

    assert registrations.registration(katrin.id).state == RegistrationState.CONFIRMED
    assert "Ihr Platz ist noch nicht übernommen" in letters(katrin.person_id)
    assert db.session.query(Handover).count() == 0


def test_a_proposal_can_be_taken_back_and_is_worth_nothing_once_the_place_is_gone(
    katrin, make_person, answer, pass_on, at, of
):
    kim = make_person()
    pass_on(kim.email)
    with at(LATE):
        of(katrin).post(f"/mein-lauftag/{katrin.id}/weitergeben/zuruecknehmen")
    assert db.session.query(Handover).count() == 0
    pass_on(kim.email)
    with transaction():
        ending.cancel(katrin.id, by=katrin.person_id, at=LATE)

    page = answer(kim, status=409, agrees="y")

    assert "kein Startplatz" in page.errors()[0]
    assert db.session.query(Registration).filter_by(person_id=kim.id).count() == 0


def test_a_coordinator_proposes_somebody_after_a_call(katrin, race, make_person, late_desk, at):
    kim = make_person()
    page = f"/planung/{race.id}/teilnahme/{katrin.id}/weitergeben"

    with at(LATE):
        desk = late_desk()
        empty = desk.post(page, status=422, email="")
        desk.post(page, email=kim.email)

    assert empty.errors() == ["Geben Sie die E-Mail-Adresse ein."]
    assert letters(kim.id) == ["Möchten Sie einen Platz übernehmen? Hagener Firmenlauf"]


def test_somebody_else_finds_no_question(katrin, make_person, sign_in, pass_on):
    pass_on(make_person().email)

    assert sign_in(make_person()).raw(question()).status_code == 404


def test_a_place_goes_to_nobody_whom_the_run_is_not_for(
    katrin, race, make_person, pass_on, coordinator
):
    outsider = make_person(employer=Employer.CITY)
    with transaction():
        audience_service.limit(
            race.id, employer=Employer.BA, unit_ids=(), by=coordinator.id, at=NOW
        )

    page = pass_on(outsider.email, status=409)

    assert NOT_SO in page.text
    assert letters(outsider.id) == []


def own_page(katrin):
    return f"/meine-anmeldung/{katrin.id}"


def text_of(person_id, subject):
    rows = db.session.query(OutgoingMail).filter_by(person_id=person_id)
    return next(row.text for row in rows if row.subject.startswith(subject))


def test_ones_own_registration_leads_to_it_and_says_who_is_asked(
    katrin, make_person, pass_on, of, at
):
    early = of(katrin).get(own_page(katrin))
    with at(LATE):
        before = of(katrin).get(own_page(katrin))
    kim = make_person(first_name="Kim", last_name="Neu")
    pass_on(kim.email)
    with at(LATE):
        after = of(katrin).get(own_page(katrin))

    assert "weitergeben" not in early.text
    assert f"/mein-lauftag/{katrin.id}/weitergeben" in before.links()
    assert "wenn Sie nicht können" in before.text
    assert "Kim Neu ist gefragt" in after.text


def test_where_others_wait_one_is_sent_to_cancel_before_anything_is_typed(katrin, in_line, of, at):
    in_line()

    with at(LATE):
        page = of(katrin).get(f"/mein-lauftag/{katrin.id}/weitergeben")
        own = of(katrin).get(own_page(katrin))
        day = of(katrin).get(f"/mein-lauftag/{katrin.id}")

    assert "Auf der Warteliste stehen Menschen" in page.text
    assert page.soup.select("[name=email]") == []
    assert f"{own_page(katrin)}/absagen" in page.links()
    assert not [one for one in own.links() + day.links() if one.endswith("/weitergeben")]


def test_a_question_that_is_open_is_found_although_somebody_waits_by_now(
    katrin, make_person, pass_on, in_line, of, at
):
    pass_on(make_person().email)
    in_line()

    with at(LATE):
        day = of(katrin).get(f"/mein-lauftag/{katrin.id}")
        page = of(katrin).get(f"/mein-lauftag/{katrin.id}/weitergeben")

    assert f"/mein-lauftag/{katrin.id}/weitergeben" in day.links()
    assert "Vorschlag zurücknehmen" in page.text


def test_whoever_leaves_is_not_told_that_the_place_is_free(katrin, make_person, answer, pass_on):
    kim = make_person()
    pass_on(kim.email)
    answer(kim, agrees="y")

    ended = text_of(katrin.person_id, "Ihre Anmeldung ist beendet")
    assert "Ihr Platz ist weitergegeben." in ended
    assert "wird für andere frei" not in ended
    assert "melden Sie sich einfach neu an" not in ended


def test_whoever_has_said_yes_finds_their_registration_under_the_same_link(
    race, make_person, answer, pass_on, sign_in, at
):
    kim = make_person()
    pass_on(kim.email)
    link = question()
    page = answer(kim, agrees="y")

    with at(LATE):
        again = sign_in(kim).raw(link)

    assert again.location == own_page(registrations.active(kim.id, race.id))
    assert "sagen Sie sie bitte der Ansprechperson" in page.text
