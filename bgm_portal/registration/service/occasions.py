"""The registration as a value that messages tell of."""

from bgm_portal.identity import queries as identity
from bgm_portal.identity.models import Person
from bgm_portal.registration.models import Registration
from bgm_portal.registration.occasion import Booking


def booking_of(registration: Registration, person: Person) -> Booking:
    """Return what messages say about a registration."""
    return Booking(
        registration_id=registration.id,
        reference=registration.reference,
        sequence=registration.calendar_sequence,
        offered_until=registration.offer_expires_at,
        to=identity.recipient(person),
    )
