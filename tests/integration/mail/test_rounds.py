"""Between two looks round: what was left lying, what came too late, whom nobody reaches now."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bgm_portal.core.database import db
from bgm_portal.mail import delivery, rules
from bgm_portal.mail.courier import Courier
from bgm_portal.mail.models import OutgoingMail, RefusedAddress
from bgm_portal.mail.states import DeliveryPolicy, MailState
from tests.factories.mail import courier
from tests.support.post import Clock, Killed, Post, die
from tests.support.times import NOW

SECOND = timedelta(seconds=1)
EARLIER = NOW - timedelta(minutes=1)
ONCE = DeliveryPolicy.AT_MOST_ONCE


def in_hand(post: Post, clock: Clock) -> Courier:
    """Return whoever sends one by one, so that there is a round for each message."""
    return replace(courier(post, batch=1), now=clock)


def during_the_first(deed: Callable[[], None]) -> Post:
    """Return a way out on which something happens while the first message is handed over."""
    came: list[object] = []

    def step(what: object) -> None:
        came.append(what)
        if len(came) == 1:
            deed()

    return Post(on_hand_over=step)


def state_of(key: str) -> MailState:
    db.session.expire_all()
    return db.session.scalars(db.select(OutgoingMail.state).filter_by(key=key)).one()


def test_what_may_have_been_sent_is_not_taken_by_whoever_did_not_look_round(make_mail):
    make_mail(key="link", policy=ONCE)
    with pytest.raises(Killed):
        delivery.deliver(courier(Post(on_hand_over=die), owner="two", lease=5 * SECOND))
    make_mail(key="first", not_before=EARLIER)
    clock = Clock(NOW)
    post = during_the_first(lambda: clock.pass_by(9 * SECOND))

    delivery.deliver(in_hand(post, clock))

    assert (len(post.taken), state_of("link")) == (1, MailState.SENDING)
    delivery.deliver(in_hand(post, clock))
    assert (len(post.taken), state_of("link")) == (1, MailState.UNCERTAIN)


@pytest.mark.parametrize(
    ("seconds", "expected"), [(9, MailState.QUEUED), (10, MailState.MISSED), (11, MailState.MISSED)]
)
def test_what_is_too_late_is_not_sent_and_is_told_with_the_next_look_round(
    make_mail, seconds, expected
):
    make_mail(key="first", not_before=EARLIER)
    make_mail(key="late", expires_at=NOW + 5 * SECOND)
    clock = Clock(NOW)
    post = during_the_first(lambda: clock.pass_by(seconds * SECOND))

    delivery.deliver(in_hand(post, clock))

    assert (len(post.taken), state_of("late")) == (1, expected)


def test_nothing_goes_to_an_address_that_was_given_up_a_moment_ago(make_mail):
    make_mail(key="first", not_before=EARLIER)
    last = make_mail(key="last")
    address, clock = last.recipient, Clock(NOW)
    db.session.commit()

    def give_up() -> None:
        db.session.add(RefusedAddress(address=address, refusals=3, refused_at=NOW, marked_at=NOW))
        db.session.commit()
        db.session.query(OutgoingMail).filter_by(key="first").update({"recipient": "x@y.example"})
        db.session.commit()

    post = during_the_first(give_up)

    delivery.deliver(in_hand(post, clock))

    assert (len(post.taken), state_of("last")) == (1, MailState.QUEUED)
    delivery.deliver(in_hand(post, clock))
    assert (len(post.taken), state_of("last")) == (1, MailState.FAILED)
    assert db.session.query(OutgoingMail).filter_by(key="last").one().last_error == rules.MARKED


def test_a_link_is_not_kept_whatever_is_sent_after_it(make_mail):
    make_mail(key="link", policy=ONCE, not_before=EARLIER)
    make_mail(key="next")

    delivery.deliver(courier(Post()))

    link = db.session.query(OutgoingMail).filter_by(key="link").one()
    assert (state_of("link"), state_of("next")) == (MailState.SENT, MailState.SENT)
    assert (link.text, link.html) == ("", "")


def test_whoever_lost_a_message_while_sending_it_goes_on_with_the_next(make_mail):
    first = make_mail(key="first", not_before=EARLIER).id
    make_mail(key="next")

    def lose_it() -> None:
        db.session.query(OutgoingMail).filter_by(id=first).update({"attempts": 2})
        db.session.commit()

    post = during_the_first(lose_it)

    sent = delivery.deliver(courier(post))

    assert (sent, len(post.taken)) == (1, 2)
    assert (state_of("first"), state_of("next")) == (MailState.SENDING, MailState.SENT)


def test_what_became_too_late_while_the_one_before_it_was_sent_is_not_begun(make_mail):
    make_mail(key="first", not_before=EARLIER)
    make_mail(key="late", expires_at=NOW + 5 * SECOND)
    clock = Clock(NOW)
    post = during_the_first(lambda: clock.pass_by(5 * SECOND))

    delivery.deliver(replace(courier(post), now=clock))

    assert (len(post.taken), post.called_off, state_of("late")) == (1, 1, MailState.SENDING)
    clock.pass_by(timedelta(minutes=11))
    delivery.deliver(replace(courier(post), now=clock))
    assert (len(post.taken), state_of("late")) == (1, MailState.MISSED)
