"""Reports of barriers (BITVNRW, model statement of Decision (EU) 2018/1523)."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified, UtcDateTime


class BarrierReport(Identified, Base):
    """A barrier that somebody met. Naming oneself is voluntary."""

    __tablename__ = "barrier_report"

    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    page: Mapped[str | None]
    message: Mapped[str]
    contact: Mapped[str | None]
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
