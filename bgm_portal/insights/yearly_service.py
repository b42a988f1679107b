"""What is written about a year: goals of the steering group, words of the coordination.

Pages of the yearly report write with this, and nothing here can count anybody. Never commits.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db

from .kinds import Goal, Part
from .models import YearGoal, YearText


def hold_year(year: int) -> None:
    """Hold a year until the commit, so that nobody else writes about it meanwhile.

    What is held is the row of its summary; where nothing is written yet, an empty one.
    """
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    summary = dialect.insert(cast("Table", YearText.__table__)).values(
        year=year, part=Part.SUMMARY, text=""
    )
    db.session.execute(
        summary.on_conflict_do_update(
            index_elements=["year", "part"], set_={"year": summary.excluded.year}
        )
    )


def plan_year(*, year: int, goals: Mapping[Goal, int | None], by: UUID, at: datetime) -> None:
    """Set what the steering group wants to reach in a year; without a number, there is no goal."""
    for goal, target in goals.items():
        row = db.session.get(YearGoal, (year, goal))
        if target is None:
            if row is not None:
                db.session.delete(row)
        elif row is None:
            db.session.add(YearGoal(year=year, goal=goal, target=target))
        else:
            row.target = target
    audit.record(Event.YEAR_PLANNED, at=at, by=by, year=year)
    db.session.flush()


def write_year(*, year: int, texts: Mapping[Part, str], by: UUID, at: datetime) -> None:
    """Write the words of a yearly report; what is empty is left out of it."""
    for part, text in texts.items():
        row = db.session.get(YearText, (year, part))
        if row is None:
            db.session.add(YearText(year=year, part=part, text=text))
        else:
            row.text = text
    audit.record(Event.YEAR_WRITTEN, at=at, by=by, year=year)
    db.session.flush()
