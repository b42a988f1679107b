"""Challenges, their teams, who takes part, and what remains of a week."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified, UtcDateTime, enum_by_value

from .kinds import BingoField, ChallengeKind, TeamMode


class Challenge(Identified, Base):
    """A challenge that everybody may join, leave and join again."""

    __tablename__ = "challenge"

    kind: Mapped[ChallengeKind] = mapped_column(enum_by_value(ChallengeKind, "challenge_kind"))
    teams: Mapped[TeamMode] = mapped_column(enum_by_value(TeamMode, "team_mode"))
    title_de: Mapped[str]
    title_en: Mapped[str | None]
    about_de: Mapped[str]
    about_en: Mapped[str | None]
    first_day: Mapped[date]
    last_day: Mapped[date]
    cap_minutes: Mapped[int]
    most_teams: Mapped[int]
    link: Mapped[str | None]  # of the cycling campaign
    target_minutes: Mapped[int | None]  # of all together, where that is what it is about
    total_km: Mapped[int | None]  # of the whole house, as the campaign tells it
    lot_drawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="ends_after_start"),
        CheckConstraint("cap_minutes BETWEEN 10 AND 180", name="cap_is_sensible"),
        CheckConstraint("(kind = 'together') = (target_minutes IS NOT NULL)", name="has_target"),
    )


class ChallengeTeam(Identified, Base):
    """A team of a challenge."""

    __tablename__ = "challenge_team"

    challenge_id: Mapped[UUID] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"))
    name: Mapped[str]

    __table_args__ = (UniqueConstraint("challenge_id", "name"),)


class ChallengeMember(Identified, Base):
    """Somebody who takes part. The goal is their own business; leaving erases the row."""

    __tablename__ = "challenge_member"

    challenge_id: Mapped[UUID] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"))
    team_id: Mapped[UUID] = mapped_column(
        ForeignKey("challenge_team.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    goal_minutes: Mapped[int | None]  # a week; nothing where none is chosen
    goal_days: Mapped[int | None]  # a week, where days are counted

    __table_args__ = (UniqueConstraint("challenge_id", "person_id"),)


class ChallengeTick(Base):
    """A field of somebody's own card."""

    __tablename__ = "challenge_tick"

    member_id: Mapped[UUID] = mapped_column(
        ForeignKey("challenge_member.id", ondelete="CASCADE"), primary_key=True
    )
    field: Mapped[BingoField] = mapped_column(
        enum_by_value(BingoField, "bingo_field"), primary_key=True
    )


class ChallengeWeek(Base):
    """What is told of a team's week, frozen when nothing can be entered for it any more.

    The share of members who reached their own goal, or how much of the common target is done.
    """

    __tablename__ = "challenge_week"

    team_id: Mapped[UUID] = mapped_column(
        ForeignKey("challenge_team.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    share: Mapped[int | None]  # nothing: not told
