"""Drafting: what a coordinator writes into an activity, one part at a time.

Each function writes one part and notes in the log which part it was. Dates and places of a
published activity are not changed here, because people must be told: that is
`registration.service`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, update

from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.contacts import queries as contacts
from bgm_portal.core.database import db
from bgm_portal.identity import queries as identity
from bgm_portal.identity.permissions import Role

from . import queries, race_queries, service, slot_service
from .adaptations import known
from .errors import (
    ContactRefused,
    DeadlineAfterNames,
    DeadlineRefused,
    InUse,
    MinimumRefused,
    OpeningRefused,
    StateRefused,
)
from .kinds import BY_TIME, AccessQuestion, ActivityState, Answer, Times
from .models import (
    AccessAnswer,
    Activity,
    ActivityRole,
    Assignment,
    NamedContact,
    OfferedAdaptation,
)
from .rules import closes_by, is_late, never_opens
from .sections import Section

#: What each page with plain fields may write, so that a form can never reach further.
COLUMNS: dict[Section, frozenset[str]] = {
    Section.BASICS: frozenset(
        {
            "title_de",
            "teaser_de",
            "description_de",
            "kind",
            "field",
            "discreet",
            "intensity_de",
            "cost_de",
            "drawing",
        }
    ),
    Section.WORK: frozenset(
        {"insurance", "worktime_ba", "worktime_city", "worktime_cap_minutes", "zpp_course_id"}
    ),
    Section.PLACES: frozenset(
        {
            "needs_registration",
            "registration_opens_at",
            "registration_deadline",
            "capacity",
            "has_waiting_list",
            "minimum",
            "decides_at",
        }
    ),
    Section.COURSE: frozenset({"course_de", "bring_de"}),
    Section.PLAIN: frozenset({"plain_de"}),
    Section.QUESTIONS: frozenset({"organiser", "asks_photo_consent", "asks_result_consent"}),
    Section.ENGLISH: frozenset(
        {
            "title_en",
            "teaser_en",
            "description_en",
            "intensity_en",
            "cost_en",
            "course_en",
            "bring_en",
            "plain_en",
        }
    ),
}

#: What may no longer be changed here once people can have signed up.
FIXED_WHEN_PUBLISHED = frozenset({"capacity", "needs_registration", "has_waiting_list", "discreet"})

FIXED_IN_LINES = frozenset({"takes_place"})


@dataclass(frozen=True, kw_only=True)
class Line:
    """A way to take part as it was typed; without an id it is a new one."""

    id: UUID | None
    values: Mapping[str, Any]


def change(
    activity_id: UUID, section: Section, values: Mapping[str, Any], *, by: UUID, at: datetime
) -> None:
    """Write the plain fields of a part."""
    activity = editable(activity_id)
    allowed = COLUMNS[section]
    if activity.state is not ActivityState.DRAFT:
        allowed -= FIXED_WHEN_PUBLISHED
    if activity.times in BY_TIME:
        allowed -= {"capacity"}  # the slots decide
    for name, value in values.items():
        if name in allowed:
            setattr(activity, name, value)
    if section is Section.PLACES:  # after a move, a late deadline is in the way of nothing else
        _ensure_in_time(activity)
        _ensure_decidable(activity)
    note(activity_id, section, by=by, at=at)


def _ensure_in_time(activity: Activity) -> None:
    """Insist that people can sign up before it begins, for a while, and before names are due."""
    if not activity.needs_registration:
        return
    if is_late(activity.registration_deadline, closes_by(activity)):
        raise DeadlineRefused
    _ensure_opens(activity)
    _ensure_before_names(activity)


def _ensure_opens(activity: Activity) -> None:
    """Insist that people can sign up for a while."""
    if never_opens(activity.registration_opens_at, activity.registration_deadline):
        raise OpeningRefused


def _ensure_before_names(activity: Activity) -> None:
    """Insist that nobody signs up for a run when the names are due already."""
    names_until = race_queries.names_until(activity)
    if names_until is not None and is_late(activity.registration_deadline, names_until):
        raise DeadlineAfterNames(names_until)


def _ensure_decidable(activity: Activity) -> None:
    """Insist that the minimum number can be reached and is decided before it begins."""
    if activity.minimum is None:
        return
    too_many = activity.capacity is not None and activity.minimum > activity.capacity
    if too_many or is_late(activity.decides_at, activity.starts_at):
        raise MinimumRefused


def set_dates(activity_id: UUID, dates: service.Dates, *, by: UUID, at: datetime) -> None:
    """Write the dates of a draft, which stays where it is."""
    activity = editable(activity_id)
    set_schedule(
        activity_id,
        dates,
        venue_id=activity.venue_id,
        online_venue_id=activity.online_venue_id,
        by=by,
        at=at,
    )


def set_schedule(
    activity_id: UUID,
    dates: service.Dates,
    *,
    venue_id: UUID | None,
    online_venue_id: UUID | None,
    by: UUID,
    at: datetime,
) -> None:
    """Write the dates and places of a draft."""
    activity = editable(activity_id)
    if activity.state is not ActivityState.DRAFT:
        raise StateRefused
    activity.venue_id, activity.online_venue_id = venue_id, online_venue_id
    slot_service.clear(activity_id)
    service.set_dates(activity, dates)
    slot_service.cut(activity)
    note(activity_id, Section.SCHEDULE, by=by, at=at)


def set_stations(
    activity_id: UUID,
    times: Times,
    plans: Sequence[slot_service.StationPlan],
    *,
    by: UUID,
    at: datetime,
) -> None:
    """Write what people choose at sign-up, and cut the dates of a draft into slots."""
    activity = editable(activity_id)
    if activity.state is not ActivityState.DRAFT:
        raise StateRefused
    slot_service.set_stations(activity, times, plans)
    note(activity_id, Section.SLOTS, by=by, at=at)


def answer(
    activity_id: UUID,
    answers: Mapping[AccessQuestion, tuple[Answer, str | None, str | None]],
    *,
    by: UUID,
    at: datetime,
) -> None:
    """Write the answers to the seven questions, with their details in two languages."""
    editable(activity_id)
    db.session.execute(delete(AccessAnswer).where(AccessAnswer.activity_id == activity_id))
    db.session.add_all(
        AccessAnswer(
            activity_id=activity_id,
            question=question,
            answer=given,
            detail_de=german,
            detail_en=english,
        )
        for question, (given, german, english) in answers.items()
    )
    note(activity_id, Section.ACCESS, by=by, at=at)


def offer(activity_id: UUID, codes: Collection[str], *, by: UUID, at: datetime) -> None:
    """Write what is ready without anybody asking for it."""
    editable(activity_id)
    db.session.execute(
        delete(OfferedAdaptation).where(OfferedAdaptation.activity_id == activity_id)
    )
    db.session.add_all(
        OfferedAdaptation(activity_id=activity_id, code=code)
        for code in known(list(codes), use="E")
    )
    note(activity_id, Section.OFFERS, by=by, at=at)


def name_contacts(activity_id: UUID, keys: Collection[str], *, by: UUID, at: datetime) -> None:
    """Write which contact points help with an activity; only what is in the directory."""
    editable(activity_id)
    db.session.execute(delete(NamedContact).where(NamedContact.activity_id == activity_id))
    db.session.add_all(
        NamedContact(activity_id=activity_id, contact_key=contact.key)
        for contact in contacts.contacts()
        if contact.key in keys
    )
    note(activity_id, Section.HELPERS, by=by, at=at)


def set_roles(activity_id: UUID, lines: Sequence[Line], *, by: UUID, at: datetime) -> None:
    """Write the ways to take part."""
    activity = editable(activity_id)
    _set_lines(activity, queries.roles(activity_id), lines)
    note(activity_id, Section.ROLES, by=by, at=at)


def _set_lines(activity: Activity, present: Sequence[ActivityRole], lines: Sequence[Line]) -> None:
    """Change rows in their place, because sign-ups point to them; add what is new."""
    rows = {row.id: row for row in present}
    codes = {row.code for row in present}
    gone = rows.keys() - {line.id for line in lines}
    draft = activity.state is ActivityState.DRAFT
    if gone and not draft:
        raise InUse
    for row_id in gone:
        db.session.delete(rows[row_id])
    for position, line in enumerate(lines):
        row = rows.get(line.id) if line.id else None
        if row is None:
            code = free_code(str(line.values["label_de"]), codes)
            codes.add(code)
            db.session.add(
                ActivityRole(activity_id=activity.id, code=code, position=position, **line.values)
            )
        else:
            row.position = position
            for name, value in line.values.items():
                if draft or name not in FIXED_IN_LINES:
                    setattr(row, name, value)
    db.session.flush()


def free_code(label: str, taken: Collection[str]) -> str:
    """Make a short name from a label that no other line of the activity has."""
    letters = (character if character.isalnum() else "_" for character in label.lower())
    base = "_".join("".join(letters).split("_"))[:40].strip("_") or "zeile"
    numbered = (f"{base}_{number}" for number in range(2, len(taken) + 3))
    return next(code for code in (base, *numbered) if code not in taken)


def set_team(
    activity_id: UUID, *, contact_id: UUID, others: Collection[UUID], by: UUID, at: datetime
) -> None:
    """Name the contact and who else looks after an activity; all of them coordinate."""
    activity = editable(activity_id)
    coordinators = {person.id for person in identity.active_people_with_role(Role.COORDINATOR)}
    wanted = {contact_id, *others}
    if not wanted <= coordinators:
        raise ContactRefused
    activity.contact_id = contact_id
    present = set(queries.assigned_person_ids(activity_id))
    db.session.execute(
        delete(Assignment).where(
            Assignment.activity_id == activity_id, Assignment.person_id.in_(present - wanted)
        )
    )
    db.session.add_all(
        Assignment(activity_id=activity_id, person_id=person_id)
        for person_id in sorted(wanted - present)
    )
    db.session.execute(  # whoever is the contact looks after it for good
        update(Assignment)
        .where(Assignment.activity_id == activity_id, Assignment.person_id == contact_id)
        .values(stands_in_for_id=None, until=None)
    )
    note(activity_id, Section.CONTACT, by=by, at=at)


def editable(activity_id: UUID) -> Activity:
    """Hold an activity until the commit: a part is written as a whole, by one person at a time."""
    service.lock(activity_id)
    activity = queries.activity(activity_id)
    if activity.state not in {ActivityState.DRAFT, ActivityState.PUBLISHED}:
        raise StateRefused
    return activity


def note(activity_id: UUID, section: Section, *, by: UUID, at: datetime) -> None:
    """Note which part was written."""
    audit.record(Event.ACTIVITY_CHANGED, at=at, by=by, object_id=activity_id, section=section)
    db.session.flush()
