"""One's own registration: how it stands, changing it, ending it, and nobody else's business."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bgm_portal.core.database import db, transaction
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import MailState
from bgm_portal.privacy import queries as privacy
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration import queries
from bgm_portal.registration.service import ending
from bgm_portal.registration.states import Promotion, RegistrationState
from tests.support.counters import counters, counters_are_true
from tests.support.queries import statements
from tests.support.times import NOW, RUN_ENDS, RUN_STARTS, TOMORROW

IN_TWO_WEEKS = NOW + timedelta(days=14)


def own(registration):
    return f"/meine-anmeldung/{registration.id}"


@pytest.fixture
def offered(employee, make_person, make_activity, register):
    """A place that is kept for the employee."""
    activity = make_activity(capacity=1)
    first = register(make_person(), activity)
    registration = register(employee, activity, promotion=Promotion.ASK)
    with transaction():
        ending.cancel(first.id, by=first.person_id, at=NOW)
    return registration


def test_a_person_sees_the_own_registration(
    employee, make_activity, make_question, register, sign_in
):
    activity = make_activity(title_de="Rückenschule")
    question = make_question(activity)
    registration = register(employee, activity, answers={question.id: "M"})

    page = sign_in(employee).get(own(registration))

    assert page.h1 == "Ihre Anmeldung: Rückenschule"
    assert "Sie sind angemeldet" in page.text
    assert registration.reference in page.text
    assert "Shirtgröße M" in page.text
    assert "Donnerstag, 21." in page.text
    assert f"/angebote/{activity.id}/termin.ics" in page.links()
    assert f"{own(registration)}/absagen" in page.links()


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (MailState.QUEUED, "Sie bekommen eine E-Mail mit allen Angaben."),
        (MailState.SENT, "Sie bekommen eine E-Mail mit allen Angaben."),
        (MailState.PORTAL, "Alle Angaben finden Sie unter „Mitteilungen“"),
        (MailState.FAILED, "Die E-Mail dazu konnten wir nicht verschicken."),
    ],
)
def test_the_last_page_promises_what_is_true_of_the_letter(
    employee, make_activity, register, sign_in, state, said
):
    registration = register(employee, make_activity())
    with transaction():
        db.session.execute(update(OutgoingMail).values(state=state))

    page = sign_in(employee).get(f"{own(registration)}/fertig")

    assert page.h1 == "Sie sind angemeldet"
    assert said in page.text
    assert ("E-Mail mit allen Angaben" in page.text) == said.startswith("Sie bekommen")


@pytest.mark.parametrize(
    "path",
    ["", "/fertig", "/absagen", "/ablehnen", "/angaben", "/dabei-als", "/nachruecken"],
)
def test_a_registration_of_somebody_else_does_not_exist(
    employee, make_person, make_activity, register, sign_in, path
):
    registration = register(employee, make_activity())

    sign_in(make_person()).get(f"{own(registration)}{path}", status=404)


@pytest.mark.parametrize(
    "path",
    ["/absagen", "/annehmen", "/ablehnen", "/angaben", "/dabei-als", "/nachruecken"],
)
def test_nobody_changes_a_registration_of_somebody_else(
    employee, make_person, make_activity, register, sign_in, path
):
    activity = make_activity()
    registration = register(employee, activity)

    sign_in(make_person()).post(f"{own(registration)}{path}", status=404)

    assert queries.active(employee.id, activity.id).state is RegistrationState.CONFIRMED


def test_a_person_cancels_in_two_steps_without_a_reason(employee, make_activity, register, sign_in):
    activity = make_activity()
    registration = register(employee, activity)
    visitor = sign_in(employee)

    page = visitor.get(f"{own(registration)}/absagen")
    assert page.h1 == "Möchten Sie absagen?"
    assert page.soup.select("main textarea, main input:not([type=hidden])") == []
    page = visitor.post(f"{own(registration)}/absagen")

    assert "Ihre Anmeldung ist beendet." in page.text
    assert queries.active(employee.id, activity.id) is None
    assert counters(activity.id) == (0, 0)


GOES_TO = {
    0: "Ihr Platz wird dann für andere frei.",
    1: "Ihr Platz geht dann an die nächste Person auf der Warteliste.",
}


@pytest.mark.parametrize("waiting", GOES_TO)
def test_whoever_cancels_reads_who_gets_the_place(
    employee, make_person, make_activity, register, sign_in, waiting
):
    activity = make_activity(capacity=1)
    registration = register(employee, activity)
    for _number in range(waiting):
        register(make_person(), activity)

    page = sign_in(employee).get(f"{own(registration)}/absagen")

    assert GOES_TO[waiting] in page.text


def test_whoever_used_no_place_is_not_told_that_it_moves_on(
    employee, make_activity, make_role, register, sign_in
):
    activity = make_activity()
    guide = make_role(activity, "guide", takes_place=False)
    registration = register(employee, activity, role_id=guide.id)

    page = sign_in(employee).get(f"{own(registration)}/absagen")

    assert "Sie müssen keinen Grund nennen." in page.text
    assert "Ihr Platz" not in page.text


def test_a_cancelled_registration_says_so(employee, make_activity, register, sign_in):
    registration = register(employee, make_activity())
    visitor = sign_in(employee)
    visitor.post(f"{own(registration)}/absagen")

    page = visitor.get(own(registration))

    assert "Diese Anmeldung ist beendet" in page.text
    assert f"{own(registration)}/absagen" not in page.links()
    visitor.post(f"{own(registration)}/absagen", status=409)


def test_what_is_over_cannot_be_cancelled(employee, make_activity, register, sign_in, at):
    registration = register(employee, make_activity())

    with at(RUN_ENDS):
        page = sign_in(employee).get(f"{own(registration)}/absagen", status=409)

    assert "Dieses Angebot ist vorbei." in page.text


def test_a_person_who_waits_sees_the_position_and_changes_the_wish(
    employee, make_person, make_activity, register, sign_in
):
    activity = make_activity(capacity=0)
    register(make_person(), activity)
    registration = register(employee, activity, promotion=Promotion.ASK)
    visitor = sign_in(employee)

    page = visitor.get(own(registration))
    assert "Warteliste, Platz 2" in page.text
    assert "Wir fragen Sie zuerst" in page.text
    visitor.get(f"{own(registration)}/nachruecken")
    visitor.post(f"{own(registration)}/nachruecken", status=422)
    page = visitor.post(f"{own(registration)}/nachruecken", promotion="automatic")

    assert "Sie bekommen den Platz sofort" in page.text


def test_a_person_accepts_a_place_that_was_kept(employee, offered, sign_in):
    visitor = sign_in(employee)

    page = visitor.get(own(offered))
    assert "Ein Platz ist für Sie frei bis 25." in page.text
    page = visitor.post(f"{own(offered)}/annehmen")

    assert page.h1 == "Sie sind angemeldet"
    assert queries.registration(offered.id).state is RegistrationState.CONFIRMED


def test_a_person_declines_a_place_that_was_kept(employee, offered, sign_in):
    visitor = sign_in(employee)

    page = visitor.get(f"{own(offered)}/ablehnen")
    assert page.h1 == "Möchten Sie den Platz ablehnen?"
    visitor.post(f"{own(offered)}/ablehnen")

    assert queries.registration(offered.id).state is RegistrationState.CANCELLED
    assert counters_are_true(offered.activity_id)


def test_an_offer_that_ran_out_cannot_be_taken(employee, offered, sign_in, at):
    with at(NOW + timedelta(hours=48)):
        visitor = sign_in(employee)
        page = visitor.post(f"{own(offered)}/annehmen", status=409)
        assert "Die Frist für diesen Platz ist abgelaufen." in page.text
        page = visitor.get(own(offered))

    assert "Platz annehmen" not in page.text


def test_answers_can_be_changed_until_the_deadline(
    employee, make_activity, make_question, register, sign_in, at
):
    activity = make_activity(registration_deadline=TOMORROW)
    question = make_question(activity)
    registration = register(employee, activity, answers={question.id: "M"})
    visitor = sign_in(employee)

    page = visitor.get(f"{own(registration)}/angaben")
    assert page.soup.select_one('input[value="M"]').has_attr("checked")
    visitor.post(f"{own(registration)}/angaben", status=422, frage_shirt="XXXL")
    page = visitor.post(f"{own(registration)}/angaben", frage_shirt="L")
    assert "Ihre Änderung ist gespeichert." in page.text
    with at(TOMORROW + timedelta(seconds=1)):
        late = sign_in(employee)
        late.get(f"{own(registration)}/angaben", status=409)
        late.post(f"{own(registration)}/angaben", status=409, frage_shirt="S")
        page = late.get(own(registration))

    assert "Der Anmeldeschluss ist vorbei." in page.text
    assert queries.answers_of(registration.id) == {question.id: "L"}


def test_whoever_becomes_a_supporter_gives_the_place_on(
    employee, make_person, make_activity, make_role, register, sign_in
):
    activity = make_activity(capacity=1)
    runner = make_role(activity, "runner")
    supporter = make_role(activity, "supporter", position=2, takes_place=False)
    registration = register(employee, activity, role_id=runner.id)
    waiting = register(make_person(), activity, role_id=runner.id, promotion=Promotion.AUTOMATIC)
    visitor = sign_in(employee)

    visitor.get(f"{own(registration)}/dabei-als")
    visitor.post(f"{own(registration)}/dabei-als", role=str(supporter.id))
    page = visitor.post(f"{own(registration)}/dabei-als", status=409, role=str(runner.id))

    assert "Für diese Art der Teilnahme ist kein Platz mehr frei." in page.errors()[0]
    assert queries.registration(waiting.id).state is RegistrationState.CONFIRMED
    assert queries.registration(registration.id).takes_place is False
    assert counters(activity.id) == (1, 0)


def test_a_person_gives_and_withdraws_a_consent_with_one_click(
    employee, make_activity, register, sign_in
):
    activity = make_activity(asks_photo_consent=True)
    registration = register(employee, activity)
    visitor = sign_in(employee)
    path = f"/meine-einwilligungen/{activity.id}/photo_public"

    page = visitor.post(f"{path}/geben", zurueck=own(registration))
    assert page.path == own(registration)
    assert privacy.standing(employee.id, str(activity.id)) == {ConsentCode.PHOTO_PUBLIC}
    page = visitor.post(f"{path}/zuruecknehmen", zurueck="https://example.org/")

    assert page.path == "/meine-einwilligungen"
    assert privacy.standing(employee.id, str(activity.id)) == set()


def test_everybody_has_a_page_with_all_consents(employee, make_activity, register, sign_in):
    activity = make_activity(title_de="Firmenlauf", asks_result_consent=True)
    register(employee, activity, consents=frozenset({ConsentCode.RESULT_LIST}))
    visitor = sign_in(employee)

    page = visitor.get("/meine-einwilligungen")
    assert "Mein Rückblick" in page.text
    assert "Firmenlauf" in page.text
    assert "Eingewilligt am 23." in page.text
    visitor.post("/meine-einwilligungen/portal/history/geben")

    assert privacy.has(employee.id, ConsentCode.HISTORY)


@pytest.mark.parametrize(
    "path", ["portal/photo_public", "portal/unsinn", "unsinn/history", "portal/organiser"]
)
def test_nobody_agrees_to_what_was_not_asked(employee, sign_in, path):
    sign_in(employee).post(f"/meine-einwilligungen/{path}/geben", status=404)

    assert privacy.consents_of(employee.id) == []


def test_withdrawing_the_organiser_asks_first_because_it_ends_the_registration(
    employee, make_activity, register, sign_in
):
    activity = make_activity(organiser="Lauf-Agentur")
    registration = register(employee, activity, consents=frozenset({ConsentCode.ORGANISER}))
    visitor = sign_in(employee)

    page = visitor.post(f"/meine-einwilligungen/{activity.id}/organiser/zuruecknehmen")
    assert page.path == f"{own(registration)}/absagen"
    assert privacy.has(employee.id, ConsentCode.ORGANISER, str(activity.id))
    visitor.post(f"{own(registration)}/absagen")

    assert not privacy.has(employee.id, ConsentCode.ORGANISER, str(activity.id))


def test_the_calendar_file_of_whoever_takes_part_is_the_entry_of_the_confirmation(
    employee, make_activity, register, sign_in
):
    activity = make_activity()
    registration = register(employee, activity)

    answer = sign_in(employee).raw(f"/angebote/{activity.id}/termin.ics")

    text = answer.get_data(as_text=True)
    assert answer.mimetype == "text/calendar"
    assert "METHOD:PUBLISH" in text
    assert f"UID:{registration.id}-1@bgm-portal.invalid" in text
    assert "DTSTART;TZID=Europe/Berlin:20260521T180000" in text


def test_the_calendar_file_of_everybody_else_belongs_to_the_activity(
    employee, make_activity, sign_in
):
    activity = make_activity()

    text = sign_in(employee).raw(f"/angebote/{activity.id}/termin.ics").get_data(as_text=True)

    assert f"UID:{activity.id}-1@bgm-portal.invalid" in text


def test_a_discreet_activity_stays_neutral_in_the_calendar(employee, make_activity, sign_in):
    activity = make_activity(title_de="Rauchfrei-Kurs", discreet=True)

    text = sign_in(employee).raw(f"/angebote/{activity.id}/termin.ics").get_data(as_text=True)

    assert "SUMMARY:Termin" in text
    assert "Rauchfrei" not in text


def test_the_programme_says_how_one_stands(employee, make_person, make_activity, register, sign_in):
    full = make_activity(capacity=0, starts_at=IN_TWO_WEEKS)
    register(make_person(), full)
    register(employee, full)
    register(employee, make_activity(starts_at=IN_TWO_WEEKS))

    page = sign_in(employee).get("/angebote")

    assert "Warteliste, Platz 2" in page.text
    assert "Sie sind angemeldet" in page.text


def test_a_page_costs_the_same_whatever_the_length_of_the_queue(
    employee, make_person, make_activity, register, sign_in
):
    activity = make_activity(capacity=1, registration_deadline=RUN_STARTS)
    registration = register(employee, activity)
    visitor = sign_in(employee)
    visitor.get(own(registration))
    with statements() as alone:
        visitor.get(own(registration))
    register(make_person(), activity)
    register(make_person(), activity)

    with statements() as crowded:
        visitor.get(own(registration))

    assert crowded.count == alone.count
