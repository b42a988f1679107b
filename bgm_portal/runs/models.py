"""What hangs on a registration for a run, and goes with it."""

from datetime import datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bgm_portal.core.database import Base, Identified, UtcDateTime


class Entry(Base):
    """The start number of a registration, and the result for its person alone."""

    __tablename__ = "run_entry"

    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"), index=True)
    start_number: Mapped[str]
    key_name: Mapped[str | None]
    sealed_result: Mapped[bytes | None]  # {"time": …, "place": …, "class": …}

    __table_args__ = (
        UniqueConstraint("activity_id", "start_number"),
        CheckConstraint("(key_name IS NULL) = (sealed_result IS NULL)", name="sealed_with_key"),
    )


class EmergencyContact(Base):
    """Whom to call if something happens. Sealed, opened on the day alone, erased the day after."""

    __tablename__ = "emergency_contact"

    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"), index=True)
    key_name: Mapped[str]
    sealed: Mapped[bytes]  # {"name": …, "phone": …}
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Team(Identified, Base):
    """People who start together. Its name goes to the organiser; nobody else's does with it."""

    __tablename__ = "run_team"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"))
    name: Mapped[str]
    name_key: Mapped[str]  # as names are compared: "Die Eiligen" and "die  eiligen" are one
    is_open: Mapped[bool]
    word: Mapped[str]  # opens a closed team; members pass it on
    captain_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("registration.id", ondelete="SET NULL"), index=True
    )
    founded_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("activity_id", "name_key"),)


class TeamMember(Base):
    """A registration in a team, under the name that the others see."""

    __tablename__ = "run_team_member"

    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    team_id: Mapped[UUID] = mapped_column(ForeignKey("run_team.id", ondelete="CASCADE"))
    display_name: Mapped[str]
    display_key: Mapped[str]
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)

    __table_args__ = (UniqueConstraint("team_id", "display_key"),)


class Pair(Base):
    """A runner and a guide who run together, once both have said so. Why is nobody's business."""

    __tablename__ = "run_pair"

    runner_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    guide_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), unique=True
    )
    by_runner: Mapped[bool]  # asked by the runner; else a coordinator proposed it to both
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    runner_agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    guide_agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (CheckConstraint("runner_id <> guide_id", name="two_people"),)


class Bus(Identified, Base):
    """A bus to an activity: where and when it leaves, and how many it takes."""

    __tablename__ = "run_bus"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"), index=True)
    stop_de: Mapped[str]
    stop_en: Mapped[str | None]
    leaves_at: Mapped[time]
    back_at: Mapped[time | None]  # nothing: it does not go back
    seats: Mapped[int]
    step_free_places: Mapped[int]  # besides the seats, for whoever stays in a wheelchair

    __table_args__ = (
        CheckConstraint("seats >= 0 AND step_free_places >= 0", name="room_not_negative"),
    )


class BusPlace(Base):
    """A place on a bus. A companion takes a seat of their own."""

    __tablename__ = "run_bus_place"

    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True
    )
    bus_id: Mapped[UUID] = mapped_column(ForeignKey("run_bus.id"), index=True)
    step_free: Mapped[bool]
    companion: Mapped[bool]
    goes_back: Mapped[bool]


class Handover(Identified, Base):
    """A start place that goes to a colleague by name, because the organiser only swaps names."""

    __tablename__ = "run_handover"

    registration_id: Mapped[UUID] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), unique=True
    )
    to_person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    successor_id: Mapped[UUID | None] = mapped_column(  # once the colleague has accepted
        ForeignKey("registration.id", ondelete="CASCADE"), unique=True
    )
