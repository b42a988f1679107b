"""Whoever leads reads no figure that moves: whatever staff do, none of their pages changes.

Leadership may read every page for staff. All are read before and after colleagues sign up, come,
join a challenge, keep their diary, answer and learn; a colleague notices it on the same pages.
"""

import pytest

from bgm_portal.challenges import jobs as weeks
from bgm_portal.challenges import service as challenges
from bgm_portal.core.database import db, transaction
from bgm_portal.diary.models import DiaryEntry
from bgm_portal.feedback.kinds import AsWished, Satisfaction
from bgm_portal.feedback.models import FeedbackAnswer
from bgm_portal.identity.permissions import Role, permissions_of
from tests.factories.house import DAY
from tests.factories.learning import finish_probe
from tests.guards.test_learning_is_private import changed, read
from tests.support.routes import assembled, pages
from tests.support.times import NOW

READABLE = {None, *permissions_of(frozenset({Role.LEADERSHIP}))}
MANY = 6  # enough for shares and bands to be told, where they are told
#: Figures for whoever runs the portal: behind a word of their own, and no page.
FOR_MACHINES = {"/metrics", "/health/worker"}


@pytest.fixture
def world(build_world):
    return build_world()


@pytest.fixture
def addresses(world):
    """Return every page that leadership may read, with things that exist."""
    ids = {
        "activity_id": world.ids["run"],
        "challenge_id": world.ids["challenge"],
        "circular_id": world.ids["circular"],
        "contact_id": world.ids["contact"],
        "key": "probe",
        "question": "probe-q6",
        "section": "lesson-1",
        "venue_id": world.ids["venue"],
    }
    attended = {**ids, "activity_id": world.ids["attended"]}
    found = {*pages(ids), *pages(attended)} - FOR_MACHINES
    return sorted(one for one in found if permission_of(one) in READABLE)


def permission_of(address):
    adapter = assembled().url_map.bind("localhost")
    endpoint, _values = adapter.match(address, method="GET")
    return assembled().view_functions[endpoint].access.permission


def live(world):
    """Let several colleagues do everything that is counted anywhere."""
    for _turn in range(MANY):
        person_id = world.fresh().id
        world.on_the_run(person_id)
        world.was_there(world.ids["today"], world.fresh())
        with transaction():
            wish = challenges.Wish(goal=60, new_team="Haus Mitte")
            challenges.join(world.ids["challenge"], wish, by=person_id, at=NOW)
        finish_probe(person_id)
        db.session.add_all(
            [
                DiaryEntry(person_id=person_id, day=(NOW - 10 * DAY).date(), minutes=90),
                FeedbackAnswer(
                    activity_id=world.ids["attended"],
                    satisfaction=Satisfaction.VERY,
                    as_wished=AsWished.YES,
                ),
            ]
        )
        db.session.commit()
    weeks.freeze(NOW)


def read_twice(world, visitor, addresses):
    """Return how many pages can be read, and which of them have changed."""
    read(visitor, addresses)  # for the first time: what is new is not new any more
    before = read(visitor, addresses)
    live(world)
    readable = [one for one, (status, _words) in before.items() if status == 200]
    return len(readable), changed(before, read(visitor, addresses))


def test_no_page_for_staff_shows_whoever_leads_a_figure_that_moves(
    world, addresses, make_person, sign_in
):
    leader = sign_in(make_person(Role.LEADERSHIP))

    readable, moved = read_twice(world, leader, addresses)

    assert readable > 50
    assert moved == []


def test_a_colleague_notices_it_so_that_the_walk_would(world, addresses, make_person, sign_in):
    colleague = sign_in(make_person())

    _readable, moved = read_twice(world, colleague, addresses)

    assert moved == [f"/aktionen/{world.ids['challenge']}"]
