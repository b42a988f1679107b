"""Learning, answers and money in a report: told by bands, frozen, the same in every format."""

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select

from bgm_portal.activities.budget_models import BudgetLine
from bgm_portal.core.database import db
from bgm_portal.counting.rules import HalfYear
from bgm_portal.feedback.kinds import AsWished, Satisfaction
from bgm_portal.feedback.models import FeedbackAnswer
from bgm_portal.identity.permissions import Role
from bgm_portal.insights import jobs, releases, service
from bgm_portal.insights.disclosure.bands import Band
from bgm_portal.learning.kinds import Basis
from bgm_portal.learning.models import Completion, ModuleVersion
from tests.factories.learning import publish_probe
from tests.integration.insights.conftest import FREEZE
from tests.support.soundness import words

FIRST_HALF = HalfYear(2026, 1)
IN_MAY, IN_FEBRUARY, IN_JULY = date(2026, 5, 4), date(2026, 2, 4), date(2026, 7, 1)


@pytest.fixture
def module(house):
    """The small module of the tests in its first version, on the shelf."""
    publish_probe()
    return db.session.scalars(select(ModuleVersion)).one()


def completion(version, person_id, day, *, cycle=1):
    return Completion(
        person_id=person_id,
        module_id=version.module_id,
        version_id=version.id,
        cycle=cycle,
        completed_on=day,
        basis=Basis.MODULE,
    )


def frozen_report():
    jobs.freeze_reports(FREEZE)
    db.session.rollback()
    return releases.report(FIRST_HALF)[0]


def bill(activity_id, cents, *, access):
    """Return the lines of what something cost, one more line for accessibility if it is named."""
    rest = BudgetLine(activity_id=activity_id, position=0, name="Raum", actual_cents=cents)
    planned = BudgetLine(activity_id=activity_id, position=1, name="Essen", planned_cents=5_000)
    if access is None:
        return [rest, planned]
    helped = BudgetLine(
        activity_id=activity_id,
        position=2,
        name="Dolmetschen",
        actual_cents=access,
        for_access=True,
    )
    return [rest, planned, helped]


@pytest.fixture
def lively(half_year, house, make_activity, module):
    """The half-year with 11 completions in spring, 12 answers, and six offers that cost."""
    days = [IN_MAY] * 11 + [IN_FEBRUARY] * 3 + [IN_JULY] * 9
    people = [*house["Leistung"], *house["Vermittlung"]]
    db.session.add_all(
        completion(module, person_id, day) for person_id, day in zip(people, days, strict=False)
    )
    moods = [Satisfaction.VERY] * 5 + [Satisfaction.RATHER] * 4 + [Satisfaction.NOT] * 3
    db.session.add_all(
        FeedbackAnswer(
            activity_id=half_year["run"],
            satisfaction=mood,
            as_wished=AsWished.YES if number < 4 else AsWished.PARTLY,
        )
        for number, mood in enumerate(moods)
    )
    offers = [half_year["run"], half_year["course"], *(make_activity().id for _one in range(4))]
    db.session.add_all(line for one in offers for line in bill(one, 27_234, access=4_000))
    db.session.commit()
    frozen_report()


@pytest.fixture
def leader(lively, make_person, sign_in, at):
    with at(FREEZE):
        yield sign_in(make_person(Role.LEADERSHIP))


def test_learning_answers_and_money_are_frozen_by_bands(lively):
    told = releases.report(FIRST_HALF)[0]

    assert [(line.quarter, line.completed) for line in told.modules] == [
        (1, None),
        (2, Band(10, 14)),
    ]
    assert told.answers is not None
    assert (told.answers.answers, told.answers.content) == (Band(10, 14), Band(5, 9))
    assert told.answers.as_wished is None
    assert told.costs is not None
    assert (told.costs.offers, told.costs.euros, told.costs.access_euros) == (6, 1900, 200)


@pytest.mark.parametrize("completed", [0, 1])
def test_a_module_that_nobody_completed_looks_like_one_that_somebody_did(house, module, completed):
    db.session.add_all(completion(module, one, IN_MAY) for one in house["Stab"][:completed])
    db.session.commit()

    told = frozen_report().modules

    assert [(line.quarter, line.completed) for line in told] == [(1, None), (2, None)]


def test_who_completes_a_module_twice_in_a_quarter_counts_once(house, module):
    people = house["Leistung"][:8]
    db.session.add_all(completion(module, one, date(2026, 4, 1)) for one in people)
    db.session.add_all(completion(module, one, date(2026, 6, 30), cycle=2) for one in people[:4])
    db.session.add_all(completion(module, one, date(2026, 3, 31), cycle=3) for one in people[:5])
    db.session.commit()

    told = frozen_report().modules

    assert [(line.quarter, line.completed) for line in told] == [
        (1, Band(5, 9)),
        (2, Band(5, 9)),
    ]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 5, 31), None),  # ten days after the run: people can speak until then
        (date(2026, 6, 4), None),
        (date(2026, 6, 5), Band(10, 14)),  # it can be corrected no more, and all appears at once
    ],
)
def test_a_preview_tells_answers_when_nobody_can_give_one_any_more(half_year, day, told):
    db.session.add_all(
        FeedbackAnswer(
            activity_id=half_year["run"], satisfaction=Satisfaction.VERY, as_wished=AsWished.YES
        )
        for _number in range(12)
    )
    db.session.commit()

    found = service.preview(FIRST_HALF, at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))

    answers = found.report.answers
    assert (answers.answers if answers else None) == told


@pytest.mark.parametrize(
    ("day", "told"), [(date(2026, 5, 31), None), (date(2026, 6, 1), Band(10, 14))]
)
def test_a_preview_tells_completions_when_the_month_is_over(house, module, day, told):
    people = [*house["Leistung"], *house["Vermittlung"]]
    db.session.add_all(completion(module, one, IN_MAY) for one in people[:11])
    db.session.commit()

    found = service.preview(FIRST_HALF, at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))

    assert [line.completed for line in found.report.modules] == [None, told]


@pytest.mark.parametrize(("bills", "told"), [(0, None), (1, None), (4, None), (5, 500)])
def test_what_access_cost_is_told_only_of_several_bills(house, make_activity, bills, told):
    for number in range(6):
        access = 10_000 if number < bills else (None, 0)[number % 2]
        cost = 40_000 - (access or 0)
        db.session.add_all(bill(make_activity().id, cost, access=access))
    db.session.commit()

    costs = frozen_report().costs

    assert costs is not None
    assert (costs.offers, costs.euros, costs.access_euros) == (6, 2400, told)


def test_leadership_reads_them_beside_their_definition_and_chart(leader):
    page = leader.get("/berichte/2026/1")

    sections = {
        key: page.soup.select_one(f"section[aria-labelledby={key}]")
        for key in ("lernmodule", "rueckmeldungen", "kosten")
    }
    assert all(
        one.select_one("p.bgm-muted") and one.select_one("table") for one in sections.values()
    )
    assert sections["lernmodule"].select_one("svg pattern")
    assert [cell.text for cell in sections["rueckmeldungen"].select("td")] == ["10–14", "5–9", "*"]
    assert [words(cell) for cell in sections["kosten"].select("td")] == ["6", "1.900 €", "200 €"]
    assert "2. Quartal 2026: 10–14" in page.text


def test_what_changes_after_the_freeze_changes_nothing(lively, half_year):
    before = releases.content(FIRST_HALF)
    db.session.execute(FeedbackAnswer.__table__.delete())
    db.session.execute(BudgetLine.__table__.update().values(actual_cents=999_999))
    db.session.commit()

    assert releases.content(FIRST_HALF) == before


def test_the_yearly_spreadsheet_says_what_the_yearly_page_says(leader):
    page = leader.get("/berichte/jahr/2026")
    book = openpyxl.load_workbook(BytesIO(leader.raw("/berichte/jahr/2026/bericht.xlsx").data))

    cells = {" ".join(str(cell.value).split()) for sheet in book for row in sheet for cell in row}
    told = {
        " ".join(cell.get_text().split())
        for cell in page.soup.select("main table th, main table td")
    }
    assert told
    assert told <= cells
    assert leader.raw("/berichte/jahr/2024/bericht.xlsx").status_code == 404
    assert leader.raw("/berichte/jahr/2026/bericht.xlsx?einheit=Stab").status_code == 400
