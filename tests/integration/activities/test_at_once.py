"""Two people at two screens, or one who clicks twice: planning comes out as if one went first."""

from functools import partial

import pytest

from bgm_portal.activities import (
    draft_service,
    planning_queries,
    planning_service,
    service,
    venue_queries,
    venue_service,
)
from bgm_portal.activities.kinds import AccessQuestion, ActivityState, Answer, VenueFactCode
from bgm_portal.activities.models import Activity
from bgm_portal.activities.planning_service import Line
from bgm_portal.activities.sheet_queries import Fact
from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db
from tests.support.crowd import at_once
from tests.support.times import NOW

TIMES = 4
LIFT = Fact(VenueFactCode.LIFT, Answer.YES, "95 cm", None, NOW.date(), "SBV")
ROLE = {"label_de": "Laufen", "label_en": None, "hint_de": None, "hint_en": None}


@pytest.fixture
def draft(make_activity):
    return make_activity(state=ActivityState.DRAFT, published_at=None).id


def several(deed):
    return [deed] * TIMES


def test_a_draft_that_is_published_twice_appears_once(app, draft, coordinator):
    publish = partial(service.publish, draft, by=coordinator.id, at=NOW)

    outcomes = at_once(app, several(publish))

    noted = db.session.query(AuditEntry).filter_by(event=Event.ACTIVITY_PUBLISHED.value).count()
    assert sorted(outcomes) == ["done", *["wrong_state"] * (TIMES - 1)]
    assert noted == 1


def test_answers_that_are_saved_twice_stand_there_once(app, draft, coordinator):
    answers = dict.fromkeys(AccessQuestion, (Answer.NO, "18 Stufen", None))
    save = partial(planning_service.answer, draft, answers, by=coordinator.id, at=NOW)

    outcomes = at_once(app, several(save))

    stored = planning_queries.dossier(draft).activity.answers
    assert outcomes == ["done"] * TIMES
    assert sorted(row.question for row in stored) == sorted(AccessQuestion)


def test_what_is_ready_stands_there_once(app, draft, coordinator):
    save = partial(planning_service.offer, draft, ["step_free"], by=coordinator.id, at=NOW)

    outcomes = at_once(app, several(save))

    stored = planning_queries.dossier(draft).activity.adaptations
    assert outcomes == ["done"] * TIMES
    assert len(stored) <= 1


def test_the_team_stands_there_once(app, draft, coordinator, make_deputy, make_activity):
    deputy = make_deputy(make_activity()).id
    save = partial(
        planning_service.set_team,
        draft,
        contact_id=coordinator.id,
        others=[deputy],
        by=coordinator.id,
        at=NOW,
    )

    outcomes = at_once(app, several(save))

    assert outcomes == ["done"] * TIMES
    assert {person.id for person in planning_queries.dossier(draft).team} == {
        coordinator.id,
        deputy,
    }


def test_a_year_that_is_planned_again_twice_has_each_draft_once(app, coordinator, make_activity):
    chosen = [make_activity(title_de=title).id for title in ("Kochkurs", "Osterlauf")]
    again = partial(
        draft_service.copy_year, chosen, year=2027, number="eins", by=coordinator.id, at=NOW
    )

    outcomes = at_once(app, several(again))

    drafts = db.session.query(Activity).filter_by(state=ActivityState.DRAFT)
    assert outcomes == ["done"] * TIMES
    assert sorted(one.title_de for one in drafts) == ["Kochkurs", "Osterlauf"]


def test_a_new_way_to_take_part_breaks_nothing_when_it_is_sent_twice(app, draft, coordinator):
    lines = [Line(id=None, values=ROLE | {"takes_place": True})]
    save = partial(planning_service.set_roles, draft, lines, by=coordinator.id, at=NOW)

    outcomes = at_once(app, several(save))

    roles = planning_queries.dossier(draft).activity.roles
    assert outcomes == ["done"] * TIMES
    assert [role.label_de for role in roles] == ["Laufen"]


def test_facts_about_a_place_that_are_saved_twice_stand_there_once(app, coordinator, make_venue):
    venue_id = make_venue().id
    facts = {VenueFactCode.LIFT: LIFT}
    save = partial(
        venue_service.change, venue_id, {"is_online": False}, facts, by=coordinator.id, at=NOW
    )

    outcomes = at_once(app, several(save))

    assert outcomes == ["done"] * TIMES
    assert [fact.code for fact in venue_queries.venue(venue_id).facts] == [LIFT.code]


def test_two_places_can_be_added_at_once(app, coordinator):
    add = partial(venue_service.create, {"name_de": "Haus Süd"}, {}, by=coordinator.id, at=NOW)

    assert at_once(app, several(add)) == ["done"] * TIMES
