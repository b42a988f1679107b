"""What an activity costs, line by line: written, added up, kept from others, copied, migrated."""

from dataclasses import replace
from uuid import UUID

import pytest

from bgm_portal.activities import budget_queries, budget_service
from bgm_portal.activities.budget_models import BudgetLine
from bgm_portal.activities.budget_rules import Line
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import Role
from tests.support.times import NOW

ROOM = {"name": "Raum", "planned": "1.234,50", "actual": "1300", "source": "BGM-Mittel"}
SIGNS = {"name": "DGS", "planned": "400", "for_access": "y", "source": "Integrationsamt"}
STORED = [
    Line(name="Raum", planned_cents=123_450, actual_cents=130_000, source="BGM-Mittel"),
    Line(name="DGS", planned_cents=40_000, for_access=True, source="Integrationsamt"),
]


@pytest.fixture
def desk(sign_in, coordinator):
    return sign_in(coordinator)


@pytest.fixture
def costly(make_activity, coordinator):
    """An activity with two lines."""
    activity = make_activity(title_de="Stuhlyoga")
    with transaction():
        budget_service.write(activity.id, STORED, by=coordinator.id, at=NOW)
    return activity


def page_of(activity):
    return f"/planung/{activity.id}/kosten"


def typed(*rows):
    return {
        f"rows-{number}-{name}": value
        for number, row in enumerate(rows)
        for name, value in row.items()
    }


def test_lines_are_written_and_added_up(desk, make_activity):
    activity = make_activity()

    page = desk.post(page_of(activity), **typed(ROOM, SIGNS, {"name": ""}))

    assert "Die Kosten sind gespeichert." in page.text
    assert budget_queries.lines(activity.id) == STORED
    assert "Geplant 1.634,50 € davon für Barrierefreiheit 400,00 €" in page.text
    assert "Tatsächlich 1.300,00 € davon für Barrierefreiheit 0,00 €" in page.text
    assert "Integrationsamt geplant 400,00 € tatsächlich noch offen" in page.text
    assert page.soup.select_one("[name=rows-0-planned]")["value"] == "1234,50"


def test_the_page_speaks_english(desk, coordinator, make_activity):
    activity = make_activity()
    db.session.get_one(Person, coordinator.id).language = "en"
    db.session.commit()

    page = desk.post(page_of(activity), **typed(SIGNS))

    assert "Planned €400.00 of which for accessibility €400.00" in page.text


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"planned": "-5"}, "Geben Sie einen Betrag ein, zum Beispiel 1.234,50."),
        ({"planned": "viel"}, "Geben Sie einen Betrag ein, zum Beispiel 1.234,50."),
        ({"actual": "12.50"}, "Geben Sie einen Betrag ein, zum Beispiel 1.234,50."),
        ({"actual": "1,234"}, "Geben Sie einen Betrag ein, zum Beispiel 1.234,50."),
        ({"actual": "99999999"}, "Geben Sie einen Betrag ein, zum Beispiel 1.234,50."),
        ({"name": " "}, "Schreiben Sie dazu, wofür das Geld ist."),
        ({"name": "a" * 121}, "Kürzen Sie den Text auf höchstens 120 Zeichen."),
        ({"source": "a" * 121}, "Kürzen Sie den Text auf höchstens 120 Zeichen."),
    ],
)
def test_what_makes_no_sense_is_explained_and_kept(desk, costly, row, sentence):
    page = desk.post(page_of(costly), status=422, **typed(SIGNS, ROOM | row))

    assert any(sentence in line for line in page.errors()), page.errors()
    assert page.soup.select_one("[name=rows-0-source]")["value"] == "Integrationsamt"
    assert budget_queries.lines(costly.id) == STORED


@pytest.mark.parametrize(
    "gone", [{"remove": "y"}, {"name": "", "planned": "", "actual": "", "source": ""}]
)
def test_a_line_goes_by_its_tick_or_by_being_emptied(desk, costly, gone):
    desk.post(page_of(costly), **typed(ROOM | gone, SIGNS))

    assert budget_queries.lines(costly.id) == STORED[1:]


def test_nobody_overwrites_what_they_have_not_seen(desk, costly, coordinator):
    shown = desk.get(page_of(costly)).soup.select_one("[name=shown]")["value"]
    with transaction():
        budget_service.write(costly.id, STORED[:1], by=coordinator.id, at=NOW)

    page = desk.post(page_of(costly), status=409, shown=shown, **typed(ROOM, SIGNS))

    assert "Nadine Ortmann" in page.text
    assert budget_queries.lines(costly.id) == STORED[:1]


def test_what_is_over_is_still_written(desk, make_activity):
    activity = make_activity(state=ActivityState.COMPLETED)

    desk.post(page_of(activity), **typed(ROOM))

    assert budget_queries.sums_of(activity.id).actual == 130_000


@pytest.mark.parametrize("role", [None, Role.LEADERSHIP, Role.ADMIN, Role.COORDINATOR])
def test_nobody_else_reads_or_writes_it(costly, make_person, sign_in, role):
    visitor = sign_in(make_person(*([role] if role else [])))

    statuses = [
        visitor.raw(page_of(costly)).status_code,
        visitor.raw(page_of(costly), method="POST", data=typed(SIGNS)).status_code,
    ]

    assert statuses == [403, 403]
    assert budget_queries.lines(costly.id) == STORED


def test_the_page_of_the_activity_says_nothing_of_it(sign_in, employee, costly):
    page = sign_in(employee).get(f"/angebote/{costly.id}")

    assert "Integrationsamt" not in page.text
    assert "1.300" not in page.text


def test_the_hub_and_the_evaluation_lead_there(desk, costly):
    for address in (f"/planung/{costly.id}", f"/planung/{costly.id}/auswertung"):
        links = [link["href"] for link in desk.get(address).soup.select("main a")]
        assert page_of(costly) in links


def test_a_copy_plans_the_same_and_paid_nothing(desk, costly):
    page = desk.post(f"/planung/{costly.id}/als-vorlage", how="ohne")

    copied = UUID(page.path.rsplit("/", 1)[1])
    assert budget_queries.lines(copied) == [replace(line, actual_cents=None) for line in STORED]
    assert budget_queries.lines(costly.id) == STORED


def test_a_deleted_draft_takes_its_lines_along(desk, make_activity):
    draft = make_activity(state=ActivityState.DRAFT, published_at=None)
    desk.post(page_of(draft), **typed(ROOM))

    desk.post(f"/planung/{draft.id}/loeschen")

    assert db.session.query(BudgetLine).count() == 0
