"""A house of three units that is large enough to be reported on, and its half-year."""

from datetime import UTC, datetime, timedelta

import pytest

from bgm_portal.activities.kinds import PreventionField
from bgm_portal.core.database import db
from bgm_portal.counting import jobs as counting
from bgm_portal.insights import jobs
from tests.support.times import NOW

FREEZE = datetime(2026, 7, 14, 22, 0, tzinfo=UTC)  # 15 July, midnight in Germany
TOO_EARLY = FREEZE - timedelta(minutes=1)


@pytest.fixture
def house(make_unit, make_staff):
    """Three units: 40, 30 and 12 people, noted on the roster of the half-year."""
    units = [make_unit(name=name) for name in ("Leistung", "Vermittlung", "Stab")]
    people = {
        unit.name: make_staff(unit, size) for unit, size in zip(units, (40, 30, 12), strict=True)
    }
    counting.keep_roster(NOW)
    return people


@pytest.fixture
def half_year(house, make_activity, came):
    """A run for 21 people and a relaxation course for 12 of them and 3 others."""
    run = make_activity(title_de="Firmenlauf", title_en="Company run", capacity=None)
    course = make_activity(
        title_de="Yoga auf dem Stuhl", field=PreventionField.STRESS, starts_at=NOW
    )
    came(run, [*house["Leistung"][:12], *house["Vermittlung"][:9]])
    came(course, [*house["Leistung"][:12], *house["Stab"][:3]])
    return {"run": run.id, "course": course.id}


@pytest.fixture
def frozen(half_year):
    """That half-year, frozen by the worker."""
    jobs.freeze_reports(FREEZE)
    db.session.rollback()
    return half_year
