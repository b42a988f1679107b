"""Questions about teams. Whoever has cancelled is in none of them any more."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from bgm_portal.activities.race_models import Race
from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import RegistrationState
from bgm_portal.runs.models import Team, TeamMember
from bgm_portal.runs.rules import captain_of

IN = Registration.state == RegistrationState.CONFIRMED


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody in a team. `name` is for coordinators alone."""

    registration_id: UUID
    display_name: str
    name: str
    counts: bool


@dataclass(frozen=True, kw_only=True)
class Roll:
    """A team with its members, whoever came first first."""

    team: Team
    members: tuple[Member, ...]

    @property
    def counted(self) -> int:
        """Count those who take a place in the team."""
        return sum(member.counts for member in self.members)

    @property
    def captain_id(self) -> UUID | None:
        """Return the registration that leads the team."""
        return captain_of(self.team.captain_id, [member.registration_id for member in self.members])


def race(activity_id: UUID) -> Race | None:
    """Return how teams are formed, as it stands in the database now."""
    return db.session.get(Race, activity_id, populate_existing=True)


def rolls(activity_id: UUID) -> list[Roll]:
    """Return all teams with their members, by name, in two statements."""
    teams = db.session.scalars(
        select(Team)
        .where(Team.activity_id == activity_id)
        .order_by(Team.name_key)
        .execution_options(populate_existing=True)
    ).all()
    members: dict[UUID, list[Member]] = {team.id: [] for team in teams}
    for member, registration, person in db.session.execute(
        select(TeamMember, Registration, Person)
        .join(Registration, Registration.id == TeamMember.registration_id)
        .join(Person, Person.id == Registration.person_id)
        .where(Registration.activity_id == activity_id, IN)
        .order_by(TeamMember.joined_at, TeamMember.registration_id)
    ):
        members[member.team_id].append(
            Member(
                registration_id=registration.id,
                display_name=member.display_name,
                name=person.name_in_list,
                counts=registration.takes_place,
            )
        )
    return [Roll(team=team, members=tuple(members[team.id])) for team in teams]


def membership(registration_id: UUID) -> TeamMember | None:
    """Return in which team a registration is."""
    return db.session.get(TeamMember, registration_id, populate_existing=True)


def word(team_id: UUID) -> str:
    """Return the word that opens a team."""
    return db.session.scalars(select(Team.word).where(Team.id == team_id)).one()


def names_of(registration_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the names of the teams of some registrations."""
    rows = db.session.execute(
        select(TeamMember.registration_id, Team.name)
        .join(Team, Team.id == TeamMember.team_id)
        .where(TeamMember.registration_id.in_(registration_ids))
    )
    return {row[0]: row[1] for row in rows}


def without_team(activity_id: UUID) -> list[tuple[UUID, str]]:
    """Return who takes part and is in no team, by name."""
    rows = db.session.execute(
        select(Registration.id, Person.first_name, Person.last_name)
        .join(Person, Person.id == Registration.person_id)
        .outerjoin(TeamMember, TeamMember.registration_id == Registration.id)
        .where(Registration.activity_id == activity_id, IN, TeamMember.team_id.is_(None))
        .order_by(Person.last_name, Person.first_name, Registration.id)
    )
    return [(id_, f"{last}, {first}") for id_, first, last in rows]
