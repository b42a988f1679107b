"""Deadlines that contradict each other are refused where they are typed, and before publishing."""

from datetime import timedelta

import pytest

from bgm_portal.activities import planning_service, queries
from bgm_portal.activities.errors import OpeningRefused
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.sections import Section
from bgm_portal.core.database import db, transaction
from tests.support.times import NOW, RUN_STARTS

DAY = timedelta(days=1)
DEADLINE = RUN_STARTS - 7 * DAY
TOO_LATE = (
    "Die Anmeldung muss vor dem Anmeldeschluss öffnen. Geben Sie für „Anmeldung ab“ einen früheren"
    " Tag oder eine frühere Uhrzeit ein."
)


@pytest.fixture
def desk(sign_in, coordinator):
    return sign_in(coordinator)


@pytest.fixture
def make_draft(make_activity):
    def make(**values):
        return make_activity(
            **{"state": ActivityState.DRAFT, "published_at": None, "starts_at": RUN_STARTS} | values
        )

    return make


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ({"opens_day": "10.04.2026"}, 422),
        ({"opens_day": "09.04.2026", "opens_time": "12:00", "deadline_time": "12:00"}, 422),
        ({"opens_day": "09.04.2026", "opens_time": "11:59", "deadline_time": "12:00"}, 200),
        ({"opens_day": "09.04.2026"}, 200),
        ({"opens_day": "10.04.2026", "needs_registration": ""}, 200),
    ],
)
def test_a_coordinator_may_open_the_sign_up_only_before_it_closes(desk, make_draft, typed, status):
    draft = make_draft()

    sent = {"needs_registration": "y", "deadline_day": "09.04.2026"} | typed
    page = desk.post(f"/planung/{draft.id}/anmeldung", status=status, **sent)

    assert page.errors() == ([TOO_LATE] if status == 422 else [])
    db.session.expire_all()
    assert (queries.activity(draft.id).registration_opens_at is None) is (status == 422)


def test_the_field_of_the_opening_says_that_it_is_too_late_also_once_published(desk, make_activity):
    activity = make_activity(starts_at=RUN_STARTS)

    page = desk.post(
        f"/planung/{activity.id}/anmeldung",
        status=422,
        deadline_day="09.04.2026",
        opens_day="10.04.2026",
    )

    [link] = page.soup.select(".bgm-errors a")
    assert (link["href"], link.get_text()) == ("#opens_day", TOO_LATE)


def test_nobody_opens_the_sign_up_too_late_past_the_form(make_draft, coordinator):
    draft = make_draft(registration_deadline=DEADLINE)

    with pytest.raises(OpeningRefused), transaction():
        planning_service.change(
            draft.id,
            Section.PLACES,
            {"registration_opens_at": DEADLINE},
            by=coordinator.id,
            at=NOW,
        )


def test_a_draft_that_would_never_open_is_not_published(desk, make_draft):
    draft = make_draft(registration_deadline=DEADLINE, registration_opens_at=DEADLINE + DAY)

    page = desk.post(f"/planung/{draft.id}/veroeffentlichen", status=409)

    [link] = page.soup.select(".bgm-errors a")
    assert (link["href"], link.get_text()) == (f"/planung/{draft.id}/anmeldung", TOO_LATE)
    db.session.expire_all()
    assert queries.activity(draft.id).state is ActivityState.DRAFT
