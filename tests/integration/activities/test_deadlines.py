"""Deadlines that contradict each other are refused where they are typed, and before publishing."""

from datetime import timedelta

import pytest

from bgm_portal.activities import planning_service, queries
from bgm_portal.activities.errors import OpeningRefused
from bgm_portal.activities.kinds import ActivityKind, ActivityState
from bgm_portal.activities.race_models import Race
from bgm_portal.activities.sections import Section
from bgm_portal.core.database import db, transaction
from tests.support.times import NOW, RUN_STARTS

DAY = timedelta(days=1)
DEADLINE = RUN_STARTS - 7 * DAY
TOO_LATE = (
    "Die Anmeldung muss vor dem Anmeldeschluss öffnen. Geben Sie für „Anmeldung ab“ einen früheren"
    " Tag oder eine frühere Uhrzeit ein."
)

AFTER_NAMES = (
    "Der Anmeldeschluss liegt nach der Frist für Namen. Geben Sie einen früheren ein, oder im Teil"
    " „Lauf: Vorgaben und Teams“ eine spätere Frist für Namen."
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


@pytest.fixture
def make_run(make_draft):
    """A draft of a run whose organiser wants the names a day after the sign-up deadline."""

    def make(*, names_until=DEADLINE + DAY, **values):
        run = make_draft(
            **{"kind": ActivityKind.RUN_EVENT, "registration_deadline": DEADLINE} | values
        )
        db.session.add(Race(activity_id=run.id, names_until=names_until))
        db.session.commit()
        return run

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


@pytest.mark.parametrize("state", [ActivityState.DRAFT, ActivityState.PUBLISHED])
def test_nobody_signs_up_for_a_run_when_the_names_are_due(desk, make_run, state):
    run = make_run(state=state)

    page = desk.post(
        f"/planung/{run.id}/anmeldung",
        status=409,
        needs_registration="y",
        deadline_day="16.05.2026",
    )

    [sentence] = page.errors()
    assert sentence == (
        "Der Anmeldeschluss liegt nach der Frist für Namen (Freitag, 15. Mai 2026, 18:00 Uhr)."
        " Geben Sie einen früheren ein, oder im Teil „Lauf: Vorgaben und Teams“ zuerst eine spätere"
        " Frist für Namen."
    )
    db.session.expire_all()
    assert queries.activity(run.id).registration_deadline == DEADLINE


@pytest.mark.parametrize(
    ("values", "typed"),
    [
        ({}, {"deadline_day": "15.05.2026", "deadline_time": "18:00"}),
        ({}, {"deadline_day": "16.05.2026", "needs_registration": ""}),
        ({"names_until": None}, {"deadline_day": "16.05.2026"}),
        ({"kind": ActivityKind.COURSE}, {"deadline_day": "16.05.2026"}),
    ],
)
def test_a_deadline_that_the_names_allow_is_saved(desk, make_run, values, typed):
    run = make_run(**values)

    desk.post(f"/planung/{run.id}/anmeldung", **{"needs_registration": "y"} | typed)

    db.session.expire_all()
    assert queries.activity(run.id).registration_deadline != DEADLINE


@pytest.mark.parametrize(
    ("names_until", "part", "sentence"),
    [
        (
            DEADLINE - DAY,
            "anmeldung",
            AFTER_NAMES,
        ),
        (
            RUN_STARTS + DAY,
            "lauf",
            "Die Frist für Namen liegt nach dem Beginn. Geben Sie eine frühere ein.",
        ),
    ],
)
def test_a_run_whose_names_are_due_at_the_wrong_time_is_not_published(
    desk, make_run, names_until, part, sentence
):
    run = make_run(names_until=names_until)

    page = desk.post(f"/planung/{run.id}/veroeffentlichen", status=409)

    [link] = page.soup.select(".bgm-errors a")
    assert (link["href"], link.get_text()) == (f"/planung/{run.id}/{part}", sentence)
