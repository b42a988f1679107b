"""When needs are due, who may look after them, when they are erased."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bgm_portal.accommodations import rules
from bgm_portal.accommodations.rules import Candidate, Concerned, Digest
from bgm_portal.accommodations.states import NeedStatus

TODAY = date(2026, 3, 23)
NOW = datetime(2026, 3, 23, 8, 0, tzinfo=UTC)
EVENT = date(2026, 5, 21)

PERSON = UUID(int=1)
MANAGER = UUID(int=2)
CONTACT = UUID(int=3)
DEPUTY = UUID(int=4)
STRANGER = UUID(int=5)
LED = Concerned(person_id=PERSON, line_manager_id=MANAGER)
LEADERLESS = Concerned(person_id=PERSON, line_manager_id=None)

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))


@dataclass(frozen=True, kw_only=True)
class Waiting:
    status: NeedStatus = NeedStatus.STATED
    due_on: date = date(2026, 4, 23)
    starts_on: date | None = EVENT
    news_since: datetime | None = None


@pytest.mark.parametrize(
    ("starts_on", "lead_days", "due"),
    [
        (EVENT, 28, date(2026, 4, 23)),
        (EVENT, 0, EVENT),
        (EVENT, None, date(2026, 5, 14)),
        (TODAY + timedelta(days=28), 28, TODAY),
        (TODAY + timedelta(days=27), 28, TODAY),
        (TODAY - timedelta(days=1), 0, TODAY),
        (None, 28, TODAY),
    ],
)
def test_a_need_is_due_its_lead_time_before_the_event_but_never_in_the_past(
    starts_on, lead_days, due
):
    assert rules.due_on(starts_on=starts_on, lead_days=lead_days, today=TODAY) == due


@given(starts_on=DAYS, lead_days=st.integers(0, 120), today=DAYS)
def test_no_need_is_due_before_today(starts_on, lead_days, today):
    assert rules.due_on(starts_on=starts_on, lead_days=lead_days, today=today) >= today


@pytest.mark.parametrize(
    ("due", "escalates"),
    [
        (EVENT - timedelta(days=28), EVENT - timedelta(days=14)),
        (EVENT - timedelta(days=7), EVENT - timedelta(days=3)),
        (EVENT - timedelta(days=1), EVENT),
        (EVENT, EVENT),
        (EVENT + timedelta(days=3), EVENT),
    ],
)
def test_a_need_escalates_when_half_of_its_lead_time_is_gone(due, escalates):
    assert rules.escalates_on(due=due, starts_on=EVENT) == escalates


@given(due=DAYS, starts_on=DAYS)
def test_a_need_escalates_between_its_due_date_and_the_event(due, starts_on):
    escalates = rules.escalates_on(due=due, starts_on=starts_on)

    assert min(due, starts_on) <= escalates <= starts_on


@pytest.mark.parametrize(
    ("need", "today", "escalated"),
    [
        (Waiting(), date(2026, 5, 6), False),
        (Waiting(), date(2026, 5, 7), True),
        (Waiting(status=NeedStatus.IN_PROGRESS), date(2026, 5, 7), True),
        (Waiting(status=NeedStatus.ARRANGED), date(2026, 5, 7), False),
        (Waiting(status=NeedStatus.CONFIRMED_BY_PERSON), date(2026, 5, 7), False),
        (Waiting(status=NeedStatus.NOT_POSSIBLE), date(2026, 5, 7), False),
        (Waiting(starts_on=None), date(2026, 5, 7), False),
    ],
)
def test_only_what_is_open_escalates(need, today, escalated):
    assert rules.is_escalated(need, today) is escalated


@pytest.mark.parametrize(
    ("need", "today", "due"),
    [
        (Waiting(), date(2026, 4, 22), False),
        (Waiting(), date(2026, 4, 23), True),
        (Waiting(status=NeedStatus.ARRANGED), date(2026, 4, 23), False),
    ],
)
def test_only_what_is_open_is_due(need, today, due):
    assert rules.is_due(need, today) is due


@pytest.mark.parametrize(
    ("status", "confirm", "talk"),
    [
        (NeedStatus.STATED, False, False),
        (NeedStatus.IN_PROGRESS, False, False),
        (NeedStatus.ARRANGED, True, True),
        (NeedStatus.CONFIRMED_BY_PERSON, False, True),
        (NeedStatus.NOT_POSSIBLE, False, True),
    ],
)
def test_what_a_person_can_say_follows_from_the_answer(status, confirm, talk):
    assert (rules.may_confirm(status), rules.may_talk_again(status)) == (confirm, talk)


@pytest.mark.parametrize(
    ("candidate", "concerned", "may"),
    [
        (CONTACT, LED, True),
        (PERSON, LED, False),
        (MANAGER, LED, False),
        (MANAGER, LEADERLESS, True),
        (PERSON, LEADERLESS, False),
    ],
)
def test_neither_the_person_nor_their_lead_looks_after_a_need(candidate, concerned, may):
    assert rules.may_look_after(candidate, concerned) is may


@pytest.mark.parametrize(
    ("contact", "candidates", "owner"),
    [
        (CONTACT, [(DEPUTY, True), (CONTACT, True)], CONTACT),
        (CONTACT, [(STRANGER, False), (DEPUTY, True)], DEPUTY),
        (CONTACT, [(STRANGER, False)], STRANGER),
        (MANAGER, [(MANAGER, True), (STRANGER, False), (DEPUTY, True)], DEPUTY),
        (PERSON, [(PERSON, True), (STRANGER, False)], STRANGER),
        (PERSON, [(PERSON, True), (MANAGER, True)], None),
        (None, [(STRANGER, False), (DEPUTY, True)], DEPUTY),
        (CONTACT, [], None),
    ],
)
def test_the_contact_comes_first_then_the_assigned_then_anybody(contact, candidates, owner):
    chosen = rules.choose_owner(
        contact_id=contact,
        candidates=[Candidate(person_id=who, assigned=assigned) for who, assigned in candidates],
        concerned=LED,
    )

    assert chosen == owner


@given(
    candidates=st.lists(st.tuples(st.integers(1, 9), st.booleans())),
    contact=st.integers(1, 9),
)
def test_whoever_is_chosen_may_look_after_it(candidates, contact):
    chosen = rules.choose_owner(
        contact_id=UUID(int=contact),
        candidates=[Candidate(person_id=UUID(int=n), assigned=a) for n, a in candidates],
        concerned=LED,
    )

    assert chosen is None or rules.may_look_after(chosen, LED)


@pytest.mark.parametrize(
    ("status", "message", "alternative", "complete"),
    [
        (NeedStatus.IN_PROGRESS, "", "", True),
        (NeedStatus.ARRANGED, "", "", True),
        (NeedStatus.NOT_POSSIBLE, "Niemand ist frei.", "Ein Video.", True),
        (NeedStatus.NOT_POSSIBLE, "Niemand ist frei.", " ", False),
        (NeedStatus.NOT_POSSIBLE, "\n", "Ein Video.", False),
    ],
)
def test_a_no_needs_reason_and_alternative(status, message, alternative, complete):
    assert rules.is_complete(status, message=message, alternative=alternative) is complete


@pytest.mark.parametrize(
    ("opened_at", "shown"),
    [
        (NOW, True),
        (NOW - timedelta(minutes=15) + timedelta(seconds=1), True),
        (NOW - timedelta(minutes=15), False),
        (None, False),
    ],
)
def test_an_opening_shows_for_a_quarter_of_an_hour(opened_at, shown):
    assert rules.shows(opened_at, NOW) is shown


@pytest.mark.parametrize(
    ("event_ends_on", "declined_on", "erased"),
    [
        (EVENT, None, date(2026, 5, 28)),
        (EVENT, date(2026, 5, 1), date(2026, 5, 28)),
        (EVENT, date(2026, 2, 1), date(2026, 5, 1)),
        (None, date(2026, 2, 1), date(2026, 5, 1)),
        (None, None, date(2026, 6, 23)),
    ],
)
def test_a_need_is_erased_a_week_after_the_event_and_a_no_after_three_months_at_most(
    event_ends_on, declined_on, erased
):
    assert (
        rules.erased_on(event_ends_on=event_ends_on, stated_on=TODAY, declined_on=declined_on)
        == erased
    )


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 1, 31), date(2026, 4, 30)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 9, 15), date(2026, 12, 15)),
        (date(2026, 10, 15), date(2027, 1, 15)),
    ],
)
def test_three_months_later_is_a_day_of_the_calendar(day, later):
    assert rules.months_later(day, 3) == later


@given(day=DAYS, months=st.integers(0, 24))
def test_months_later_are_counted_in_months(day, months):
    later = rules.months_later(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months


def test_the_digest_counts_what_is_new_due_and_late():
    needs = [
        Waiting(news_since=NOW),
        Waiting(news_since=NOW + timedelta(seconds=1)),
        Waiting(due_on=TODAY),
        Waiting(due_on=TODAY - timedelta(days=30), starts_on=TODAY + timedelta(days=1)),
        Waiting(due_on=TODAY, status=NeedStatus.ARRANGED),
    ]

    assert rules.digest(needs, until=NOW, today=TODAY) == Digest(new=1, due=2, escalated=1)


@pytest.mark.parametrize(
    ("digest", "worth"),
    [
        (Digest(new=0, due=0, escalated=0), False),
        (Digest(new=1, due=0, escalated=0), True),
        (Digest(new=0, due=1, escalated=0), True),
        (Digest(new=0, due=0, escalated=1), True),
    ],
)
def test_a_digest_with_nothing_new_and_nothing_due_is_not_written(digest, worth):
    assert digest.is_worth_a_message is worth


@pytest.mark.parametrize(
    ("status", "days_before", "early"),
    [
        (NeedStatus.ARRANGED, 8, True),
        (NeedStatus.CONFIRMED_BY_PERSON, 7, True),
        (NeedStatus.ARRANGED, 6, False),
        (NeedStatus.IN_PROGRESS, 30, False),
    ],
)
def test_a_need_was_arranged_early_a_week_before_the_activity(status, days_before, early):
    arranged_on = TODAY - timedelta(days=days_before)

    assert rules.was_early(status, arranged_on=arranged_on, starts_on=TODAY) is early
    assert not rules.was_early(status, arranged_on=arranged_on, starts_on=None)
