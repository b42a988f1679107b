"""The notebook forgets: sign-ins after 90 days, everything after 12 months."""

from datetime import timedelta

import pytest

from bgm_portal.audit import jobs, queries, service
from bgm_portal.audit.events import Event
from bgm_portal.core.database import transaction
from tests.support.times import NOW

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def note(employee):
    """Return a function that notes some things about the employee at NOW."""

    def _note(*events):
        with transaction():
            [service.record(event, at=NOW, by=None, subject=employee.id) for event in events]

    return _note


@pytest.mark.parametrize(
    ("event", "kept_for"),
    [
        (Event.SIGNED_IN, 90 * DAY),
        (Event.SIGN_IN_FAILED, 90 * DAY),
        (Event.SIGNED_OUT, 90 * DAY),
        (Event.SIGNED_OUT_ELSEWHERE, 90 * DAY),
        (Event.PASSWORD_SET, 365 * DAY),
        (Event.NEED_OPENED, 365 * DAY),
    ],
)
def test_requirement_30_an_entry_is_erased_when_its_time_is_over(event, kept_for, note):
    note(event)

    early = jobs.erase_old(NOW + kept_for)
    late = jobs.erase_old(NOW + kept_for + SECOND)
    again = jobs.erase_old(NOW + kept_for + SECOND)

    assert (early, late, again) == (0, 1, 0)


def test_erasing_sign_ins_leaves_everything_else(note, employee):
    note(Event.SIGNED_IN, Event.NEED_OPENED)

    jobs.erase_old(NOW + 100 * DAY)

    (entry,) = queries.entries_about(employee.id, events=tuple(Event))
    assert entry.event == Event.NEED_OPENED


def test_many_old_entries_go_in_small_pieces_until_none_is_left(note, employee):
    note(*[Event.SIGNED_IN] * (2 * service.AT_ONCE + 1))

    assert jobs.erase_old(NOW + 91 * DAY) == 2 * service.AT_ONCE + 1
    assert queries.entries_about(employee.id, events=(Event.SIGNED_IN,)) == []
