"""A coordinator signs somebody up who called: they are told, and undo it with one click."""

import pytest

from bgm_portal.accommodations import queries as accommodations
from bgm_portal.activities import audience_service
from bgm_portal.activities import queries as activities
from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db, transaction
from bgm_portal.privacy import queries as privacy
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration import queries
from bgm_portal.registration.states import RegistrationState
from tests.support.queries import statements
from tests.support.times import NOW


@pytest.fixture
def run(make_activity, make_role, make_question):
    activity = make_activity(
        title_de="Hagener Firmenlauf", organiser="Agentur", asks_photo_consent=True
    )
    make_role(activity, "runner", label_de="Laufen", position=1)
    make_role(activity, "guide", label_de="Guide sein", position=2, takes_place=False)
    make_question(activity)
    return activity


@pytest.fixture
def desk(coordinator, sign_in):
    return sign_in(coordinator)


def at_the_phone(run):
    return f"/planung/{run.id}/teilnahme/anmelden"


def said(run, **changed):
    runner = next(role.id for role in activities.roles(run.id) if role.code == "runner")
    return {"role": str(runner), "frage_shirt": "M"} | changed


def test_a_coordinator_finds_and_signs_up_a_caller(desk, run, employee, coordinator, mailbox):
    found = desk.get(f"{at_the_phone(run)}?name=Albers")
    form = desk.get(f"{at_the_phone(run)}/{employee.id}")
    page = desk.post(f"{at_the_phone(run)}/{employee.id}", **said(run))

    registration = queries.active(employee.id, run.id)
    assert "Albers, Katrin" in found.text
    assert form.h1 == "Katrin Albers anmelden"
    assert "Katrin Albers ist angemeldet und bekommt eine E-Mail." in page.text
    assert registration.state is RegistrationState.CONFIRMED
    assert registration.registered_by == coordinator.id
    assert list(queries.answers_of(registration.id).values()) == ["M"]
    mailbox.deliver()
    [letter] = mailbox.to(employee.email)
    assert letter.subject == "Sie wurden angemeldet: Hagener Firmenlauf"
    assert "Nadine Ortmann hat Sie angemeldet" in letter.text


def test_who_cannot_be_signed_up_is_said_where_they_are_looked_for(
    desk, run, make_person, make_unit, coordinator
):
    unit = make_unit(name="Empfang")
    there, inside, outside = (
        make_person(last_name=name, unit_id=unit_id)
        for name, unit_id in (
            ("Mayer", unit.id),
            ("Maynard", unit.id),
            ("Mayo", make_unit().id),
        )
    )
    desk.post(f"{at_the_phone(run)}/{there.id}", **said(run))
    registration = queries.active(there.id, run.id)
    with transaction():
        audience_service.limit(run.id, employer=None, unit_ids={unit.id}, by=coordinator.id, at=NOW)

    page = desk.get(f"{at_the_phone(run)}?name=may")
    links = page.links()

    assert [(row[0], row[2]) for row in page.rows()] == [
        ("Mayer, Alex", "angemeldet"),
        ("Maynard, Alex", "noch nicht angemeldet"),
        ("Mayo, Alex", "Das Angebot ist nicht für diese Person."),
    ]
    assert f"/planung/{run.id}/teilnahme/{registration.id}" in links
    ways = {one: f"{at_the_phone(run)}/{one.id}" in links for one in (there, inside, outside)}
    assert list(ways.values()) == [False, True, False]


@pytest.mark.parametrize(
    ("people", "shown", "words"),
    [
        (1, 1, "Eine Person passt"),
        (20, 20, "20 Personen passen"),
        (21, 20, "Mehr als 20 Personen passen, die ersten 20 werden gezeigt"),
    ],
)
def test_who_looks_for_a_common_name_reads_whether_more_fit_than_are_shown(
    desk, run, make_person, people, shown, words
):
    for _number in range(people):
        make_person(last_name="Mayer")

    page = desk.get(f"{at_the_phone(run)}?name=may")

    assert page.soup.caption.get_text() == words
    assert len(page.rows()) == shown


def test_more_people_found_cost_no_more_statements(desk, run, make_person):
    path = f"{at_the_phone(run)}?name=may"
    make_person(last_name="Mayer")
    desk.get(path)
    with statements() as few:
        desk.get(path)
    for _number in range(6):
        make_person(last_name="Mayer")
    desk.get(path)
    with statements() as many:
        desk.get(path)

    assert many.count == few.count


def test_the_actor_is_recorded(desk, run, employee, coordinator):
    desk.post(f"{at_the_phone(run)}/{employee.id}", **said(run))

    [entry] = db.session.query(AuditEntry).filter_by(event=Event.REGISTERED).all()
    registration = queries.active(employee.id, run.id)
    assert (entry.actor_id, entry.subject_id) == (coordinator.id, employee.id)
    page = desk.get(f"/planung/{run.id}/teilnahme/{registration.id}")
    assert "Angemeldet von Nadine Ortmann" in page.text


def test_nobody_consents_or_states_needs_for_somebody_else(desk, run, employee):
    forged = {"organiser": "ja", "photo_intranet": "y", "text": "Dialyse", "bedarf_access": "dgs"}

    form = desk.get(f"{at_the_phone(run)}/{employee.id}")
    desk.post(f"{at_the_phone(run)}/{employee.id}", **said(run, **forged))

    assert "Bedarf und Einwilligungen tragen Sie hier nicht ein" in form.text
    assert privacy.standing(employee.id, str(run.id)) == set()
    assert accommodations.needs_of(employee.id, run.id) == []


def test_the_person_undoes_it_with_one_click(desk, run, employee, sign_in):
    desk.post(f"{at_the_phone(run)}/{employee.id}", **said(run))
    own = f"/meine-anmeldung/{queries.active(employee.id, run.id).id}"
    visitor = sign_in(employee)

    page = visitor.get(own)
    [form] = [f for f in page.soup.select("main form") if "rückgängig" in f.get_text()]
    visitor.post(str(form["action"]))

    assert "Nadine Ortmann hat Sie angemeldet" in page.text
    assert queries.active(employee.id, run.id) is None


def test_the_person_gives_consents_and_needs_afterwards(desk, run, employee, sign_in):
    desk.post(f"{at_the_phone(run)}/{employee.id}", **said(run))
    own = f"/meine-anmeldung/{queries.active(employee.id, run.id).id}"
    visitor = sign_in(employee)

    visitor.post(f"/meine-einwilligungen/{run.id}/organiser/geben")
    empty = visitor.post(f"{own}/bedarf", status=422)
    page = visitor.post(f"{own}/bedarf", bedarf_access="automatic_door", channel="mail")

    assert empty.errors() == ["Wählen Sie, was Sie brauchen, oder schreiben Sie es auf."]
    assert privacy.standing(employee.id, str(run.id)) == {ConsentCode.ORGANISER}
    assert len(accommodations.needs_of(employee.id, run.id)) == 1
    assert "Ihr Bedarf ist gespeichert." in page.text


def test_whoever_signed_up_alone_sees_no_button_to_undo(run, employee, register, sign_in):
    registration_id = register(
        employee,
        run,
        role_id=activities.roles(run.id)[0].id,
        answers={activities.questions(run.id)[0].id: "M"},
        consents=frozenset({ConsentCode.ORGANISER}),
    ).id

    page = sign_in(employee).get(f"/meine-anmeldung/{registration_id}")

    assert "rückgängig" not in page.text


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"role": ""}, "Wählen Sie, wie die Person dabei ist."),
        ({"frage_shirt": ""}, "Beantworten Sie die Frage „Shirtgröße“."),
    ],
)
def test_what_is_missing_is_explained_and_what_was_typed_stays(
    desk, run, employee, changed, message
):
    page = desk.post(f"{at_the_phone(run)}/{employee.id}", status=422, **said(run, **changed))

    assert page.errors() == [message]
    assert queries.active(employee.id, run.id) is None
    assert page.soup.select("input[checked]")


def test_a_question_for_this_way_follows_before_anything_is_saved(
    desk, run, employee, make_question
):
    make_question(run, "tempo", label_de="Ihr Tempo?", role_codes=["runner"], position=2)
    address = f"{at_the_phone(run)}/{employee.id}"

    page = desk.post(address, **said(run))
    assert "Dazu gibt es noch eine Frage" in page.text
    assert queries.active(employee.id, run.id) is None
    desk.post(address, **said(run, frage_tempo="S", gezeigt=["frage_shirt", "frage_tempo"]))

    assert queries.active(employee.id, run.id) is not None


def test_nobody_is_signed_up_twice(desk, run, employee):
    desk.post(f"{at_the_phone(run)}/{employee.id}", **said(run))

    page = desk.get(f"{at_the_phone(run)}/{employee.id}", status=409)

    assert "ist für das Angebot schon angemeldet" in page.text


def test_whoever_finds_no_place_waits_and_is_told(
    desk, employee, make_activity, make_person, register, mailbox
):
    full = make_activity(capacity=1)
    register(make_person(), full)

    page = desk.post(f"{at_the_phone(full)}/{employee.id}")

    registration = queries.active(employee.id, full.id)
    assert registration.state is RegistrationState.WAITING
    assert "Katrin Albers steht auf der Warteliste und bekommt eine E-Mail." in page.text
    mailbox.deliver()
    [letter] = mailbox.to(employee.email)
    assert letter.subject.startswith("Sie stehen auf der Warteliste: ")
    assert "Sie stehen auf Platz 1 der Warteliste" in letter.text
    assert "Nadine Ortmann hat Sie auf die Warteliste gesetzt" in letter.text
    assert "Sie wurden angemeldet" not in letter.text


def test_nobody_is_signed_up_for_a_discreet_activity(desk, employee, make_activity):
    discreet = make_activity(discreet=True)

    assert desk.raw(at_the_phone(discreet)).status_code == 404
    address = f"{at_the_phone(discreet)}/{employee.id}"
    assert desk.raw(address, method="POST", data={}).status_code == 404
    assert queries.active(employee.id, discreet.id) is None


def test_somebody_without_an_account_is_not_found(desk, run, make_person):
    gone = make_person(deactivated_at=NOW).id

    assert desk.raw(f"{at_the_phone(run)}/{gone}").status_code == 404


def test_no_name_is_explained(desk, run):
    page = desk.get(f"{at_the_phone(run)}?name=", status=422)

    assert page.errors() == ["Geben Sie einen Namen ein."]
    assert "Niemand mit diesem Namen" in desk.get(f"{at_the_phone(run)}?name=Xyz").text
