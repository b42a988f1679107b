"""What happens to messages that still wait when an activity moves or a registration ends."""

from datetime import timedelta

import pytest

from bgm_portal.activities import queries as activities
from bgm_portal.core.database import db, transaction
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import MailState
from bgm_portal.registration import queries
from bgm_portal.registration.models import Registration
from bgm_portal.registration.service import dates, ending
from bgm_portal.registration.states import Promotion, RegistrationState
from tests.support.times import NOW, RUN_ENDS, RUN_STARTS, TOMORROW

WEEK = timedelta(weeks=1)


@pytest.fixture
def course(make_activity):
    """Three dates, a week apart."""
    return make_activity(dates=[(RUN_STARTS + n * WEEK, RUN_ENDS + n * WEEK) for n in range(3)])


def shift(activity, by, *, starts_at=RUN_STARTS + timedelta(days=1)):
    with transaction():
        dates.move_activity(
            activity.id, [(starts_at, starts_at + timedelta(hours=3))], by=by.id, at=NOW
        )


def state_of(kind):
    db.session.expire_all()
    return db.session.query(OutgoingMail).filter_by(kind=kind).one().state


@pytest.mark.parametrize(
    "kind",
    [
        "registration.offered",
        "registration.promoted",
        "registration.registered_for_you",
        "activity.goes_ahead",
        "activity.date_cancelled",
        "runs.pair",
        "runs.team",
    ],
)
def test_a_move_takes_back_nothing_that_it_does_not_say_itself(
    make_activity, employee, register, make_mail, coordinator, kind
):
    activity = make_activity()
    make_mail(kind=kind, context_id=register(employee, activity).id)

    shift(activity, coordinator)

    assert state_of(kind) is MailState.QUEUED


@pytest.mark.parametrize("kind", ["registration.confirmed", "reminder.day"])
def test_a_move_takes_back_what_names_the_old_time(
    make_activity, employee, register, make_mail, coordinator, kind
):
    activity = make_activity()
    registration = register(employee, activity)
    if kind == "reminder.day":
        make_mail(kind=kind, context_id=registration.id)

    shift(activity, coordinator)

    assert state_of(kind) is MailState.OBSOLETE
    assert state_of("activity.moved") is MailState.QUEUED


def test_of_two_moves_the_last_is_told(make_activity, employee, register, coordinator):
    activity = make_activity()
    register(employee, activity)

    shift(activity, coordinator)
    shift(activity, coordinator, starts_at=RUN_STARTS + timedelta(days=2))

    told = db.session.query(OutgoingMail).filter_by(kind="activity.moved")
    waiting = [mail.calendar for mail in told if mail.state is MailState.QUEUED]
    assert told.count() == 2
    assert ["20260523" in calendar for calendar in waiting] == [True]


def test_a_cancelled_date_leaves_the_calendar_though_the_registration_ends_at_once(
    course, employee, register, coordinator
):
    registration = register(employee, course)
    second = activities.dates(course.id)[1].id
    with transaction():
        dates.cancel_date(course.id, second, note="Krank", by=coordinator.id, at=NOW)
    with transaction():
        ending.cancel(registration.id, by=employee.id, at=NOW)

    waiting = db.session.query(OutgoingMail).filter_by(state=MailState.QUEUED)
    taken_out = "".join(m.calendar for m in waiting if m.calendar_method == "CANCEL")
    assert [f"UID:{registration.id}-{number}@" in taken_out for number in (1, 2, 3)] == [True] * 3
    assert state_of("registration.confirmed") is MailState.OBSOLETE


def test_whoever_was_offered_a_place_is_told_the_deadline_that_a_move_shortened(
    make_activity, make_person, register, coordinator
):
    activity = make_activity(capacity=1)
    first, second, third = make_person(), make_person(), make_person()
    register(first, activity)
    asked = register(second, activity, promotion=Promotion.ASK)
    waits = register(third, activity)
    with transaction():
        ending.cancel(queries.active(first.id, activity.id).id, by=first.id, at=NOW)

    shift(activity, coordinator, starts_at=TOMORROW)

    offer = db.session.get(Registration, asked.id)
    told = {
        mail.context_id: mail.text.replace("\u00a0", " ")
        for mail in db.session.query(OutgoingMail).filter_by(kind="activity.moved")
    }
    assert (offer.state, offer.offer_expires_at) == (RegistrationState.OFFERED, TOMORROW)
    assert "für Sie frei gehalten bis Dienstag, 24. März 2026" in told[asked.id]
    assert "Stelle auf der Warteliste" not in told[asked.id]
    assert "Sie behalten Ihre Stelle auf der Warteliste." in told[waits.id]
    assert "frei gehalten" not in told[waits.id]
