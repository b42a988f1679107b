"""A draft that nobody needs any more is deleted by whoever looks after it."""

import pytest
from sqlalchemy import select

from bgm_portal.activities import draft_service
from bgm_portal.activities.errors import StateRefused
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import (
    AccessAnswer,
    Activity,
    Assignment,
    Occurrence,
    OfferedAdaptation,
    Venue,
)
from bgm_portal.audit import queries as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.permissions import Role
from tests.support.times import NOW

NO_DRAFT = [ActivityState.PUBLISHED, ActivityState.CANCELLED, ActivityState.COMPLETED]


@pytest.fixture
def desk(sign_in, coordinator):
    return sign_in(coordinator)


@pytest.fixture
def draft(make_activity, make_role, make_question):
    """A draft with something in every part."""
    made = make_activity(title_de="Firmenlauf", state=ActivityState.DRAFT, published_at=None)
    make_role(made, "run")
    make_question(made)
    db.session.add(OfferedAdaptation(activity_id=made.id, code="dgs"))
    db.session.commit()
    return made


def rows(table):
    return db.session.scalars(select(table)).all()


def test_a_coordinator_deletes_a_draft_after_a_question(desk, draft):
    address = f"/planung/{draft.id}/loeschen"

    hub = desk.get(f"/planung/{draft.id}")
    question = desk.get(address)
    page = desk.post(address)

    assert address in [link["href"] for link in hub.soup.select("aside a")]
    assert question.h1 == "Entwurf löschen"
    assert "Der Entwurf „Firmenlauf“ ist gelöscht." in page.text
    assert page.h1 == "Planung"
    desk.get(f"/planung/{draft.id}", status=404)


def test_asking_whether_a_draft_shall_go_away_changes_nothing(desk, draft):
    desk.get(f"/planung/{draft.id}/loeschen")

    assert len(rows(Activity)) == 1


def test_nothing_of_a_deleted_draft_stays_but_a_line_in_the_log(draft, coordinator):
    draft_id = draft.id

    with transaction():
        draft_service.delete_draft(draft_id, by=coordinator.id, at=NOW)

    gone = (Activity, Occurrence, AccessAnswer, OfferedAdaptation, Assignment)
    assert [rows(table) for table in gone] == [[], [], [], [], []]
    assert len(rows(Venue)) == 1
    [entry] = audit.entries_on(draft_id, events=(Event.ACTIVITY_DELETED,))
    assert entry.actor_id == coordinator.id


def test_deleting_a_draft_leaves_the_others_as_they_are(draft, coordinator, make_activity):
    other = make_activity(state=ActivityState.DRAFT, published_at=None)

    with transaction():
        draft_service.delete_draft(draft.id, by=coordinator.id, at=NOW)

    assert [activity.id for activity in rows(Activity)] == [other.id]
    assert len(rows(AccessAnswer)) == 7


@pytest.mark.parametrize("state", NO_DRAFT)
def test_what_has_appeared_is_not_deleted(desk, make_activity, state):
    activity = make_activity(state=state)

    desk.get(f"/planung/{activity.id}/loeschen", status=409)
    desk.post(f"/planung/{activity.id}/loeschen", status=409)

    assert len(rows(Activity)) == 1


def test_a_draft_that_was_published_meanwhile_stays(make_activity, coordinator):
    activity = make_activity()

    with pytest.raises(StateRefused), transaction():
        draft_service.delete_draft(activity.id, by=coordinator.id, at=NOW)


def test_a_coordinator_who_is_not_assigned_deletes_nothing(sign_in, make_person, draft):
    colleague = sign_in(make_person(Role.COORDINATOR))

    hub = colleague.get(f"/planung/{draft.id}")
    colleague.get(f"/planung/{draft.id}/loeschen", status=403)
    colleague.post(f"/planung/{draft.id}/loeschen", status=403)

    assert "Entwurf löschen" not in hub.text
    assert len(rows(Activity)) == 1


def test_a_published_activity_offers_no_deletion(desk, make_activity):
    assert "Entwurf löschen" not in desk.get(f"/planung/{make_activity().id}").text
