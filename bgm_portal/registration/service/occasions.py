"""The activity and the registration as values that messages tell of."""

from bgm_portal.activities.models import Activity
from bgm_portal.identity import queries as identity
from bgm_portal.identity.models import Person
from bgm_portal.registration.messages import Booking, Occasion
from bgm_portal.registration.models import Registration


def occasion_of(activity: Activity) -> Occasion:
    """Return what messages say about an activity that was loaded with its dates."""
    contact = identity.person(activity.contact_id) if activity.contact_id else None
    place = activity.venue or activity.online_venue
    return Occasion(
        activity_id=activity.id,
        discreet=activity.discreet,
        title_de=activity.title_de,
        title_en=activity.title_en,
        place_de=place.name_de if place else "",
        place_en=place.name_en if place else None,
        dates=tuple((date.starts_at, date.ends_at) for date in activity.occurrences),
        schedule_version=activity.schedule_version,
        contact_name=contact.name if contact else "",
        contact_email=contact.email if contact else "",
    )


def booking_of(registration: Registration, person: Person) -> Booking:
    """Return what messages say about a registration."""
    return Booking(
        registration_id=registration.id,
        reference=registration.reference,
        sequence=registration.calendar_sequence,
        to=identity.recipient(person),
    )
