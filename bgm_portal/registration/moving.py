"""The page that moves an activity, as values: the form, what would change, what can not be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from bgm_portal.activities import planning_queries
from bgm_portal.activities.forms.schedule import chosen_id, offer_places
from bgm_portal.activities.service import Places
from bgm_portal.core.i18n import span

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
        }
    )
    offer_places(form, planning_queries.venue_choices())
    return form


def spans_of(activity: Any) -> list[tuple[datetime, datetime]]:
    """Return the dates of an activity."""
    return [(date.starts_at, date.ends_at) for date in activity.occurrences]


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
