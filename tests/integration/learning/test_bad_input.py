"""What nobody means to send: each has an answer that is defined, kind, and loses nothing."""

import io
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import select

from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from bgm_portal.learning.content import archive
from bgm_portal.learning.models import Answer, Attempt, Completion, Enrolment, ModuleDraft
from tests.factories.identity import EMAIL, PASSWORD, status_of
from tests.factories.learning import MEDIA, PROBE
from tests.support.times import NOW

QUIZ = "/lernen/probe/fragen"
FIRST = PROBE[PROBE.index("### Frage 1") : PROBE.index("### Frage 2")]
ALL = PROBE[PROBE.index("## Quiz") : PROBE.index("## Quellen")]


def rows(table):
    db.session.expire_all()
    return db.session.scalars(select(table)).all()


def counted_anew(text):
    """Return a quiz without its first question, counted from 1 again."""
    for number in range(2, 9):
        text = text.replace(f"### Frage {number}", f"### Frage {number - 1}")
    return text


def test_an_answer_to_a_question_that_the_new_version_no_longer_asks_is_kindly_missed(
    publish_module, employee, sign_in
):
    publish_module()
    katrin = sign_in(employee)
    katrin.post(f"{QUIZ}/probe-q2", fassung="0", antwort="a")
    quiz = counted_anew(ALL.replace(FIRST, ""))
    publish_module((ALL, quiz), at=NOW)
    katrin.post("/lernen/probe/neue-fassung")

    late = katrin.post(f"{QUIZ}/probe-q1", status=404, fassung="0", antwort="a")

    assert "Diesen Teil hat das Lernmodul nicht oder nicht mehr." in late.text
    assert [one.question_key for one in rows(Answer)] == ["probe-q2"]


def test_an_answer_for_the_old_version_counts_for_whoever_has_not_switched(
    publish_module, employee, sign_in
):
    publish_module()
    katrin = sign_in(employee)
    katrin.post("/lernen/probe/lektion/lesson-1")
    publish_module((ALL, counted_anew(ALL.replace(FIRST, ""))), at=NOW)

    page = katrin.post(f"{QUIZ}/probe-q1", fassung="0", antwort="a")

    assert "Das ist richtig" in page.text


def test_ids_of_others_in_a_form_are_not_listened_to(
    publish_module, employee, make_person, sign_in
):
    publish_module()
    katrin, other = sign_in(employee), sign_in(make_person())
    katrin.post(f"{QUIZ}/probe-q1", fassung="0", antwort="a")
    [attempt], [enrolment] = rows(Attempt), rows(Enrolment)

    forged = {"attempt_id": str(attempt.id), "enrolment_id": str(enrolment.id)}
    other.post(f"{QUIZ}/probe-q1", fassung="0", antwort="b", person=str(employee.id), **forged)

    answers = {one.attempt_id: one.given for one in rows(Answer)}
    assert answers[attempt.id] == {"chosen": ["a"]}
    assert len(answers) == 2


def test_a_module_without_a_quiz_is_completed_by_reading(publish_module, employee, sign_in):
    publish_module((ALL, ""))
    katrin = sign_in(employee)

    quiz = katrin.raw(QUIZ)
    question = katrin.raw(f"{QUIZ}/probe-q1")
    for number in (1, 2):
        page = katrin.post(f"/lernen/probe/lektion/lesson-{number}")

    assert quiz.status_code in {200, 404}
    assert question.status_code == 404
    assert "Fragen" not in page.soup.select_one(".bgm-lessons").get_text()
    assert len(rows(Completion)) == 1


def test_an_answer_that_comes_after_the_session_has_ended_is_given_back_and_counts_once(
    publish_module, make_account, visitor, at
):
    publish_module()
    make_account(email=EMAIL)
    status_of(visitor)
    with at(NOW + timedelta(minutes=45)):
        asked = visitor.post(f"{QUIZ}/probe-q6", status=403, fassung="0", **{"wort-a": "lauschen"})
        nothing = rows(Answer)
        signed_in = {"email": EMAIL, "password": PASSWORD} | hidden_on(asked)
        ready = visitor.post("/anmelden", **signed_in)
        page = visitor.post(ready.soup.select_one("main form")["action"], **hidden_on(ready))

    assert (asked.h1, nothing) == ("Anmelden", [])
    assert "lauschen" not in asked.html
    assert "Noch nicht ganz: 0 von 2 stimmen" in page.text
    assert [one.given["filled"]["a"] for one in rows(Answer)] == ["lauschen"]


def hidden_on(page):
    """Return the hidden fields of the form in the main part, as a browser sends them."""
    fields = page.soup.select("main form input[type=hidden]")
    return {field["name"]: field["value"] for field in fields}


@pytest.fixture
def editor(make_person, sign_in):
    return sign_in(make_person(Role.EDITOR))


def test_an_archive_of_a_gigabyte_is_refused_with_a_page_before_it_is_sent(editor):
    answer = editor.raw(
        "/module/einlesen",
        method="POST",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": "1000000000"},
    )

    assert answer.status_code == 413
    assert "<h1" in answer.get_data(as_text=True)
    assert rows(ModuleDraft) == []


def test_an_archive_that_unpacks_to_a_gigabyte_is_refused_before_it_is_read(editor):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("probe/de.md", PROBE)
        with bomb.open("probe/media/film.webm", "w", force_zip64=True) as film:
            for _step in range(64):
                film.write(b"\0" * 1_048_576)

    page = editor.post(
        "/module/einlesen", status=422, file=(io.BytesIO(packed.getvalue()), "bombe.zip")
    )

    assert "Ausgepackt ist das Lernmodul zu groß." in page.text


def test_captions_with_broken_times_come_in_as_a_draft_that_cannot_be_published(editor):
    broken = b"WEBVTT\n\n00:05.000 --> 00:02.000\nZu Ende, bevor es beginnt.\n"
    film = {"film.mp4": b"\0\0\0\x18ftypmp42"}
    content = archive.pack("probe", {"de": PROBE}, MEDIA | film | {"film.de.vtt": broken})

    editor.post("/module/einlesen", file=(io.BytesIO(content), "probe.zip"))
    hub = editor.get("/module/probe/entwurf")

    assert "„film.de.vtt“ sind nicht lesbar, oder ihre Zeiten stimmen nicht." in hub.text
    assert "Zur Freigabe abgeben" not in hub.text
