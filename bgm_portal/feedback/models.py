"""Answers without a person, and people without an answer.

The two tables share nothing but the activity: no number, no moment, no order. Identifiers are
drawn at random, rows lie in the order of their keys (SQLite: without a rowid), and
`service.answer` writes both heaps anew, shuffled, with each answer, so that not even the
transaction that wrote a row tells anything.
"""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified, enum_by_value

from .kinds import Again, AsWished, FactsRight, Satisfaction


class FeedbackAnswer(Identified, Base):
    """What somebody said. Nothing tells who, and nothing tells when."""

    __tablename__ = "feedback_answer"

    activity_id: Mapped[UUID] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), index=True
    )
    satisfaction: Mapped[Satisfaction | None] = mapped_column(
        enum_by_value(Satisfaction, "satisfaction")
    )
    as_wished: Mapped[AsWished | None] = mapped_column(enum_by_value(AsWished, "as_wished"))
    facts_right: Mapped[FactsRight | None] = mapped_column(enum_by_value(FactsRight, "facts_right"))
    again: Mapped[Again | None] = mapped_column(enum_by_value(Again, "again"))
    words: Mapped[str] = mapped_column(default="")

    __table_args__ = ({"sqlite_with_rowid": False},)


class FeedbackMarker(Base):
    """That somebody has answered, and nothing else; it goes when the questions close."""

    __tablename__ = "feedback_marker"

    activity_id: Mapped[UUID] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)

    __table_args__ = ({"sqlite_with_rowid": False},)
