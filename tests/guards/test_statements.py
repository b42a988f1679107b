"""Every page has a fixed number of SQL statements, whatever the number of rows.

All pages are visited twice: in a small house and in a large one, each by somebody who may see it.
A new page fails the first test until it stands in the table. What is remembered between requests
is warmed up by a visit before the one that counts; every visit has a session of its own, as in
operation.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from bgm_portal.activities.sections import Section
from bgm_portal.calendars.kinds import FeedKind
from bgm_portal.core.database import db
from bgm_portal.exchange.imports import Incoming
from bgm_portal.exchange.kinds import Profile
from bgm_portal.registration.steps import FORMS
from tests.factories.world import World
from tests.support.page import Visitor
from tests.support.queries import statements, unstated
from tests.support.routes import address_of, assembled
from tests.support.visits import VISITS, Visit, name_of

MOST = 15
FEW, MANY = 1, 8
MARGIN = 200  # letters: a figure with one more digit is no list


@dataclass(frozen=True)
class Answer:
    """What came back, and what the database was asked for it."""

    status: int
    length: int
    asked: tuple[str, ...]


Round = dict[str, Answer]


@pytest.fixture
def walked(
    build_world: Callable[[], World],
    browsers_of: Callable[[World], dict[str, Visitor]],
) -> tuple[Round, Round]:
    """Walk through the whole house, let it grow, and walk again."""
    world = build_world()
    browsers = browsers_of(world)
    world.grow(FEW)
    small = dict(_walk(world, browsers))
    world.grow(MANY)
    return small, dict(_walk(world, browsers))


def _walk(world: World, browsers: dict[str, Visitor]) -> Iterator[tuple[str, Answer]]:
    for visit in VISITS:
        address, browser = address_of(visit, world), browsers[visit.who]
        _ask(browser, address)
        yield name_of(visit), _ask(browser, address)


def _ask(browser: Visitor, address: str) -> Answer:
    db.session.remove()
    with statements() as heard:
        response = browser.raw(address)
    return Answer(response.status_code, len(response.data), tuple(heard))


def pages() -> set[str]:
    """Return every endpoint that answers with a page or a file from the database."""
    rules = assembled().url_map.iter_rules()
    return {rule.endpoint for rule in rules if "GET" in (rule.methods or ())} - {"asset"}


def test_every_page_stands_in_the_table() -> None:
    assert {visit.endpoint for visit in VISITS} == pages()


def test_every_visit_has_a_name_of_its_own() -> None:
    assert len({name_of(visit) for visit in VISITS}) == len(VISITS)


def test_every_part_of_a_plan_every_step_and_every_list_stands_in_the_table() -> None:
    slugs = {visit.fixed.get("slug") for visit in VISITS} - {None}

    assert slugs == {one.value for one in (*Section, *FORMS, *Profile, *Incoming, *FeedKind)}


def test_what_an_index_over_some_rows_asks_is_known() -> None:
    told = unstated()

    assert told.search("WHERE registration.state != ? AND registration.person_id = ?")
    assert told.search("WHERE outgoing_mail_1.policy = %(policy_1)s::VARCHAR")
    assert not told.search("WHERE registration.state != 'cancelled' AND registration.state = ?")
    assert not told.search("WHERE registration.state IN (?, ?)")


@pytest.mark.long
def test_a_page_asks_the_database_as_often_for_many_rows_as_for_few(
    walked: tuple[Round, Round],
) -> None:
    """One test for all pages: walking through the house twice takes long, and is done once."""
    found = {name_of(visit): _wrong(visit, *walked) for visit in VISITS}

    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def _wrong(visit: Visit, small: Round, large: Round) -> list[object]:
    """Return what is wrong with a page that was seen in a small house and in a large one."""
    few, many = small[name_of(visit)], large[name_of(visit)]
    wrong: list[object] = []
    if (few.status, many.status) != (visit.status, visit.status):
        wrong += [few.status, many.status]
    if len(many.asked) != len(few.asked) or len(many.asked) > MOST:
        wrong += [len(few.asked), len(many.asked), many.asked]
    wrong += [asked for asked in many.asked if unstated().search(asked)]
    if visit.grows and many.length <= few.length + MARGIN:
        wrong.append(f"shows no more of many: {few.length} and {many.length} letters")
    return wrong
