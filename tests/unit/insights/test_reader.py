"""Reading all tables together: short cuts that change nothing, and large houses."""

from __future__ import annotations

from typing import Any

import pytest

from bgm_portal.insights.disclosure import reader
from bgm_portal.insights.disclosure.bands import judge
from bgm_portal.insights.disclosure.reader import exposed
from bgm_portal.insights.disclosure.telling import disclose
from bgm_portal.insights.disclosure.world import Event, Unit, World
from tests.unit.insights.worlds import peopled

MOST_HOUSES = 40  # however many cells a report has


@pytest.mark.no_cover  # many houses; one of them would do to be measured
@pytest.mark.parametrize("seed", [4, 25, 44])  # houses in which comparing finds something
def test_giving_a_cell_up_narrows_no_other_cell_down(seed: int) -> None:
    world = peopled(seed, units=4, rate=0.15)
    shown = {cell: judge(people, count) for cell, people, count in world.cells()}
    found = exposed(world, shown)
    told = [cell for cell, band in shown.items() if band is not None]

    assert found
    for victim in told:
        less: dict[str, Any] = {"shown": shown | {victim: None}, "given_up": [victim]}
        assert exposed(world, **less, among=found) == exposed(world, **less)


def test_a_large_house_is_read_by_imagining_few_houses(monkeypatch: pytest.MonkeyPatch) -> None:
    imagined = []
    solve = reader.milp

    def count(*given: Any, **options: Any) -> Any:
        imagined.append(1)
        return solve(*given, **options)

    monkeypatch.setattr(reader, "milp", count)
    told = disclose(large_house())

    assert len(told.shown) > 1000
    assert len(imagined) < MOST_HOUSES


def large_house() -> World:
    """Return 800 units and 300 activities."""
    events = {
        f"E{number:03}": Event(reached=5 + number % 90, topics=(f"movement-{1 + number % 2}",))
        for number in range(300)
    }
    return World(
        units={f"U{number:03}": Unit(staff=90, reached=number % 20) for number in range(800)},
        topics={"movement-1": 5600, "movement-2": 5700},
        events=events,
    )
