"""Random houses made of people, so that every world of the tests can really exist."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from hypothesis import strategies as st

from bgm_portal.insights.disclosure.world import Event, Unit, World


def peopled(seed: int, *, units: int, rate: float, smallest: int = 8, largest: int = 60) -> World:
    """Let invented people of invented units come to invented activities, and count them."""
    random = Random(seed)  # noqa: S311 - invented people need no secrecy
    sizes = {f"U{number:02}": random.randint(smallest, largest) for number in range(units)}
    people = [(unit, number) for unit, size in sizes.items() for number in range(size)]
    keen = {one: min(0.95, max(0.002, random.gauss(rate, rate * 0.8))) for one in people}
    events: dict[str, set[tuple[str, int]]] = defaultdict(set)
    topics: dict[str, set[tuple[str, int]]] = defaultdict(set)
    where: dict[str, tuple[str, ...]] = {}
    for number in range(random.randint(1, 8)):
        name, field = f"E{number}", random.choice(("movement", "stress", "medical"))
        quarters = random.choice((("1",), ("2",), ("1", "2")))
        where[name] = tuple(f"{field}-{quarter}" for quarter in quarters)
        pull = random.choice((0.05, 0.3, 0.9))
        for topic in where[name]:
            came = {one for one in people if random.random() < keen[one] * pull}
            events[name] |= came
            topics[topic] |= came
    reached = set().union(*topics.values())
    return World(
        units={
            unit: Unit(staff=size, reached=sum(1 for one in reached if one[0] == unit))
            for unit, size in sizes.items()
        },
        topics={
            name: len(topics[name]) for name in sorted({t for ts in where.values() for t in ts})
        },
        events={name: Event(reached=len(events[name]), topics=where[name]) for name in where},
    )


worlds = st.builds(
    peopled,
    st.integers(0, 10**6),
    units=st.integers(1, 8),
    rate=st.sampled_from((0.01, 0.05, 0.15, 0.4, 0.8)),
)
