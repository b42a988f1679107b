"""Places are guarded by counters on the activity."""

from uuid import uuid4

import pytest

from bgm_portal.activities import queries, service
from bgm_portal.activities.errors import CapacityRefused, StateRefused, UnknownActivity
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.core.database import transaction
from tests.support.times import NEXT_MONTH, NOW, RUN_ENDS, RUN_STARTS


def test_each_sign_up_gets_the_next_number(make_activity):
    activity = make_activity()

    with transaction():
        first = service.draw_ticket(activity.id)
    with transaction():
        second = service.draw_ticket(activity.id)

    assert (first.ticket, second.ticket) == (1, 2)


def test_a_ticket_tells_how_things_stand(make_activity, coordinator):
    activity = make_activity(capacity=3, taken=2, waiting=0)

    with transaction():
        seats = service.draw_ticket(activity.id)

    assert (seats.capacity, seats.taken, seats.free) == (3, 2, 1)
    assert seats.state is ActivityState.PUBLISHED
    assert seats.starts_at == RUN_STARTS
    assert seats.contact_id == coordinator.id


def test_holding_gives_no_number(make_activity):
    activity = make_activity()

    with transaction():
        seats = service.lock(activity.id)

    assert seats.ticket == 0


def test_counters_take_the_differences(make_activity):
    activity = make_activity(taken=4, waiting=2)

    with transaction():
        service.settle(activity.id, taken=1, waiting=-1)

    seats = service.lock(activity.id)
    assert (seats.taken, seats.waiting) == (5, 1)


def test_an_unknown_activity_has_no_places(app):
    with pytest.raises(UnknownActivity):
        service.draw_ticket(uuid4())


def test_a_moved_activity_keeps_its_rows_and_gets_a_new_version(make_activity, coordinator):
    activity = make_activity()
    before = queries.dates(activity.id)[0].id
    new = [(RUN_STARTS, RUN_ENDS), (NEXT_MONTH, NEXT_MONTH + (RUN_ENDS - RUN_STARTS))]

    with transaction():
        service.move(activity.id, new, by=coordinator.id, at=NOW)

    moved = queries.activity(activity.id, with_dates=True)
    assert moved.schedule_version == 2
    assert moved.starts_at == NEXT_MONTH
    assert moved.ends_at == RUN_ENDS
    assert [date.starts_at for date in moved.occurrences] == [NEXT_MONTH, RUN_STARTS]
    assert moved.occurrences[0].id == before


def test_fewer_dates_remove_the_last_ones(make_activity, coordinator):
    activity = make_activity(
        dates=[(NEXT_MONTH, NEXT_MONTH + (RUN_ENDS - RUN_STARTS)), (RUN_STARTS, RUN_ENDS)]
    )

    with transaction():
        service.move(activity.id, [(RUN_STARTS, RUN_ENDS)], by=coordinator.id, at=NOW)

    assert [date.starts_at for date in queries.dates(activity.id)] == [RUN_STARTS]


def test_a_cancelled_activity_keeps_the_words_that_people_are_told(make_activity, coordinator):
    activity = make_activity()

    with transaction():
        service.mark_cancelled(activity.id, note="Der See ist zu.", by=coordinator.id, at=NOW)

    cancelled = queries.activity(activity.id)
    assert cancelled.state is ActivityState.CANCELLED
    assert cancelled.cancel_note == "Der See ist zu."
    assert cancelled.ended_at == NOW


def test_nobody_cancels_twice(make_activity, coordinator):
    activity = make_activity(state=ActivityState.CANCELLED, ended_at=NOW)

    with pytest.raises(StateRefused):
        service.mark_cancelled(activity.id, note="", by=coordinator.id, at=NOW)


def test_nobody_completes_what_is_not_over(make_activity, coordinator):
    activity = make_activity()

    with pytest.raises(StateRefused):
        service.complete(activity.id, by=coordinator.id, at=RUN_STARTS)


def test_a_coordinator_completes_what_is_over(make_activity, coordinator):
    activity = make_activity()

    with transaction():
        service.complete(activity.id, by=coordinator.id, at=RUN_ENDS)

    assert queries.activity(activity.id).state is ActivityState.COMPLETED


def test_there_are_never_fewer_places_than_are_taken(make_activity, coordinator):
    activity = make_activity(capacity=10, taken=6)

    with pytest.raises(CapacityRefused):
        service.change_capacity(activity.id, 5, by=coordinator.id, at=NOW)


def test_more_places_are_told_at_once(make_activity, coordinator):
    activity = make_activity(capacity=10, taken=10, waiting=3)

    with transaction():
        seats = service.change_capacity(activity.id, 12, by=coordinator.id, at=NOW)

    assert (seats.capacity, seats.free) == (12, 2)
