"""Long work in short transactions: piece by piece, one by one, until asked to stop."""

import pytest
from sqlalchemy.exc import OperationalError

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


def test_one_that_fails_stops_none_of_the_others_and_is_not_hidden(app):
    done = []

    def deed(number):
        if number == 2:
            raise LookupError
        done.append(number)
        return 1

    with pytest.raises(LookupError):
        one_by_one([1, 2, 3], deed)

    assert done == [1, 3]


def test_without_a_database_nobody_else_is_tried(app):
    tried = []

    def deed(number):
        tried.append(number)
        raise OperationalError("SELECT", {}, Exception("away"))

    with pytest.raises(OperationalError):
        one_by_one([1, 2, 3], deed)

    assert tried == [1]


def test_nothing_more_is_begun_when_the_portal_is_asked_to_stop(app, asked_to_stop):
    assert piece_by_piece(lambda: 1) == 0
    assert one_by_one([1, 2, 3], lambda number: number) == 0
