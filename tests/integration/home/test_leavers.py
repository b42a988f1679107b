"""Whoever left: a week later nothing is left but a row without a name."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bgm_portal.activities.models import Activity
from bgm_portal.core.database import db, transaction
from bgm_portal.home import jobs
from bgm_portal.identity import service as identity
from bgm_portal.identity.models import Person
from bgm_portal.privacy import own_rows
from tests.support.times import NOW

A_WEEK = timedelta(days=7)
SECOND = timedelta(seconds=1)


@pytest.fixture
def leaver(build_world):
    """Katrin, of whom the house knows much, on the day she leaves."""
    world = build_world()
    # The factory makes places that are offered without counting them.
    db.session.execute(update(Activity).where(Activity.taken == 0).values(taken=1))
    with transaction():
        identity.deactivate_person(
            person_id=world.people["katrin"], by=world.people["admin"], at=NOW
        )
    return world.people["katrin"]


def left_of(person_id):
    db.session.rollback()
    return {table for (table, _column), count in own_rows.counts(person_id).items() if count}


def test_requirement_30_whoever_left_a_week_ago_is_erased(leaver):
    early = jobs.erase_leavers(NOW + A_WEEK)
    late = jobs.erase_leavers(NOW + A_WEEK + SECOND)
    again = jobs.erase_leavers(NOW + 2 * A_WEEK)

    person = db.session.get_one(Person, leaver)
    assert (early, late, again) == (0, 1, 0)
    assert left_of(leaver) == {"person", "consent", "audit_entry"}
    assert person.name == "Ehemals beschäftigt"
    assert "albers" not in person.email


def test_whoever_comes_back_within_a_week_keeps_everything(leaver):
    before = left_of(leaver)
    with transaction():
        identity.reactivate_person(person_id=leaver, by=None, at=NOW)

    assert jobs.erase_leavers(NOW + 2 * A_WEEK) == 0
    assert left_of(leaver) == before
