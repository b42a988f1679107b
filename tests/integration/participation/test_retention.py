"""Forgetting who was there: a fortnight after the date, or with the wish to look back."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bgm_portal.activities import queries as activities
from bgm_portal.audit import queries as notebook
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db, transaction
from bgm_portal.participation import jobs, queries, retention, service
from bgm_portal.participation.models import Attendance
from bgm_portal.participation.queries import Tally
from bgm_portal.privacy import service as privacy
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration.models import Registration
from tests.support.times import NOW, RUN_ENDS, RUN_STARTS

#: The run ended on 21 May; until 4 June it can be corrected. Midnight in Germany is 22:00.
JUST_KEPT = datetime(2026, 6, 4, 21, 59, tzinfo=UTC)
OVER = datetime(2026, 6, 4, 22, 0, tzinfo=UTC)
LAST_DAY_OF_NEXT_YEAR = datetime(2027, 12, 31, 22, 59, tzinfo=UTC)
AFTER_NEXT_YEAR = datetime(2027, 12, 31, 23, 0, tzinfo=UTC)


@pytest.fixture
def held(run, two, coordinator):
    """The run: Albers was there, Bachmann was not."""
    albers, bachmann = two
    (occurrence,) = activities.dates(run.id)
    with transaction():
        service.mark_attendance(
            occurrence_id=occurrence.id,
            present={albers.id},
            absent={bachmann.id},
            by=coordinator.id,
            at=RUN_ENDS,
        )
    return occurrence


@pytest.fixture
def wish(app):
    """Return a function that lets somebody agree to keep their past."""

    def _wish(person, *, at=NOW):
        with transaction():
            privacy.give(person_id=person.id, code=ConsentCode.HISTORY, by=person.id, at=at)

    return _wish


@pytest.fixture
def browser_at(sign_in, at):
    """Return a function that moves the clock and gives somebody's browser then."""

    @contextmanager
    def _then(person, moment):
        with at(moment):
            yield sign_in(person)

    return _then


def named():
    return db.session.query(Attendance).order_by(Attendance.person_id).all()


def test_who_was_there_is_kept_while_it_can_be_corrected(held):
    assert jobs.erase_attendance(JUST_KEPT) == 0

    assert len(named()) == 2


def test_who_was_there_is_forgotten_after_fourteen_days(held):
    assert jobs.erase_attendance(OVER) == 2

    assert named() == []


def test_erasing_again_or_very_late_does_nothing_more(held):
    first = jobs.erase_attendance(OVER)
    again = jobs.erase_attendance(OVER)
    late = jobs.erase_attendance(AFTER_NEXT_YEAR + timedelta(days=900))

    assert (first, again, late) == (2, 0, 0)


def test_the_numbers_stay_when_the_names_go(held):
    jobs.erase_attendance(OVER)

    assert queries.numbers(held.id) == Tally(present=1, absent=1, walked_in=0)


def test_the_erasure_is_noted_without_names(held):
    jobs.erase_attendance(OVER)

    (entry,) = notebook.entries_on(held.id, events=(Event.ATTENDANCE_ERASED,))
    assert (entry.subject_id, entry.actor_id, entry.facts) == (None, None, {"count": 2})


def test_a_person_who_wishes_to_look_back_keeps_where_they_were(held, employee, wish):
    wish(employee)

    jobs.erase_attendance(LAST_DAY_OF_NEXT_YEAR)

    assert [row.person_id for row in named()] == [employee.id]
    assert [row.occurrence_id for row in queries.attended(employee.id, at=RUN_ENDS)] == [held.id]


def test_a_person_who_wishes_to_look_back_does_not_keep_where_they_were_not(held, two, wish):
    wish(two[1])

    jobs.erase_attendance(OVER)

    assert named() == []


def test_a_person_looks_back_without_the_registration(held, run, employee, wish, browser_at):
    wish(employee)
    db.session.query(Registration).delete()
    db.session.commit()

    with browser_at(employee, OVER) as browser:
        page = browser.get("/mein-bereich/rueckblick")

    assert page.rows()[0][0] == run.title_de


def test_the_past_ends_with_the_following_year(held, employee, wish):
    wish(employee)
    jobs.erase_attendance(LAST_DAY_OF_NEXT_YEAR)

    assert jobs.erase_attendance(AFTER_NEXT_YEAR) == 1
    assert named() == []
    assert queries.numbers(held.id) == Tally(present=1, absent=1, walked_in=0)


@pytest.mark.parametrize(
    "address",
    [
        "/mein-bereich/rueckblick/nicht-mehr",
        "/meine-einwilligungen/portal/history/zuruecknehmen",
    ],
)
def test_a_person_who_switches_the_history_off_is_forgotten_at_once(
    address, held, employee, wish, browser_at
):
    wish(employee)
    jobs.erase_attendance(OVER)

    with browser_at(employee, OVER) as browser:
        browser.post(address)

    assert named() == []
    assert queries.numbers(held.id) == Tally(present=1, absent=1, walked_in=0)


def test_switching_off_leaves_what_can_still_be_corrected(held, employee, wish, browser_at):
    wish(employee)

    with browser_at(employee, JUST_KEPT) as browser:
        browser.post("/mein-bereich/rueckblick/nicht-mehr")

    assert len(named()) == 2
    assert jobs.erase_attendance(OVER) == 2


def test_switching_off_before_the_job_has_run_leaves_true_numbers(held, employee):
    with transaction():
        erased = retention.forget_history(employee.id, OVER)

    assert erased == 1
    assert len(named()) == 1
    assert queries.numbers(held.id) == Tally(present=1, absent=1, walked_in=0)


def test_a_date_that_was_moved_meanwhile_stays_as_it_is(held):
    held.starts_at, held.ends_at = RUN_STARTS + timedelta(days=30), RUN_ENDS + timedelta(days=30)
    db.session.commit()

    with transaction():
        erased = retention.forget_date(held.id, at=OVER)

    assert erased == 0
    assert len(named()) == 2


def test_of_a_course_only_the_dates_are_forgotten_that_are_over(
    employee, make_activity, register, coordinator
):
    later = RUN_STARTS + timedelta(days=7)
    hour = timedelta(hours=1)
    course = make_activity(dates=[(RUN_STARTS, RUN_STARTS + hour), (later, later + hour)])
    register(employee, course)
    first, second = activities.dates(course.id)
    with transaction():
        _tick(first, employee, coordinator)
        _tick(second, employee, coordinator)

    jobs.erase_attendance(OVER)

    assert [row.occurrence_id for row in named()] == [second.id]


def _tick(occurrence, person, coordinator):
    service.mark_attendance(
        occurrence_id=occurrence.id,
        present={person.id},
        absent=set(),
        by=coordinator.id,
        at=occurrence.ends_at,
    )


def test_a_coordinator_reads_numbers_and_that_the_names_are_erased(
    held, run, coordinator, browser_at
):
    jobs.erase_attendance(OVER)

    with browser_at(coordinator, OVER) as browser:
        page = browser.get(f"/planung/{run.id}/anwesenheit")

    assert "Die Namen sind 14 Tage nach dem Termin gelöscht worden." in page.text
    assert "Albers" not in page.text
    figures = [" ".join(div.stripped_strings) for div in page.soup.select("main dl > div")]
    assert figures == [
        "Waren da 1",
        "Waren nicht da 1",
        "Entschuldigt 0",
        "Ohne Anmeldung gekommen 0",
    ]
