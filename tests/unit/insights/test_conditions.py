"""What holds between the tables: tiny houses by trying everything, and what a course gives away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bgm_portal.insights.disclosure.bands import Band, judge
from bgm_portal.insights.disclosure.reader import exposed, ranges
from bgm_portal.insights.disclosure.telling import Hidden, disclose
from bgm_portal.insights.disclosure.world import HOUSE, Cell, Event, Shown, Table, Unit, World

PEOPLE = 3  # so few that every house of them can be tried
UNIT = Cell(Table.UNIT, "A")
Programme = tuple[tuple[str, tuple[str, ...]], ...]
#: Courses over two quarters, beside other activities, and one that changed its field half-way.
PROGRAMMES: tuple[Programme, ...] = (
    (("course", ("stress-1", "stress-2")),),
    (("course", ("stress-1", "stress-2")), ("talk", ("stress-1",))),
    (("course", ("stress-1", "stress-2")), ("run", ("movement-1",))),
    (("course", ("stress-1", "stress-2")), ("other", ("stress-1", "stress-2"))),
    (("course", ("stress-1", "stress-2")), ("changed", ("movement-1", "stress-2"))),
    (("talk", ("stress-1",)), ("lesson", ("stress-1",)), ("run", ("movement-1",))),
)


@cache
def houses(programme: Programme) -> tuple[Counter[Cell], ...]:
    """Return the counts of every house of so few people: each of them went to any of the visits."""
    visits = [(event, topic) for event, topics in programme for topic in topics]
    lives = [
        {
            cell
            for at, (event, topic) in enumerate(visits)
            if life >> at & 1
            for cell in (UNIT, HOUSE, Cell(Table.EVENT, event), Cell(Table.TOPIC, topic))
        }
        for life in range(2 ** len(visits))
    ]
    found = {
        frozenset(Counter(cell for life in crowd for cell in life).items())
        for crowd in combinations_with_replacement(lives, PEOPLE)
    }
    return tuple(Counter(dict(one)) for one in sorted(found, key=sorted))


def world_of(programme: Programme, counts: Counter[Cell]) -> World:
    topics = {topic for _event, topics in programme for topic in topics}
    return World(
        units={"A": Unit(staff=PEOPLE, reached=counts[UNIT])},
        topics={name: counts[Cell(Table.TOPIC, name)] for name in sorted(topics)},
        events={
            name: Event(reached=counts[Cell(Table.EVENT, name)], topics=topics)
            for name, topics in programme
        },
    )


def by_trying(
    possible: Sequence[Counter[Cell]], shown: Shown, cells: Sequence[Cell]
) -> dict[Cell, tuple[int, int]]:
    fit = [
        counts
        for counts in possible
        if all(
            band is None or band.low <= counts[cell] <= band.high for cell, band in shown.items()
        )
    ]
    return {cell: (min(one[cell] for one in fit), max(one[cell] for one in fit)) for cell in cells}


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_ranges_of_a_tiny_house_are_those_that_one_finds_by_trying_everything(
    data: st.DataObject,
) -> None:
    programme = data.draw(st.sampled_from(PROGRAMMES))
    counts = data.draw(st.sampled_from(houses(programme)))
    world = world_of(programme, counts)
    shown: dict[Cell, Band | None] = {}
    for cell, _people, count in world.cells():
        below, above = data.draw(st.tuples(st.integers(0, 1), st.integers(0, 1)))
        told = cell != UNIT and data.draw(st.booleans())
        shown[cell] = Band(max(0, count - below), min(PEOPLE, count + above)) if told else None

    found = ranges(world, shown)

    assert found == by_trying(houses(programme), shown, list(found))


#: Of 18 people reached, 14 took a course over two quarters; 4 had a check-up.
COURSE = World(
    units={"A": Unit(staff=90, reached=9), "B": Unit(staff=85, reached=9)},
    topics={"medical-2": 4, "movement-1": 9, "movement-2": 9},
    events={
        "course": Event(reached=14, topics=("movement-1", "movement-2")),
        "check-up": Event(reached=4, topics=("medical-2",)),
    },
)


def test_the_total_minus_a_course_over_two_quarters_does_not_give_a_check_up_away() -> None:
    naive = {cell: judge(people, count) for cell, people, count in COURSE.cells()}
    check_up = Cell(Table.EVENT, "check-up")

    told = disclose(COURSE)

    assert naive[check_up] is None
    assert ranges(COURSE, naive)[check_up] == (1, 4)
    assert check_up in exposed(COURSE, naive)
    given_up = [cell for cell, why in told.hidden.items() if why is Hidden.FOUND_BY_COMPARING]
    assert given_up != []
    assert ranges(COURSE, told.shown, given_up=given_up)[check_up] == (0, 4)


@pytest.mark.parametrize("total", [15, 16, 17, 18, 19])
def test_an_activity_reaches_no_more_people_than_the_house(total: int) -> None:
    world = World(
        units={"A": Unit(staff=200, reached=total)},
        topics={"stress-1": 14, "stress-2": 14},
        events={"course": Event(reached=total, topics=("stress-1", "stress-2"))},
    )
    shown = {cell: judge(people, count) for cell, people, count in world.cells()}
    shown[Cell(Table.EVENT, "course")] = None
    course = Cell(Table.EVENT, "course")

    _low, high = ranges(world, shown, given_up=[course])[course]

    assert high == 19
