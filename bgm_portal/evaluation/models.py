"""Figures that name nobody, and the words of those who planned."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base


class EvaluationFigures(Base):
    """What was counted on the day after the end, before registrations and needs are erased."""

    __tablename__ = "evaluation_figures"

    activity_id: Mapped[UUID] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True
    )
    confirmed: Mapped[int]
    capacity: Mapped[int | None]
    waited: Mapped[int]
    served: Mapped[int]
    needs: Mapped[int]
    needs_in_time: Mapped[int]
    need_days: Mapped[int | None]


class Evaluation(Base):
    """What those who planned wrote down: goal, what was learned, what comes next.

    What it cost is written line by line in the planning (`budget_line`).
    """

    __tablename__ = "evaluation"

    activity_id: Mapped[UUID] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True
    )
    goal: Mapped[str] = mapped_column(default="")
    lessons: Mapped[str] = mapped_column(default="")
    next_step: Mapped[str] = mapped_column(default="")
    # Read and written by the version before alone; they go with the version after the next release.
    cost_cents: Mapped[int | None] = mapped_column(deferred=True)
    access_cost_cents: Mapped[int | None] = mapped_column(deferred=True)
