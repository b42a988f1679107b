"""Counting people by marks that lead to nobody, from the first date to the freeze."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from bgm_portal.accommodations import jobs as needs
from bgm_portal.accommodations import service as need_service
from bgm_portal.accommodations.contents import AnswerContent
from bgm_portal.accommodations.states import NeedStatus
from bgm_portal.activities.kinds import ActivityState, PreventionField
from bgm_portal.core.database import db, transaction
from bgm_portal.core.sealed import Keyring
from bgm_portal.counting import cells, jobs, queries, service
from bgm_portal.counting.errors import CountedAlready
from bgm_portal.counting.models import CountedMark, CountedPerson, CountingKey
from bgm_portal.counting.rules import HalfYear
from bgm_portal.identity import service as identity
from bgm_portal.participation import jobs as participation
from bgm_portal.participation import retention
from bgm_portal.participation.states import AttendanceState
from bgm_portal.privacy import service as privacy
from bgm_portal.privacy.kinds import ConsentCode
from tests.support.queries import statements
from tests.support.times import NOW, RUN_ENDS

FIRST_HALF, SECOND_HALF = HalfYear(2026, 1), HalfYear(2026, 2)
CLOSED = datetime(2026, 6, 4, 22, 0, tzinfo=UTC)  # a fortnight after the run
IN_JULY = datetime(2026, 7, 2, 8, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


def reached():
    return set(queries.people_by_unit(FIRST_HALF).values())


def dump():
    """Return every value of the tables in which people are counted."""
    return "\n".join(
        str(row)
        for table in ("counted_person", "counted_mark", "counted_visit", "counting_key")
        for row in db.session.execute(text(f"SELECT * FROM {table}"))  # noqa: S608 - names above
    )


@pytest.fixture
def unit(make_unit):
    return make_unit(name="Leistung")


@pytest.fixture
def people(unit, make_staff):
    return make_staff(unit, 6)


def test_everybody_who_works_here_is_on_the_roster_once(people, unit):
    first, again = jobs.keep_roster(NOW), jobs.keep_roster(NOW)

    assert (first, again) == (6, 0)
    assert queries.people_by_unit(FIRST_HALF) == {unit.id: (6, 0)}


def test_whoever_joins_is_added_and_whoever_leaves_stays_for_the_half_year(
    people, unit, make_staff, coordinator
):
    jobs.keep_roster(NOW)
    make_staff(unit, 1)
    with transaction():
        identity.deactivate_person(person_id=people[0], by=coordinator.id, at=NOW)

    jobs.keep_roster(NOW)
    jobs.keep_roster(IN_JULY)

    assert queries.people_by_unit(FIRST_HALF)[unit.id] == (7, 0)
    assert queries.people_by_unit(SECOND_HALF)[unit.id] == (6, 0)


def test_a_person_counts_once_however_often_they_come(people, make_activity, came):
    came(make_activity(), people[:3])
    came(make_activity(), people[1:4])

    participation.erase_attendance(CLOSED)

    assert sum(count for _staff, count in queries.people_by_unit(FIRST_HALF).values()) == 4
    assert queries.marks_by_cell("2026-1")[cells.topic("movement", 2)] == 4


@pytest.mark.parametrize("most", [1, 1000])
def test_counting_few_people_does_not_read_who_else_works_here(
    people, make_activity, came, monkeypatch, most
):
    monkeypatch.setattr(service, "MOST_ASKED_FOR", most)
    jobs.keep_roster(NOW)
    came(make_activity(), people[:2])

    with statements() as heard:
        participation.erase_attendance(CLOSED)

    asked = [one for one in heard if one.startswith("SELECT") and "counted_person.mark" in one]
    assert asked
    assert all(("counted_person.mark IN" in one) is (most > 1) for one in asked)
    assert sum(count for _staff, count in queries.people_by_unit(FIRST_HALF).values()) == 2


def test_who_was_absent_is_not_counted(people, make_activity, came):
    came(make_activity(), people, state=AttendanceState.ABSENT)

    participation.erase_attendance(CLOSED)

    assert queries.marks_by_cell("2026-1") == {}


def test_nothing_is_counted_that_can_still_be_corrected(people, make_activity, came):
    came(make_activity(), people)

    participation.erase_attendance(CLOSED - timedelta(minutes=1))

    assert queries.marks_by_cell("2026-1") == {}
    assert retention.is_open_before(RUN_ENDS + timedelta(days=1))


def test_people_who_keep_their_past_are_counted_like_all_others(people, make_activity, came):
    with transaction():
        for person_id in people:
            privacy.give(person_id=person_id, code=ConsentCode.HISTORY, by=person_id, at=NOW)
    came(make_activity(), people)

    participation.erase_attendance(CLOSED)

    assert sum(count for _staff, count in queries.people_by_unit(FIRST_HALF).values()) == 6
    assert not retention.is_open_before(IN_JULY)


def test_whoever_no_longer_keeps_their_past_stays_counted_once(people, make_activity, came):
    with transaction():
        privacy.give(person_id=people[0], code=ConsentCode.HISTORY, by=people[0], at=NOW)
    came(make_activity(), people)
    participation.erase_attendance(CLOSED)

    with transaction():
        privacy.withdraw(person_id=people[0], code=ConsentCode.HISTORY, by=people[0], at=CLOSED)

    assert sum(count for _staff, count in queries.people_by_unit(FIRST_HALF).values()) == 6


def test_a_course_counts_in_each_quarter_in_which_it_took_place(people, make_activity, came):
    winter, spring = NOW - WEEK, NOW + 3 * WEEK
    hour = timedelta(hours=1)
    course = make_activity(
        field=PreventionField.STRESS, dates=[(winter, winter + hour), (spring, spring + hour)]
    )
    came(course, people[:2], only=0)
    came(course, people[1:4], only=1)

    participation.erase_attendance(CLOSED)

    assert queries.marks_by_cell("2026-1") == {
        cells.activity(course.id): 4,
        cells.topic("stress", 1): 2,
        cells.topic("stress", 2): 3,
    }
    assert queries.topics_of_activities(FIRST_HALF) == {
        course.id: (cells.topic("stress", 1), cells.topic("stress", 2))
    }


def test_moving_to_another_unit_has_its_effect_in_january(people, unit, make_unit):
    other = make_unit(name="Vermittlung")
    jobs.keep_roster(NOW)
    db.session.execute(text("UPDATE person SET unit_id = :unit"), {"unit": _stored(other.id)})
    db.session.commit()

    jobs.keep_roster(NOW)
    jobs.keep_roster(IN_JULY)
    jobs.keep_roster(datetime(2027, 1, 4, 8, 0, tzinfo=UTC))

    assert set(queries.people_by_unit(FIRST_HALF)) == {unit.id}
    assert set(queries.people_by_unit(SECOND_HALF)) == {unit.id}
    assert set(queries.people_by_unit(HalfYear(2027, 1))) == {other.id}


def test_merging_units_has_its_effect_in_january(people, unit, make_unit, coordinator):
    large = make_unit(name="Verwaltung")
    jobs.keep_roster(NOW)

    with transaction():
        identity.change_unit(
            unit_id=unit.id,
            code=unit.code,
            name="Neuer Name",
            reporting_unit_id=large.id,
            by=coordinator.id,
            at=NOW,
        )
    jobs.keep_roster(IN_JULY)
    jobs.keep_roster(datetime(2027, 1, 4, 8, 0, tzinfo=UTC))

    assert queries.people_by_unit(SECOND_HALF)[unit.id] == (6, 0)
    assert queries.people_by_unit(HalfYear(2027, 1))[large.id] == (6, 0)
    assert queries.names_of_units(2026)[unit.id] == "Leistung"


def test_the_tables_lead_to_nobody(people, make_activity, came):
    came(make_activity(), people)
    participation.erase_attendance(CLOSED)

    written = dump()

    assert written
    assert not [one for one in people if str(one) in written or one.hex in written]


def test_a_person_has_another_mark_in_every_cell(people, make_activity, came):
    came(make_activity(), people[:1])
    came(make_activity(), people[:1])
    participation.erase_attendance(CLOSED)

    marks = [*db.session.scalars(select(CountedMark.mark))]
    own = db.session.scalar(select(CountedPerson.mark).where(CountedPerson.reached.is_(True)))
    assert len(marks) == len({*marks, own}) - 1 == 3


def test_what_is_forgotten_is_not_counted_again(people, make_activity, came):
    came(make_activity(), people)
    jobs.keep_roster(NOW)
    with transaction():
        service.forget(FIRST_HALF, at=IN_JULY)

    participation.erase_attendance(IN_JULY)

    assert queries.people_by_unit(FIRST_HALF) == {}
    assert queries.marks_by_cell("2026-1") == {}
    key = db.session.get_one(CountingKey, "2026-1")
    assert (key.sealed, key.key_name, key.destroyed_at) == (None, None, IN_JULY)
    with pytest.raises(CountedAlready):
        service.hold(FIRST_HALF)


def test_whoever_is_forgotten_keeps_the_unit_for_the_rest_of_the_year(people, unit, make_unit):
    other = make_unit()
    jobs.keep_roster(NOW)
    db.session.execute(text("UPDATE person SET unit_id = :unit"), {"unit": _stored(other.id)})
    db.session.commit()

    with transaction():
        service.forget(FIRST_HALF, at=IN_JULY)

    assert set(queries.people_by_unit(SECOND_HALF)) == {unit.id}


def test_a_need_is_counted_when_it_is_erased(employee, coordinator, make_activity, make_need):
    met, missed = make_activity(), make_activity()
    _arrange(make_need(activity=met), coordinator)
    make_need(activity=missed, code="step_free_transport")

    needs.erase_what_is_over(RUN_ENDS + 2 * WEEK)

    assert queries.marks_by_cell("2026") == {
        cells.NEED_STATED: 1,
        cells.NEED_MISSED: 1,
        cells.NEED_LATE: 1,
    }


def test_a_person_whose_needs_were_met_is_not_counted_as_missed(
    coordinator, make_activity, make_need
):
    _arrange(make_need(activity=make_activity()), coordinator)

    needs.erase_what_is_over(RUN_ENDS + 2 * WEEK)

    assert queries.marks_by_cell("2026") == {cells.NEED_STATED: 1}


def test_a_need_that_is_withdrawn_leaves_no_mark(employee, make_need):
    need = make_need()

    with transaction():
        need_service.withdraw_need(need_id=need.id, by=employee.id, at=NOW)

    assert queries.marks_by_cell("2026") == {}


def test_a_need_at_something_that_was_cancelled_leaves_no_mark(make_activity, make_need):
    activity = make_activity()
    make_need(activity=activity)
    activity.state, activity.ended_at = ActivityState.CANCELLED, NOW
    db.session.commit()

    needs.erase_what_is_over(NOW + 2 * WEEK)

    assert queries.marks_by_cell("2026") == {}


def test_counting_goes_on_after_the_keys_are_rotated(portal, people, app):
    jobs.keep_roster(NOW)
    before = app.extensions["keyring"]
    app.extensions["keyring"] = Keyring({"new": b"n" * 32, "test": b"t" * 32})
    try:
        with transaction():
            resealed = service.reseal()
        app.extensions["keyring"] = Keyring({"new": b"n" * 32})
        again = jobs.keep_roster(NOW)
    finally:
        app.extensions["keyring"] = before

    assert (resealed, again) == (1, 0)


def _arrange(need, coordinator):
    with transaction():
        need_service.open_need(need_id=need.id, by=coordinator.id, at=NOW)
        need_service.answer(
            need_id=need.id,
            status=NeedStatus.ARRANGED,
            content=AnswerContent(message="Ist bestellt.", alternative=""),
            by=coordinator.id,
            at=NOW,
        )


def _stored(unit_id):
    return unit_id.hex if db.engine.dialect.name == "sqlite" else unit_id
