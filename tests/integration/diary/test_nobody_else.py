"""No role but the person obtains a diary entry, a goal, a card, or what was answered in a module.

Every address is asked, in every role.

A house in which something of everything happens is walked through with real ids, so that each
address answers with what it can show. Papers, archives and spreadsheets are opened.
"""

import re

import pytest

from bgm_portal.core.database import db, transaction
from bgm_portal.identity.models import Person
from bgm_portal.learning.service import answering
from bgm_portal.learning.service.answering import Sent, Where
from tests.factories.learning import publish_probe
from tests.integration.diary.conftest import CANARY
from tests.support.contents import words_of
from tests.support.routes import assembled, pages
from tests.support.times import NOW
from tests.support.visits import VISITS

pytestmark = pytest.mark.no_cover  # walks through every page of the house

MODULE, ANSWER = "leise", "Ganz eigene Worte von Katrin"
LEARNT = re.compile(rf"{ANSWER}|[1-9] von 6 gelöst")  # nobody else has begun


@pytest.fixture
def world(world):
    """The same house with something of everything, in which Katrin also answered two questions."""
    world.grow(1)
    katrin = world.people["katrin"]
    publish_probe(MODULE)
    answer("probe-q1", {"chosen": ["a"]}, by=katrin)
    answer("probe-q6", {"filled": {"a": ANSWER}}, by=katrin)
    return world


def answer(question, given, *, by):
    where = Where(key=MODULE, question=question, by=by, at=NOW)
    with transaction():
        answering.check(where, Sent(given=given, revision=0))


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
    learning = {one.replace("/lernen/probe", f"/lernen/{MODULE}") for one in known}
    asked = {f"/lernen/{MODULE}/fragen/probe-q6"}
    return sorted(known.union(guessed, learning, asked))


def walk(world, sign_in, name):
    """Return where somebody reads one of the numbers, and where an answer or how many are right."""
    browser = sign_in(db.session.get_one(Person, world.people[name]))
    answers = [(address, browser.raw(address)) for address in addresses(world)]
    assert len([one for _address, one in answers if one.status_code == 200]) > 40
    read = {address: words_of(answer) for address, answer in answers}
    return tuple(
        {address for address, words in read.items() if told.search(words)}
        for told in (CANARY, LEARNT)
    )


@pytest.mark.parametrize("name", ["tom", "nadine", "admin", "auditor", "editor", "leader"])
def test_nobody_else_finds_an_entry_or_a_goal_at_any_address(world, sign_in, name):
    assert walk(world, sign_in, name) == (set(), set())


def test_the_owner_finds_them(world, sign_in):
    found, answered = walk(world, sign_in, "katrin")

    assert {
        "/mein-bereich/tagebuch",
        "/mein-bereich/tagebuch/tagebuch.csv",
        "/mein-bereich/tagebuch/tagebuch.json",
        f"/aktionen/{world.ids['challenge']}",
    } == found
    assert f"/lernen/{MODULE}/fragen/probe-q6" in answered
    assert f"/lernen/{MODULE}/fragen" in answered
