"""Questions about buses. Whoever has cancelled sits in none of them any more."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import RegistrationState
from bgm_portal.runs.models import Bus, BusPlace
from bgm_portal.runs.rules import Room, wanted_room

IN = Registration.state == RegistrationState.CONFIRMED


@dataclass(frozen=True, kw_only=True)
class Passenger:
    """Somebody with a place on a bus."""

    name: str
    place: BusPlace

    @property
    def room(self) -> Room:
        """Return what this person takes up."""
        return wanted_room(step_free=self.place.step_free, companion=self.place.companion)


@dataclass(frozen=True, kw_only=True)
class Ride:
    """A bus with everybody on it, by name."""

    bus: Bus
    passengers: tuple[Passenger, ...]

    @property
    def whole(self) -> Room:
        """Return how much room there is."""
        return Room(seats=self.bus.seats, step_free=self.bus.step_free_places)

    @property
    def taken(self) -> Room:
        """Return how much of it is taken."""
        rooms = [passenger.room for passenger in self.passengers]
        return Room(
            seats=sum(room.seats for room in rooms), step_free=sum(r.step_free for r in rooms)
        )

    def without(self, registration_id: UUID) -> Room:
        """Return how much is taken by others."""
        rooms = [
            passenger.room
            for passenger in self.passengers
            if passenger.place.registration_id != registration_id
        ]
        return Room(
            seats=sum(room.seats for room in rooms), step_free=sum(r.step_free for r in rooms)
        )


def has_buses(activity_id: UUID) -> bool:
    """Tell whether there is a bus to this activity."""
    found = select(func.count()).select_from(Bus).where(Bus.activity_id == activity_id)
    return bool(db.session.scalar(found))


def rides(activity_id: UUID) -> list[Ride]:
    """Return the buses of an activity with their passengers, in two statements."""
    buses = db.session.scalars(
        select(Bus)
        .where(Bus.activity_id == activity_id)
        .order_by(Bus.leaves_at, Bus.stop_de, Bus.id)
        .execution_options(populate_existing=True)
    ).all()
    aboard: dict[UUID, list[Passenger]] = {bus.id: [] for bus in buses}
    rows = db.session.execute(
        select(BusPlace, Person)
        .join(Registration, Registration.id == BusPlace.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.activity_id == activity_id, IN)
        .order_by(Person.last_name, Person.first_name, Registration.id)
        .execution_options(populate_existing=True)
    )
    for place, person in rows:
        aboard[place.bus_id].append(Passenger(name=person.name_in_list, place=place))
    return [Ride(bus=bus, passengers=tuple(aboard[bus.id])) for bus in buses]


def place_of(registration_id: UUID) -> tuple[BusPlace, Bus] | None:
    """Return the place of a registration, with its bus."""
    row = db.session.execute(
        select(BusPlace, Bus)
        .join(Bus, Bus.id == BusPlace.bus_id)
        .where(BusPlace.registration_id == registration_id)
        .execution_options(populate_existing=True)
    ).first()
    return (row[0], row[1]) if row else None


def people(activity_id: UUID) -> list[tuple[UUID, str]]:
    """Return everybody who takes part and could ride, by name: registrations."""
    rows = db.session.execute(
        select(Registration.id, Person)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.activity_id == activity_id, IN)
        .order_by(Person.last_name, Person.first_name, Registration.id)
    )
    return [(id_, person.name_in_list) for id_, person in rows]
