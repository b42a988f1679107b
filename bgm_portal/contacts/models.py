"""Contact points. What is said about them comes from somewhere and was checked on some day."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified, UtcDateTime, enum_by_value

from .kinds import ContactKind, ContactScope


class ContactPoint(Identified, Base):
    """Somewhere to turn to. Modules and activities name it by its key, which never changes.

    `reminded_at` is when the coordinators were told that it was not checked for a year; a new check
    takes that back. A retired one stays for a year, so that links to it can say so.
    """

    __tablename__ = "contact_point"

    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[ContactKind] = mapped_column(enum_by_value(ContactKind, "contact_kind"))
    scope: Mapped[ContactScope] = mapped_column(enum_by_value(ContactScope, "contact_scope"))
    name_de: Mapped[str]
    name_en: Mapped[str | None]
    helps_de: Mapped[str]  # with what it helps
    helps_en: Mapped[str | None]
    when_de: Mapped[str | None]  # when one turns to it
    when_en: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    website: Mapped[str | None]
    channels_de: Mapped[str | None]  # other ways: a relay service, a form, a letter
    channels_en: Mapped[str | None]
    address: Mapped[str | None]
    access_de: Mapped[str | None]  # what the way there and the rooms are like
    access_en: Mapped[str | None]
    hours_de: Mapped[str | None]
    hours_en: Mapped[str | None]
    languages_de: Mapped[str | None]  # spoken and signed
    languages_en: Mapped[str | None]
    source: Mapped[str]  # where the facts come from
    checked_on: Mapped[date]
    checked_by: Mapped[str]  # an office, not a person: "BGM-Koordination"
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)

    __table_args__ = (
        CheckConstraint(
            "phone IS NOT NULL OR email IS NOT NULL OR website IS NOT NULL"
            " OR channels_de IS NOT NULL OR address IS NOT NULL",
            name="can_be_reached",
        ),
    )
