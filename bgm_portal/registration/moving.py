"""The page that moves an activity, as values: the form, what would change, what can not be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.activities import planning_queries, race_queries, recurrence
from bgm_portal.activities.errors import DateBegun, NothingMoved, UnknownDate
from bgm_portal.activities.forms.schedule import chosen_id, offer_places
from bgm_portal.activities.kinds import Times
from bgm_portal.activities.rules import closes_by, is_late
from bgm_portal.activities.sections import LABELS, Section
from bgm_portal.activities.service import Places
from bgm_portal.core.i18n import moment, span

from .forms.coordination import MoveForm, as_typed

Spans = Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True, kw_only=True)
class Change:
    """A line of the table that is shown before anything happens."""

    label: str
    before: str
    after: str
    is_place: bool = False


def form_of(activity: Any) -> MoveForm:
    """Return the form, filled with the dates and places as they are."""
    form = MoveForm(
        data={
            "dates": as_typed(spans_of(activity)),
            "venue": str(activity.venue_id or ""),
            "online_venue": str(activity.online_venue_id or ""),
            "version": str(activity.schedule_version),
        }
    )
    offer_places(form, planning_queries.venue_choices())
    return form


def spans_of(activity: Any) -> list[tuple[datetime, datetime]]:
    """Return the dates of an activity."""
    return [(date.starts_at, date.ends_at) for date in activity.occurrences]


def moved_meanwhile(activity: Any, form: Any) -> str:
    """Say that somebody else moved it after this page was opened, and to when; else nothing."""
    if form.version.data in {None, "", str(activity.schedule_version)}:
        return ""
    dates = "; ".join(span(*date) for date in spans_of(activity))
    form.version.data = str(activity.schedule_version)
    return str(
        _(
            "Jemand anderes hat inzwischen verlegt. Jetzt gilt: %(dates)s. Was Sie eingegeben"
            " haben, steht noch da. Prüfen Sie, ob Sie es noch wollen.",
            dates=dates,
        )
    )


def places_of(form: MoveForm) -> Places:
    """Return the places that were chosen."""
    return Places(
        venue_id=chosen_id(form.venue.data), online_venue_id=chosen_id(form.online_venue.data)
    )


def lies_in_the_past(before: Spans, after: Spans, *, at: datetime) -> bool:
    """Tell whether a date would be moved into the past; one that is over may stay as it is."""
    return any(new[0] <= at for old, new in zip(before, after, strict=True) if new != old)


def changes(activity: Any, form: MoveForm) -> list[Change]:
    """Say line by line what would change."""
    spans = spans_of(activity)
    lines = [
        Change(
            label=_("Termin %(number)s", number=number) if len(spans) > 1 else _("Wann"),
            before=span(*old),
            after=span(*new),
        )
        for number, (old, new) in enumerate(zip(spans, form.spans, strict=True), 1)
        if old != new
    ]
    return [*lines, *_changed_places(activity, form)]


def _changed_places(activity: Any, form: MoveForm) -> list[Change]:
    fields = (
        (_("Ort"), form.venue, activity.venue_id),
        (_("Auch online"), form.online_venue, activity.online_venue_id),
    )
    return [
        Change(
            label=label,
            before=_name(field, before),
            after=_name(field, field.data),
            is_place=True,
        )
        for label, field, before in fields
        if chosen_id(field.data) != before
    ]


def _name(field: Any, value: Any) -> str:
    """Return what the list of places calls a choice."""
    names = {value: str(label) for value, label, *_rest in field.iter_choices()}
    return names.get(str(value or ""), "")


@dataclass(frozen=True, kw_only=True)
class DateRow:
    """A date in the list of all dates."""

    id: Any
    label: str
    when: str
    may_change: bool


def date_rows(activity: Any, *, at: datetime) -> list[DateRow]:
    """Return all dates of an activity, and whether each can still be changed."""
    return [
        DateRow(
            id=date.id,
            label=_("Termin %(number)s", number=number),
            when=span(date.starts_at, date.ends_at),
            may_change=date.starts_at > at,
        )
        for number, date in enumerate(activity.occurrences, 1)
    ]


def which(activity: Any, occurrence_id: UUID) -> int:
    """Return the place of a date among all dates of its activity."""
    for place, date in enumerate(activity.occurrences):
        if date.id == occurrence_id:
            return place
    raise UnknownDate


def after_one_moved(
    activity: Any, place: int, to: tuple[datetime, datetime], *, following: bool
) -> list[tuple[datetime, datetime]]:
    """Return all dates as they would be, in the time zone in which they are stored."""
    dates = recurrence.moved(spans_of(activity), which=place, to=to, following=following)
    return [(starts_at.astimezone(UTC), ends_at.astimezone(UTC)) for starts_at, ends_at in dates]


def refuse(before: Spans, after: Spans, *, at: datetime) -> str:
    """Say why dates cannot be moved like this, or nothing when they can."""
    if list(before) == list(after):
        return NothingMoved().message
    if any(old != new and old[0] <= at for old, new in zip(before, after, strict=True)):
        return DateBegun().message
    if lies_in_the_past(before, after, at=at):
        return str(_("Der neue Termin liegt in der Vergangenheit. Prüfen Sie das Datum."))
    if len(set(after)) < len(after):
        return str(_("Zu dieser Zeit gibt es schon einen Termin. Wählen Sie eine andere."))
    return ""


def changed_dates(activity: Any, after: Spans) -> list[Change]:
    """Say line by line which dates would change."""
    return [
        Change(label=_("Termin %(number)s", number=number), before=span(*old), after=span(*new))
        for number, (old, new) in enumerate(zip(spans_of(activity), after, strict=True), 1)
        if old != new
    ]


@dataclass(frozen=True, kw_only=True)
class LateDeadline:
    """A deadline that would lie after the new beginning, and the part where it is corrected."""

    sentence: str
    section: Section

    @property
    def label(self) -> str:
        """Return what the part is called."""
        return str(LABELS[self.section])


@dataclass(frozen=True, kw_only=True)
class _Moved:
    starts_at: datetime
    ends_at: datetime
    times: Times


def late_deadlines(activity: Any, dates: Spans) -> list[LateDeadline]:
    """Say which deadlines would lie after the beginning, in the order in which they are corrected.

    A move leaves them as they are: whoever moves knows best when people must decide now.
    """
    moved = _Moved(
        starts_at=min(starts_at for starts_at, _ends_at in dates),
        ends_at=max(ends_at for _starts_at, ends_at in dates),
        times=activity.times,
    )
    undecided = activity.minimum is not None and activity.goes_ahead_at is None
    deadline = activity.registration_deadline if activity.needs_registration else None
    decides_at = activity.decides_at if undecided else None
    names_until = race_queries.names_until(activity)
    found = [
        (deadline, closes_by(moved), _deadline_late, Section.PLACES),
        (decides_at, moved.starts_at, _decision_late, Section.PLACES),
        (names_until, moved.starts_at, _names_late, Section.RACE),
    ]
    return [
        LateDeadline(sentence=say(moment(until)), section=section)
        for until, latest, say, section in found
        if until is not None and is_late(until, latest)
    ]


def _deadline_late(day: str) -> str:
    return str(
        _(
            "Der Anmeldeschluss (%(day)s) liegt dann nach dem Beginn."
            " Geben Sie nach dem Verlegen einen früheren ein.",
            day=day,
        )
    )


def _decision_late(day: str) -> str:
    return str(
        _(
            "Über die Mindestzahl wird dann erst nach dem Beginn entschieden (%(day)s)."
            " Wählen Sie nach dem Verlegen einen Tag davor.",
            day=day,
        )
    )


def _names_late(day: str) -> str:
    return str(
        _(
            "Die Frist für Namen (%(day)s) liegt dann nach dem Beginn."
            " Geben Sie nach dem Verlegen eine frühere ein.",
            day=day,
        )
    )
