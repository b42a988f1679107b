"""Which circulars there are, and whom one goes to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select

from bgm_portal.activities.models import Slot
from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.registration import queries as registration
from bgm_portal.registration.models import Registration, RegistrationSlot
from bgm_portal.runs.models import Bus, BusPlace, Team, TeamMember

from .errors import UnknownCircular
from .models import Circular
from .rules import Audience

MOST_SHOWN = 50


def people(activity_id: UUID, audience: Audience) -> list[Person]:
    """Return whom a circular would go to now, in the order of arrival."""
    rows = registration.rows_of(_chosen(activity_id, audience).order_by(Registration.ticket))
    return [person for _registration, person in rows]


def count(activity_id: UUID, audience: Audience) -> int:
    """Count whom a circular would go to now."""
    chosen = _chosen(activity_id, audience).subquery()
    return db.session.scalar(select(func.count()).select_from(chosen)) or 0


def _chosen(activity_id: UUID, audience: Audience) -> Select[Registration, Person]:
    found = registration.with_people().where(
        Registration.activity_id == activity_id,
        registration.ACTIVE,
        Person.deactivated_at.is_(None),
    )
    if audience.state is not None:
        found = found.where(Registration.state == audience.state)
    if audience.role_id is not None:
        found = found.where(Registration.role_id == audience.role_id)
    if audience.occurrence_id is not None:
        held = (
            select(RegistrationSlot.registration_id)
            .join(Slot, Slot.id == RegistrationSlot.slot_id)
            .where(Slot.occurrence_id == audience.occurrence_id)
        )
        found = found.where(Registration.id.in_(held))
    if audience.team_id is not None:
        members = select(TeamMember.registration_id).where(TeamMember.team_id == audience.team_id)
        found = found.where(Registration.id.in_(members))
    if audience.bus_id is not None:
        aboard = select(BusPlace.registration_id).where(BusPlace.bus_id == audience.bus_id)
        found = found.where(Registration.id.in_(aboard))
    if audience.site_id is not None:
        found = found.where(Person.site_id == audience.site_id)
    return found


def audience_of(circular: Circular) -> Audience:
    """Return whom a circular was written to."""
    return Audience(
        state=circular.state,
        role_id=circular.role_id,
        occurrence_id=circular.occurrence_id,
        team_id=circular.team_id,
        bus_id=circular.bus_id,
        site_id=circular.site_id,
    )


def teams(activity_id: UUID) -> dict[UUID, str]:
    """Return the teams of a run, by name."""
    rows = db.session.execute(
        select(Team.id, Team.name)
        .where(Team.activity_id == activity_id)
        .order_by(Team.name, Team.id)
    )
    return dict(rows.all())


def buses(activity_id: UUID) -> list[Bus]:
    """Return the buses to an activity, the first one first."""
    return list(
        db.session.scalars(
            select(Bus)
            .where(Bus.activity_id == activity_id)
            .order_by(Bus.leaves_at, Bus.stop_de, Bus.id)
        )
    )


def of_activity(activity_id: UUID) -> list[tuple[Circular, Person]]:
    """Return the circulars of an activity with their authors, newest first."""
    rows = db.session.execute(
        select(Circular, Person)
        .join(Person, Person.id == Circular.by_id)
        .where(Circular.activity_id == activity_id)
        .order_by(Circular.created_at.desc(), Circular.id)
        .limit(MOST_SHOWN)
    )
    return [(circular, person) for circular, person in rows]


def of_id(circular_id: UUID, *, activity_id: UUID) -> Circular:
    """Return a circular of this activity and hold it until the commit."""
    found = db.session.scalar(
        select(Circular)
        .where(Circular.id == circular_id, Circular.activity_id == activity_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise UnknownCircular
    return found


def written(circular_id: UUID) -> Circular | None:
    """Return this circular if it was written already."""
    return db.session.get(Circular, circular_id)


def received(circular_id: UUID, *, person_id: UUID) -> Circular:
    """Return a circular that went to this person; for everybody else there is none."""
    went = (
        select(OutgoingMail.id)
        .where(OutgoingMail.context_id == Circular.id, OutgoingMail.person_id == person_id)
        .exists()
    )
    found = db.session.scalar(select(Circular).where(Circular.id == circular_id, went))
    if found is None:
        raise UnknownCircular
    return found


def due(*, at: datetime) -> list[tuple[UUID, UUID]]:
    """Return the circulars whose time has come, with their activities, the oldest first."""
    rows = db.session.execute(
        select(Circular.id, Circular.activity_id)
        .where(Circular.sent_at.is_(None), Circular.stopped_at.is_(None), Circular.send_at <= at)
        .order_by(Circular.send_at, Circular.id)
    )
    return [(circular_id, activity_id) for circular_id, activity_id in rows]
