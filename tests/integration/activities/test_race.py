"""What the organiser of a run lays down: written once, read by everybody, copied with the run."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from bgm_portal.activities import draft_service, queries, race_queries
from bgm_portal.activities.kinds import ActivityKind, ActivityState
from bgm_portal.activities.models import Activity
from bgm_portal.activities.race_models import Race
from bgm_portal.core.clock import local
from bgm_portal.core.database import db, transaction
from tests.support.times import NOW

FACTS = {
    "names_day": "23.04.2026",
    "length_de": "7,2 Kilometer, eben",
    "length_en": "7.2 kilometres, level",
    "wheels_de": "Handbikes starten vor dem Feld",
    "pick_up_de": "Ab 16:30 Uhr am Stand",
    "reached_at": "anmeldung@firmenlauf.example",
    "has_teams": "y",
    "team_size": "4",
}


@pytest.fixture
def run(make_activity, make_role):
    activity = make_activity(
        kind=ActivityKind.RUN_EVENT, registration_deadline=NOW + timedelta(days=10)
    )
    make_role(activity, "walker", label_de="Gehen", start_time=time(18, 5))
    make_role(activity, "runner", label_de="Laufen", start_time=time(18, 0), position=2)
    return activity


@pytest.fixture
def part(run):
    return f"/planung/{run.id}/lauf"


@pytest.fixture
def desk(sign_in, coordinator):
    return sign_in(coordinator)


def test_what_the_organiser_lays_down_stands_where_people_look(
    desk, part, run, employee, register, sign_in
):
    desk.post(part, **FACTS)
    role_id = queries.roles(run.id)[0].id
    day = f"/mein-lauftag/{register(employee, run, role_id=role_id).id}"

    katrin = sign_in(employee)
    for page in (katrin.get(f"/angebote/{run.id}"), katrin.get(day)):
        assert "18:00 Uhr: Laufen 18:05 Uhr: Gehen" in page.text
        assert "Handbikes starten vor dem Feld" in page.text
        assert "bis Donnerstag, 23. April 2026, 23:59 Uhr" in page.text
        assert "firmenlauf.example" not in page.text
    assert "Ihr Start" in katrin.get(day).text


def test_a_start_class_has_a_time_of_its_own(desk, run):
    walker, runner = queries.roles(run.id)
    rows = {"rows-0-row_id": str(walker.id), "rows-0-label_de": "Gehen"}
    rows |= {"rows-1-row_id": str(runner.id), "rows-1-label_de": "Laufen", "rows-1-start_time": ""}

    desk.post(f"/planung/{run.id}/mitmachen", **rows, **{"rows-0-start_time": "18.10"})
    page = desk.post(
        f"/planung/{run.id}/mitmachen", status=422, **rows, **{"rows-0-start_time": "bald"}
    )

    assert [role.start_time for role in queries.roles(run.id)] == [time(18, 10), None]
    assert page.errors() == ["Geben Sie die Uhrzeit mit Doppelpunkt ein, zum Beispiel 18:00."]


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"names_day": "01.06.2026"}, 409, "Die Frist für Namen muss nach dem Anmeldeschluss"),
        ({"names_day": "24.03.2026"}, 409, "Die Frist für Namen muss nach dem Anmeldeschluss"),
        ({"names_day": "bald"}, 422, "Geben Sie den Tag mit Punkten ein"),
        ({"names_day": "30.02.2027"}, 422, "Diesen Tag gibt es nicht. Prüfen Sie das Datum."),
        ({"names_day": "21.05.1926"}, 422, "Geben Sie ein Jahr von 2000 bis 2100 ein."),
        ({"team_size": "1"}, 422, "Ein Team hat 2 bis 100 Mitglieder."),
    ],
)
def test_contradictory_facts_are_explained_and_change_nothing(
    desk, part, run, typed, status, sentence
):
    page = desk.post(part, status=status, **FACTS | typed)

    assert sentence in page.errors()[0]
    assert page.soup.select_one("[name=length_de]")["value"] == "7,2 Kilometer, eben"
    assert race_queries.race(run.id) is None


@pytest.mark.parametrize("as_template", [False, True])
def test_a_copy_without_dates_keeps_the_facts_but_not_the_day_on_which_names_are_due(
    desk, part, run, coordinator, as_template
):
    desk.post(part, **FACTS)
    with transaction():
        new = draft_service.copy(run.id, as_template=as_template, by=coordinator.id, at=NOW)

    race = race_queries.race(new)
    assert (race.team_size, race.length_en, race.names_until) == (4, "7.2 kilometres, level", None)
    assert queries.roles(new)[1].start_time == time(18, 0)
    with transaction():
        draft_service.delete_draft(new, by=coordinator.id, at=NOW)
    db.session.expire_all()
    assert race_queries.race(new) is None


@pytest.fixture
def run_in_march(make_activity):
    """A run two days before summer time, with its names due in winter as well."""
    starts_at = datetime(2026, 3, 27, 17, 0, tzinfo=UTC)
    run = make_activity(
        kind=ActivityKind.RUN_EVENT,
        starts_at=starts_at,
        registration_deadline=starts_at - timedelta(days=5),
    )
    db.session.add(Race(activity_id=run.id, names_until=starts_at - timedelta(days=2)))
    db.session.commit()
    return run


@pytest.mark.parametrize(
    ("year", "starts", "deadline", "names"),
    [
        (2026, "27.03.2026 18:00", "22.03.2026 18:00", "25.03.2026 18:00"),
        (2027, "26.03.2027 18:00", "21.03.2027 18:00", "24.03.2027 18:00"),
        (2029, "30.03.2029 18:00", "25.03.2029 18:00", "28.03.2029 18:00"),  # summer time
    ],
)
def test_a_run_copied_to_a_year_has_its_names_due_as_long_before_as_it_had(
    desk, run_in_march, year, starts, deadline, names
):
    desk.post(f"/planung/{run_in_march.id}/als-vorlage", how="jahr", year=str(year))

    new = the_draft()
    assert said(new.starts_at) == starts
    assert said(new.registration_deadline) == deadline
    assert said(race_queries.race(new.id).names_until) == names


def test_a_run_of_a_year_planned_again_has_its_names_due_as_long_before(desk, run_in_march):
    desk.post("/planung/jahr/2026/uebernehmen", activities=[str(run_in_march.id)])

    assert said(race_queries.race(the_draft().id).names_until) == "24.03.2027 18:00"


def test_a_run_that_wants_no_names_is_copied_to_another_year(desk, run, part):
    desk.post(part, **FACTS | {"names_day": ""})
    desk.post(f"/planung/{run.id}/als-vorlage", how="jahr", year="2027")

    race = race_queries.race(the_draft().id)
    assert (race.team_size, race.names_until) == (4, None)


def the_draft():
    return db.session.scalars(select(Activity).filter_by(state=ActivityState.DRAFT)).one()


def said(moment):
    return f"{local(moment):%d.%m.%Y %H:%M}"


def test_only_a_run_has_a_part_of_its_own_for_it(desk, run, make_activity):
    course = make_activity(kind=ActivityKind.COURSE)

    assert "Lauf: Vorgaben und Teams" in desk.get(f"/planung/{run.id}").text
    assert "Lauf: Vorgaben und Teams" not in desk.get(f"/planung/{course.id}").text
