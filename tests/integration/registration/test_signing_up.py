"""Signing up through the pages: one thing a page, nothing lost, nobody registered twice."""

from datetime import timedelta

import pytest

from bgm_portal.accommodations import service as accommodations
from bgm_portal.activities.adaptations import ADAPTATIONS
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import OfferedAdaptation
from bgm_portal.activities.queries import roles
from bgm_portal.core.database import db
from bgm_portal.privacy import queries as privacy
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration import jobs, queries
from bgm_portal.registration.models import RegistrationDraft
from bgm_portal.registration.service import drafts
from bgm_portal.registration.states import Promotion, RegistrationState
from tests.support.queries import statements, unstated
from tests.support.times import NOW, TOMORROW, YESTERDAY


@pytest.fixture
def run(make_activity, make_role, make_question):
    """The company run: two ways to take part, a shirt, an organiser, photos, a result list."""
    activity = make_activity(
        title_de="Hagener Firmenlauf",
        organiser="Lauf-Agentur",
        asks_photo_consent=True,
        asks_result_consent=True,
    )
    make_role(activity, "runner", label_de="Laufen", position=1)
    make_role(activity, "supporter", label_de="Anfeuern", position=2, takes_place=False)
    make_question(activity)
    return activity


@pytest.fixture
def role_of(run):
    """Return the id of a way to take part in the run, as forms send it."""

    def _role_of(code):
        return str(next(role.id for role in roles(run.id) if role.code == code))

    return _role_of


def begin(activity):
    return f"/angebote/{activity.id}/anmeldung"


def test_a_person_who_needs_nothing_signs_up_in_two_steps(employee, make_activity, sign_in):
    activity = make_activity()
    visitor = sign_in(employee)

    page = visitor.get(begin(activity))
    assert page.h1 == "Was brauchen Sie, um gut dabei zu sein?"
    assert "Schritt 1 von 2" in page.text
    page = visitor.post(f"{begin(activity)}/bedarf")
    assert page.h1 == "Stimmt alles?"
    page = visitor.post(f"{begin(activity)}/pruefen")

    assert page.h1 == "Sie sind angemeldet"
    registration = queries.active(employee.id, activity.id)
    assert registration.reference in page.text
    assert registration.state is RegistrationState.CONFIRMED


def test_a_sign_up_hands_in_no_word_that_an_index_over_some_rows_asks(
    employee, make_activity, sign_in
):
    activity = make_activity()
    visitor = sign_in(employee)
    visitor.post(f"{begin(activity)}/bedarf")

    with statements() as heard:
        visitor.post(f"{begin(activity)}/pruefen")

    assert queries.active(employee.id, activity.id) is not None
    assert [asked for asked in heard if unstated().search(asked)] == []


def test_a_person_goes_through_every_step(employee, run, role_of, sign_in):
    visitor = sign_in(employee)

    page = visitor.get(begin(run))
    assert page.h1 == "Wie möchten Sie dabei sein?"
    assert "Schritt 1 von 5" in page.text
    page = visitor.post(f"{begin(run)}/dabei-als", role=role_of("runner"))
    assert page.h1 == "Ihre Angaben"
    page = visitor.post(f"{begin(run)}/angaben", frage_shirt="M")
    assert page.h1 == "Was brauchen Sie, um gut dabei zu sein?"
    page = visitor.post(f"{begin(run)}/bedarf", bedarf_access="step_free", channel="mail")
    assert page.h1 == "Womit sind Sie einverstanden?"
    page = visitor.post(f"{begin(run)}/einwilligungen", organiser="ja", photo_intranet="y")
    assert page.h1 == "Stimmt alles?"
    page = visitor.post(f"{begin(run)}/pruefen")

    assert page.h1 == "Sie sind angemeldet"


def test_nothing_that_was_said_is_lost(employee, run, role_of, sign_in):
    visitor = sign_in(employee)
    visitor.post(f"{begin(run)}/dabei-als", role=role_of("runner"))
    visitor.post(f"{begin(run)}/angaben", frage_shirt="M")
    visitor.post(
        f"{begin(run)}/bedarf", bedarf_access="automatic_door", text="Leise", channel="phone"
    )
    visitor.post(
        f"{begin(run)}/einwilligungen", organiser="ja", photo_intranet="y", result_list="y"
    )
    visitor.post(f"{begin(run)}/pruefen")

    registration = queries.active(employee.id, run.id)
    assert str(registration.role_id) == role_of("runner")
    assert list(queries.answers_of(registration.id).values()) == ["M"]
    assert privacy.standing(employee.id, str(run.id)) == {
        ConsentCode.ORGANISER,
        ConsentCode.PHOTO_INTRANET,
        ConsentCode.RESULT_LIST,
    }
    (need,) = accommodations.own_needs(person_id=employee.id)
    assert (need.content.code, need.content.words) == ("automatic_door", "Leise")


def test_nothing_is_agreed_to_beforehand(employee, run, role_of, sign_in):
    visitor = sign_in(employee)
    visitor.post(f"{begin(run)}/dabei-als", role=role_of("runner"))
    visitor.post(f"{begin(run)}/angaben", frage_shirt="M")

    page = visitor.post(f"{begin(run)}/bedarf")

    assert page.h1 == "Womit sind Sie einverstanden?"
    assert page.soup.select("input[checked]") == []


def test_a_person_can_change_an_answer_from_the_check_and_comes_back_to_it(
    employee, make_activity, make_question, sign_in
):
    activity = make_activity()
    make_question(activity)
    visitor = sign_in(employee)
    visitor.post(f"{begin(activity)}/angaben", frage_shirt="M")
    page = visitor.post(f"{begin(activity)}/bedarf")
    assert f"{begin(activity)}/angaben" in page.links()

    page = visitor.get(f"{begin(activity)}/angaben")
    assert page.soup.select_one('input[value="M"]').has_attr("checked")
    page = visitor.post(f"{begin(activity)}/angaben", frage_shirt="L")

    assert page.h1 == "Stimmt alles?"
    assert "Shirtgröße L" in page.text


def test_a_step_without_the_earlier_ones_leads_to_the_first_missing(employee, run, sign_in):
    page = sign_in(employee).get(f"{begin(run)}/einwilligungen")

    assert page.path == f"{begin(run)}/dabei-als"


def test_a_sign_up_that_is_sent_too_early_leads_to_the_first_missing(employee, run, sign_in):
    page = sign_in(employee).post(f"{begin(run)}/pruefen")

    assert page.path == f"{begin(run)}/dabei-als"
    assert queries.active(employee.id, run.id) is None


def test_a_step_that_the_activity_does_not_have_is_skipped(employee, make_activity, sign_in):
    activity = make_activity()

    page = sign_in(employee).get(f"{begin(activity)}/dabei-als")

    assert page.path == f"{begin(activity)}/bedarf"


def test_a_person_puts_the_matter_aside_and_finds_everything_again(
    employee, make_activity, sign_in
):
    activity = make_activity()
    page = sign_in(employee).post(f"{begin(activity)}/bedarf", text="Noch offen", spaeter="ja")
    assert "14 Tage gespeichert" in page.text

    page = sign_in(employee).get(begin(activity))

    assert page.path == f"{begin(activity)}/bedarf"
    assert page.soup.select_one("textarea").get_text(strip=True) == "Noch offen"


def test_a_draft_is_sealed_and_forgotten_after_fourteen_days(employee, make_activity, sign_in):
    activity = make_activity()
    sign_in(employee).post(f"{begin(activity)}/bedarf", text="Kanarienvogel", channel="mail")
    (stored,) = db.session.query(RegistrationDraft)
    assert b"Kanarienvogel" not in stored.sealed

    assert jobs.delete_drafts(NOW + timedelta(days=14) - timedelta(seconds=1)) == 0
    assert jobs.delete_drafts(NOW + timedelta(days=14)) == 1
    assert drafts.read(employee.id, activity.id, at=NOW) == {}


def test_a_sent_sign_up_leaves_no_draft(employee, make_activity, sign_in):
    activity = make_activity()
    visitor = sign_in(employee)
    visitor.post(f"{begin(activity)}/bedarf")

    visitor.post(f"{begin(activity)}/pruefen")

    assert db.session.query(RegistrationDraft).count() == 0


def test_a_person_throws_the_sign_up_away(employee, make_activity, sign_in):
    activity = make_activity()
    visitor = sign_in(employee)
    visitor.post(f"{begin(activity)}/bedarf", text="Weg damit", channel="mail")

    visitor.get(f"{begin(activity)}/verwerfen")
    page = visitor.post(f"{begin(activity)}/verwerfen")

    assert "Ihre Angaben sind gelöscht." in page.text
    assert db.session.query(RegistrationDraft).count() == 0


def test_errors_of_the_needs_step_are_explained_and_nothing_is_lost(
    employee, make_activity, sign_in
):
    activity = make_activity()

    page = sign_in(employee).post(
        f"{begin(activity)}/bedarf", status=422, bedarf_access="automatic_door", text="x" * 343
    )

    assert page.errors() == [
        "Ihr Text hat 343 Zeichen. Kürzen Sie ihn auf höchstens 300 Zeichen.",
        "Wählen Sie, wie wir Sie ansprechen sollen.",
    ]
    assert page.soup.title.text.startswith("Fehler: ")
    assert page.soup.select_one('input[value="automatic_door"]').has_attr("checked")


def test_a_missing_choice_is_explained(employee, run, role_of, sign_in):
    visitor = sign_in(employee)

    page = visitor.post(f"{begin(run)}/dabei-als", status=422)
    assert page.errors() == ["Wählen Sie, wie Sie dabei sein möchten."]
    visitor.post(f"{begin(run)}/dabei-als", role=role_of("runner"))
    page = visitor.post(f"{begin(run)}/angaben", status=422)

    assert page.errors() == ["Beantworten Sie die Frage „Shirtgröße“."]


def test_a_choice_that_nobody_offered_is_not_taken(employee, run, sign_in):
    page = sign_in(employee).post(f"{begin(run)}/dabei-als", status=422, role="ministerin")

    assert len(page.errors()) == 1


def test_whoever_refuses_the_organiser_learns_what_else_is_possible(
    employee, run, role_of, sign_in
):
    visitor = sign_in(employee)
    visitor.post(f"{begin(run)}/dabei-als", role=role_of("runner"))
    visitor.post(f"{begin(run)}/angaben", frage_shirt="M")
    visitor.post(f"{begin(run)}/bedarf")

    page = visitor.post(f"{begin(run)}/einwilligungen", organiser="nein")
    assert page.h1 == "Ohne Weitergabe ist kein Startplatz möglich"
    assert "Nadine Ortmann" in page.text
    page = visitor.post(f"{begin(run)}/pruefen")
    assert page.h1 == "Ohne Weitergabe ist kein Startplatz möglich"
    assert queries.active(employee.id, run.id) is None

    page = visitor.post(f"{begin(run)}/dabei-als", role=role_of("supporter"))
    assert page.h1 == "Stimmt alles?"
    page = visitor.post(f"{begin(run)}/pruefen")
    assert page.h1 == "Sie sind angemeldet"


def test_on_a_full_activity_a_person_says_what_shall_happen_and_waits(
    employee, make_person, make_activity, register, sign_in
):
    activity = make_activity(capacity=1)
    register(make_person(), activity)
    visitor = sign_in(employee)

    page = visitor.post(f"{begin(activity)}/bedarf")
    assert page.h1 == "Zurzeit sind alle Plätze vergeben"
    page = visitor.post(f"{begin(activity)}/warteliste", status=422)
    assert page.errors() == ["Wählen Sie, was geschehen soll, wenn ein Platz frei wird."]
    page = visitor.post(f"{begin(activity)}/warteliste", promotion="automatic")
    assert "Mit dem Absenden kommen Sie auf die Warteliste." in page.text
    page = visitor.post(f"{begin(activity)}/pruefen")

    assert page.h1 == "Sie stehen auf der Warteliste"
    assert "Sie stehen auf der Warteliste an 1. Stelle." in page.text
    assert queries.active(employee.id, activity.id).promotion is Promotion.AUTOMATIC


def test_whoever_loses_the_last_place_while_typing_is_asked_before_waiting(
    employee, make_person, make_activity, register, sign_in
):
    activity = make_activity(capacity=1)
    visitor = sign_in(employee)
    visitor.post(f"{begin(activity)}/bedarf")
    register(make_person(), activity)

    page = visitor.post(f"{begin(activity)}/pruefen")

    assert page.h1 == "Zurzeit sind alle Plätze vergeben"
    assert queries.active(employee.id, activity.id) is None


def test_a_guide_gets_in_where_all_places_are_taken(
    employee, make_person, make_activity, make_role, register, sign_in
):
    activity = make_activity(capacity=0, has_waiting_list=False)
    runner = make_role(activity, "runner")
    guide = make_role(activity, "guide", position=2, takes_place=False)
    visitor = sign_in(employee)

    page = visitor.post(f"{begin(activity)}/dabei-als", status=409, role=str(runner.id))
    assert "Alle Plätze sind vergeben" in page.errors()[0]
    visitor.post(f"{begin(activity)}/dabei-als", role=str(guide.id))
    visitor.post(f"{begin(activity)}/bedarf")
    page = visitor.post(f"{begin(activity)}/pruefen")

    assert page.h1 == "Sie sind angemeldet"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"registration_deadline": YESTERDAY}, "Der Anmeldeschluss ist vorbei."),
        ({"registration_opens_at": TOMORROW}, "Die Anmeldung ist noch nicht geöffnet."),
        ({"needs_registration": False}, "Kommen Sie einfach."),
        ({"state": ActivityState.CANCELLED}, "Dieses Angebot wurde abgesagt."),
        ({"capacity": 0, "has_waiting_list": False}, "Alle Plätze sind vergeben"),
    ],
)
@pytest.mark.parametrize("path", ["", "/bedarf", "/pruefen"])
def test_a_closed_sign_up_says_why(employee, make_activity, sign_in, path, values, sentence):
    activity = make_activity(**values)

    page = sign_in(employee).get(f"{begin(activity)}{path}", status=409)

    assert sentence in page.text


def test_a_draft_is_invisible(employee, make_activity, sign_in):
    activity = make_activity(state=ActivityState.DRAFT)

    sign_in(employee).get(begin(activity), status=404)


def test_a_deadline_that_passes_while_typing_is_explained(employee, make_activity, sign_in, at):
    activity = make_activity(registration_deadline=TOMORROW)
    visitor = sign_in(employee)
    visitor.post(f"{begin(activity)}/bedarf")

    with at(TOMORROW + timedelta(minutes=1)):
        page = sign_in(employee).post(f"{begin(activity)}/pruefen", status=409)

    assert "Der Anmeldeschluss ist vorbei." in page.text
    assert queries.active(employee.id, activity.id) is None


def test_a_second_click_shows_the_same_registration(employee, make_activity, sign_in):
    activity = make_activity()
    visitor = sign_in(employee)
    visitor.post(f"{begin(activity)}/bedarf")
    first = visitor.post(f"{begin(activity)}/pruefen")

    second = visitor.post(f"{begin(activity)}/pruefen")

    assert second.path == first.path
    assert len(queries.people_on(activity.id)) == 1


def test_whoever_is_registered_is_led_to_the_registration(
    employee, make_activity, register, sign_in
):
    activity = make_activity()
    registration = register(employee, activity)

    page = sign_in(employee).get(begin(activity))

    assert page.path == f"/meine-anmeldung/{registration.id}"


def test_getting_a_page_never_writes(employee, make_activity, sign_in):
    activity = make_activity()

    sign_in(employee).get(begin(activity))

    assert db.session.query(RegistrationDraft).count() == 0


def test_needs_ask_everybody_and_say_what_is_there(employee, make_activity, sign_in):
    activity = make_activity()
    db.session.add(OfferedAdaptation(activity_id=activity.id, code="dgs"))
    db.session.commit()

    page = sign_in(employee).get(f"{begin(activity)}/bedarf")

    assert f"Darum müssen Sie nicht bitten: {ADAPTATIONS['dgs'].de}" in page.text
    assert page.soup.select('input[value="dgs"]') == []
    assert page.soup.select('input[value="speech_to_text"]')


def test_the_sign_up_speaks_english(make_person, make_activity, sign_in):
    activity = make_activity(title_en="Company run")

    page = sign_in(make_person(language="en")).get(f"{begin(activity)}/bedarf", lang="en")

    assert "Company run" in page.text


def test_nobody_signs_up_without_signing_in(visitor, make_activity):
    activity = make_activity()

    response = visitor.raw(begin(activity))

    assert response.status_code == 302
    assert "/anmelden" in response.headers["Location"]
