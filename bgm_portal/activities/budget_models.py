"""What an activity is to cost and did cost, line by line; no person appears here."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified


class BudgetLine(Identified, Base):
    """A thing that costs money. Evaluation and reports add up the lines and store no sum."""

    __tablename__ = "budget_line"

    activity_id: Mapped[UUID] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    name: Mapped[str]
    planned_cents: Mapped[int | None]
    actual_cents: Mapped[int | None]
    for_access: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str | None]  # who pays: "Krankenkasse"

    __table_args__ = (
        CheckConstraint(
            "(planned_cents IS NULL OR planned_cents >= 0)"
            " AND (actual_cents IS NULL OR actual_cents >= 0)",
            name="sums_not_negative",
        ),
    )
