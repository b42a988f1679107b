"""Somebody stands in for a colleague: at once, until a day, and never for what people need."""

from datetime import timedelta

import pytest

from bgm_portal.activities import draft_service, jobs, planning_service, queries
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.permissions import Role
from bgm_portal.mail.models import OutgoingMail
from tests.support.times import NOW

PAGE = "/planung/vertretung"
UNTIL = NOW + timedelta(days=17)


@pytest.fixture
def selin(make_person):
    return make_person(Role.COORDINATOR, first_name="Selin", last_name="Demir")


@pytest.fixture
def run(make_activity):
    """Looked after by Nadine Ortmann."""
    return make_activity(title_de="Firmenlauf")


@pytest.fixture
def desk(coordinator, sign_in):
    return sign_in(coordinator)


@pytest.fixture
def typed(coordinator, selin):
    return {"absent": str(coordinator.id), "deputy": str(selin.id), "until": "09.04.2026"}


def test_a_deputy_looks_after_everything_at_once_and_both_are_told(
    desk, run, selin, coordinator, typed, sign_in
):
    page = desk.post(PAGE, **typed)

    assert "Die Vertretung gilt ab jetzt, für 1 Angebot." in page.text
    assert page.rows("tbody")[0][:4] == [
        "Nadine Ortmann",
        "Selin Demir",
        "Donnerstag, 9. April 2026",
        "1",
    ]
    assert "Selin Demir, Vertretung bis Donnerstag, 9. April 2026" in (
        desk.get(f"/planung/{run.id}").text
    )
    sign_in(selin).get(f"/planung/{run.id}/teilnahme")
    mails = db.session.query(OutgoingMail).filter_by(kind="activity.stands_in").all()
    assert sorted(mail.recipient for mail in mails) == sorted([selin.email, coordinator.email])
    assert any("Sie vertreten Nadine Ortmann" in mail.text for mail in mails)


def test_it_ends_by_itself_on_the_day_after(desk, run, selin, typed):
    desk.post(PAGE, **typed)

    jobs.end_substitutions(UNTIL)
    on_the_last_day = queries.is_assigned(selin.id, run.id)
    jobs.end_substitutions(UNTIL + timedelta(days=1))

    assert (on_the_last_day, queries.is_assigned(selin.id, run.id)) == (True, False)


def test_it_can_be_ended_early_once(desk, run, selin, coordinator, typed):
    desk.post(PAGE, **typed)
    end = f"{PAGE}/{coordinator.id}/{selin.id}/beenden"

    desk.post(end)
    desk.post(end, status=404)

    assert not queries.is_assigned(selin.id, run.id)
    assert queries.is_assigned(coordinator.id, run.id)


def test_what_a_deputy_looks_after_anyway_stays_theirs(desk, run, selin, coordinator, typed):
    with transaction():
        planning_service.set_team(
            run.id, contact_id=coordinator.id, others=[selin.id], by=coordinator.id, at=NOW
        )

    page = desk.post(PAGE, status=409, **typed)
    jobs.end_substitutions(UNTIL + timedelta(days=1))

    assert "Da ist nichts zu vertreten" in page.errors()[0]
    assert queries.is_assigned(selin.id, run.id)


def test_a_deputy_who_becomes_the_contact_stays(desk, run, selin, coordinator, typed):
    desk.post(PAGE, **typed)
    with transaction():
        planning_service.set_team(
            run.id, contact_id=selin.id, others=[coordinator.id], by=coordinator.id, at=NOW
        )

    jobs.end_substitutions(UNTIL + timedelta(days=1))

    assert queries.is_assigned(selin.id, run.id)


def test_a_copy_with_its_team_leaves_the_deputy_out(desk, run, selin, coordinator, typed):
    desk.post(PAGE, **typed)

    with transaction():
        new_id = draft_service.copy(run.id, keep_team=True, by=coordinator.id, at=NOW)

    assert queries.assigned_person_ids(new_id) == [coordinator.id]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"until": "01.03.2026"}, "Dieser Tag ist schon vorbei."),
        ({"until": ""}, "Geben Sie den letzten Tag der Vertretung ein."),
        ({"deputy": ""}, "Wählen Sie, wer vertritt."),
    ],
)
def test_what_cannot_be_is_explained(desk, run, typed, changed, sentence):
    page = desk.post(PAGE, status=422, **typed | changed)

    assert sentence in page.errors()[0]


def test_nobody_stands_in_for_themself(desk, run, typed):
    page = desk.post(PAGE, status=422, **typed | {"deputy": typed["absent"]})

    assert page.errors() == ["Wählen Sie zwei verschiedene Personen."]
