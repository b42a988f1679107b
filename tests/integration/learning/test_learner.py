"""The way through a module: reading, answering, finishing, and what nobody else gets to see."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from bgm_portal.core.database import db
from bgm_portal.learning import queries
from bgm_portal.learning.errors import NotEditorial
from bgm_portal.learning.kinds import CertificateState, Change
from bgm_portal.learning.models import (
    Answer,
    Attempt,
    Certificate,
    Completion,
    Enrolment,
    ModuleVersion,
    SectionProgress,
)
from bgm_portal.learning.service import publishing
from tests.factories.learning import RIGHT, in_english
from tests.support.times import LAST_MONTH, NOW, TOMORROW
from tests.support.verapdf import unmet

QUIZ = "/lernen/probe/fragen"


@pytest.fixture
def katrin(publish_module, employee, sign_in):
    publish_module()
    return sign_in(employee)


def rows(table):
    return db.session.scalars(select(table)).all()


def read_all(visitor):
    for number in (1, 2):
        visitor.raw(f"/lernen/probe/lektion/lesson-{number}", method="POST")


def send(visitor, question, status=200, **data):
    page = visitor.get(f"{QUIZ}/{question}")
    revision = page.soup.select_one("[name=fassung]")["value"]
    return visitor.post(f"{QUIZ}/{question}", status=status, **({"fassung": revision} | data))


def right_order(key="probe-q5"):
    questions = queries.shelved("probe").newest.base.questions
    return [option.key for one in questions if one.key == key for option in one.options]


def solve(visitor, *keys):
    """Answer questions rightly, without looking at their pages."""
    order = {"ordnung": ",".join(right_order())}
    for key in keys:
        data = {"fassung": "0"} | RIGHT.get(key, order)
        visitor.raw(f"{QUIZ}/{key}", method="POST", data=data)


def solve_all(visitor):
    solve(visitor, *RIGHT, "probe-q5")


def test_the_list_says_in_words_how_far_one_is(katrin):
    before = katrin.get("/lernen").text
    katrin.post("/lernen/probe/lektion/lesson-1")
    after = katrin.get("/lernen").text

    assert "Noch nicht begonnen" in before
    assert "Begonnen: 1 von 2 Lektionen gelesen, 0 von 6 Fragen gelöst" in after


def test_a_lesson_leads_to_the_next_and_then_to_the_questions(katrin):
    second = katrin.post("/lernen/probe/lektion/lesson-1")
    quiz = katrin.post("/lernen/probe/lektion/lesson-2")

    assert second.h1 == "Krisen"
    assert quiz.h1 == "Was kommt zuerst?"


def test_one_goes_on_where_one_stopped(katrin):
    katrin.post("/lernen/probe/lektion/lesson-1")

    page = katrin.get("/lernen/probe")

    assert "/lernen/probe/lektion/lesson-2" in page.links()
    assert "Weiterlernen" in page.text


def test_a_lesson_is_drawn_soundly_with_its_table_picture_film_and_words(katrin):
    first = katrin.get("/lernen/probe/lektion/lesson-1")
    second = katrin.get("/lernen/probe/lektion/lesson-2")

    assert first.soup.select_one("table caption").get_text() == "Tabelle: Zuhören"
    assert first.soup.select_one("article img")["alt"] == "Zwei Menschen reden"
    assert first.soup.select_one('a.bgm-term[href="#wort-sbv"]')
    assert "Schwerbehindertenvertretung" in first.soup.select_one(".bgm-terms").get_text()
    assert second.soup.select_one("video track")["srclang"] == "de"
    assert "Text zum Nachlesen" in second.text
    assert "Audiodeskription" in second.text


def test_files_of_a_module_are_given_to_those_who_learn(katrin):
    picture = katrin.raw("/lernen/probe/medien/1/bild.png")
    part = katrin.raw("/lernen/probe/medien/1/film.mp4", headers={"Range": "bytes=0-1"})

    assert picture.mimetype == "image/png"
    assert "immutable" in picture.headers["Cache-Control"]
    assert (part.status_code, part.data) == (206, b"fi")
    assert katrin.raw("/lernen/probe/medien/1/nichts.png").status_code == 404
    assert katrin.raw("/lernen/probe/medien/9/bild.png").status_code == 404


def test_whoever_reads_all_and_solves_enough_has_completed_on_that_day(katrin, employee):
    read_all(katrin)
    solve_all(katrin)
    last = katrin.get(f"{QUIZ}/probe-q5")
    done = katrin.get("/lernen/probe/abschluss")

    [completion] = rows(Completion)
    assert (completion.person_id, completion.completed_on) == (employee.id, NOW.date())
    assert "Sie haben das Modul abgeschlossen" in last.text
    assert "23. März 2028" in done.text


def test_the_quiz_may_be_taken_first(katrin):
    solve_all(katrin)

    katrin.post("/lernen/probe/lektion/lesson-1")
    done = katrin.post("/lernen/probe/lektion/lesson-2")

    assert done.h1 == "Sie haben das Modul abgeschlossen"


def test_a_page_that_is_sent_again_completes_once(katrin):
    read_all(katrin)
    solve_all(katrin)

    katrin.post("/lernen/probe/lektion/lesson-2")
    katrin.post("/lernen/probe/lektion/lesson-2")

    assert (len(rows(Completion)), len(rows(Attempt)), len(rows(Enrolment))) == (1, 1, 1)


def test_what_is_right_and_what_is_missing_is_said_in_words_and_in_the_title(katrin):
    page = send(katrin, "probe-q2", antwort=["a", "c"])

    assert "Noch nicht ganz: 1 Antwort stimmt, 1 stimmt nicht, 1 fehlt" in page.text
    assert "0 von 6 gelöst" in page.soup.title.get_text()
    assert page.soup.select_one("h2#ergebnis[data-focus]")
    assert "Ruhe hilft allen." in page.text


def test_a_wrong_choice_brings_its_own_words(katrin):
    assert "Reden kommt danach." in send(katrin, "probe-q1", antwort="b").text


def test_a_question_sent_without_an_answer_is_an_error_that_leads_to_the_answers(katrin):
    page = send(katrin, "probe-q1", status=422)

    assert page.errors() == ["Geben Sie eine Antwort, bevor Sie prüfen."]
    assert page.soup.title.get_text().startswith("Fehler:")


def test_an_option_that_does_not_exist_is_no_answer(katrin):
    send(katrin, "probe-q1", status=422, antwort="zz")

    assert rows(Answer) == []


def test_the_solution_is_offered_after_the_second_miss_and_solving_still_counts(katrin):
    first = send(katrin, "probe-q1", antwort="b")
    refused = katrin.post(f"{QUIZ}/probe-q1", status=409, tat="loesung")
    second = send(katrin, "probe-q1", antwort="b")
    shown = katrin.post(f"{QUIZ}/probe-q1", tat="loesung")
    solved = send(katrin, "probe-q1", antwort="a")

    assert "Lösung zeigen" not in first.text
    assert "nach dem zweiten Versuch" in refused.text
    assert "Lösung zeigen" in second.text
    assert "Richtig ist: Zuhören" in shown.text
    assert "1 von 6 gelöst" in solved.soup.title.get_text()


def test_what_was_solved_stays_solved(katrin):
    send(katrin, "probe-q1", antwort="a")
    katrin.post(f"{QUIZ}/probe-q1", fassung="1", antwort="b")
    katrin.post(QUIZ)

    assert "1 von 6 gelöst" in katrin.get(QUIZ).text
    assert [attempt.closed_at is None for attempt in rows(Attempt)].count(True) == 1


def test_a_stale_tab_gets_a_page_with_both_answers_and_may_decide(katrin):
    send(katrin, "probe-q2", antwort=["c"])

    stale = katrin.post(f"{QUIZ}/probe-q2", status=409, fassung="0", antwort=["a"])
    fields = {f["name"]: f["value"] for f in stale.soup.select("main form input[name]")}
    kept = katrin.get(f"{QUIZ}/probe-q2")
    decided = katrin.post(f"{QUIZ}/probe-q2", **fields)

    assert stale.h1 == "Welche Antwort gilt?"
    assert "Gespeichert ist Lärm" in stale.text
    assert "Jetzt gesendet haben Sie Pausen" in stale.text
    assert kept.soup.select_one("#antwort-c").has_attr("checked")
    assert decided.soup.select_one("#antwort-a").has_attr("checked")


def test_a_double_click_is_one_answer_and_one_miss(katrin):
    send(katrin, "probe-q1", antwort="b")

    katrin.post(f"{QUIZ}/probe-q1", fassung="0", antwort="b")

    [answer] = rows(Answer)
    assert (answer.revision, answer.misses) == (1, 1)


def test_a_moved_step_is_announced_with_its_place(katrin):
    page = katrin.get(f"{QUIZ}/probe-q5")
    order = page.soup.select_one("[name=ordnung]")["value"]
    second = order.split(",")[1]

    moved = katrin.post(f"{QUIZ}/probe-q5", fassung="0", ordnung=order, tat=f"hoch:{second}")

    assert "steht jetzt auf Platz 1 von 3" in moved.soup.select_one("[role=status]").get_text()
    assert moved.soup.select_one("[name=ordnung]")["value"].startswith(second)


def test_an_order_is_made_with_the_buttons_alone(katrin):
    page = katrin.get(f"{QUIZ}/probe-q5")
    for place, key in enumerate(right_order()):
        order = page.soup.select_one("[name=ordnung]")["value"].split(",")
        for _step in range(order.index(key) - place):
            sent = {n: page.soup.select_one(f"[name={n}]")["value"] for n in ("ordnung", "fassung")}
            page = katrin.post(f"{QUIZ}/probe-q5", **sent, tat=f"hoch:{key}")

    solved = send(katrin, "probe-q5", ordnung=page.soup.select_one("[name=ordnung]")["value"])

    assert "1 von 6 gelöst" in solved.soup.title.get_text()


def test_a_scenario_leads_on_and_is_never_scored(katrin):
    page = send(katrin, "probe-q7", antwort="a")

    assert "Sie geben Zeit." in page.text
    assert "/lernen/probe/fragen/probe-q8" in page.links()
    assert "0 von 6 gelöst" in page.soup.title.get_text()


def test_a_lesson_with_a_note_on_its_content_may_be_skipped_with_its_question(katrin):
    katrin.post("/lernen/probe/lektion/lesson-1")
    katrin.post("/lernen/probe/lektion/lesson-2", tat="auslassen")
    skipped = katrin.post(f"{QUIZ}/probe-q2", tat="auslassen")
    solve(katrin, *RIGHT.keys() - {"probe-q2"}, "probe-q5")

    assert skipped.h1 == "Schweigen ist Zustimmung."
    assert len(rows(Completion)) == 1


def test_what_may_not_be_skipped_is_not(katrin):
    katrin.post("/lernen/probe/lektion/lesson-1", status=409, tat="auslassen")
    katrin.post(f"{QUIZ}/probe-q1", status=409, tat="auslassen")

    assert rows(SectionProgress) == []


@pytest.mark.parametrize(
    "path",
    [
        "/lernen/nichts",
        "/lernen/probe/lektion/lesson-9",
        f"{QUIZ}/probe-q99",
        "/lernen/nichts/druck",
    ],
)
def test_what_does_not_exist_is_not_found(katrin, path):
    katrin.get(path, status=404)


def test_progress_is_kept_when_the_language_changes(publish_module, make_person, sign_in):
    publish_module(others={"en": in_english()})
    reader = sign_in(make_person(language="en"))

    first = reader.get("/lernen/probe/lektion/lesson-1")
    reader.post("/lernen/probe/lektion/lesson-1")
    page = reader.get("/lernen/probe")

    assert first.soup.html["lang"] == "en"
    assert "Key point" not in first.text
    assert "1 of 2 lessons read" in page.text


IN_ENGLISH = (
    in_english().replace("[[hören|zuhören]]", "[[listen]]").replace("[[reden]]", "[[talk]]")
)
FILLED = {"wort-a": "Listen", "wort-b": "talk"}


def test_a_gap_takes_the_words_of_the_language_in_which_it_was_read(
    publish_module, make_person, sign_in
):
    publish_module(others={"en": IN_ENGLISH})
    reader = sign_in(make_person(language="en"))

    page = send(reader, "probe-q6", **FILLED)

    [answer] = rows(Answer)
    assert answer.solved
    assert "That is right" in page.text


def test_a_gap_in_other_words_is_right_as_well_after_switching(
    publish_module, make_person, sign_in
):
    publish_module()
    reader = sign_in(make_person(language="en"))
    wrong = send(reader, "probe-q6", **FILLED)
    publish_module(("Bleiben Sie ruhig.", "Ruhe."), others={"en": IN_ENGLISH}, at=NOW)

    reader.post("/lernen/probe/neue-fassung")

    [answer] = rows(Answer)
    assert answer.solved
    assert "0 of 2" in wrong.text


def test_without_a_translation_the_original_is_shown_and_marked(
    publish_module, make_person, sign_in
):
    publish_module()
    reader = sign_in(make_person(language="en"))

    page = reader.get("/lernen/probe/lektion/lesson-1")

    assert "This module is available in German only so far." in page.text
    assert page.soup.select_one("article [lang=de] h1")


def test_a_mended_word_reaches_whoever_has_begun(katrin, publish_module):
    katrin.post("/lernen/probe/lektion/lesson-1")

    publish_module(
        ("Bleiben Sie ruhig.", "Bleiben Sie bitte ruhig."), change=Change.EDITORIAL, at=NOW
    )

    assert "bitte ruhig" in katrin.get("/lernen/probe/lektion/lesson-2").text


def test_other_content_is_offered_and_switching_keeps_what_was_done(katrin, publish_module):
    katrin.post("/lernen/probe/lektion/lesson-1")
    send(katrin, "probe-q1", antwort="a")
    publish_module(("Bleiben Sie ruhig.", "Bleiben Sie still."), at=NOW, note="Klarer gesagt")

    old = katrin.get("/lernen/probe/lektion/lesson-2")
    offered = katrin.get("/lernen/probe")
    switched = katrin.post("/lernen/probe/neue-fassung")

    assert "Bleiben Sie ruhig." in old.text
    assert "Geändert hat sich: Klarer gesagt" in offered.text
    assert "1 von 2 Lektionen gelesen, 1 von 6 Fragen gelöst" in switched.text
    assert "Bleiben Sie still." in katrin.get("/lernen/probe/lektion/lesson-2").text


def test_a_mended_key_is_never_to_the_disadvantage_of_whoever_answered(katrin, publish_module):
    send(katrin, "probe-q3", antwort="a")
    send(katrin, "probe-q1", antwort="a")
    publish_module(
        ("- [ ] Das stimmt\n- [x] Das stimmt nicht", "- [x] Das stimmt\n- [ ] Das stimmt nicht"),
        ("- [x] Zuhören\n- [ ] Reden", "- [ ] Zuhören\n- [x] Reden"),
        at=NOW,
    )

    katrin.post("/lernen/probe/neue-fassung")

    assert "2 von 6 gelöst" in katrin.get(QUIZ).text


def test_a_renewal_ends_a_completion_after_thirty_days_and_begins_a_new_cycle(
    katrin, publish_module, at, employee, sign_in
):
    read_all(katrin)
    solve_all(katrin)
    publish_module(("Bleiben Sie ruhig.", "Neues Recht."), change=Change.RENEW, at=NOW)

    soon = katrin.get("/lernen/probe").text
    begun = katrin.post("/lernen/probe/auffrischen")
    with at(NOW + timedelta(days=31)):
        later = sign_in(employee).get("/lernen/abschluesse").text

    assert "gilt bis 22. April 2026" in soon
    assert "Auffrischung begonnen: 0 von 2 Lektionen gelesen" in begun.text
    assert "22. April 2026" in later
    assert [row.cycle for row in rows(Enrolment)] == [1, 2]
    assert len(rows(Completion)) == 1


def test_what_counts_for_long_is_not_renewed(katrin):
    read_all(katrin)
    solve_all(katrin)

    katrin.post("/lernen/probe/auffrischen", status=409)

    assert len(rows(Enrolment)) == 1


def test_other_answers_are_never_published_as_other_words(katrin, publish_module):
    other = ("- [x] Zuhören\n- [ ] Reden", "- [ ] Zuhören\n- [x] Reden")

    for said in ({"change": Change.EDITORIAL}, {"change": None}):
        in_file = ("order: 1\n", "order: 1\nchange: editorial\n")
        with pytest.raises(NotEditorial):
            publish_module(other, in_file, at=NOW, **said)
        db.session.rollback()

    assert len(rows(ModuleVersion)) == 1


def test_an_unchanged_module_is_not_published_again(publish_module):
    assert publish_module() == "probe"
    assert publish_module() is None


def test_a_module_with_an_error_is_not_published(publish_module):
    with pytest.raises(publishing.NotPublishable) as refused:
        publish_module(("![Zwei Menschen reden]", "![]"))

    assert refused.value.findings == [
        (
            "probe/de.md, Zeile 30: Dem Bild fehlt der Alternativtext. So beheben Sie das:"
            " Schreiben"
            " Sie in die eckigen Klammern, was auf dem Bild zu sehen ist. Ist es nur Schmuck,"
            ' schreiben Sie hinter die Datei "dekorativ".'
        )
    ]


def test_the_shipped_modules_are_published_once_and_byte_for_byte(app):
    first = publishing.publish_shipped(at=LAST_MONTH)
    db.session.commit()
    again = publishing.publish_shipped(at=NOW)

    stored = {row.texts["de"] for row in rows(ModuleVersion)}
    files = {path.read_bytes().decode() for path in publishing.SHIPPED.glob("*/de.md")}
    assert len(first.published) == 7
    assert (again.published, again.kept) == ([], [])
    assert stored == files


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("module_version", "change_note", "'anders'"),
        ("medium", "media_type", "'text/html'"),
        ("completion", "completed_on", "'2020-01-01'"),
        ("certificate", "holder_name", "'Jemand'"),
    ],
)
def test_the_database_refuses_to_change_what_is_frozen(katrin, table, column, value):
    read_all(katrin)
    solve_all(katrin)
    katrin.post("/lernen/probe/nachweis")

    with pytest.raises(DatabaseError, match="is never changed"):
        db.session.execute(db.text(f"UPDATE {table} SET {column} = {value}"))  # noqa: S608
    db.session.rollback()


def test_only_one_attempt_is_open_at_a_time(katrin):
    send(katrin, "probe-q1", antwort="b")
    [open_] = rows(Attempt)
    db.session.add(Attempt(enrolment_id=open_.enrolment_id, number=2, opened_at=TOMORROW))

    with pytest.raises(DatabaseError):
        db.session.flush()
    db.session.rollback()


def test_a_certificate_is_issued_on_wish_and_checked_without_telling_the_name(katrin, visitor):
    read_all(katrin)
    solve_all(katrin)
    page = katrin.post("/lernen/probe/nachweis")
    [certificate] = rows(Certificate)
    code = certificate.code

    unnamed = visitor.post("/nachweis-pruefen", code=code.lower().replace("-", " "))
    right = visitor.post("/nachweis-pruefen", code=code, name="katrin albers")
    wrong = visitor.post("/nachweis-pruefen", code=code, name="Nadine Ortmann")

    assert code in page.text
    assert "Der Nachweis ist gültig" in unnamed.text
    assert "Albers" not in unnamed.soup.select_one(".bgm-notice").get_text()
    assert "stimmt überein" in right.text
    assert "stimmt nicht mit dem Nachweis überein" in wrong.text


def test_a_second_wish_gives_the_same_certificate_and_a_revoked_one_says_so(katrin, visitor):
    read_all(katrin)
    solve_all(katrin)
    katrin.post("/lernen/probe/nachweis")
    katrin.post("/lernen/probe/nachweis")
    [certificate] = rows(Certificate)
    code = certificate.code

    katrin.post("/lernen/probe/nachweis/zurueckziehen")
    page = visitor.post("/nachweis-pruefen", code=code)

    assert "Der Nachweis ist nicht mehr gültig" in page.text
    assert "zurückgezogen" in page.text


def test_a_certificate_of_a_new_cycle_replaces_the_older_one(
    katrin, publish_module, at, employee, sign_in
):
    read_all(katrin)
    solve_all(katrin)
    katrin.post("/lernen/probe/nachweis")
    publish_module(("Bleiben Sie ruhig.", "Neues Recht."), change=Change.RENEW, at=NOW)
    with at(TOMORROW):
        again = sign_in(employee)
        again.post("/lernen/probe/auffrischen")
        read_all(again)
        solve_all(again)
        again.post("/lernen/probe/nachweis")

    states = {row.completed_on: row.state for row in rows(Certificate)}
    assert states == {
        NOW.date(): CertificateState.REPLACED,
        TOMORROW.date(): CertificateState.VALID,
    }


def test_a_certificate_whose_completion_a_renewal_has_ended_is_no_longer_valid(
    katrin, publish_module, at, visitor
):
    read_all(katrin)
    solve_all(katrin)
    katrin.post("/lernen/probe/nachweis")
    [certificate] = rows(Certificate)
    code = certificate.code
    publish_module(("Bleiben Sie ruhig.", "Neues Recht."), change=Change.RENEW, at=NOW)

    with at(NOW + timedelta(days=30)):
        until = visitor.post("/nachweis-pruefen", code=code).text
    with at(NOW + timedelta(days=31)):
        after = visitor.post("/nachweis-pruefen", code=code).text

    assert "Der Nachweis ist gültig" in until
    assert "22.04.2026" in until.replace("22. April 2026", "22.04.2026")
    assert "Der Nachweis ist nicht mehr gültig" in after
    assert "abgelaufen" in after


def test_a_completion_that_a_renewal_has_ended_stays_ended_after_another_one(
    katrin, publish_module, at, employee, sign_in, visitor
):
    read_all(katrin)
    solve_all(katrin)
    katrin.post("/lernen/probe/nachweis")
    [certificate] = rows(Certificate)
    code = certificate.code
    later = NOW + timedelta(days=100)
    publish_module(("Bleiben Sie ruhig.", "Neues Recht."), change=Change.RENEW, at=NOW)
    publish_module(("Bleiben Sie ruhig.", "Neuestes Recht."), change=Change.RENEW, at=later)

    with at(later + timedelta(days=1)):
        own = sign_in(employee).get("/lernen/abschluesse").text
        module = sign_in(employee).get("/lernen/probe").text
        checked = visitor.post("/nachweis-pruefen", code=code).text

    assert "22. April 2026" in own
    assert "abgelaufen" in module or "galt bis" in module
    assert "Der Nachweis ist nicht mehr gültig" in checked


def test_ones_own_certificate_says_that_a_renewal_ends_it_earlier(katrin, publish_module):
    read_all(katrin)
    solve_all(katrin)
    katrin.post("/lernen/probe/nachweis")
    before = katrin.get("/lernen/probe/nachweis").text
    publish_module(("Bleiben Sie ruhig.", "Neues Recht."), change=Change.RENEW, at=NOW)

    after = katrin.get("/lernen/probe/nachweis").text

    assert "endet deshalb schon am" not in before
    assert "endet deshalb schon am 22. April 2026" in after
    assert "Gilt bis 23. März 2028" in after


@pytest.mark.parametrize("renewal", ["", "renewal_months: 120\n"])
def test_a_completion_that_outlasts_its_erasure_names_the_day_of_it(
    publish_module, employee, sign_in, visitor, renewal
):
    publish_module(("renewal_months: 24\n", renewal))
    katrin = sign_in(employee)
    read_all(katrin)
    solve_all(katrin)

    done = katrin.get("/lernen/probe/abschluss").text
    shown = katrin.post("/lernen/probe/nachweis").text
    [certificate] = rows(Certificate)
    checked = visitor.post("/nachweis-pruefen", code=certificate.code).text
    drawn = PdfReader(BytesIO(katrin.raw("/lernen/probe/nachweis.pdf").data)).pages[0]
    listed = katrin.get("/lernen/abschluesse").text

    assert "Dann löschen wir ihn mit seinem Nachweis." in done
    for text in (done, shown, checked, drawn.extract_text(), listed):
        assert "März 2029" in text or ".03.2029" in text
        assert "ohne Ende" not in text


def test_an_unknown_code_is_unknown(visitor):
    assert "kennen wir nicht" in visitor.post("/nachweis-pruefen", code="0000-0000-0000").text
    visitor.post("/nachweis-pruefen", status=422, code=" ")


def test_without_a_completion_there_is_no_certificate(katrin):
    katrin.post("/lernen/probe/nachweis", status=409)
    katrin.get("/lernen/probe/nachweis", status=404)


def test_a_certificate_is_a_document_that_says_what_the_page_says(katrin):
    read_all(katrin)
    solve_all(katrin)
    katrin.post("/lernen/probe/nachweis")
    [certificate] = rows(Certificate)

    answer = katrin.raw("/lernen/probe/nachweis.pdf")

    text = PdfReader(BytesIO(answer.data)).pages[0].extract_text()
    assert "Katrin Albers" in text
    assert certificate.code in text
    assert answer.headers["Content-Disposition"] == "attachment; filename=nachweis.pdf"


@pytest.mark.papers
def test_a_certificate_is_pdf_ua(katrin):
    read_all(katrin)
    solve_all(katrin)
    katrin.post("/lernen/probe/nachweis")

    assert unmet(katrin.raw("/lernen/probe/nachweis.pdf").data) == []


def test_own_completions_are_given_as_table_and_to_programs(katrin):
    read_all(katrin)
    solve_all(katrin)

    table = katrin.raw("/lernen/abschluesse.csv").get_data(as_text=True)
    told = katrin.raw("/lernen/abschluesse.json").json

    assert "Probe aufs Zuhören;2026-03-23;2028-03-23" in table
    assert told == [
        {
            "module": "probe",
            "title": "Probe aufs Zuhören",
            "completed_on": "2026-03-23",
            "valid_until": "2028-03-23",
        }
    ]
