"""No role but the person obtains a diary entry, a goal or a card: every address, in every role.

A house in which something of everything happens is walked through with real ids, so that each
address answers with what it can show. Papers, archives and spreadsheets are opened.
"""

import re

import pytest

from bgm_portal.challenges import service as challenges
from bgm_portal.core.database import db, transaction
from bgm_portal.diary import service
from bgm_portal.diary.rules import Entry
from bgm_portal.identity.models import Person
from tests.support.contents import words_of
from tests.support.routes import assembled, pages
from tests.support.times import NOW
from tests.support.visits import VISITS

MINUTES, GOAL = 1237, 1259  # numbers that stand nowhere else
CANARY = re.compile(rf"(?<![\w-])({MINUTES}|{GOAL})(?![\w-])")  # and not a piece of an id


@pytest.fixture
def world(build_world):
    """A house in which Katrin wrote into her diary and chose a goal."""
    built = build_world()
    built.grow(1)
    katrin = built.people["katrin"]
    with transaction():
        service.write(Entry(day=NOW.date(), minutes=MINUTES), by=katrin, at=NOW)
        wish = challenges.Wish(goal=GOAL, new_team="Die Ruhigen")
        challenges.leave(built.ids["challenge"], by=katrin)
        challenges.join(built.ids["challenge"], wish, by=katrin, at=NOW)
    return built


def addresses(world):
    """Return every address once with the ids of this house, and once as a stranger guesses."""
    named = world.ids | world.people
    adapter = assembled().url_map.bind("localhost")
    known = {
        adapter.build(
            visit.endpoint,
            {name: named[key] for name, key in visit.world.items()} | visit.fixed,
        )
        for visit in VISITS
    }
    guessed = pages({"person_id": world.people["katrin"]})
    return sorted(known.union(guessed))


def walk(world, sign_in, name):
    """Return the addresses at which somebody reads one of the numbers."""
    browser = sign_in(db.session.get_one(Person, world.people[name]))
    answers = [(address, browser.raw(address)) for address in addresses(world)]
    assert len([one for _address, one in answers if one.status_code == 200]) > 40
    return {address for address, answer in answers if CANARY.search(words_of(answer))}


@pytest.mark.parametrize("name", ["tom", "nadine", "admin", "auditor", "editor", "leader"])
def test_nobody_else_finds_an_entry_or_a_goal_at_any_address(world, sign_in, name):
    assert walk(world, sign_in, name) == set()


def test_the_owner_finds_them(world, sign_in):
    found = walk(world, sign_in, "katrin")

    assert {
        "/mein-bereich/tagebuch",
        "/mein-bereich/tagebuch/tagebuch.csv",
        "/mein-bereich/tagebuch/tagebuch.json",
        f"/aktionen/{world.ids['challenge']}",
    } == found
