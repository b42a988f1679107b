"""What the auditor reads is counted once, day by day; counts go with what they counted."""

from datetime import timedelta

from sqlalchemy import delete, func, select

from bgm_portal.audit import jobs, queries, service
from bgm_portal.audit.events import SIGN_INS, Event
from bgm_portal.audit.models import AuditTally
from bgm_portal.core.database import db, transaction
from tests.support.queries import statements
from tests.support.times import NOW

DAY = timedelta(days=1)
LONG_AGO = NOW - timedelta(days=400)


def note(event, *moments):
    with transaction():
        for at in moments:
            service.record(event, at=at, by=None)


def counted(event, since=LONG_AGO):
    db.session.commit()
    return dict(queries.counts_by_event(since=since)).get(event.value, 0)


def tallied(*events):
    return db.session.scalar(
        select(func.coalesce(func.sum(AuditTally.times), 0)).where(AuditTally.event.in_(events))
    )


def test_each_day_is_counted_once_and_what_follows_is_added(app):
    note(Event.NEED_OPENED, NOW - 3 * DAY, NOW - 2 * DAY, NOW)
    jobs.count_days(NOW)
    again = jobs.count_days(NOW)
    note(Event.NEED_OPENED, NOW)

    assert (again, tallied(Event.NEED_OPENED)) == (0, 2)
    assert counted(Event.NEED_OPENED) == 4
    assert counted(Event.NEED_OPENED, since=NOW - 2 * DAY) == 3
    assert counted(Event.NEED_OPENED, since=NOW) == 2


def test_where_nothing_was_noted_there_is_no_day_to_count(app):
    assert jobs.count_days(NOW) == 0
    assert queries.last_counted() is None


def test_days_on_which_nothing_happened_are_not_counted_anew(app):
    note(Event.NEED_OPENED, NOW - 340 * DAY)

    assert jobs.count_days(NOW) > 300

    assert jobs.count_days(NOW) == 0
    assert counted(Event.SIGNED_IN) == 0


def test_a_day_is_not_over_while_requests_of_it_may_still_write(app):
    midnight = queries.beginning_of(NOW.date() + DAY)
    note(Event.NEED_OPENED, NOW - 3 * DAY)
    jobs.count_days(midnight + timedelta(minutes=59))
    early = queries.last_counted()
    jobs.count_days(midnight + timedelta(minutes=61))

    assert early == NOW.date() - DAY
    assert queries.last_counted() == NOW.date()


def test_what_was_counted_is_not_read_again(app):
    note(Event.NEED_OPENED, NOW - 3 * DAY)
    jobs.count_days(NOW)
    with transaction():
        db.session.execute(delete(AuditTally).where(AuditTally.event == Event.NEED_OPENED.value))

    assert counted(Event.NEED_OPENED) == 0  # the entry is there, but its day was counted


def test_counts_of_sign_ins_go_with_them_and_the_others_stay(app):
    note(Event.SIGNED_IN, NOW - 10 * DAY)
    note(Event.NEED_OPENED, NOW - 10 * DAY)
    jobs.count_days(NOW)

    jobs.erase_old(NOW + 81 * DAY)
    assert (tallied(*SIGN_INS), tallied(Event.NEED_OPENED)) == (0, 1)

    jobs.erase_old(NOW + 356 * DAY)
    assert tallied(Event.NEED_OPENED) == 0


def test_counting_a_month_costs_as_many_statements_as_a_day(app):
    with transaction():
        service.record(Event.NEED_OPENED, at=NOW - 340 * DAY, by=None)
        assert service.count_days(at=NOW) == 31  # the first one looks for where to begin
    with statements() as month, transaction():
        assert service.count_days(at=NOW) == 31
    jobs.count_days(NOW)
    with statements() as day, transaction():
        assert service.count_days(at=NOW + DAY) == 1

    assert month.count == day.count


def test_days_are_those_of_utc(app):
    midnight = queries.beginning_of(NOW.date())
    note(Event.NEED_OPENED, midnight - timedelta(seconds=1), midnight)
    jobs.count_days(NOW + DAY)

    days = select(AuditTally.day, AuditTally.times).where(AuditTally.times > 0)
    assert [tuple(row) for row in db.session.execute(days.order_by(AuditTally.day))] == [
        (NOW.date() - DAY, 1),
        (NOW.date(), 1),
    ]
