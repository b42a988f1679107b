"""What of a count may be told: every cell by exhaustion, the tables together by random houses."""

from __future__ import annotations

from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bgm_portal.insights.disclosure import reader
from bgm_portal.insights.disclosure.bands import (
    SMALLEST_UNIT,
    WIDTH,
    Band,
    band_of,
    judge,
    needs_met,
)
from bgm_portal.insights.disclosure.reader import exposed, ranges
from bgm_portal.insights.disclosure.telling import Hidden, disclose
from bgm_portal.insights.disclosure.world import HOUSE, Cell, Event, Shown, Table, Unit, World
from tests.unit.insights.worlds import worlds

SIZES = range(20, 81)
COLLEAGUES_NEEDED = 9  # whose status somebody must know before one further status follows


def unit(name: str) -> Cell:
    return Cell(Table.UNIT, name)


def possible(people: int, told: Band | None) -> list[int]:
    """Return every count that is told in this way."""
    return [count for count in range(people + 1) if judge(people, count) == told]


def fewest_known(people: int) -> int:
    """Return how many statuses must be known before another one follows with certainty."""
    fewest = people
    for told in {judge(people, count) for count in range(people + 1)}:
        counts = possible(people, told)
        for took_part, stayed in product(range(people), repeat=2):
            rest = people - took_part - stayed
            left = [count - took_part for count in counts if 0 <= count - took_part <= rest]
            if rest > 0 and left in ([0], [rest]):
                fewest = min(fewest, took_part + stayed)
    return fewest


@pytest.mark.parametrize(
    ("people", "count", "told"),
    [
        (19, 10, None),  # the unit is too small
        (20, 10, "10–14"),
        (40, 0, None),
        (40, 4, None),
        (40, 5, "5–9"),
        (40, 9, "5–9"),
        (24, 14, "10–14"),
        (24, 15, "15–19"),  # at least five did not take part: 24 - 19
        (23, 15, None),
        (24, 20, None),
        (24, 24, None),
        (40, 34, "30–34"),
        (40, 35, None),
    ],
)
def test_a_cell_is_told_by_its_band(people: int, count: int, told: str | None) -> None:
    band = judge(people, count)

    assert (str(band) if band else None) == told


@pytest.mark.parametrize("people", SIZES)
def test_every_band_that_is_told_stands_for_five_counts(people: int) -> None:
    bands = {judge(people, count) for count in range(people + 1)} - {None}

    assert {len(possible(people, band)) for band in bands} == {WIDTH}


@pytest.mark.parametrize("people", SIZES)
def test_none_few_nearly_all_and_all_look_alike(people: int) -> None:
    extremes = [0, 1, 4, people - 4, people - 1, people]

    assert {judge(people, count) for count in extremes} == {None}


@pytest.mark.parametrize("people", SIZES)
def test_nobodys_status_follows_before_nine_colleagues_are_known(people: int) -> None:
    assert fewest_known(people) >= COLLEAGUES_NEEDED


@pytest.mark.parametrize(
    ("stated", "in_time", "early", "told"),
    [
        (9, 9, 9, None),
        (10, 4, 4, None),
        (10, 5, 4, ("10–14", "5–9", "None")),
        (27, 24, 5, ("25–29", "20–24", "5–9")),
        (0, 0, 0, None),
    ],
)
def test_needs_are_told_from_ten_people_on(
    stated: int, in_time: int, early: int, told: tuple[str, str, str] | None
) -> None:
    bands = needs_met(stated, in_time, early)

    assert (tuple(map(str, bands)) if bands else None) == told


@settings(max_examples=20, deadline=None)
@given(worlds)
def test_what_is_told_narrows_nothing_down(world: World) -> None:
    told = disclose(world)

    given_up = [c for c, why in told.hidden.items() if why is Hidden.FOUND_BY_COMPARING]
    assert exposed(world, told.shown, given_up=given_up) == []


@settings(max_examples=20, deadline=None)
@given(worlds)
def test_what_is_told_is_true_and_never_more_than_a_cell_allows(world: World) -> None:
    told = disclose(world)

    for cell, people, count in world.cells():
        assert told.shown[cell] in {None, judge(people, count)}
        assert told.shown[cell] in {None, band_of(count)}
        assert (cell in told.hidden) == (told.shown[cell] is None)


@settings(max_examples=15, deadline=None)
@given(worlds)
def test_the_truth_lies_in_the_range_that_a_reader_finds(world: World) -> None:
    told = disclose(world)

    found = ranges(world, told.shown, given_up=told.hidden)
    counts = {cell: count for cell, _people, count in world.cells()}
    assert all(low <= counts[cell] <= high for cell, (low, high) in found.items())


def by_trying(world: World, shown: Shown) -> dict[Cell, tuple[int, int]]:
    """Return the range of every unit by trying all numbers, for a house without topics."""
    people = {cell: people for cell, people, _count in world.cells()}
    counts = {cell: count for cell, _people, count in world.cells()}
    units = [cell for cell in people if cell.table is Table.UNIT]
    total = shown[HOUSE]
    choices = [
        [
            value
            for value in range(people[cell] + 1)
            if judge(people[cell], value) == shown[cell]
            and (
                shown[cell] is not None
                or people[cell] < SMALLEST_UNIT
                or (value < WIDTH) == (counts[cell] < WIDTH)
            )
        ]
        for cell in units
    ]
    fit = [
        values
        for values in product(*choices)
        if total is None or total.low <= sum(values) <= total.high
    ]
    columns = list(zip(*fit, strict=True))
    return {cell: (min(column), max(column)) for cell, column in zip(units, columns, strict=True)}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(6, 26), st.floats(0, 1)), min_size=1, max_size=3))
def test_the_ranges_are_those_that_one_finds_by_trying_everything(
    units: list[tuple[int, float]],
) -> None:
    world = World(
        units={
            f"U{number}": Unit(staff=staff, reached=round(share * staff))
            for number, (staff, share) in enumerate(units)
        }
    )
    shown = {cell: judge(people, count) for cell, people, count in world.cells()}
    total = sum(one.reached for one in world.units.values())
    shown[HOUSE] = band_of(total)  # told whatever it is, so that there is something to find

    found = ranges(world, shown)

    assert {cell: found[cell] for cell in found if cell.table is Table.UNIT} == by_trying(
        world, shown
    )


def test_the_smallest_unit_disappears_first_when_the_total_gives_a_unit_away() -> None:
    world = World(
        units={
            "A": Unit(staff=60, reached=9),
            "B": Unit(staff=40, reached=9),
            "C": Unit(staff=30, reached=1),
        }
    )
    naive = {cell: judge(people, count) for cell, people, count in world.cells()}

    told = disclose(world)

    assert exposed(world, {**naive, HOUSE: Band(20, 24)}) != []
    assert told.shown[unit("A")] == Band(5, 9)
    assert told.shown[unit("C")] is None


def test_the_total_disappears_after_the_units() -> None:
    world = World(units={"A": Unit(staff=40, reached=4), "B": Unit(staff=40, reached=4)})

    told = disclose(world)

    assert told.shown == {unit("A"): None, unit("B"): None, HOUSE: None}
    assert told.hidden[HOUSE] is Hidden.FOUND_BY_COMPARING


def test_an_activity_beside_a_hidden_one_disappears_when_their_topic_gives_it_away() -> None:
    world = World(
        units={"A": Unit(staff=100, reached=30), "B": Unit(staff=100, reached=30)},
        topics={"medical-1": 13, "movement-1": 57},
        events={
            "check-up": Event(reached=9, topics=("medical-1",)),
            "quit smoking": Event(reached=4, topics=("medical-1",)),
            "run": Event(reached=57, topics=("movement-1",)),
        },
    )
    naive = {cell: judge(people, count) for cell, people, count in world.cells()}

    told = disclose(world)

    assert Cell(Table.EVENT, "quit smoking") in exposed(world, naive)
    assert told.hidden[Cell(Table.EVENT, "check-up")] is Hidden.FOUND_BY_COMPARING
    assert told.shown[Cell(Table.TOPIC, "medical-1")] == Band(10, 14)
    assert told.shown[Cell(Table.EVENT, "run")] == Band(55, 59)


def test_topics_that_hardly_overlap_disappear_when_the_total_gives_a_hidden_one_away() -> None:
    world = World(
        units={"A": Unit(staff=100, reached=20), "B": Unit(staff=100, reached=22)},
        topics={"medical-1": 4, "movement-1": 24, "stress-1": 14},
    )

    told = disclose(world)

    assert told.shown[Cell(Table.TOPIC, "stress-1")] is None
    assert told.shown[HOUSE] == Band(40, 44)


def test_a_house_of_few_people_is_told_nothing_about() -> None:
    world = World(units={"A": Unit(staff=3, reached=2)}, topics={"movement-1": 2})

    assert set(disclose(world).shown.values()) == {None}


def test_a_house_in_which_nobody_works_is_told_nothing_about() -> None:
    assert disclose(World(units={})).shown == {HOUSE: None}


def test_nothing_is_told_when_the_solver_finds_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PATIENCE_SECONDS", 0)
    world = World(
        units={f"U{number}": Unit(staff=40, reached=12) for number in range(6)},
        topics={"movement-1": 60, "stress-1": 30},
        events={"run": Event(reached=60, topics=("movement-1",))},
    )

    told = disclose(world)

    assert set(told.shown.values()) == {None}


def test_nothing_is_told_when_the_solver_claims_what_cannot_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def claim(objective: np.ndarray, **_options: object) -> SimpleNamespace:
        return SimpleNamespace(status=0, x=np.full(len(objective), 1000.0))

    monkeypatch.setattr(reader, "milp", claim)
    world = World(units={"A": Unit(staff=40, reached=12), "B": Unit(staff=40, reached=12)})

    assert set(disclose(world).shown.values()) == {None}


def test_the_same_world_is_told_about_in_the_same_way() -> None:
    world = World(
        units={f"U{number}": Unit(staff=20 + number, reached=number) for number in range(12)},
        topics={"movement-1": 50, "stress-1": 12, "medical-1": 3},
        events={"run": Event(reached=50, topics=("movement-1",))},
    )

    assert disclose(world) == disclose(world)
