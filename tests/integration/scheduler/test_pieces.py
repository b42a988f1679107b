"""Long work in short transactions: piece by piece, one by one, until asked to stop."""

import pytest

from bgm_portal.core.jobs import one_by_one, piece_by_piece, stop_requested


@pytest.fixture
def asked_to_stop():
    """The wish to stop, taken back afterwards."""
    stop_requested.set()
    yield
    stop_requested.clear()


def test_work_is_repeated_until_a_piece_finds_nothing_left(app):
    pieces = iter([500, 500, 3, 0, 7])

    assert piece_by_piece(lambda: next(pieces)) == 1003
    assert next(pieces) == 7


def test_each_is_done_and_what_was_done_is_counted(app):
    assert one_by_one([1, 2, 3], lambda number: number * 10) == 60


def test_nothing_more_is_begun_when_the_portal_is_asked_to_stop(app, asked_to_stop):
    assert piece_by_piece(lambda: 1) == 0
    assert one_by_one([1, 2, 3], lambda number: number) == 0
