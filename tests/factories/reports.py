"""A house large enough to be reported on, with people who came to things."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from bgm_portal.activities.models import Activity, Occurrence
from bgm_portal.core.database import db
from bgm_portal.identity.kinds import Employer, TextSize, Theme
from bgm_portal.identity.models import Person, Unit
from bgm_portal.participation.models import Attendance
from bgm_portal.participation.states import AttendanceState
from tests.support import numbers
from tests.support.times import LAST_MONTH, NOW


@pytest.fixture
def make_staff(app: Flask) -> Callable[..., list[UUID]]:
    """Return a function that hires many at once: `make_staff(unit, 40)`."""

    def _make(unit: Unit, how_many: int, **values: Any) -> list[UUID]:
        ids = [uuid4() for _one in range(how_many)]
        rows = [
            {
                "id": person_id,
                "first_name": "Alex",
                "last_name": f"Viele{number}",
                "email": f"viele{number}@jobcenter.example",
                "unit_id": unit.id,
                "employer": Employer.CITY,
                "created_at": LAST_MONTH,
                **values,
            }
            for person_id, number in ((one, numbers.another()) for one in ids)
        ]
        db.session.execute(Person.__table__.insert(), [_complete(row) for row in rows])
        db.session.commit()
        return ids

    return _make


def _complete(row: dict[str, Any]) -> dict[str, Any]:
    return {"language": "de", "theme": Theme.SYSTEM, "text_size": TextSize.NORMAL} | row


@pytest.fixture
def came(app: Flask, coordinator: Person) -> Callable[..., None]:
    """Return a function that notes who was at every date of an activity, or at one of them."""

    def _came(
        activity: Activity,
        people: Iterable[UUID],
        *,
        at: datetime = NOW,
        only: int | None = None,
        state: AttendanceState = AttendanceState.PRESENT,
    ) -> None:
        dates = db.session.scalars(
            select(Occurrence)
            .where(Occurrence.activity_id == activity.id)
            .order_by(Occurrence.starts_at)
        ).all()
        people = list(people)
        db.session.add_all(
            Attendance(
                occurrence_id=date.id,
                person_id=person_id,
                state=state,
                marked_at=at,
                marked_by=coordinator.id,
            )
            for date in (dates if only is None else [dates[only]])
            for person_id in people
        )
        db.session.commit()

    return _came
