"""Stating needs and taking them back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from bgm_portal.accommodations import queries, service
from bgm_portal.accommodations.errors import NobodyToAsk, UnknownAdaptation, WordsTooLong
from bgm_portal.accommodations.models import Need, NeedStep
from bgm_portal.accommodations.states import Channel, NeedStatus
from bgm_portal.audit import queries as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.permissions import Role
from tests.support.times import NOW, RUN_STARTS


def state(person, activity, *, codes=("dgs",), text="", channel="", at=NOW):
    with transaction():
        return service.state_needs(
            person_id=person.id,
            activity=activity,
            codes=list(codes),
            text=text,
            channel=channel,
            by=person.id,
            at=at,
        )


def count(table):
    return db.session.scalar(select(func.count()).select_from(table))


def test_each_code_becomes_a_need_of_its_own(employee, make_activity):
    activity = make_activity()

    stated = state(employee, activity, codes=["dgs", "guide_runner", "dgs"], text="Bitte")

    cases = service.own_needs(person_id=employee.id)
    assert stated == 2
    assert {case.content.code for case in cases} == {"dgs", "guide_runner"}
    assert {case.content.words for case in cases} == {"Bitte"}


def test_words_alone_count_as_something_else(employee, make_activity):
    state(employee, make_activity(), codes=[], text="  Ich bringe jemanden mit. ", channel="phone")

    (case,) = service.own_needs(person_id=employee.id)
    assert case.content.code == "other"
    assert case.content.words == "Ich bringe jemanden mit."
    assert case.content.channel is Channel.PHONE
    assert case.row.due_on == date(2026, 5, 14)


def test_nothing_stated_stores_nothing(employee, make_activity):
    stated = state(employee, make_activity(), codes=[], text="  \r\n ")

    assert stated == 0
    assert count(Need) == 0


def test_a_need_is_due_before_the_event_by_its_lead_days(employee, make_activity):
    state(employee, make_activity(), codes=["dgs"])

    (row,) = queries.own_needs(employee.id)
    assert row.due_on == date(2026, 4, 23)
    assert row.status is NeedStatus.STATED


def test_a_late_need_is_due_today_and_not_before(employee, make_activity):
    state(employee, make_activity(), codes=["dgs"], at=RUN_STARTS - timedelta(days=3))

    (row,) = queries.own_needs(employee.id)
    assert row.due_on == date(2026, 5, 18)


def test_the_contact_looks_after_the_need(employee, coordinator, make_activity):
    state(employee, make_activity())

    (row,) = queries.own_needs(employee.id)
    assert row.owner_id == coordinator.id


def test_a_need_of_the_contact_goes_to_another_assigned_coordinator(
    coordinator, make_person, make_activity, make_deputy
):
    activity = make_activity()
    make_person(Role.COORDINATOR, last_name="Aachen")
    deputy = make_deputy(activity)

    state(coordinator, activity)

    (row,) = queries.own_needs(coordinator.id)
    assert row.owner_id == deputy.id


def test_a_need_never_goes_to_the_line_manager(coordinator, make_person, make_activity):
    person = make_person(line_manager_id=coordinator.id)
    other = make_person(Role.COORDINATOR)

    state(person, make_activity())

    (row,) = queries.own_needs(person.id)
    assert row.owner_id == other.id


def test_a_need_never_goes_to_somebody_who_left(employee, coordinator, make_person, make_activity):
    other = make_person(Role.COORDINATOR)
    activity = make_activity()
    coordinator.deactivated_at = NOW
    db.session.commit()

    state(employee, activity)

    (row,) = queries.own_needs(employee.id)
    assert row.owner_id == other.id


def test_a_need_that_nobody_may_see_is_refused(coordinator, make_activity):
    activity = make_activity()

    with pytest.raises(NobodyToAsk):
        state(coordinator, activity)

    assert count(Need) == 0


def test_unknown_codes_are_refused(employee, make_activity):
    activity = make_activity()

    with pytest.raises(UnknownAdaptation):
        state(employee, activity, codes=["dgs", "diagnosis"])


def test_too_many_words_are_refused(employee, make_activity):
    activity = make_activity()

    with pytest.raises(WordsTooLong):
        state(employee, activity, text="x" * 301)


def test_three_hundred_characters_of_any_script_fit(employee, make_activity):
    words = "🏃" * 300

    state(employee, make_activity(), text=words)

    (case,) = service.own_needs(person_id=employee.id)
    assert case.content.words == words


def test_stating_is_noted_without_what_is_needed(employee, make_activity):
    state(employee, make_activity(), text="Bitte")

    (entry,) = audit.entries_about(employee.id, events=(Event.NEED_STATED,))
    (row,) = queries.own_needs(employee.id)
    assert entry.object_id == row.id
    assert entry.facts == {}


def test_withdrawing_erases_at_once(employee, make_person, make_activity):
    activity = make_activity()
    other = make_person()
    state(employee, activity, codes=["dgs", "guide_runner"])
    state(other, activity)

    with transaction():
        gone = service.withdraw_needs(
            person_id=employee.id, activity_id=activity.id, by=employee.id, at=NOW
        )

    assert gone == 2
    assert queries.own_needs(employee.id) == []
    assert len(queries.own_needs(other.id)) == 1
    assert len(audit.entries_about(employee.id, events=(Event.NEED_WITHDRAWN,))) == 2


def test_withdrawing_nothing_is_no_mistake(employee, make_activity):
    activity = make_activity()

    with transaction():
        gone = service.withdraw_needs(
            person_id=employee.id, activity_id=activity.id, by=employee.id, at=NOW
        )

    assert gone == 0


def test_withdrawing_erases_the_answers_too(employee, coordinator, make_need):
    need = make_need()
    with transaction():
        service.answer(
            need_id=need.id,
            status=NeedStatus.ARRANGED,
            content=service.AnswerContent(message="Frau Sommer kommt.", alternative=""),
            by=coordinator.id,
            at=NOW,
        )

    with transaction():
        service.withdraw_need(need_id=need.id, by=employee.id, at=NOW)

    assert count(NeedStep) == 0


def test_an_activity_counts_its_needs_and_names_nobody(employee, coordinator, make_activity):
    activity = make_activity()
    state(employee, activity, codes=["dgs", "guide_runner"])
    first, _second = queries.needs_of(employee.id, activity.id)
    with transaction():
        service.answer(
            need_id=first.id,
            status=NeedStatus.ARRANGED,
            content=service.AnswerContent(message="Frau Sommer kommt.", alternative=""),
            by=coordinator.id,
            at=NOW,
        )

    assert queries.tally(activity.id) == queries.Tally(stated=2, open=1)
