"""Places, sign-up, publication and old facts, each rule on one screen."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bgm_portal.activities.kinds import AccessQuestion, ActivityState, Times
from bgm_portal.activities.rules import (
    Availability,
    Gap,
    Openness,
    Readiness,
    availability,
    course_step,
    free_places,
    gaps,
    is_outdated,
    openness,
)

OPENS = datetime(2026, 3, 1, 8, tzinfo=UTC)
DEADLINE = datetime(2026, 4, 9, 22, tzinfo=UTC)
STARTS = datetime(2026, 5, 21, 16, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WEEKS = timedelta(weeks=8)


@dataclass(frozen=True)
class Something:
    state: ActivityState = ActivityState.PUBLISHED
    needs_registration: bool = True
    registration_opens_at: datetime | None = OPENS
    registration_deadline: datetime | None = DEADLINE
    starts_at: datetime | None = STARTS
    ends_at: datetime | None = STARTS + WEEKS
    times: Times = Times.NONE
    capacity: int | None = 10
    taken: int = 0
    waiting: int = 0
    has_waiting_list: bool = True


@pytest.mark.parametrize(
    ("activity", "at", "expected"),
    [
        (Something(), OPENS - SECOND, Openness.NOT_YET_OPEN),
        (Something(), OPENS, Openness.OPEN),
        (Something(), DEADLINE, Openness.OPEN),
        (Something(), DEADLINE + SECOND, Openness.DEADLINE_PASSED),
        (Something(), STARTS, Openness.BEGUN),
        (Something(times=Times.ONE), STARTS, Openness.BEGUN),
        (Something(times=Times.DATES, registration_deadline=None), STARTS, Openness.OPEN),
        (Something(times=Times.DATES), STARTS, Openness.DEADLINE_PASSED),
        (
            Something(times=Times.DATES, registration_deadline=None),
            STARTS + WEEKS,
            Openness.BEGUN,
        ),
        (Something(registration_deadline=None), STARTS - SECOND, Openness.OPEN),
        (Something(registration_opens_at=None), OPENS - SECOND, Openness.OPEN),
        (Something(starts_at=None, registration_deadline=None), OPENS, Openness.OPEN),
        (Something(state=ActivityState.DRAFT), OPENS, Openness.NOT_PUBLISHED),
        (Something(state=ActivityState.CANCELLED), OPENS, Openness.CANCELLED),
        (Something(state=ActivityState.COMPLETED), OPENS, Openness.COMPLETED),
        (Something(needs_registration=False), OPENS, Openness.WITHOUT_SIGN_UP),
        (
            Something(needs_registration=False, state=ActivityState.CANCELLED),
            OPENS,
            Openness.CANCELLED,
        ),
    ],
)
def test_state_moments_and_kind_decide_whether_one_can_sign_up(activity, at, expected):
    assert openness(activity, at=at) is expected


@pytest.mark.parametrize(
    ("capacity", "taken", "waiting", "has_list", "expected"),
    [
        (None, 500, 0, True, Availability.FREE),
        (10, 7, 0, True, Availability.FREE),
        (10, 8, 0, True, Availability.FEW),
        (10, 9, 0, True, Availability.FEW),
        (10, 10, 0, True, Availability.WAITING_LIST),
        (10, 10, 0, False, Availability.FULL),
        (10, 9, 1, True, Availability.WAITING_LIST),
        (60, 53, 0, True, Availability.FREE),
        (60, 54, 0, True, Availability.FEW),
        (10, 12, 0, True, Availability.WAITING_LIST),
        (0, 0, 0, False, Availability.FULL),
    ],
)
def test_counters_decide_the_word(capacity, taken, waiting, has_list, expected):
    counted = Something(capacity=capacity, taken=taken, waiting=waiting, has_waiting_list=has_list)

    assert availability(counted) is expected


@pytest.mark.parametrize(
    ("capacity", "taken", "expected"), [(None, 3, None), (10, 4, 6), (10, 10, 0), (10, 12, 0)]
)
def test_free_places_are_never_negative(capacity, taken, expected):
    assert free_places(Something(capacity=capacity, taken=taken)) == expected


READY = Readiness(
    title="Firmenlauf",
    teaser="Ein Abend am See.",
    starts_at=STARTS,
    closes_by=STARTS,
    has_place=True,
    needs_registration=True,
    opens_at=None,
    deadline=DEADLINE,
    decides_at=None,
    lacks_slots=False,
    answered=frozenset(AccessQuestion),
    has_contact=True,
)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"title": "  "}, [Gap.TITLE]),
        ({"teaser": ""}, [Gap.TEASER]),
        ({"starts_at": None}, [Gap.DATES]),
        ({"starts_at": OPENS, "deadline": OPENS}, [Gap.DATES_OVER]),
        ({"has_place": False}, [Gap.PLACE]),
        ({"deadline": None}, [Gap.DEADLINE]),
        ({"deadline": None, "needs_registration": False}, []),
        ({"deadline": STARTS}, []),
        ({"deadline": STARTS + SECOND, "closes_by": STARTS + WEEKS}, []),
        ({"deadline": STARTS + SECOND}, [Gap.DEADLINE_LATE]),
        ({"deadline": STARTS + SECOND, "needs_registration": False}, []),
        ({"opens_at": DEADLINE - SECOND}, []),
        ({"opens_at": DEADLINE}, [Gap.OPENS_LATE]),
        ({"opens_at": DEADLINE, "deadline": None}, [Gap.DEADLINE]),
        ({"opens_at": DEADLINE, "needs_registration": False}, []),
        ({"names_until": DEADLINE}, []),
        ({"names_until": DEADLINE - SECOND}, [Gap.DEADLINE_AFTER_NAMES]),
        ({"names_until": DEADLINE - SECOND, "needs_registration": False}, []),
        ({"names_until": STARTS}, []),
        ({"names_until": STARTS + SECOND}, [Gap.NAMES_LATE]),
        ({"decides_at": STARTS}, []),
        ({"decides_at": STARTS + SECOND}, [Gap.DECISION_LATE]),
        ({"lacks_slots": True}, [Gap.SLOTS]),
        ({"answered": frozenset()}, [Gap.ANSWERS]),
        ({"answered": frozenset(AccessQuestion) - {AccessQuestion.HEARING_SUPPORT}}, [Gap.ANSWERS]),
        ({"has_contact": False}, [Gap.CONTACT]),
        (
            {"title": "", "has_place": False, "has_contact": False},
            [Gap.TITLE, Gap.PLACE, Gap.CONTACT],
        ),
    ],
)
def test_everything_that_is_missing_is_named(changed, expected):
    assert gaps(replace(READY, **changed), at=OPENS) == expected


@pytest.mark.parametrize(
    ("checked_on", "today", "expected"),
    [
        (date(2024, 3, 23), date(2026, 3, 23), False),
        (date(2024, 3, 22), date(2026, 3, 23), True),
        (date(2024, 2, 29), date(2026, 3, 1), False),
        (date(2024, 2, 29), date(2026, 3, 2), True),
    ],
)
def test_a_fact_is_old_after_two_years(checked_on, today, expected):
    assert is_outdated(checked_on, today=today) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("16:45 Bus ab Haus Mitte", ("16:45", "Bus ab Haus Mitte")),
        ("9.05 Uhr: Beginn", ("9:05", "Beginn")),
        ("  18:00 – Start  ", ("18:00", "Start")),
        ("Danach essen wir", ("", "Danach essen wir")),
        ("16 Personen im Bus", ("", "16 Personen im Bus")),
    ],
)
def test_a_line_of_the_course_is_a_time_and_what_happens(line, expected):
    assert course_step(line) == expected
