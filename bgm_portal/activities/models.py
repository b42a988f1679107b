"""Activities, their dates and places."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bgm_portal.core.database import Base, Identified, UtcDateTime, enum_by_value
from bgm_portal.identity.kinds import Employer

from .kinds import (
    AccessQuestion,
    ActivityKind,
    ActivityState,
    Answer,
    Insurance,
    PreventionField,
    QuestionKind,
    Times,
    VenueFactCode,
    WorktimeRule,
)


class Venue(Identified, Base):
    """A place, real or online. Facts about it are dated, because old facts mislead."""

    __tablename__ = "venue"

    code: Mapped[str] = mapped_column(unique=True)
    name_de: Mapped[str]
    name_en: Mapped[str | None]
    note_de: Mapped[str | None]
    note_en: Mapped[str | None]
    directions_de: Mapped[str | None]  # the way there, as text
    directions_en: Mapped[str | None]
    is_online: Mapped[bool] = mapped_column(default=False)

    facts: Mapped[list["VenueFact"]] = relationship(lazy="raise", order_by="VenueFact.position")


class VenueFact(Base):
    """One checked fact about a place."""

    __tablename__ = "venue_fact"

    venue_id: Mapped[UUID] = mapped_column(ForeignKey("venue.id"), primary_key=True)
    code: Mapped[VenueFactCode] = mapped_column(
        enum_by_value(VenueFactCode, "venue_fact_code"), primary_key=True
    )
    position: Mapped[int]
    answer: Mapped[Answer] = mapped_column(enum_by_value(Answer, "answer"))
    detail_de: Mapped[str | None]
    detail_en: Mapped[str | None]
    checked_on: Mapped[date | None]
    checked_by: Mapped[str | None]  # an office, not a person: "BGM-Koordination und SBV"


class Activity(Identified, Base):
    """Something people can take part in, on one date or several.

    `ticket`, `taken` and `waiting` are counters: a place is guarded by one UPDATE of this row, so
    that handing out the last place costs the same in a table of ten or ten thousand registrations.
    `taken` counts confirmed and offered places; companions and guides take none.
    """

    __tablename__ = "activity"

    kind: Mapped[ActivityKind] = mapped_column(enum_by_value(ActivityKind, "activity_kind"))
    field: Mapped[PreventionField] = mapped_column(
        enum_by_value(PreventionField, "prevention_field")
    )
    state: Mapped[ActivityState] = mapped_column(
        enum_by_value(ActivityState, "activity_state"), default=ActivityState.DRAFT
    )
    discreet: Mapped[bool] = mapped_column(default=False)
    is_template: Mapped[bool] = mapped_column(default=False)  # a draft to begin others with
    title_de: Mapped[str]
    title_en: Mapped[str | None]
    teaser_de: Mapped[str]
    teaser_en: Mapped[str | None]
    description_de: Mapped[str | None]
    description_en: Mapped[str | None]
    course_de: Mapped[str | None]  # a line a step: "16:45 Bus ab Haus Mitte"
    course_en: Mapped[str | None]
    plain_de: Mapped[str | None]  # in einfacher Sprache
    plain_en: Mapped[str | None]
    bring_de: Mapped[str | None]
    bring_en: Mapped[str | None]
    intensity_de: Mapped[str | None]
    intensity_en: Mapped[str | None]
    cost_de: Mapped[str | None]
    cost_en: Mapped[str | None]
    drawing: Mapped[str | None]
    insurance: Mapped[Insurance] = mapped_column(
        enum_by_value(Insurance, "insurance"), default=Insurance.ASK
    )
    worktime_ba: Mapped[WorktimeRule] = mapped_column(
        enum_by_value(WorktimeRule, "worktime_ba"), default=WorktimeRule.NONE
    )
    worktime_city: Mapped[WorktimeRule] = mapped_column(
        enum_by_value(WorktimeRule, "worktime_city"), default=WorktimeRule.NONE
    )
    worktime_cap_minutes: Mapped[int | None]
    zpp_course_id: Mapped[str | None]  # a course checked by the Zentrale Prüfstelle Prävention
    venue_id: Mapped[UUID | None] = mapped_column(ForeignKey("venue.id"), index=True)
    online_venue_id: Mapped[UUID | None] = mapped_column(ForeignKey("venue.id"))
    contact_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    organiser: Mapped[str | None]  # who runs the event outside, and is told names
    asks_photo_consent: Mapped[bool] = mapped_column(default=False)
    asks_result_consent: Mapped[bool] = mapped_column(default=False)
    for_employer: Mapped[Employer | None] = mapped_column(  # nothing: whoever pays
        enum_by_value(Employer, "for_employer")
    )
    for_units: Mapped[bool] = mapped_column(  # only for those in `audience_unit`
        default=False, server_default=false()
    )
    for_sites: Mapped[bool] = mapped_column(  # only for those in `audience_site`
        default=False, server_default=false()
    )

    needs_registration: Mapped[bool] = mapped_column(default=True)
    registration_opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    registration_deadline: Mapped[datetime | None] = mapped_column(UtcDateTime)
    capacity: Mapped[int | None]  # nothing: as many as come
    has_waiting_list: Mapped[bool] = mapped_column(default=True)
    times: Mapped[Times] = mapped_column(enum_by_value(Times, "times"), default=Times.NONE)
    minimum: Mapped[int | None]  # fewer than that, and it does not take place
    decides_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    goes_ahead_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # since when that is sure
    ticket: Mapped[int] = mapped_column(default=0)
    taken: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)

    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # of the first date
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # of the last date
    schedule_version: Mapped[int] = mapped_column(default=1)  # rises with every move and state

    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # cancelled or completed
    cancel_note: Mapped[str | None]  # what people are told when it is cancelled

    venue: Mapped[Venue | None] = relationship(lazy="raise", foreign_keys=[venue_id])
    online_venue: Mapped[Venue | None] = relationship(lazy="raise", foreign_keys=[online_venue_id])
    occurrences: Mapped[list["Occurrence"]] = relationship(
        lazy="raise",
        order_by="Occurrence.starts_at",
        primaryjoin="and_(Activity.id == Occurrence.activity_id, Occurrence.cancelled_at == None)",
        viewonly=True,
    )
    answers: Mapped[list["AccessAnswer"]] = relationship(lazy="raise")
    adaptations: Mapped[list["OfferedAdaptation"]] = relationship(lazy="raise")
    named_contacts: Mapped[list["NamedContact"]] = relationship(lazy="raise")
    roles: Mapped[list["ActivityRole"]] = relationship(
        lazy="raise", order_by="ActivityRole.position"
    )
    questions: Mapped[list["Question"]] = relationship(  # those that are still asked
        lazy="raise",
        order_by="Question.position, Question.id",
        primaryjoin="and_(Activity.id == Question.activity_id, Question.retired_at.is_(None))",
        viewonly=True,
    )

    __table_args__ = (
        CheckConstraint("taken >= 0 AND waiting >= 0", name="counters_not_negative"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity_not_negative"),
        CheckConstraint("(starts_at IS NULL) = (ends_at IS NULL)", name="dates_together"),
        CheckConstraint("state = 'draft' OR contact_id IS NOT NULL", name="contact_named"),
        CheckConstraint("(minimum IS NULL) = (decides_at IS NULL)", name="decision_complete"),
        CheckConstraint("state = 'draft' OR NOT is_template", name="templates_stay_drafts"),
        CheckConstraint("minimum IS NULL OR minimum > 0", name="minimum_positive"),
        Index("ix_activity_programme", "state", "starts_at"),
        Index("ix_activity_ends", "ends_at"),
    )

    @property
    def is_restricted(self) -> bool:
        """Tell whether it is for some people only."""
        return self.for_employer is not None or self.for_units or self.for_sites


class Occurrence(Identified, Base):
    """One date of an activity. A cancelled one stays as a row, and counts nowhere."""

    __tablename__ = "occurrence"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"))
    number: Mapped[int] = mapped_column(default=1)  # by which calendars know it; it never changes
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancel_note: Mapped[str | None]  # what people are told

    __table_args__ = (
        UniqueConstraint("activity_id", "number"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_occurrence_activity", "activity_id", "starts_at"),
        Index("ix_occurrence_activity_ends", "activity_id", "ends_at"),
        Index("ix_occurrence_starts", "starts_at"),
        Index("ix_occurrence_ends", "ends_at"),
    )


class Station(Identified, Base):
    """Where something is done one after the other, and how its days are cut into slots."""

    __tablename__ = "station"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"), index=True)
    position: Mapped[int]
    name_de: Mapped[str | None]  # none where there is only one
    name_en: Mapped[str | None]
    minutes: Mapped[int]
    places: Mapped[int]  # at the same time
    breaks: Mapped[list[list[str]]] = mapped_column(JSON)  # [["10:00", "10:15"]]
    quiet: Mapped[list[list[str]]] = mapped_column(JSON)  # the quiet hour, likewise

    __table_args__ = (CheckConstraint("minutes > 0 AND places > 0", name="cuts_something"),)


class Slot(Identified, Base):
    """A time at a station. `taken` is a counter, changed while the activity is held."""

    __tablename__ = "slot"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"))
    occurrence_id: Mapped[UUID] = mapped_column(ForeignKey("occurrence.id"), index=True)
    station_id: Mapped[UUID] = mapped_column(ForeignKey("station.id"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    capacity: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    quiet: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        UniqueConstraint("occurrence_id", "station_id", "starts_at"),
        Index("ix_slot_activity", "activity_id", "starts_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("taken >= 0 AND taken <= capacity", name="never_oversold"),
    )


class AccessAnswer(Base):
    """The answer to one of the seven questions."""

    __tablename__ = "access_answer"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    question: Mapped[AccessQuestion] = mapped_column(
        enum_by_value(AccessQuestion, "access_question"), primary_key=True
    )
    answer: Mapped[Answer] = mapped_column(enum_by_value(Answer, "answer"))
    detail_de: Mapped[str | None]
    detail_en: Mapped[str | None]


class OfferedAdaptation(Base):
    """What is ready there without anybody asking for it; a code of the catalogue."""

    __tablename__ = "offered_adaptation"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)

    __table_args__ = (Index("ix_offered_adaptation_code", "code"),)


class NamedContact(Base):
    """A contact point that helps with this activity, named on its page by its key."""

    __tablename__ = "named_contact"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    contact_key: Mapped[str] = mapped_column(
        ForeignKey("contact_point.key", ondelete="CASCADE"), primary_key=True, index=True
    )


class AudienceUnit(Base):
    """A unit whose people an activity is for; `for_units` says that there are such."""

    __tablename__ = "audience_unit"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)


class AudienceSite(Base):
    """A site whose people an activity is for; `for_sites` says that there are such."""

    __tablename__ = "audience_site"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"), primary_key=True, index=True)


class ActivityRole(Identified, Base):
    """A way to take part: run, walk, guide, cheer. Some take a place, some do not."""

    __tablename__ = "activity_role"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"))
    code: Mapped[str]
    position: Mapped[int]
    label_de: Mapped[str]
    label_en: Mapped[str | None]
    hint_de: Mapped[str | None]
    hint_en: Mapped[str | None]
    takes_place: Mapped[bool] = mapped_column(default=True)
    start_time: Mapped[time | None]  # of this start class, where they start one after the other

    __table_args__ = (UniqueConstraint("activity_id", "code"),)


class Question(Identified, Base):
    """Something that is asked at sign-up, with the purpose said and the day it is forgotten.

    Once somebody has answered, a question whose meaning changes is retired and asked anew as its
    next version; the answers stay with the words to which they were given.
    """

    __tablename__ = "question"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"))
    code: Mapped[str]
    position: Mapped[int]
    kind: Mapped[QuestionKind] = mapped_column(enum_by_value(QuestionKind, "question_kind"))
    label_de: Mapped[str]
    label_en: Mapped[str | None]
    hint_de: Mapped[str | None]
    hint_en: Mapped[str | None]
    purpose_de: Mapped[str]
    purpose_en: Mapped[str | None]
    options: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # [{"value", "de", "en"}]
    required: Mapped[bool] = mapped_column(default=True)
    for_organiser: Mapped[bool] = mapped_column(default=True)  # where somebody outside runs it
    keep_days: Mapped[int] = mapped_column(default=14)  # after the end; answers are erased then
    role_codes: Mapped[list[str]] = mapped_column(JSON, default=list)  # empty: everybody is asked
    shown_if_code: Mapped[str | None]  # asked only if the question of this code was answered …
    shown_if_values: Mapped[list[str]] = mapped_column(JSON, default=list)  # … with one of these
    not_health: Mapped[bool] = mapped_column(default=False)  # somebody said it asks for no health
    version: Mapped[int] = mapped_column(default=1)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("activity_id", "code", "version"),
        CheckConstraint("keep_days BETWEEN 1 AND 14", name="kept_for_days"),
    )


class Assignment(Base):
    """A coordinator who looks after an activity; the contact is always one of them.

    Whoever stands in for somebody does so until a day, and then no longer.
    """

    __tablename__ = "assignment"

    activity_id: Mapped[UUID] = mapped_column(ForeignKey("activity.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    stands_in_for_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    until: Mapped[date | None] = mapped_column(index=True)

    __table_args__ = (
        CheckConstraint(
            "(stands_in_for_id IS NULL) = (until IS NULL)", name="stands_in_until_a_day"
        ),
    )
