"""What a house has changed of what it was installed with; a missing row says: as installed."""

from datetime import date

from sqlalchemy import CheckConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified


class HouseSetting(Base):
    """One thing that the house says in its own words, or decided for itself."""

    __tablename__ = "house_setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class HouseLogo(Base):
    """The sign of the house, drawn anew from what was uploaded."""

    __tablename__ = "house_logo"

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ClosingDay(Identified, Base):
    """Days on which the house is closed, besides the holidays of its state."""

    __tablename__ = "closing_day"
    __table_args__ = (CheckConstraint("last_day >= first_day", name="not_backwards"),)

    first_day: Mapped[date]
    last_day: Mapped[date]
    name_de: Mapped[str]
    name_en: Mapped[str | None]
