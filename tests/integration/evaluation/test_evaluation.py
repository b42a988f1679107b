"""Counting before the names go, writing down what was learned, one page to take along."""

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import delete, select, update

from bgm_portal.accommodations import counted
from bgm_portal.accommodations import queries as accommodations
from bgm_portal.accommodations.models import Need
from bgm_portal.accommodations.states import NeedStatus
from bgm_portal.activities import budget_service
from bgm_portal.activities.budget_rules import Line
from bgm_portal.core.database import db, transaction
from bgm_portal.counting import cells
from bgm_portal.counting import queries as counting
from bgm_portal.evaluation import jobs, queries
from bgm_portal.identity import queries as identity
from bgm_portal.identity.permissions import Role
from bgm_portal.mail import outbox
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import MailState
from bgm_portal.participation import service as participation
from bgm_portal.registration.models import Registration
from bgm_portal.registration.service import ending, offers
from tests.integration.participation.conftest import date_of
from tests.support.times import NOW
from tests.support.verapdf import unmet

DAY = timedelta(days=1)
WRITTEN = {
    "goal": "Mehr Menschen erreichen.",
    "lessons": "Der Raum war zu klein.",
    "next_step": "Den großen Saal buchen, bis Mai.",
}


@pytest.fixture
def over(make_activity):
    """An activity that ended two days ago, with ten places."""
    return make_activity(title_de="Stuhlyoga", starts_at=NOW - 2 * DAY, capacity=10)


@pytest.fixture
def held(over, coordinator, make_person, make_participant):
    """Eight had a place, six of them came."""
    people = [make_person() for _turn in range(8)]
    for person in people:
        make_participant(over, person)
    ids = [person.id for person in people]
    with transaction():
        participation.mark_attendance(
            occurrence_id=date_of(over).id,
            present=ids[:6],
            absent=ids[6:],
            by=coordinator.id,
            at=NOW - DAY,
        )
    return over


def page_of(activity):
    return f"/planung/{activity.id}/auswertung"


def arrange(need, *, on, due, status=NeedStatus.ARRANGED):
    found = db.session.get_one(Need, need.id)
    found.status, found.arranged_at, found.due_on = status, on, due.date()
    db.session.commit()


def test_an_activity_is_counted_once_on_the_day_after(held, make_need, make_person):
    need = make_need(person=make_person(), activity=held)
    arrange(need, on=NOW - 3 * DAY, due=NOW - 2 * DAY)
    db.session.get_one(Need, need.id).stated_at = NOW - 8 * DAY
    db.session.commit()

    counted = [jobs.freeze(NOW), jobs.freeze(NOW)]

    figures = queries.figures(held.id)
    assert counted == [1, 0]
    assert (figures.confirmed, figures.capacity) == (8, 10)
    assert (figures.needs, figures.needs_in_time, figures.need_days) == (1, 1, 5)


@pytest.mark.parametrize("days", [0.5, 9])
def test_neither_too_early_nor_when_names_are_gone(make_activity, days):
    make_activity(starts_at=NOW - days * DAY)

    assert jobs.freeze(NOW) == 0


def test_whoever_waited_and_was_served_is_counted(over, make_person, make_mail):
    for number in range(3):
        someone = identity.recipient(make_person())
        make_mail(kind="registration.waiting", activity_id=over.id, to=someone)
        if number:
            make_mail(kind="registration.promoted", activity_id=over.id, to=someone)

    jobs.freeze(NOW)

    figures = queries.figures(over.id)
    assert (figures.waited, figures.served) == (3, 2)


def forget_messages(later):
    with transaction():
        db.session.execute(update(OutgoingMail).values(state=MailState.SENT))
        outbox.forget(at=later)
    assert db.session.scalars(select(OutgoingMail)).all() == []


@pytest.fixture
def course(make_activity, coordinator):
    """A course for which one waits in winter, and which ends in summer."""
    return make_activity(title_de="Qigong", starts_at=NOW + 130 * DAY, capacity=1)


@pytest.fixture
def waiting(course, make_person, register):
    """Two who waited for its one place; the first was offered it."""
    there, *others = [register(make_person(), course, at=NOW) for _turn in range(3)]
    with transaction():
        ending.cancel(there.id, by=there.person_id, at=NOW + DAY)
    return others


def test_whoever_waited_is_counted_when_the_messages_about_it_are_gone(course, waiting):
    forget_messages(NOW + outbox.KEPT + 2 * DAY)

    jobs.freeze(NOW + 132 * DAY)

    figures = queries.figures(course.id)
    assert len(waiting) == figures.waited == 2
    assert figures.served == 1


def test_whoever_got_a_place_later_is_counted_as_served(course, waiting):
    with transaction():
        first = waiting[0]
        offers.accept_offer(first.id, by=first.person_id, at=NOW + DAY + timedelta(hours=1))
    forget_messages(NOW + outbox.KEPT + 2 * DAY)

    jobs.freeze(NOW + 132 * DAY)

    figures = queries.figures(course.id)
    assert (figures.waited, figures.served) == (2, 1)


def test_the_share_of_the_waiting_list_stays_when_names_are_gone(
    make_activity, coordinator, make_person, register, sign_in, at
):
    course = make_activity(title_de="Qigong", starts_at=NOW + 30 * DAY, capacity=1)
    there, *_waiting = [register(make_person(), course, at=NOW) for _turn in range(6)]
    with transaction():
        ending.cancel(there.id, by=there.person_id, at=NOW)
    jobs.freeze(NOW + 32 * DAY)
    later = NOW + 200 * DAY
    forget_messages(later)
    with transaction():
        db.session.execute(delete(Registration))

    with at(later):
        page = sign_in(coordinator).get(page_of(course))

    assert "Von der Warteliste bedient 20 %" in page.text


@pytest.mark.parametrize(
    ("status", "early"),
    [
        (NeedStatus.ARRANGED, 1),
        (NeedStatus.ARRANGED, 0),
        (NeedStatus.ARRANGED, -1),
        (NeedStatus.CONFIRMED_BY_PERSON, 0),
        (NeedStatus.IN_PROGRESS, 0),
        (NeedStatus.NOT_POSSIBLE, 0),
    ],
)
def test_in_time_means_the_same_as_in_the_reports(over, make_need, make_person, status, early):
    need = make_need(person=make_person(), activity=over)
    due = NOW - 5 * DAY
    arrange(need, on=due - early * DAY, due=due, status=status)

    jobs.freeze(NOW)
    with transaction():
        counted.note(accommodations.case(need.id), arranged_at=due - early * DAY, at=NOW + 7 * DAY)

    missed = counting.marks_by_cell("2026").get(cells.NEED_MISSED, 0)
    assert queries.figures(over.id).needs_in_time == 1 - missed


def test_the_coordinator_reads_figures_without_names(held, coordinator, sign_in):
    jobs.freeze(NOW)

    page = sign_in(coordinator).get(page_of(held))

    assert "Auslastung, vergebene Plätze 80 %" in page.text
    assert "Erschienen, von den Angemeldeten 75 %" in page.text
    assert "Bedarfe rechtzeitig erfüllt *" in page.text
    assert "Muster" not in page.soup.select_one("main").text


def spend(activity, coordinator, *lines):
    with transaction():
        budget_service.write(activity.id, lines, by=coordinator.id, at=NOW)


def test_what_was_learned_is_kept(held, coordinator, sign_in):
    visitor = sign_in(coordinator)

    page = visitor.post(page_of(held), **WRITTEN)

    assert "Die Auswertung ist gespeichert." in page.text
    assert "Den großen Saal buchen" in visitor.get(page_of(held)).text
    assert "Kosten je Teilnahme" not in page.text


def test_what_the_lines_cost_together_is_shared(held, coordinator, sign_in):
    spend(
        held,
        coordinator,
        Line(name="Raum", planned_cents=90_000, actual_cents=100_000),
        Line(name="Dolmetschen", actual_cents=25_000, for_access=True),
        Line(name="Taxi", planned_cents=10_000, for_access=True),
    )

    page = sign_in(coordinator).get(page_of(held))

    assert "Kosten, geplant 1.000,00 €" in page.text
    assert "Kosten 1.250,00 €" in page.text
    assert "Davon für Barrierefreiheit 250,00 €" in page.text
    assert "Kosten je Teilnahme 208,33 €" in page.text


def test_what_is_only_planned_is_no_cost(held, coordinator, sign_in):
    spend(held, coordinator, Line(name="Raum", planned_cents=90_000))

    page = sign_in(coordinator).get(page_of(held))

    assert "Kosten je Teilnahme" not in page.text


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"goal": "a" * 801}, "Kürzen Sie den Text auf 800 Zeichen."),
        ({"lessons": "a" * 801}, "Kürzen Sie den Text auf 800 Zeichen."),
    ],
)
def test_what_makes_no_sense_is_explained_and_kept(held, coordinator, sign_in, said, sentence):
    page = sign_in(coordinator).post(page_of(held), status=422, **WRITTEN | said)

    assert any(sentence in line for line in page.errors()), page.errors()
    assert "Den großen Saal buchen" in page.text
    assert queries.words(held.id) is None


@pytest.mark.papers
def test_the_paper_is_one_page_and_pdf_ua(held, coordinator, sign_in):
    visitor = sign_in(coordinator)
    jobs.freeze(NOW)
    visitor.post(page_of(held), **WRITTEN)

    answer = visitor.raw(f"{page_of(held)}/auswertung.pdf")

    pages = PdfReader(BytesIO(answer.data)).pages
    text = " ".join(pages[0].extract_text().split())
    assert len(pages) == 1
    assert unmet(answer.data) == []
    assert text.index("Planen") < text.index("Durchführen") < text.index("Gelernt")
    assert text.index("Gelernt") < text.index("Nächster Schritt")


@pytest.mark.papers
def test_with_the_longest_words_the_paper_is_still_one_page(held, coordinator, sign_in):
    visitor = sign_in(coordinator)
    spend(held, coordinator, Line(name="Raum", planned_cents=100, actual_cents=9_000_000_00))
    jobs.freeze(NOW)
    long = ("Wir haben gelernt, dass der Weg vom Bus gut beschrieben war. " * 20)[:800].strip()
    visitor.post(page_of(held), **WRITTEN | {"goal": long, "lessons": long, "next_step": long})

    answer = visitor.raw(f"{page_of(held)}/auswertung.pdf")

    pages = PdfReader(BytesIO(answer.data)).pages
    assert len(pages) == 1
    words = " ".join(pages[0].extract_text().split())
    assert words.count("Wir haben gelernt") == 3 * long.count("Wir haben gelernt")
    assert unmet(answer.data) == []


def test_before_the_end_goal_and_cost_can_be_written(make_activity, coordinator, sign_in):
    page = sign_in(coordinator).get(page_of(make_activity()))

    assert "Gezählt wird am Tag nach dem Ende." in page.text


@pytest.mark.parametrize("role", [Role.LEADERSHIP, Role.ADMIN, Role.COORDINATOR])
def test_nobody_else_reads_or_writes_it(held, make_person, sign_in, role):
    visitor = sign_in(make_person(role))

    statuses = [
        visitor.raw(page_of(held)).status_code,
        visitor.raw(page_of(held), method="POST", data=WRITTEN).status_code,
        visitor.raw(f"{page_of(held)}/auswertung.pdf").status_code,
    ]

    assert statuses == [403] * 3
