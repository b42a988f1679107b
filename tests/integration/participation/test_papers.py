"""What one can take along: a certificate, a time slip, a year; as a page and as a PDF."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from bgm_portal.activities.kinds import WorktimeRule
from bgm_portal.activities.models import Occurrence
from bgm_portal.core.database import db
from bgm_portal.identity.kinds import Employer
from bgm_portal.identity.permissions import Role
from bgm_portal.participation.models import Attendance
from bgm_portal.participation.states import AttendanceState
from tests.support.times import NOW
from tests.support.verapdf import unmet

OWN = "/mein-bereich/bescheinigungen"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def course(make_activity):
    """A course of four dates, three of them over."""
    begins = NOW - 7 * DAY
    return make_activity(
        title_de="Rückenfit",
        zpp_course_id="KU-ST-0815",
        worktime_ba=WorktimeRule.HALF,
        worktime_city=WorktimeRule.NONE,
        dates=[(begins + n * 3 * DAY, begins + n * 3 * DAY + HOUR) for n in range(4)],
    )


@pytest.fixture
def came(coordinator):
    """Return a function that notes who was at a date: `came(person, activity, 0, 2)`."""

    def _came(person, activity, *numbers, state=AttendanceState.PRESENT):
        dates = db.session.scalars(
            select(Occurrence)
            .where(Occurrence.activity_id == activity.id)
            .order_by(Occurrence.starts_at)
        ).all()
        for number in numbers:
            db.session.add(
                Attendance(
                    occurrence_id=dates[number].id,
                    person_id=person.id,
                    state=state,
                    marked_at=NOW,
                    marked_by=coordinator.id,
                )
            )
        db.session.commit()

    return _came


@pytest.fixture
def katrin(employee, course, came):
    """Somebody who was at the first date."""
    came(employee, course, 0)
    return employee


def text_of(response):
    assert response.mimetype == "application/pdf"
    pages = PdfReader(BytesIO(response.data)).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


def test_a_certificate_says_how_often_somebody_was_there(employee, course, came, sign_in):
    came(employee, course, 0, 2)
    came(employee, course, 1, state=AttendanceState.ABSENT)
    visitor = sign_in(employee)

    listed = visitor.get(OWN)
    page = visitor.get(f"{OWN}/{course.id}")

    assert "Rückenfit 2 von 3 Terminen" in listed.text
    assert "Katrin Albers hat teilgenommen: Rückenfit" in page.text
    assert "2 von 3 Terminen" in page.text
    assert "KU-ST-0815" in page.text
    assert len(page.rows("table")) == 2


def test_the_pdf_says_the_same_as_the_page(employee, course, came, sign_in):
    came(employee, course, 0, 2)
    visitor = sign_in(employee)

    page = visitor.get(f"{OWN}/{course.id}")
    text = text_of(visitor.raw(f"{OWN}/{course.id}/bescheinigung.pdf"))

    told = [cell for row in page.rows("table") for cell in row]
    assert [cell for cell in told if cell.replace("\xa0", " ") not in text] == []
    assert "Katrin Albers" in text


@pytest.mark.papers
def test_every_paper_is_pdf_ua(employee, course, came, sign_in):
    came(employee, course, 0, 2)
    visitor = sign_in(employee)
    addresses = (
        f"{OWN}/{course.id}/bescheinigung.pdf",
        "/mein-bereich/zeitnachweis/2026/zeitnachweis.pdf",
        "/mein-bereich/jahr/2026/jahr.pdf",
    )

    assert unmet(*(visitor.raw(address).data for address in addresses)) == []


@pytest.mark.parametrize(
    ("employer", "expected"),
    [(Employer.BA, "Angerechnet zusammen 60 Minuten"), (Employer.CITY, "zählt keine Ihrer")],
)
def test_a_time_slip_follows_the_rule_of_the_own_employer(
    make_person, course, came, sign_in, employer, expected
):
    person = make_person(employer=employer)
    came(person, course, 0, 1)

    page = sign_in(person).get("/mein-bereich/zeitnachweis/2026")

    assert expected in page.text
    assert ("Rückenfit" in page.text) == (employer is Employer.BA)


def test_a_time_slip_does_not_name_a_discreet_activity(employee, make_activity, came, sign_in):
    quiet = make_activity(
        title_de="Rauchfrei", discreet=True, starts_at=NOW - DAY, worktime_ba=WorktimeRule.FULL
    )
    came(employee, quiet, 0)
    visitor = sign_in(employee)

    slip = visitor.get("/mein-bereich/zeitnachweis/2026").text
    pdf = text_of(visitor.raw("/mein-bereich/zeitnachweis/2026/zeitnachweis.pdf"))

    assert "Rauchfrei" not in slip + pdf
    assert "Angebot des Gesundheitsmanagements" in slip


def test_a_year_is_summed_up(employee, course, came, sign_in):
    came(employee, course, 0, 1, 2)

    page = sign_in(employee).get("/mein-bereich/jahr/2026")

    assert "Teilnahmen 3" in page.text
    assert "Zusammen 180 Minuten" in page.text


@pytest.mark.parametrize(
    "address",
    [
        f"{OWN}/{{id}}",
        f"{OWN}/{{id}}/bescheinigung.pdf",
        "/mein-bereich/zeitnachweis/2026",
        "/mein-bereich/jahr/2026/jahr.pdf",
        "/mein-bereich/jahr/0001",
    ],
)
@pytest.mark.parametrize("role", [None, Role.COORDINATOR, Role.LEADERSHIP, Role.ADMIN])
def test_nobody_gets_the_paper_of_somebody_else(
    course, katrin, make_person, sign_in, role, address
):
    other = sign_in(make_person(*([role] if role else [])))

    assert other.raw(address.format(id=course.id)).status_code == 404


def test_whoever_was_never_there_is_told_how_it_works(employee, sign_in):
    assert "Für Sie ist keine Teilnahme vermerkt." in sign_in(employee).get(OWN).text
