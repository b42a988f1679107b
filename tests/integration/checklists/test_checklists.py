"""A checklist: begun from the template, ticked off, assigned, shifted, reminded of."""

from datetime import timedelta

import pytest

from bgm_portal.activities import service as activities
from bgm_portal.activities.kinds import ActivityKind
from bgm_portal.checklists import jobs, queries, service
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db, transaction
from bgm_portal.mail.models import OutgoingMail
from tests.support.times import NOW, RUN_ENDS, RUN_STARTS

WEEK = timedelta(days=7)


@pytest.fixture
def run(make_activity):
    return make_activity(title_de="Hagener Firmenlauf", kind=ActivityKind.RUN_EVENT)


@pytest.fixture
def desk(sign_in, coordinator):
    return sign_in(coordinator)


@pytest.fixture
def page(run):
    return f"/planung/{run.id}/checkliste"


def ids(activity):
    return {task.code: str(task.id) for task, _person in queries.tasks(activity.id)}


def letters():
    return db.session.query(OutgoingMail).filter_by(kind="checklists.due").all()


def test_the_template_stands_there_once_with_days_that_count_from_the_run(desk, page, run):
    desk.post(f"{page}/vorlage")
    shown = desk.post(f"{page}/vorlage")

    assert "0 von 18 erledigt" in shown.text
    assert "Donnerstag, 23. April 2026" in shown.text  # four weeks before
    assert "überfällig" in shown.text
    assert page in desk.get(f"/planung/{run.id}").links()


def test_a_task_is_ticked_off_opened_again_assigned_and_removed(desk, page, run, coordinator):
    desk.post(f"{page}/vorlage")
    task = ids(run)["shirts"]

    assert "1 von 18 erledigt" in desk.post(f"{page}/erledigt", aufgabe=task).text
    assert "0 von 18 erledigt" in desk.post(f"{page}/erledigt", aufgabe=task).text
    shown = desk.post(f"{page}/zuordnen", task=task, person=str(coordinator.id))
    assert coordinator.name in shown.text
    desk.post(f"{page}/entfernen", aufgabe=task)
    assert "shirts" not in ids(run)
    assert desk.raw(f"{page}/erledigt", method="POST", data={"aufgabe": task}).status_code == 404


def test_a_task_of_ones_own_moves_with_the_run(desk, page, run, coordinator):
    desk.post(page, title="Kuchen bestellen", day="14.05.2026")
    later = [(RUN_STARTS + WEEK, RUN_ENDS + WEEK)]
    with transaction():
        activities.move(run.id, later, by=coordinator.id, at=NOW)

    assert "Donnerstag, 21. Mai 2026" in desk.get(page).text


def test_what_is_missing_is_said_and_what_was_typed_stays(desk, page, make_activity):
    empty = desk.post(page, status=422, title=" ", day="")
    wrong = desk.post(page, status=422, title="Kuchen", day="bald")

    assert empty.errors() == ["Geben Sie ein, was zu tun ist.", "Geben Sie den Tag ein."]
    assert "Geben Sie den Tag mit Punkten ein" in wrong.errors()[0]
    assert wrong.soup.select_one("[name=title]")["value"] == "Kuchen"


def test_nobody_outside_the_team_gets_a_task(desk, page, run, make_person):
    desk.post(f"{page}/vorlage")

    refused = desk.post(
        f"{page}/zuordnen", status=422, task=ids(run)["shirts"], person=str(make_person().id)
    )

    assert len(refused.errors()) == 1


def test_what_is_due_stands_on_the_desk_and_comes_in_the_morning_once(desk, run, coordinator, at):
    with transaction():
        service.add(run.id, title="Kuchen bestellen", due=local_day(NOW), by=coordinator.id, at=NOW)

    assert "Kuchen bestellen" in desk.get("/schreibtisch").text
    assert jobs.remind(NOW - timedelta(hours=3)) == 0
    assert (jobs.remind(NOW), jobs.remind(NOW)) == (1, 0)
    [letter] = letters()
    assert "Kuchen bestellen (Hagener Firmenlauf)" in letter.text
    assert jobs.remind(NOW + timedelta(days=1)) == 0
