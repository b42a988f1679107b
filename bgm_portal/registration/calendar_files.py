"""The dates of an activity as calendar text, with the UIDs that a registration already has."""

from datetime import datetime
from uuid import UUID

from bgm_portal.activities import queries as activities
from bgm_portal.identity import queries as identity

from . import calendar_entries, queries, sign_up_queries
from .service import slots
from .service.occasions import booking_of
from .states import RegistrationState


def entry(activity_id: UUID, *, person_id: UUID, at: datetime) -> str:
    """Return the text of the file.

    Downloading it after the confirmation must not double the entry, so that whoever takes part
    gets the number and sequence of their registration; everybody else those of the activity.
    """
    activities.published_activity(activity_id)  # a draft is nobody's business yet
    occasion = sign_up_queries.occasion(activity_id)
    registration = queries.active(person_id, activity_id)
    if registration is not None and registration.state is RegistrationState.CONFIRMED:
        booking = booking_of(registration, identity.person(person_id))
        return calendar_entries.entry(slots.told(occasion, registration), booking, at=at).text
    return calendar_entries.open_entry(occasion, at=at).text
