"""How the start pages speak of an activity: how far away, where, how full."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from bgm_portal.home.words import figures_of, in_days, place_of

TODAY = date(2026, 3, 23)


@dataclass(frozen=True)
class Venue:
    name_de: str
    name_en: str | None = None


@dataclass(frozen=True, kw_only=True)
class Activity:
    title_de: str = "Yoga"
    title_en: str | None = None
    venue: Venue | None = None
    online_venue: Venue | None = None
    capacity: int | None = None
    taken: int = 0
    waiting: int = 0


@pytest.mark.parametrize(
    ("days", "words"),
    [(-1, "heute"), (0, "heute"), (1, "morgen"), (2, "in 2 Tagen"), (59, "in 59 Tagen")],
)
def test_a_day_is_so_far_away(app, days, words):
    assert in_days(TODAY + timedelta(days=days), today=TODAY) == words


@pytest.mark.parametrize(
    ("activity", "words"),
    [
        (Activity(), ""),
        (Activity(venue=Venue("Haus Mitte")), "Haus Mitte"),
        (Activity(online_venue=Venue("Videoraum")), "online"),
        (
            Activity(venue=Venue("Haus Mitte"), online_venue=Venue("Videoraum")),
            "Haus Mitte oder online",
        ),
    ],
)
def test_a_place_is_named(app, activity, words):
    assert place_of(activity) == words


@pytest.mark.parametrize(
    ("activity", "words"),
    [
        (Activity(taken=1), "1 Platz belegt"),
        (Activity(taken=7), "7 Plätze belegt"),
        (Activity(capacity=12, taken=11), "11 von 12 Plätzen belegt"),
        (
            Activity(capacity=12, taken=12, waiting=4),
            "12 von 12 Plätzen belegt, 4 auf der Warteliste",
        ),
    ],
)
def test_those_who_plan_read_exactly_how_full_it_is(app, activity, words):
    assert figures_of(activity) == words
