"""Every message once, none lost: what happens when the world does not play along."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier, get_ident
from uuid import UUID

import pytest
from sqlalchemy import Select

from bgm_portal.core.database import db, transaction
from bgm_portal.core.jobs import stop_requested
from bgm_portal.identity.queries import recipient
from bgm_portal.mail import delivery, jobs, outbox, preferences
from bgm_portal.mail.courier import Terms
from bgm_portal.mail.errors import NotDelivered
from bgm_portal.mail.kinds import BY_DAY, Topic, kinds_of
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.preferences import Preference
from bgm_portal.mail.states import Channel, DeliveryPolicy, MailState
from tests.factories.mail import courier
from tests.support.post import Clock, Closed, Killed, Post, die, refuse
from tests.support.times import NOW

REGISTRATION = UUID(int=7)
MINUTE = timedelta(minutes=1)
BEFORE_SEVEN_PM = datetime(2026, 3, 23, 17, 59, tzinfo=UTC)
SEVEN_PM = BEFORE_SEVEN_PM + MINUTE
SEVEN_AM = SEVEN_PM + timedelta(hours=12)
LEASE_IS_OVER = NOW + 11 * MINUTE
ONCE = DeliveryPolicy.AT_MOST_ONCE
AGAIN = DeliveryPolicy.AT_LEAST_ONCE


def states() -> list[MailState]:
    db.session.expire_all()
    return list(db.session.scalars(db.select(OutgoingMail.state).order_by(OutgoingMail.key)))


def the_mail() -> OutgoingMail:
    db.session.expire_all()
    return db.session.scalars(db.select(OutgoingMail)).one()


def test_messages_go_out_in_the_order_of_their_time_over_one_line(make_mail, at):
    make_mail(subject="zweite", not_before=NOW + MINUTE)
    make_mail(subject="erste")
    post = Post()

    with at(NOW + MINUTE):
        sent = delivery.deliver(courier(post))

    assert sent == 2
    assert [message["Subject"] for message in post.taken] == ["erste", "zweite"]
    assert post.lines == 1
    assert states() == [MailState.SENT, MailState.SENT]


def test_a_long_queue_is_worked_through_in_batches(make_mail):
    make_mail()
    make_mail()
    make_mail()
    post = Post()

    sent = delivery.deliver(courier(post, batch=2))

    assert (sent, post.lines) == (3, 2)


def test_a_long_queue_is_sent_over_several_lines_and_each_message_once(app, make_mail, monkeypatch):
    for number in range(Terms().batch + 1):
        make_mail(subject=f"Nummer {number}")
    both, met = Barrier(2, timeout=60), set()

    def meet(*_: object) -> None:
        if get_ident() not in met:
            met.add(get_ident())
            both.wait()  # one line alone waits in vain

    post = Post(on_announce=meet)
    post.at_once = 2
    monkeypatch.setitem(app.extensions, "mail_transport", post)

    sent = jobs.deliver(NOW)

    assert sent == Terms().batch + 1
    assert len({message["Subject"] for message in post.taken}) == len(post.taken) == sent
    assert set(states()) == {MailState.SENT}


def test_no_transaction_is_open_while_the_server_is_spoken_to(make_mail):
    make_mail()
    seen = []

    def look(*_: object) -> None:
        seen.append(db.session().in_transaction())

    delivery.deliver(courier(Post(on_announce=look, on_hand_over=look)))

    assert seen == [False, False]


def test_a_temporary_refusal_is_tried_again_later(make_mail, at):
    make_mail()

    delivery.deliver(courier(Post(on_announce=refuse("451 try later"))))

    mail = the_mail()
    assert (mail.state, mail.last_error) == (MailState.QUEUED, "451 try later")
    assert mail.next_attempt_at == NOW + MINUTE
    with at(NOW + MINUTE):
        assert delivery.deliver(courier(Post())) == 1


@pytest.mark.parametrize("step", ["on_announce", "on_hand_over"])
def test_a_permanent_refusal_ends_it(make_mail, step):
    make_mail()

    delivery.deliver(courier(Post(**{step: refuse("550 unknown", permanent=True)})))

    assert states() == [MailState.FAILED]


def test_an_address_that_is_none_fails_without_stopping_the_rest(make_mail, mailbox):
    broken = make_mail(key="a")
    make_mail(key="b")
    broken.recipient = "nobody"
    db.session.commit()

    delivery.deliver(courier(Post()))

    assert states() == [MailState.FAILED, MailState.SENT]


def test_a_message_that_was_refused_for_days_is_given_up(make_mail, at):
    make_mail()

    with at(NOW + timedelta(days=6)):
        delivery.deliver(courier(Post(on_announce=refuse("451 try later"))))

    assert states() == [MailState.FAILED]


def test_a_closed_way_out_postpones_everything(make_mail):
    make_mail()
    make_mail()

    sent = delivery.deliver(courier(Closed()))

    assert sent == 0
    assert states() == [MailState.QUEUED, MailState.QUEUED]


def test_a_message_is_missed_when_its_time_passed(make_mail, at):
    make_mail(expires_at=NOW + MINUTE)
    post = Post()

    with at(NOW + MINUTE):
        delivery.deliver(courier(post))

    assert states() == [MailState.MISSED]
    assert post.taken == []


def test_a_message_that_becomes_void_in_the_last_moment_is_not_sent(make_mail):
    make_mail(context_id=REGISTRATION)

    def cancel(*_: object) -> None:
        outbox.void(context_id=REGISTRATION)
        db.session.commit()

    post = Post(on_announce=cancel)

    delivery.deliver(courier(post))

    assert post.taken == []
    assert post.called_off == 1
    assert states() == [MailState.OBSOLETE]


def test_a_message_that_becomes_void_on_its_way_is_not_tried_again(make_mail):
    make_mail(context_id=REGISTRATION)

    def cancel_and_refuse(*_: object) -> None:
        outbox.void(context_id=REGISTRATION)
        db.session.commit()
        refuse("451 try later")()

    delivery.deliver(courier(Post(on_hand_over=cancel_and_refuse)))

    assert states() == [MailState.OBSOLETE]


def test_what_another_worker_holds_is_left_alone(make_mail):
    make_mail()
    second = Post()

    def meanwhile(*_: object) -> None:
        delivery.deliver(courier(second, owner="two"))

    first = Post(on_announce=meanwhile)

    delivery.deliver(courier(first))

    assert (len(first.taken), len(second.taken)) == (1, 0)


@pytest.mark.parametrize(
    ("killed_at", "policy", "expected", "copies"),
    [
        ("on_announce", AGAIN, MailState.SENT, 1),
        ("on_announce", ONCE, MailState.SENT, 1),
        ("on_hand_over", AGAIN, MailState.SENT, 1),
        ("on_hand_over", ONCE, MailState.UNCERTAIN, 0),
    ],
)
def test_what_a_killed_worker_held_is_taken_over(
    make_mail, at, killed_at, policy, expected, copies
):
    make_mail(policy=policy)
    heir = Post()
    with pytest.raises(Killed):
        delivery.deliver(courier(Post(**{killed_at: die})))

    with at(LEASE_IS_OVER):
        delivery.deliver(courier(heir, owner="two"))

    assert states() == [expected]
    assert len(heir.taken) == copies


def test_the_commit_that_says_sent_says_of_the_next_that_it_has_begun(make_mail):
    make_mail(key="a", not_before=NOW - MINUTE)
    make_mail(key="b")
    seen = []

    def look(*_: object) -> None:
        mails = db.session.scalars(db.select(OutgoingMail).order_by(OutgoingMail.key))
        seen.append([(mail.state, mail.data_started_at is not None) for mail in mails])
        db.session.rollback()

    delivery.deliver(courier(Post(on_announce=look)))

    assert seen == [
        [(MailState.SENDING, False), (MailState.SENDING, False)],
        [(MailState.SENT, True), (MailState.SENDING, True)],
    ]


def test_a_link_that_must_not_come_twice_is_not_begun_ahead(make_mail, at):
    make_mail(key="a", not_before=NOW - MINUTE)
    make_mail(key="b", policy=ONCE)
    heir = Post()
    with pytest.raises(Killed):
        delivery.deliver(courier(Post(on_announce=at_the_second(die))))

    with at(LEASE_IS_OVER):
        delivery.deliver(courier(heir, owner="two"))

    assert (states(), len(heir.taken)) == ([MailState.SENT, MailState.SENT], 1)


@pytest.mark.parametrize("step", ["on_announce", "on_hand_over"])
@pytest.mark.parametrize(
    ("deed", "expected"),
    [
        (refuse("451 try later"), MailState.QUEUED),
        (refuse("550 unknown", permanent=True), MailState.FAILED),
    ],
)
def test_what_was_begun_ahead_and_refused_is_as_if_it_had_not_begun(
    make_mail, step, deed, expected
):
    make_mail(key="a", not_before=NOW - MINUTE)
    make_mail(key="b")

    delivery.deliver(courier(Post(**{step: at_the_second(deed)})))

    assert states() == [MailState.SENT, expected]
    assert db.session.scalars(begun_and_not_sent()).all() == []


def test_what_was_begun_ahead_is_sent_again_by_the_heir_of_a_killed_worker(make_mail, at):
    make_mail(key="a", not_before=NOW - MINUTE)
    make_mail(key="b")
    first, heir = Post(on_announce=at_the_second(die)), Post()
    with pytest.raises(Killed):
        delivery.deliver(courier(first))

    with at(LEASE_IS_OVER):
        delivery.deliver(courier(heir, owner="two"))

    assert (states(), len(first.taken), len(heir.taken)) == ([MailState.SENT] * 2, 1, 1)


def test_what_was_begun_ahead_is_left_to_the_heir_by_a_worker_that_slept_too_long(make_mail):
    make_mail(key="a", not_before=NOW - MINUTE)
    make_mail(key="b")
    clock = Clock(NOW)
    heir = Post()

    def sleep_until_somebody_else_has_sent_it(*_: object) -> None:
        clock.pass_by(11 * MINUTE)
        delivery.deliver(replace(courier(heir, owner="two"), now=clock))

    sleeper = Post(on_announce=at_the_second(sleep_until_somebody_else_has_sent_it))

    delivery.deliver(replace(courier(sleeper), now=clock))

    assert (len(sleeper.taken), len(heir.taken), states()) == (1, 1, [MailState.SENT] * 2)


def test_a_worker_that_is_asked_to_stop_begins_nothing_ahead(make_mail):
    make_mail(key="a", not_before=NOW - MINUTE)
    make_mail(key="b")

    delivery.deliver(courier(Post(on_hand_over=lambda _message: stop_requested.set())))
    stop_requested.clear()

    assert states() == [MailState.SENT, MailState.QUEUED]
    assert db.session.scalars(begun_and_not_sent()).all() == []


def at_the_second(deed: Callable[..., None]) -> Callable[..., None]:
    """Do it when the second message comes to this step."""
    came: list[object] = []

    def step(*what: object) -> None:
        came.append(what)
        if len(came) == 2:
            deed(*what)

    return step


def begun_and_not_sent() -> Select[tuple[str]]:
    begun = OutgoingMail.data_started_at.is_not(None)
    return db.select(OutgoingMail.key).where(begun, OutgoingMail.state != MailState.SENT)


def test_a_second_copy_carries_the_same_identity(make_mail, at):
    identity = make_mail().message_id
    post = Post(on_hand_over=refuse("the line broke", unclear=True))
    delivery.deliver(courier(post))

    with at(NOW + MINUTE):
        delivery.deliver(courier(Post(on_hand_over=post.taken.append)))

    assert [message["Message-ID"] for message in post.taken] == [identity]


@pytest.mark.parametrize(("policy", "expected"), [(AGAIN, "queued"), (ONCE, "uncertain")])
def test_a_broken_line_is_judged_by_the_policy(make_mail, policy, expected):
    make_mail(policy=policy)

    delivery.deliver(courier(Post(on_hand_over=refuse("the line broke", unclear=True))))

    assert states() == [MailState(expected)]


@pytest.mark.parametrize("owner", ["two", "one"])
def test_a_worker_that_slept_too_long_leaves_the_message_to_its_heir(make_mail, owner):
    make_mail()

    clock = Clock(NOW)

    def sleep_until_somebody_else_has_it(*_: object) -> None:
        clock.pass_by(11 * MINUTE)
        with pytest.raises(Killed):
            delivery.deliver(replace(courier(Post(on_announce=die), owner=owner), now=clock))

    sleeper = Post(on_announce=sleep_until_somebody_else_has_it)

    sent = delivery.deliver(replace(courier(sleeper), now=clock))

    assert (sent, sleeper.taken, states()) == (0, [], [MailState.SENDING])


def test_a_clock_set_back_by_a_year_holds_nothing_up(make_mail, at):
    make_mail()
    with pytest.raises(Killed):
        delivery.deliver(courier(Post(on_announce=die)))
    heir = Post()

    with at(NOW - timedelta(days=365)):
        delivery.deliver(courier(heir, owner="two"))

    assert len(heir.taken) == 1


def test_a_void_message_that_may_have_gone_out_is_not_sent_again(make_mail, at):
    make_mail(context_id=REGISTRATION)
    with pytest.raises(Killed):
        delivery.deliver(courier(Post(on_hand_over=die)))
    outbox.void(context_id=REGISTRATION)
    db.session.commit()
    heir = Post()

    with at(LEASE_IS_OVER):
        delivery.deliver(courier(heir, owner="two"))

    assert (states(), heir.taken) == ([MailState.UNCERTAIN], [])


def test_a_late_message_that_may_have_gone_out_is_uncertain(make_mail, at):
    make_mail(expires_at=NOW + 5 * MINUTE)
    with pytest.raises(Killed):
        delivery.deliver(courier(Post(on_hand_over=die)))

    with at(LEASE_IS_OVER):
        delivery.deliver(courier(Post(), owner="two"))

    assert states() == [MailState.UNCERTAIN]


def test_a_worker_that_is_asked_to_stop_finishes_the_message_in_hand(make_mail):
    make_mail()
    make_mail()
    post = Post(on_hand_over=lambda _message: stop_requested.set())

    sent = delivery.deliver(courier(post))
    stop_requested.clear()

    assert sent == 1
    assert sorted(states()) == [MailState.QUEUED, MailState.SENT]
    assert the_rest_is_free()


def the_rest_is_free() -> bool:
    queued = db.select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)
    return db.session.scalars(queued).one().lease_until is None


def test_a_batch_that_takes_too_long_is_put_back_and_taken_anew(make_mail):
    make_mail()
    make_mail()
    clock = Clock(NOW)
    slow = Post(on_hand_over=lambda _message: clock.pass_by(5 * MINUTE))

    sent = delivery.deliver(replace(courier(slow), now=clock))

    assert (sent, slow.lines) == (2, 2)


def test_of_the_reminders_only_the_last_one_may_ring_at_night():
    assert set(kinds_of(Topic.REMINDER)) - set(BY_DAY) == {"reminder.hours"}


def test_a_reminder_that_could_not_leave_before_the_evening_waits_for_the_morning(make_mail, at):
    with at(BEFORE_SEVEN_PM):
        make_mail(key="day", kind="reminder.day")
        make_mail(key="hours", kind="reminder.hours")
        delivery.deliver(courier(Post(on_announce=refuse("451 try later"))))

    with at(SEVEN_PM):
        in_the_evening = delivery.deliver(courier(Post()))
        after = states()
    with at(SEVEN_AM - MINUTE):
        at_night = delivery.deliver(courier(Post()))
    with at(SEVEN_AM):
        in_the_morning = delivery.deliver(courier(Post()))

    assert (in_the_evening, at_night, in_the_morning) == (1, 0, 1)
    assert after == [MailState.QUEUED, MailState.SENT]


def test_a_reminder_that_a_dead_worker_held_waits_for_the_morning_as_well(make_mail, at):
    with at(BEFORE_SEVEN_PM):
        make_mail(kind="reminder.day")
        with pytest.raises(Killed):
            delivery.deliver(courier(Post(on_announce=die)))

    with at(SEVEN_PM + 11 * MINUTE):
        at_night = delivery.deliver(courier(Post(), owner="two"))
        waiting = the_mail()
        held_until = (waiting.state, waiting.next_attempt_at)
    with at(SEVEN_AM):
        in_the_morning = delivery.deliver(courier(Post(), owner="two"))

    assert (at_night, in_the_morning) == (0, 1)
    assert held_until == (MailState.QUEUED, SEVEN_AM)


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Channel.OFF, MailState.OBSOLETE),
        (Channel.PORTAL, MailState.PORTAL),
        (Channel.MAIL, MailState.QUEUED),
    ],
)
def test_a_wish_that_came_while_a_message_was_on_its_way_holds_when_it_comes_back(
    make_mail, employee, wish, expected
):
    make_mail(kind="reminder.day", to=recipient(employee))

    def choose(*_: object) -> None:
        with transaction():
            preferences.keep(employee.id, {"reminder.day": Preference(channel=wish)})
        raise NotDelivered("451 try later")

    delivery.deliver(courier(Post(on_hand_over=choose)))

    assert states() == [expected]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [(Channel.OFF, MailState.UNCERTAIN), (Channel.PORTAL, MailState.PORTAL)],
)
def test_a_wish_holds_for_what_a_killed_worker_left_behind(make_mail, employee, at, wish, expected):
    make_mail(kind="reminder.hours", to=recipient(employee))
    with pytest.raises(Killed):
        delivery.deliver(courier(Post(on_hand_over=die)))
    with transaction():
        preferences.keep(employee.id, {"reminder.hours": Preference(channel=wish)})
    post = Post()

    with at(LEASE_IS_OVER):
        delivery.deliver(courier(post))

    assert (post.taken, states()) == ([], [expected])
