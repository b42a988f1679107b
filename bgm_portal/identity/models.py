"""People and what lets them in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bgm_portal.core.database import Base, Identified, UtcDateTime, enum_by_value

from .kinds import Employer, FactorStage, LinkPurpose, SignInWay, TextSize, Theme
from .permissions import Role


class Unit(Identified, Base):
    """A part of the house. Small ones are reported together with another one."""

    __tablename__ = "unit"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    reporting_unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"))


class Site(Identified, Base):
    """A building of the house in which people work. Where activities take place is a venue."""

    __tablename__ = "site"

    name: Mapped[str] = mapped_column(unique=True)


class Person(Identified, Base):
    """Somebody who works here. No private address, no birthday, nothing about health."""

    __tablename__ = "person"

    first_name: Mapped[str]
    last_name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)  # always in lower case
    phone: Mapped[str | None]
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    site_id: Mapped[UUID | None] = mapped_column(ForeignKey("site.id"), index=True)
    employer: Mapped[Employer] = mapped_column(enum_by_value(Employer, "employer"))
    line_manager_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    language: Mapped[str] = mapped_column(default="de")
    theme: Mapped[Theme] = mapped_column(enum_by_value(Theme, "theme"), default=Theme.SYSTEM)
    text_size: Mapped[TextSize] = mapped_column(
        enum_by_value(TextSize, "text_size"), default=TextSize.NORMAL
    )
    neutral_mail: Mapped[bool] = mapped_column(default=False, server_default=false())
    entry_alarm_minutes: Mapped[int | None]  # how long before a date a mailed entry rings
    house_subject: Mapped[str | None] = mapped_column(unique=True)  # who it is at the provider
    password_hash: Mapped[str | None]  # nothing until the invitation is accepted
    password_set_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deactivated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    unit: Mapped[Unit] = relationship(lazy="raise")
    site: Mapped[Site | None] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint(
            "(password_hash IS NULL) = (password_set_at IS NULL)", name="password_with_moment"
        ),
        CheckConstraint("language IN ('de', 'en')", name="language_known"),
        Index("ix_person_name", "last_name", "first_name"),
    )

    @property
    def name(self) -> str:
        """Return first and last name."""
        return f"{self.first_name} {self.last_name}"

    @property
    def name_in_list(self) -> str:
        """Return the name as lists sort it: last name first."""
        return f"{self.last_name}, {self.first_name}"


class RoleGrant(Base):
    """A role beyond being an employee, which everybody is.

    `exclusive` is the same word for roles that exclude each other (coordinator and leadership), so
    that the unique key makes holding both impossible.
    """

    __tablename__ = "role_grant"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(enum_by_value(Role, "role"), primary_key=True)
    exclusive: Mapped[str | None]
    granted_by: Mapped[UUID | None]  # nothing: by command on the server
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("person_id", "exclusive"),
        CheckConstraint("role <> 'employee'", name="employee_is_everybody"),
        CheckConstraint(
            "(role IN ('coordinator', 'leadership')) = (exclusive IS NOT NULL)"
            " AND (exclusive IS NULL OR exclusive = 'plans_or_leads')",
            name="exclusive_roles",
        ),
    )


class SignInSession(Identified, Base):
    """A browser that is signed in. The cookie holds the token, the table its hash."""

    __tablename__ = "sign_in_session"

    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    way: Mapped[SignInWay] = mapped_column(enum_by_value(SignInWay, "sign_in_way"))
    device: Mapped[str]  # browser and system in two words, to recognise one's own by
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    proven_at: Mapped[datetime] = mapped_column(UtcDateTime)  # when it was last made sure who it is
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PersonalLink(Identified, Base):
    """An invitation or a reset link: 256 random bits, stored as a hash, good for one use."""

    __tablename__ = "personal_link"

    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    purpose: Mapped[LinkPurpose] = mapped_column(enum_by_value(LinkPurpose, "link_purpose"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SecondFactor(Identified, Base):
    """The secret that somebody's app and the portal share; one in use, one being set up."""

    __tablename__ = "second_factor"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    stage: Mapped[FactorStage] = mapped_column(enum_by_value(FactorStage, "factor_stage"))
    key_name: Mapped[str]
    sealed: Mapped[bytes]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_step: Mapped[int]  # the half minute of the last code that was used: each is good for once

    __table_args__ = (UniqueConstraint("person_id", "stage"),)


class RecoveryCode(Identified, Base):
    """A code on paper for whoever has no phone at hand; stored as a hash, good for one use."""

    __tablename__ = "recovery_code"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    number: Mapped[int]  # the digit in front, which says what to compare with
    code_hash: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("person_id", "number"),)


class Throttle(Base):
    """How often something failed lately, shared by all processes. The key is a hash."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_failure_at: Mapped[datetime] = mapped_column(UtcDateTime)
    blocked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
