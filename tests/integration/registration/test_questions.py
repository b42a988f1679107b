"""Questions at sign-up: written one a page, asked of whom and when it matters, never lost."""

from datetime import timedelta

import pytest

from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityState, QuestionKind
from bgm_portal.activities.models import Question
from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db
from bgm_portal.registration import jobs, queries
from bgm_portal.registration.models import RegistrationAnswer
from tests.support.times import NOW, RUN_ENDS

TYPED = {
    "label_de": "Welche Shirtgröße?",
    "purpose_de": "Bestellung der Shirts",
    "keep_days": "7",
    "kind": "choice",
    "options": "Größe M | Size M\nGröße L",
    "required": "y",
}


@pytest.fixture
def run(make_activity, make_role):
    """The company run with two ways to take part and nothing asked yet."""
    activity = make_activity(title_de="Hagener Firmenlauf")
    make_role(activity, "runner", label_de="Laufen", position=1)
    make_role(activity, "guide", label_de="Guide sein", position=2, takes_place=False)
    return activity


@pytest.fixture
def desk(coordinator, sign_in):
    return sign_in(coordinator)


@pytest.fixture
def ask(desk, run):
    """Return a function that writes a question through its page and returns its id."""

    def _ask(**changed):
        known = {question.id for question in activities.questions(run.id)}
        desk.post(f"/planung/{run.id}/fragen/neu", **TYPED | changed)
        return next(q.id for q in activities.questions(run.id) if q.id not in known)

    return _ask


@pytest.fixture
def signed_up(run, ask, employee, register, sign_in):
    """Return functions that answer the one question anew, and that read what is kept."""

    def _signed_up(**question):
        question_id = ask(**question)
        said = {"role_id": role_id(run, "runner"), "answers": {question_id: "2026-04-03"}}
        registration_id = register(employee, run, **said).id
        field = f"frage_{db.session.get_one(Question, question_id).code}"
        visitor = sign_in(employee)

        def _answer(typed, **expected):
            address = f"/meine-anmeldung/{registration_id}/angaben"
            return visitor.post(address, **{field: typed} | expected)

        return _answer, lambda: list(queries.answers_of(registration_id).values())

    return _signed_up


def role_id(run, code):
    return next(role.id for role in activities.roles(run.id) if role.code == code)


def begin(activity):
    return f"/angebote/{activity.id}/anmeldung"


def test_a_question_is_written_with_purpose_and_day_of_erasure(desk, run):
    page = desk.post(f"/planung/{run.id}/fragen/neu", **TYPED)

    [question] = activities.questions(run.id)
    assert page.h1 == "Fragen und Einwilligungen"
    assert "Welche Shirtgröße?" in page.text
    assert (question.kind, question.keep_days) == (QuestionKind.CHOICE, 7)
    assert question.options == [
        {"value": "Größe M", "de": "Größe M", "en": "Size M"},
        {"value": "Größe L", "de": "Größe L", "en": None},
    ]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"label_de": " "}, "Geben Sie die Frage ein."),
        ({"purpose_de": ""}, "Sagen Sie, wozu Sie das wissen müssen."),
        ({"keep_days": ""}, "Wählen Sie, wann die Antwort gelöscht wird."),
        ({"options": "M"}, "Geben Sie mindestens zwei Antworten ein, eine je Zeile."),
        ({"options": "M\nL\nM"}, "„M“ steht zweimal da. Entfernen Sie eine Zeile."),
    ],
)
def test_a_question_is_whole_or_not_asked(desk, run, changed, message):
    page = desk.post(f"/planung/{run.id}/fragen/neu", status=422, **TYPED | changed)

    assert page.errors() == [message]
    assert activities.questions(run.id) == []


def test_a_question_about_health_leads_to_the_step_about_needs(desk, run):
    typed = TYPED | {"label_de": "Haben Sie Allergien?", "kind": "text", "options": ""}

    page = desk.post(f"/planung/{run.id}/fragen/neu", status=422, **typed)

    assert "„Allergien“ klingt nach Gesundheit." in page.errors()[0]
    assert "Schritt „Bedarf“" in page.errors()[0]
    assert activities.questions(run.id) == []


def test_whoever_says_it_asks_for_no_health_stands_in_the_log(desk, run, coordinator):
    typed = TYPED | {"label_de": "Wer fährt den Krankenwagen?", "not_health": "y"}

    desk.post(f"/planung/{run.id}/fragen/neu", **typed)

    [question] = activities.questions(run.id)
    [entry] = db.session.query(AuditEntry).filter_by(event=Event.QUESTION_CLEARED).all()
    assert (entry.actor_id, entry.object_id) == (coordinator.id, question.id)


def test_a_draft_that_asks_for_health_cannot_appear(desk, make_activity, make_question):
    draft = make_activity(state=ActivityState.DRAFT, published_at=None)
    make_question(draft, label_de="Ihre Diagnose?")

    page = desk.post(f"/planung/{draft.id}/veroeffentlichen", status=409)

    assert "Eine Frage klingt nach Gesundheit." in page.errors()[0]


def test_only_those_who_are_meant_are_asked(employee, sign_in, run, ask):
    ask(label_de="Ihr Tempo?", kind="number", role_codes="guide")
    visitor = sign_in(employee)

    page = visitor.post(f"{begin(run)}/dabei-als", role=str(role_id(run, "runner")))
    assert page.h1 == "Was brauchen Sie, um gut dabei zu sein?"
    page = visitor.post(f"{begin(run)}/dabei-als", role=str(role_id(run, "guide")))

    assert page.h1 == "Ihre Angaben"
    assert "Ihr Tempo?" in page.text
    assert "Gelöscht 7 Tage nach dem Ende." in page.text


def test_an_answer_leads_to_a_further_question_on_the_same_page(employee, sign_in, run, ask):
    ask(label_de="Fahren Sie mit?", kind="yes_no")
    code = activities.questions(run.id)[0].code
    ask(label_de="Welche Haltestelle?", kind="text", required="", condition=f"{code}:ja")
    visitor = sign_in(employee)
    visitor.post(f"{begin(run)}/dabei-als", role=str(role_id(run, "runner")))
    address = f"{begin(run)}/angaben"

    first = visitor.get(address)
    more = visitor.post(address, **{f"frage_{code}": "ja"})
    done = visitor.post(address, **{f"frage_{code}": "ja", "frage_welche_haltestelle": "Markt"})

    assert "Welche Haltestelle?" not in first.text
    assert more.h1 == "Ihre Angaben"
    assert "Zu Ihrer Antwort gibt es noch eine Frage." in more.text
    assert "Welche Haltestelle?" in more.text
    assert done.h1 == "Was brauchen Sie, um gut dabei zu sein?"


def test_an_answer_to_what_is_no_longer_asked_is_not_kept(employee, sign_in, run, ask):
    ask(label_de="Fahren Sie mit?", kind="yes_no")
    code = activities.questions(run.id)[0].code
    ask(label_de="Welche Haltestelle?", kind="text", condition=f"{code}:ja")
    visitor = sign_in(employee)
    address = f"{begin(run)}/angaben"
    visitor.post(f"{begin(run)}/dabei-als", role=str(role_id(run, "runner")))
    visitor.post(address, **{f"frage_{code}": "ja"})
    visitor.post(address, **{f"frage_{code}": "ja", "frage_welche_haltestelle": "Markt"})
    visitor.post(address, **{f"frage_{code}": "nein", "frage_welche_haltestelle": "Markt"})
    visitor.post(f"{begin(run)}/bedarf")
    visitor.post(f"{begin(run)}/pruefen")

    registration = queries.active(employee.id, run.id)
    assert list(queries.answers_of(registration.id).values()) == ["nein"]


@pytest.mark.parametrize(
    ("kind", "typed", "stored", "read"),
    [
        ("number", "12", "12", "12"),
        ("date", "3.4.2026", "2026-04-03", "3. April 2026"),
        ("several", ["Größe M", "Größe L"], "Größe M\nGröße L", "Größe M, Größe L"),
        ("text", "TSV", "TSV", "TSV"),
        ("yes_no", "ja", "ja", "Ja"),
    ],
)
def test_every_kind_of_answer_is_kept_and_read(signed_up, kind, typed, stored, read):
    answer, kept = signed_up(kind=kind)

    page = answer(typed)

    assert kept() == [stored]
    assert read in page.text


@pytest.mark.parametrize(
    ("kind", "typed", "message"),
    [
        ("number", "viele", "Geben Sie eine ganze Zahl in Ziffern ein, zum Beispiel 12."),
        ("date", "bald", "Geben Sie den Tag mit Punkten ein, zum Beispiel 21.05.2026."),
        ("several", "", "Beantworten Sie die Frage „Welche Shirtgröße?“."),
    ],
)
def test_what_is_no_answer_is_explained_and_changes_nothing(signed_up, kind, typed, message):
    answer, kept = signed_up(kind=kind)

    page = answer(typed, status=422)

    assert page.errors() == [message]
    assert kept() == ["2026-04-03"]


def test_a_changed_answer_shows_the_question_that_follows_before_anything_is_saved(
    employee, sign_in, run, ask, register
):
    first = ask(label_de="Fahren Sie mit?", kind="yes_no")
    code = activities.questions(run.id)[0].code
    second = ask(label_de="Welche Haltestelle?", kind="text", condition=f"{code}:ja")
    registration_id = register(
        employee, run, role_id=role_id(run, "runner"), answers={first: "nein"}
    ).id
    visitor, own = sign_in(employee), f"/meine-anmeldung/{registration_id}"

    page = visitor.post(f"{own}/angaben", **{f"frage_{code}": "ja"})
    assert "Zu Ihrer Antwort gibt es noch eine Frage" in page.text
    assert queries.answers_of(registration_id) == {first: "nein"}
    shown = ["frage_fahren_sie_mit", "frage_welche_haltestelle"]
    typed = {f"frage_{code}": "ja", "frage_welche_haltestelle": "Markt", "gezeigt": shown}
    visitor.post(f"{own}/angaben", **typed)

    assert queries.answers_of(registration_id) == {first: "ja", second: "Markt"}


def test_a_question_with_answers_becomes_a_new_version(desk, run, ask, employee, register, sign_in):
    old = ask()
    registration_id = register(
        employee, run, role_id=role_id(run, "runner"), answers={old: "Größe M"}
    ).id
    address = f"/planung/{run.id}/fragen/{old}"
    assert "Eine Person hat diese Frage schon beantwortet." in desk.get(address).text

    page = desk.post(address, **TYPED | {"label_de": "Welche Hosengröße?"})

    [question] = activities.questions(run.id)
    assert "in der neuen Fassung" in page.text
    assert (question.label_de, question.version) == ("Welche Hosengröße?", 2)
    assert queries.answers_of(registration_id) == {old: "Größe M"}
    own = sign_in(employee).get(f"/meine-anmeldung/{registration_id}")
    assert "Welche Shirtgröße?" in own.text
    seen = desk.get(f"/planung/{run.id}/teilnahme/{registration_id}")
    assert "Welche Shirtgröße?" in seen.text


def test_a_better_hint_keeps_the_question_as_it_is(desk, run, ask, employee, register):
    question_id = ask()
    register(employee, run, role_id=role_id(run, "runner"), answers={question_id: "Größe M"})

    changed = {"hint_de": "Die Shirts fallen klein aus.", "options": f"{TYPED['options']}\nXL"}
    desk.post(f"/planung/{run.id}/fragen/{question_id}", **TYPED | changed)

    [question] = activities.questions(run.id)
    assert (question.id, question.version) == (question_id, 1)


def test_a_question_with_answers_is_not_deleted_silently(desk, run, ask, employee, register):
    question_id = ask()
    registration_id = register(
        employee, run, role_id=role_id(run, "runner"), answers={question_id: "Größe M"}
    ).id
    address = f"/planung/{run.id}/fragen/{question_id}/entfernen"

    asked = desk.get(address)
    page = desk.post(address)

    assert "Die gegebenen Antworten löschen wir nicht sofort" in asked.text
    assert "Eine Antwort bleibt bis zu ihrem Löschtag." in page.text
    assert activities.questions(run.id) == []
    assert queries.answers_of(registration_id) == {question_id: "Größe M"}


def test_a_question_that_nobody_answered_is_deleted(desk, run, ask):
    question_id = ask()

    desk.post(f"/planung/{run.id}/fragen/{question_id}/entfernen")

    assert db.session.get(Question, question_id) is None


def test_a_question_on_which_another_depends_stays(desk, run, ask):
    first = ask(label_de="Fahren Sie mit?", kind="yes_no")
    code = activities.questions(run.id)[0].code
    ask(label_de="Welche Haltestelle?", kind="text", condition=f"{code}:ja")

    removed = desk.post(f"/planung/{run.id}/fragen/{first}/entfernen", status=409)
    changed = desk.post(f"/planung/{run.id}/fragen/{first}", status=409, **TYPED | {"kind": "text"})

    assert "„Welche Haltestelle?“ hängt von dieser ab" in removed.errors()[0]
    assert "„Welche Haltestelle?“ hängt von dieser ab" in changed.errors()[0]
    assert [q.kind for q in activities.questions(run.id)] == [
        QuestionKind.YES_NO,
        QuestionKind.TEXT,
    ]


def test_questions_change_places_but_never_past_their_condition(desk, run, ask):
    first = ask(label_de="Fahren Sie mit?", kind="yes_no")
    code = activities.questions(run.id)[0].code
    free = ask(label_de="Frei?", kind="text")
    bound = ask(label_de="Welche Haltestelle?", kind="text", condition=f"{code}:ja")

    desk.post(f"/planung/{run.id}/fragen/{bound}/frueher")
    page = desk.post(f"/planung/{run.id}/fragen/{bound}/frueher")

    assert "Weiter oben kann die Frage nicht stehen" in page.text
    assert [q.id for q in activities.questions(run.id)] == [first, bound, free]


def test_a_question_of_another_activity_is_not_found(desk, run, make_activity, make_question):
    foreign = make_question(make_activity()).id

    assert desk.raw(f"/planung/{run.id}/fragen/{foreign}").status_code == 404
    assert (
        desk.raw(f"/planung/{run.id}/fragen/{foreign}", method="POST", data=TYPED).status_code
        == 404
    )


def test_answers_are_erased_on_the_day_that_stood_beside_the_question(run, ask, employee, register):
    soon, later = ask(keep_days="1"), ask(label_de="Später?", keep_days="7")
    registration_id = register(
        employee,
        run,
        role_id=role_id(run, "runner"),
        answers={soon: "Größe M", later: "Größe L"},
    ).id

    early = jobs.erase_answers(RUN_ENDS + timedelta(hours=20))
    on_the_day = jobs.erase_answers(RUN_ENDS + timedelta(days=2))
    again = jobs.erase_answers(RUN_ENDS + timedelta(days=2))

    assert (early, on_the_day, again) == (0, 1, 0)
    assert queries.answers_of(registration_id) == {later: "Größe L"}
    assert jobs.erase_answers(RUN_ENDS + timedelta(days=8)) == 1
    assert db.session.query(RegistrationAnswer).count() == 0


def test_whoever_takes_part_otherwise_is_asked_what_is_missing(
    employee, sign_in, run, ask, register
):
    ask(label_de="Ihr Tempo?", kind="number", role_codes="guide")
    registration_id = register(employee, run, role_id=role_id(run, "runner"), at=NOW).id

    page = sign_in(employee).post(
        f"/meine-anmeldung/{registration_id}/dabei-als", role=str(role_id(run, "guide"))
    )

    assert page.h1 == "Ihre Angaben ändern"
    assert "Ihr Tempo?" in page.text


def test_whoever_changes_a_question_that_was_changed_meanwhile_sees_both_versions(
    desk, run, coordinator, sign_in
):
    desk.post(f"/planung/{run.id}/fragen/neu", **TYPED)
    [question] = activities.questions(run.id)
    address = f"/planung/{run.id}/fragen/{question.id}"
    shown = desk.get(address).soup.select_one("[name=shown]")["value"]
    sign_in(coordinator).post(address, **TYPED | {"hint_de": "Sie fallen klein aus."})
    mine = TYPED | {"hint_de": "Sie fallen groß aus."}

    page = desk.post(address, status=409, **mine, shown=shown)

    assert page.h1 == "Was soll gelten?"
    assert ["Sie fallen klein aus.", "Sie fallen groß aus."] in [row[1:] for row in page.rows()]
    assert activities.questions(run.id)[0].hint_de == "Sie fallen klein aus."
    now = page.soup.select_one("[name=shown]")["value"]
    again = desk.post(address, **mine, shown=now, weiter="1")
    assert again.soup.select_one("[name=hint_de]")["value"] == "Sie fallen groß aus."

    desk.post(address, **mine, shown=now)

    assert activities.questions(run.id)[0].hint_de == "Sie fallen groß aus."


def test_whoever_changes_a_question_that_is_asked_anew_meanwhile_loses_nothing(
    desk, run, ask, employee, register
):
    old = ask()
    register(employee, run, role_id=role_id(run, "runner"), answers={old: "Größe M"})
    address = f"/planung/{run.id}/fragen/{old}"
    shown = desk.get(address).soup.select_one("[name=shown]")["value"]
    desk.post(address, **TYPED | {"label_de": "Welche Hosengröße?"})
    mine = TYPED | {"label_de": "Welche Jackengröße?"}

    page = desk.post(address, status=409, **mine, shown=shown)

    assert page.h1 == "Was soll gelten?"
    assert page.rows() == [["Frage", "Welche Hosengröße?", "Welche Jackengröße?"]]
    [newest] = activities.questions(run.id)
    assert (newest.version, newest.label_de) == (2, "Welche Hosengröße?")
    form = page.soup.select_one("main form")
    assert form["action"] == f"/planung/{run.id}/fragen/{newest.id}"
    typed = {str(one["name"]): str(one["value"]) for one in form.select("input[name]")}

    desk.post(str(form["action"]), **typed)

    assert [one.label_de for one in activities.questions(run.id)] == ["Welche Jackengröße?"]
    desk.post(address.replace(str(old), str(run.id)), status=404, **mine)
