"""Goals and words of a year. They hold no person."""

from sqlalchemy import select

from bgm_portal.core.database import db

from .kinds import Goal, Part
from .models import YearGoal, YearText


def goals(year: int) -> dict[Goal, int]:
    """Return what is aimed at in a year, in per cent."""
    rows = db.session.execute(
        select(YearGoal.goal, YearGoal.target).where(YearGoal.year == year).order_by(YearGoal.goal)
    )
    return dict(rows.all())


def texts(year: int) -> dict[Part, str]:
    """Return the words of a yearly report, as far as there are any."""
    rows = db.session.execute(
        select(YearText.part, YearText.text).where(YearText.year == year).order_by(YearText.part)
    )
    return {part: text for part, text in rows if text}
