"""What people keep in mind."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, UtcDateTime


class Bookmark(Base):
    """An activity that a person keeps in mind. Nobody else sees it, and nobody counts it."""

    __tablename__ = "bookmark"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    activity_id: Mapped[UUID] = mapped_column(
        ForeignKey("activity.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)
