"""What somebody on a run has chosen and can choose, in one statement."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select

from bgm_portal.activities.race_models import Race
from bgm_portal.core.database import db
from bgm_portal.runs.models import Bus, EmergencyContact, Team, TeamMember


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Whether there are teams and buses, one's own team, and whether a contact is named."""

    has_teams: bool
    names_until: datetime | None
    team: str
    has_buses: bool
    names_contact: bool


def chosen(registration_id: UUID, *, activity_id: UUID) -> Chosen:
    """Return what one registration has chosen."""
    race = Race.activity_id == activity_id
    has_teams, names_until, team, has_buses, names_contact = db.session.execute(
        select(
            select(Race.has_teams).where(race).scalar_subquery(),
            select(Race.names_until).where(race).scalar_subquery(),
            select(Team.name)
            .join(TeamMember, TeamMember.team_id == Team.id)
            .where(TeamMember.registration_id == registration_id)
            .scalar_subquery(),
            exists().where(Bus.activity_id == activity_id),
            exists().where(EmergencyContact.registration_id == registration_id),
        )
    ).one()
    return Chosen(
        has_teams=bool(has_teams),
        names_until=names_until,
        team=team or "",
        has_buses=has_buses,
        names_contact=names_contact,
    )
