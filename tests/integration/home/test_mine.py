"""One's own start page: what comes next, what waits, what was answered, the year."""

from datetime import timedelta

import pytest

from bgm_portal.accommodations import service as needs
from bgm_portal.accommodations.contents import AnswerContent
from bgm_portal.accommodations.states import NeedStatus
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import Occurrence
from bgm_portal.core.database import db, transaction
from bgm_portal.participation.models import Attendance
from bgm_portal.participation.states import AttendanceState
from bgm_portal.privacy import queries as consents
from bgm_portal.privacy import service as privacy
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration.models import Registration, RegistrationDraft
from bgm_portal.registration.states import Promotion, RegistrationState
from tests.support.queries import statements
from tests.support.times import LAST_MONTH, NEXT_WEEK, NOW, TOMORROW, YESTERDAY


@pytest.fixture
def make_attendance(app, coordinator):
    """Return a function that ticks somebody on the first date of an activity."""

    def _make(person, activity, state=AttendanceState.PRESENT):
        occurrence = db.session.query(Occurrence).filter_by(activity_id=activity.id).first()
        db.session.add(
            Attendance(
                occurrence_id=occurrence.id,
                person_id=person.id,
                state=state,
                marked_at=NOW,
                marked_by=coordinator.id,
            )
        )
        db.session.commit()

    return _make


@pytest.fixture
def keep_history(app):
    """Return a function that lets somebody agree to keep their past."""

    def _keep(person):
        with transaction():
            privacy.give(person_id=person.id, code=ConsentCode.HISTORY, by=person.id, at=NOW)

    return _keep


def section(page, title):
    """Return the words of the section with this heading."""
    heading = page.soup.find("h2", string=title)
    assert heading is not None, f"no section {title!r}: {page.text}"
    return " ".join(heading.find_parent("section").get_text(" ").split())


def test_an_employee_is_greeted_and_shown_the_way_when_there_is_nothing(sign_in, employee):
    page = sign_in(employee).get("/mein-bereich")

    assert page.h1 == "Guten Tag, Katrin Albers"
    assert "Sie haben noch keinen Termin" in page.text
    assert "/angebote" in page.links()


def test_an_employee_sees_the_next_date_first(sign_in, employee, make_activity, register):
    register(employee, make_activity(title_de="Firmenlauf"))
    register(
        employee,
        make_activity(
            title_de="Yoga auf dem Stuhl", starts_at=TOMORROW, registration_deadline=TOMORROW
        ),
    )

    page = sign_in(employee).get("/mein-bereich")

    assert "Ihr nächster Termin, morgen" in section(page, "Yoga auf dem Stuhl")
    assert "Der Weg ist stufenlos." in section(page, "Yoga auf dem Stuhl")
    assert "Firmenlauf" in section(page, "Danach")
    assert "Sie sind angemeldet" in section(page, "Danach")


def test_an_employee_sees_how_many_dates_of_a_course_follow(
    sign_in, employee, make_activity, register
):
    hour = timedelta(hours=1)
    days = [TOMORROW, NEXT_WEEK, NEXT_WEEK + timedelta(days=7)]
    course = make_activity(
        title_de="Kurs",
        dates=[(day, day + hour) for day in days],
        registration_deadline=TOMORROW,
    )
    register(employee, course)

    page = sign_in(employee).get("/mein-bereich")

    assert "Danach folgen noch 2 Termine." in section(page, "Kurs")


def test_an_employee_on_the_waiting_list_sees_the_position(
    sign_in, employee, make_person, make_activity, register
):
    activity = make_activity(title_de="Rückenschule", capacity=1)
    register(make_person(), activity)
    register(make_person(), activity, promotion=Promotion.ASK)
    register(employee, activity, promotion=Promotion.ASK)

    page = sign_in(employee).get("/mein-bereich")

    assert "Warteliste, Platz 2" in section(page, "Ihre Termine")
    assert "schreiben wir Ihnen und halten ihn für Sie frei" in section(page, "Ihre Termine")


def test_an_employee_sees_an_offered_place_with_its_deadline(
    sign_in, employee, make_activity, register
):
    activity = make_activity(title_de="Rückenschule")
    registration = register(employee, activity)
    registration = db.session.get_one(Registration, registration.id)
    registration.state = RegistrationState.OFFERED
    registration.offer_expires_at = TOMORROW
    db.session.commit()

    page = sign_in(employee).get("/mein-bereich")

    assert "Rückenschule" in section(page, "Ein Platz für Sie")
    assert "24. März 2026, 9:00 Uhr" in section(page, "Ein Platz für Sie").replace("\xa0", " ")
    assert f"/meine-anmeldung/{registration.id}" in page.links()


def test_an_employee_does_not_see_what_was_cancelled_or_is_over(
    sign_in, employee, make_activity, register
):
    over = make_activity(title_de="Vorbei", starts_at=LAST_MONTH)
    off = make_activity(title_de="Abgesagt")
    register(employee, over, at=LAST_MONTH - timedelta(days=8))
    register(employee, off)
    off.state = ActivityState.CANCELLED
    db.session.commit()

    page = sign_in(employee).get("/mein-bereich")

    assert "Vorbei" not in page.text
    assert "Abgesagt" not in page.text


def test_an_employee_reads_the_answer_to_a_need(
    sign_in, employee, coordinator, make_activity, make_need
):
    need = make_need(activity=make_activity(title_de="Firmenlauf"), code="dgs")
    with transaction():
        needs.answer(
            need_id=need.id,
            status=NeedStatus.ARRANGED,
            content=AnswerContent(message="Die Dolmetscherin kommt.", alternative=""),
            by=coordinator.id,
            at=NOW,
        )

    page = sign_in(employee).get("/mein-bereich")

    letter = section(page, "Eine Antwort für Sie")
    assert "Nadine Ortmann hat geantwortet" in letter
    assert "„Die Dolmetscherin kommt.“" in letter
    assert "Ja, das passt" in letter


def test_an_employee_sees_who_looks_after_a_need(sign_in, employee, make_need):
    make_need(code="dgs")

    page = sign_in(employee).get("/mein-bereich")

    assert "Nadine Ortmann kümmert sich darum." in section(page, "Was Sie brauchen")


def test_nobody_else_sees_what_an_employee_needs(sign_in, make_person, make_need):
    make_need(code="dgs")

    page = sign_in(make_person()).get("/mein-bereich")

    assert "kümmert sich darum" not in page.text


def test_an_employee_can_finish_a_begun_sign_up(sign_in, employee, make_activity):
    activity = make_activity(title_de="Firmenlauf")
    db.session.add(
        RegistrationDraft(
            person_id=employee.id,
            activity_id=activity.id,
            key_name="test",
            sealed=b"nobody reads this here",
            expires_at=NEXT_WEEK,
        )
    )
    db.session.commit()

    page = sign_in(employee).get("/mein-bereich")

    assert "Weiter: Firmenlauf" in section(page, "Sie haben eine Anmeldung begonnen")


def test_an_employee_without_a_history_is_asked_and_not_shown_any(
    sign_in, employee, make_activity, make_attendance
):
    make_attendance(employee, make_activity(starts_at=YESTERDAY))

    page = sign_in(employee).get("/mein-bereich")

    assert "Wenn Sie möchten, bewahren wir für Sie auf" in section(page, "Ihr Jahr 2026")
    assert "Teilnahme" not in "".join(li.get_text() for li in page.soup.select(".bgm-year li"))


def test_an_employee_switches_the_history_on(sign_in, employee):
    page = sign_in(employee).post("/mein-bereich/rueckblick/aufbewahren")

    assert page.h1 == "Ihr Rückblick"
    assert consents.has(employee.id, ConsentCode.HISTORY)


def test_an_employee_switches_the_history_off(sign_in, employee, keep_history):
    keep_history(employee)

    page = sign_in(employee).post("/mein-bereich/rueckblick/nicht-mehr")

    assert "Möchten Sie einen Rückblick?" in page.text
    assert not consents.has(employee.id, ConsentCode.HISTORY)


def test_an_employee_with_a_history_sees_the_year(
    sign_in, employee, make_activity, make_attendance, keep_history
):
    keep_history(employee)
    make_attendance(employee, make_activity(starts_at=YESTERDAY))
    make_attendance(employee, make_activity(starts_at=LAST_MONTH))
    make_attendance(employee, make_activity(starts_at=LAST_MONTH), AttendanceState.ABSENT)

    page = sign_in(employee).get("/mein-bereich")

    assert "Bis heute haben Sie 2-mal teilgenommen." in section(page, "Ihr Jahr 2026")
    assert [" ".join(li.stripped_strings) for li in page.soup.select(".bgm-year li")][:4] == [
        "Jan. keine Teilnahme",
        "Feb. 1 Teilnahme",
        "März 1 Teilnahme",
        "Apr. noch offen",
    ]


def test_an_employee_reads_the_whole_history_by_year(
    sign_in, employee, make_activity, make_attendance, keep_history
):
    keep_history(employee)
    make_attendance(employee, make_activity(title_de="Yoga", starts_at=YESTERDAY))
    last_year = NOW - timedelta(days=200)
    make_attendance(employee, make_activity(title_de="Laufen", starts_at=last_year))

    page = sign_in(employee).get("/mein-bereich/rueckblick")

    assert [h2.get_text() for h2 in page.soup.select("main h2")][:2] == ["2026", "2025"]
    assert page.rows()[0][0] == "Yoga"


@pytest.fixture
def make_full_row(employee, make_activity, make_attendance, register, make_need):
    """Return a function that gives the employee a date, a need, and a past."""

    def _make():
        activity = make_activity()
        register(employee, activity)
        make_need(activity=activity)
        make_attendance(employee, activity)

    return _make


def test_the_page_asks_the_same_number_of_statements_for_one_and_for_many(
    sign_in, employee, keep_history, make_full_row
):
    keep_history(employee)
    browser = sign_in(employee)
    make_full_row()
    with statements() as few:
        browser.get("/mein-bereich")
    [make_full_row() for _again in range(4)]
    with statements() as many:
        browser.get("/mein-bereich")

    assert many.count == few.count
