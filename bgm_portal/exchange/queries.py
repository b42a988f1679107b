"""What lists are made of. Reads only; as many statements for few people as for many."""

from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import func, select

from bgm_portal.accommodations.models import Need
from bgm_portal.activities.models import ActivityRole, Question
from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.privacy.models import Consent
from bgm_portal.registration.models import Registration, RegistrationAnswer
from bgm_portal.registration.states import RegistrationState
from bgm_portal.runs.models import Entry, Team, TeamMember

from .kinds import Profile
from .models import Export, Layout


@dataclass(frozen=True, kw_only=True)
class Participant:
    """Somebody who takes part, with all that a list may need."""

    registration: Registration
    person: Person
    role: ActivityRole | None
    start_number: str
    team: str
    answers: dict[str, str]  # by the code of the question, the newest version first
    consents: set[ConsentCode] = field(default_factory=set)


def participants(activity_id: UUID) -> list[Participant]:
    """Return everybody who holds a place or takes part without one, by name."""
    rows = db.session.execute(
        select(Registration, Person, ActivityRole, Entry.start_number, Team.name)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(ActivityRole, ActivityRole.id == Registration.role_id)
        .outerjoin(Entry, Entry.registration_id == Registration.id)
        .outerjoin(TeamMember, TeamMember.registration_id == Registration.id)
        .outerjoin(Team, Team.id == TeamMember.team_id)
        .where(
            Registration.activity_id == activity_id,
            Registration.state == RegistrationState.CONFIRMED,
        )
        .order_by(Person.last_name, Person.first_name, Registration.id)
    ).all()
    answers = _answers(activity_id)
    consents = _consents(activity_id)
    return [
        Participant(
            registration=registration,
            person=person,
            role=role,
            start_number=number or "",
            team=team or "",
            answers=answers.get(registration.id, {}),
            consents=consents.get(person.id, set()),
        )
        for registration, person, role, number, team in rows
    ]


def _answers(activity_id: UUID) -> dict[UUID, dict[str, str]]:
    rows = db.session.execute(
        select(RegistrationAnswer.registration_id, Question.code, RegistrationAnswer.value)
        .join(Question, Question.id == RegistrationAnswer.question_id)
        .where(Question.activity_id == activity_id)
        .order_by(Question.version)
    )
    found: dict[UUID, dict[str, str]] = {}
    for registration_id, code, value in rows:
        found.setdefault(registration_id, {})[code] = value
    return found


def _consents(activity_id: UUID) -> dict[UUID, set[ConsentCode]]:
    rows = db.session.execute(
        select(Consent.person_id, Consent.code).where(
            Consent.scope == str(activity_id), Consent.withdrawn_at.is_(None)
        )
    )
    found: dict[UUID, set[ConsentCode]] = {}
    for person_id, code in rows:
        found.setdefault(person_id, set()).add(code)
    return found


def needs_in_care(activity_id: UUID, owner_id: UUID) -> list[tuple[Need, Person]]:
    """Return the needs that somebody looks after, still sealed, by name."""
    rows = db.session.execute(
        select(Need, Person)
        .join(Person, Person.id == Need.person_id)
        .where(Need.activity_id == activity_id, Need.owner_id == owner_id)
        .order_by(Person.last_name, Person.first_name, Need.stated_at)
    )
    return [(need, person) for need, person in rows]


def layout(organiser: str, profile: Profile) -> Layout | None:
    """Return the columns that were chosen for an organiser."""
    return db.session.scalar(
        select(Layout).where(Layout.organiser == organiser, Layout.profile == profile)
    )


def export_of(export_id: UUID, *, activity_id: UUID) -> Export:
    """Return a file of this activity that left, or raise NoResultFound."""
    return db.session.scalars(
        select(Export).where(Export.id == export_id, Export.activity_id == activity_id)
    ).one()


def exports_of(activity_id: UUID) -> list[tuple[Export, Person]]:
    """Return what left the portal for an activity, newest first."""
    rows = db.session.execute(
        select(Export, Person)
        .join(Person, Person.id == Export.by_id)
        .where(Export.activity_id == activity_id)
        .order_by(Export.at.desc(), Export.id)
        .limit(50)
    )
    return [(export, person) for export, person in rows]


def released_count(activity_id: UUID) -> tuple[int, int]:
    """Return how many take part, and how many of them agreed to be named to the organiser."""
    agreed = (
        select(Consent.id)
        .where(
            Consent.person_id == Registration.person_id,
            Consent.scope == str(activity_id),
            Consent.code == ConsentCode.ORGANISER,
            Consent.withdrawn_at.is_(None),
        )
        .exists()
    )
    row = db.session.execute(
        select(func.count(), func.count().filter(agreed)).where(
            Registration.activity_id == activity_id,
            Registration.state == RegistrationState.CONFIRMED,
        )
    ).one()
    return int(row[0]), int(row[1])
