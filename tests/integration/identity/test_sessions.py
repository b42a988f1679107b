"""How long somebody stays signed in."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest

from bgm_portal.core.database import db
from bgm_portal.identity import queries
from bgm_portal.identity.models import Person
from tests.factories.identity import EMAIL, status_of
from tests.support.page import Visitor
from tests.support.queries import statements
from tests.support.times import NOW

At = Callable[[datetime], AbstractContextManager[None]]


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [([29], 200), ([30], 302), ([29, 58], 200), ([29, 58, 87], 200), ([29, 60], 302)],
)
def test_a_session_ends_after_half_an_hour_without_a_page(
    visitor: Visitor, katrin: Person, at: At, minutes: list[int], expected: int
) -> None:
    status_of(visitor)
    statuses = []
    for minute in minutes:
        with at(NOW + timedelta(minutes=minute)):
            statuses.append(visitor.raw("/konto").status_code)

    assert statuses[-1] == expected


def test_a_session_ends_after_ten_hours_however_busy(
    visitor: Visitor, katrin: Person, at: At
) -> None:
    status_of(visitor)
    statuses = []
    for quarter in range(1, 41):
        with at(NOW + timedelta(minutes=15 * quarter)):
            statuses.append(visitor.raw("/konto").status_code)

    assert statuses == [200] * 39 + [302]


def test_reading_writes_that_somebody_is_there_only_every_five_minutes(
    visitor: Visitor, katrin: Person, at: At
) -> None:
    status_of(visitor)

    with at(NOW + timedelta(minutes=4)), statements() as early:
        visitor.raw("/konto")
    with at(NOW + timedelta(minutes=5)), statements() as later:
        visitor.raw("/konto")

    assert [one for one in early if one.startswith("UPDATE")] == []
    assert len([one for one in later if one.startswith("UPDATE")]) == 1


def test_somebody_who_says_that_they_are_there_gets_the_whole_half_hour_again(
    visitor: Visitor, katrin: Person, at: At
) -> None:
    status_of(visitor)
    with at(NOW + timedelta(minutes=4)):
        answer = visitor.raw("/angemeldet-bleiben", method="POST")
    with at(NOW + timedelta(minutes=33)):
        later = visitor.raw("/konto")

    assert (answer.status_code, later.status_code) == (204, 200)


@pytest.mark.parametrize(("same", "kept"), [(1, 1), (0, 0)], ids=["same-person", "somebody-else"])
def test_a_form_that_stayed_open_can_be_sent_only_by_whom_it_was_opened(
    visitor: Visitor,
    katrin: Person,
    make_account: Callable[..., Person],
    at: At,
    same: int,
    kept: int,
) -> None:
    make_account(email="jemand@jobcenter.example")
    status_of(visitor)
    with visitor.client.session_transaction() as session:
        session["csrf_token"] = "offene Seite"

    with at(NOW + timedelta(hours=1)):
        status_of(visitor, email=("jemand@jobcenter.example", EMAIL)[same])

    with visitor.client.session_transaction() as session:
        assert (session.get("csrf_token") == "offene Seite") == bool(kept)


def test_a_deactivated_person_is_out_at_the_next_page(visitor: Visitor, katrin: Person) -> None:
    status_of(visitor)
    queries.person(katrin.id).deactivated_at = NOW
    db.session.commit()

    assert visitor.raw("/konto").status_code == 302
