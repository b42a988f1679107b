"""Who gets a place, who waits, who moves up: the whole rules on a few screens."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from bgm_portal.activities.kinds import ActivityState, Times
from bgm_portal.activities.rules import Seats
from bgm_portal.registration import rules
from bgm_portal.registration.rules import Place, Refusal
from bgm_portal.registration.states import Promotion, RegistrationState

CONFIRMED, WAITING = RegistrationState.CONFIRMED, RegistrationState.WAITING
OFFERED, CANCELLED = RegistrationState.OFFERED, RegistrationState.CANCELLED

STARTS = datetime(2026, 5, 21, 16, 0, tzinfo=UTC)  # 18:00 in Germany
OPENS = datetime(2026, 3, 1, 7, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 5, 14, 22, 0, tzinfo=UTC)
IN_TIME = datetime(2026, 4, 1, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)

FREE = Seats(
    activity_id=UUID(int=1),
    ticket=1,
    capacity=10,
    taken=9,
    waiting=0,
    has_waiting_list=True,
    state=ActivityState.PUBLISHED,
    needs_registration=True,
    registration_opens_at=OPENS,
    registration_deadline=DEADLINE,
    starts_at=STARTS,
    ends_at=STARTS + timedelta(hours=3),
    contact_id=UUID(int=2),
    discreet=False,
)
FULL = replace(FREE, taken=10)
FREE_BUT_QUEUED = replace(FREE, waiting=1)  # a place on its way to the head of the queue
OVERFULL = replace(FREE, taken=12)  # the capacity was lowered
UNLIMITED = replace(FREE, capacity=None, taken=500)
NO_QUEUE = replace(FULL, has_waiting_list=False)


@pytest.mark.parametrize(
    ("seats", "takes_place", "expected"),
    [
        (FREE, True, Place.CONFIRMED),
        (FULL, True, Place.WAITING),
        (FREE_BUT_QUEUED, True, Place.WAITING),
        (OVERFULL, True, Place.WAITING),
        (UNLIMITED, True, Place.CONFIRMED),
        (NO_QUEUE, True, Refusal.FULL),
        (replace(FREE, capacity=0, taken=0), True, Place.WAITING),
        (FULL, False, Place.CONFIRMED),
        (FREE_BUT_QUEUED, False, Place.CONFIRMED),
        (NO_QUEUE, False, Place.CONFIRMED),
    ],
)
def test_a_newcomer_gets_the_place_that_nobody_waits_for(seats, takes_place, expected):
    decision = rules.decide_place(
        seats, takes_place=takes_place, already_registered=False, is_inside=True, at=IN_TIME
    )

    assert decision == expected


@pytest.mark.parametrize(
    ("seats", "at", "expected"),
    [
        (FREE, OPENS - SECOND, Refusal.NOT_YET_OPEN),
        (FREE, OPENS, Place.CONFIRMED),
        (FREE, DEADLINE, Place.CONFIRMED),
        (FREE, DEADLINE + SECOND, Refusal.DEADLINE_PASSED),
        (replace(FREE, registration_deadline=None), STARTS - SECOND, Place.CONFIRMED),
        (replace(FREE, registration_deadline=None), STARTS, Refusal.BEGUN),
        (replace(FREE, registration_opens_at=None), OPENS - SECOND, Place.CONFIRMED),
        (replace(FREE, state=ActivityState.DRAFT), IN_TIME, Refusal.NOT_PUBLISHED),
        (replace(FREE, state=ActivityState.CANCELLED), IN_TIME, Refusal.CANCELLED),
        (replace(FREE, state=ActivityState.COMPLETED), IN_TIME, Refusal.OVER),
        (replace(FREE, needs_registration=False), IN_TIME, Refusal.NO_SIGN_UP),
    ],
)
def test_a_place_is_given_only_while_the_sign_up_is_open(seats, at, expected):
    decision = rules.decide_place(
        seats, takes_place=True, already_registered=False, is_inside=True, at=at
    )

    assert decision == expected


@pytest.mark.parametrize(
    ("seats", "at", "expected"),
    [
        (FREE, STARTS - SECOND, False),
        (FREE, STARTS, True),
        (replace(FREE, times=Times.DATES, registration_deadline=None), STARTS, False),
        (replace(FREE, times=Times.DATES), STARTS + timedelta(hours=3), True),
        (replace(FREE, needs_registration=False), STARTS - SECOND, False),
        (replace(FREE, needs_registration=False), STARTS, True),
        (replace(FREE, state=ActivityState.COMPLETED), STARTS, True),
        (replace(FREE, state=ActivityState.CANCELLED), STARTS, False),
        (replace(FREE, state=ActivityState.DRAFT), STARTS, False),
        (replace(FREE, starts_at=None, ends_at=None), STARTS, False),
    ],
)
def test_whoever_comes_without_signing_up_is_added_once_it_has_begun(seats, at, expected):
    assert rules.takes_walk_ins(seats, at=at) is expected


@pytest.mark.parametrize("seats", [FREE, FULL, NO_QUEUE])
@pytest.mark.parametrize("takes_place", [True, False])
def test_nobody_is_registered_twice(seats, takes_place):
    decision = rules.decide_place(
        seats, takes_place=takes_place, already_registered=True, is_inside=True, at=IN_TIME
    )

    assert decision == Refusal.ALREADY_REGISTERED


@pytest.mark.parametrize(
    ("seats", "at", "expected"),
    [
        (replace(FREE, taken=7, waiting=5), IN_TIME, 3),
        (replace(FREE, taken=7, waiting=2), IN_TIME, 2),
        (replace(FULL, waiting=5), IN_TIME, 0),
        (replace(OVERFULL, waiting=5), IN_TIME, 0),
        (replace(UNLIMITED, waiting=5), IN_TIME, 5),
        (FREE, IN_TIME, 0),
        (FREE_BUT_QUEUED, DEADLINE + SECOND, 1),  # the sign-up is closed, the queue goes on
        (FREE_BUT_QUEUED, STARTS - SECOND, 1),
        (FREE_BUT_QUEUED, STARTS, 0),
        (replace(FREE_BUT_QUEUED, state=ActivityState.CANCELLED), IN_TIME, 0),
        (replace(FREE_BUT_QUEUED, state=ActivityState.COMPLETED), IN_TIME, 0),
    ],
)
def test_as_many_move_up_as_places_are_free(seats, at, expected):
    assert rules.places_to_give(seats, at=at) == expected


def test_whoever_wanted_the_place_at_once_has_it_at_once():
    step = rules.decide_promotion(Promotion.AUTOMATIC, starts_at=STARTS, at=IN_TIME)

    assert step == rules.MoveUp(state=CONFIRMED, offer_expires_at=None)


def test_whoever_wanted_to_be_asked_is_asked():
    step = rules.decide_promotion(Promotion.ASK, starts_at=STARTS, at=IN_TIME)

    assert step == rules.MoveUp(state=OFFERED, offer_expires_at=IN_TIME + timedelta(hours=48))


def berlin(text):
    """Read "21.05. 18:00" of the year 2026 from the wall in Germany."""
    return datetime.strptime(f"2026.{text}", "%Y.%d.%m. %H:%M").replace(tzinfo=rules.LOCAL)


@pytest.mark.parametrize(
    ("starts", "offered", "until"),
    [
        # long before: 48 hours
        ("21.05. 18:00", "01.04. 10:00", "03.04. 10:00"),
        ("21.05. 18:00", "01.04. 18:59", "03.04. 18:59"),
        # … never in the quiet hours from 19:00 to 7:00
        ("21.05. 18:00", "01.04. 19:00", "04.04. 09:00"),
        ("21.05. 18:00", "01.04. 23:30", "04.04. 09:00"),
        ("21.05. 18:00", "02.04. 06:59", "04.04. 09:00"),
        ("21.05. 18:00", "02.04. 07:00", "04.04. 07:00"),
        # in the last week: 24 hours
        ("21.05. 18:00", "14.05. 17:59", "16.05. 17:59"),
        ("21.05. 18:00", "14.05. 18:00", "15.05. 18:00"),
        ("21.05. 18:00", "18.05. 20:00", "20.05. 09:00"),
        # … never after the start
        ("21.05. 18:00", "20.05. 18:30", "21.05. 18:00"),
        ("21.05. 08:00", "20.05. 06:00", "21.05. 08:00"),
        ("21.05. 08:00", "19.05. 20:00", "21.05. 08:00"),
        # on the day: 2 hours
        ("21.05. 18:00", "21.05. 10:00", "21.05. 12:00"),
        ("21.05. 18:00", "21.05. 00:00", "21.05. 09:00"),
        ("21.05. 18:00", "21.05. 17:30", "21.05. 18:00"),
        ("21.05. 20:30", "21.05. 17:30", "21.05. 20:30"),
        # over the night in which the clocks go forward (29 March) and back (25 October)
        ("21.05. 18:00", "27.03. 20:00", "30.03. 09:00"),
        ("30.11. 18:00", "23.10. 21:00", "26.10. 09:00"),
    ],
)
def test_an_offer_stands_long_enough_and_never_ends_at_night(starts, offered, until):
    deadline = rules.offer_deadline(berlin(starts), at=berlin(offered))

    assert deadline == berlin(until)


def test_an_offer_without_a_date_stands_two_days():
    assert rules.offer_deadline(None, at=IN_TIME) == IN_TIME + timedelta(hours=48)


def test_a_deadline_moved_out_of_the_night_stays_in_the_same_time_zone():
    night = datetime(2026, 4, 1, 21, 0, tzinfo=UTC)

    assert rules.out_of_quiet_hours(night) == datetime(2026, 4, 2, 7, 0, tzinfo=UTC)
    assert rules.out_of_quiet_hours(night).tzinfo is UTC


@pytest.mark.parametrize(
    ("state", "expires_at", "expected"),
    [
        (OFFERED, IN_TIME + SECOND, None),
        (OFFERED, IN_TIME, Refusal.OFFER_OVER),
        (CONFIRMED, None, Refusal.NO_OFFER),
        (WAITING, None, Refusal.NO_OFFER),
        (CANCELLED, None, Refusal.NO_OFFER),
    ],
)
def test_an_offer_is_answered_until_its_deadline(state, expires_at, expected):
    assert rules.refuse_answer_to_offer(state, expires_at, at=IN_TIME) == expected


@pytest.mark.parametrize(
    ("state", "at", "expected"),
    [
        (CONFIRMED, IN_TIME, None),
        (WAITING, IN_TIME, None),
        (OFFERED, IN_TIME, None),
        (CONFIRMED, DEADLINE + SECOND, None),  # cancelling is possible when signing up is not
        (CONFIRMED, FREE.ends_at - SECOND, None),
        (CONFIRMED, FREE.ends_at, Refusal.OVER),
        (CANCELLED, IN_TIME, Refusal.NO_LONGER_ACTIVE),
    ],
)
def test_a_registration_can_be_cancelled_until_it_is_over(state, at, expected):
    assert rules.refuse_to_end(state, over_at=FREE.ends_at, at=at) == expected


@pytest.mark.parametrize(
    ("state", "at", "expected"),
    [
        (CONFIRMED, IN_TIME, None),
        (WAITING, IN_TIME, None),
        (CONFIRMED, OPENS - SECOND, None),
        (CONFIRMED, DEADLINE, None),
        (CONFIRMED, DEADLINE + SECOND, Refusal.DEADLINE_PASSED),
        (CANCELLED, IN_TIME, Refusal.NO_LONGER_ACTIVE),
    ],
)
def test_answers_change_until_the_deadline(state, at, expected):
    assert rules.refuse_to_change(state, FREE, at=at) == expected


@pytest.mark.parametrize(
    ("state", "takes_place", "expected"),
    [
        (CONFIRMED, True, (1, 0)),
        (OFFERED, True, (1, 0)),
        (WAITING, True, (0, 1)),
        (CANCELLED, True, (0, 0)),
        (CONFIRMED, False, (0, 0)),
    ],
)
def test_a_registration_counts_once_at_most(state, takes_place, expected):
    assert rules.places(state, takes_place=takes_place) == expected


@pytest.mark.parametrize(
    ("organiser", "takes_place", "agreed", "missing"),
    [
        ("Agentur", True, False, True),
        ("Agentur", True, True, False),
        ("Agentur", False, False, False),
        (None, True, False, False),
    ],
)
def test_a_start_place_needs_the_organiser_to_know_the_name(
    organiser, takes_place, agreed, missing
):
    assert (
        rules.organiser_is_missing(organiser=organiser, takes_place=takes_place, agreed=agreed)
        is missing
    )


@pytest.mark.parametrize(
    ("seats", "state", "before", "after", "expected"),
    [
        (FULL, CONFIRMED, True, True, CONFIRMED),
        (FULL, WAITING, True, True, WAITING),
        (FULL, WAITING, True, False, CONFIRMED),
        (FULL, OFFERED, True, False, CONFIRMED),
        (FREE, CONFIRMED, False, True, CONFIRMED),
        (FULL, CONFIRMED, False, True, Refusal.FULL_FOR_CHANGE),
        (FREE_BUT_QUEUED, CONFIRMED, False, True, Refusal.FULL_FOR_CHANGE),
    ],
)
def test_changing_the_way_to_take_part_overtakes_nobody(seats, state, before, after, expected):
    assert rules.decide_role_change(seats, state, before=before, after=after) == expected


@pytest.mark.parametrize(
    ("discreet", "at", "shown"),
    [
        (False, IN_TIME, True),
        (True, IN_TIME, False),
        (True, datetime(2026, 5, 20, 21, 59, tzinfo=UTC), False),
        (True, datetime(2026, 5, 20, 22, 0, tzinfo=UTC), True),  # midnight in Germany
        (True, STARTS + timedelta(days=3), True),
    ],
)
def test_names_of_a_discreet_activity_are_shown_on_the_day(discreet, at, shown):
    assert rules.names_are_shown(discreet=discreet, starts_at=STARTS, at=at) is shown


@dataclass(frozen=True, kw_only=True)
class Closed:
    """An activity as far as its end is concerned."""

    state: ActivityState = ActivityState.PUBLISHED
    ends_at: datetime | None = STARTS
    ended_at: datetime | None = None


@pytest.mark.parametrize(
    ("activity", "at", "erased"),
    [
        (Closed(), STARTS, False),
        (Closed(), datetime(2026, 6, 4, 21, 59, tzinfo=UTC), False),
        (Closed(), datetime(2026, 6, 4, 22, 0, tzinfo=UTC), True),  # midnight in Germany
        (Closed(ends_at=None), datetime(2030, 1, 1, tzinfo=UTC), False),
        (
            Closed(state=ActivityState.CANCELLED, ended_at=IN_TIME),
            IN_TIME + timedelta(days=14),
            False,
        ),
        (
            Closed(state=ActivityState.CANCELLED, ended_at=IN_TIME),
            IN_TIME + timedelta(days=15),
            True,
        ),
        (
            Closed(state=ActivityState.COMPLETED, ended_at=STARTS + timedelta(days=9)),
            datetime(2026, 6, 4, 22, 0, tzinfo=UTC),
            True,
        ),
    ],
)
def test_names_are_erased_a_fortnight_after_the_end_or_the_cancellation(activity, at, erased):
    assert rules.names_are_erased(activity, at=at) is erased
