"""Teams as their pages show them: one's own by display names, all of them for coordinators."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.activities import race_queries
from bgm_portal.core.i18n import moment
from bgm_portal.identity import queries as identity
from bgm_portal.registration import words
from bgm_portal.web.fields import choices_of
from bgm_portal.web.forms import SelectChoice

from . import rules
from .errors import TeamRefused
from .forms.teams import ChangeForm, FoundForm, JoinForm, NewTeamForm, PlaceForm
from .queries import teams as queries
from .queries.teams import Roll
from .rules import TeamRefusal


def ensure_teams(activity: Any) -> Any:
    """Return how teams are formed, or refuse where there are none."""
    race = queries.race(activity.id)
    if race is None or not race.has_teams:
        raise TeamRefused(TeamRefusal.NO_TEAMS)
    return race


def are_formed(activity_id: UUID) -> bool:
    """Tell whether people can form teams at this activity."""
    race = race_queries.race(activity_id)
    return race is not None and race.has_teams


def own(registration: Any, activity: Any, *, at: datetime) -> dict[str, Any]:
    """Return what somebody sees of the teams: their own with its members, else those to join."""
    race = ensure_teams(activity)
    rolls = queries.rolls(activity.id)
    mine = _mine(rolls, registration.id)
    until = race.names_until or activity.starts_at
    refusal = rules.refuse_teams(has_teams=True, until=until, by_coordinator=False, at=at)
    return {
        "registration": registration,
        "activity": activity,
        "activity_title": words.title_of(activity),
        "may_change": refusal is None,
        "until": moment(until) if until else "",
        "size": race.team_size,
        "team": team_of(mine, registration.id) if mine else None,
        "teams": [_told(roll, race.team_size) for roll in rolls],
    }


def _mine(rolls: Sequence[Roll], registration_id: UUID) -> Roll | None:
    return next(
        (
            roll
            for roll in rolls
            if registration_id in {member.registration_id for member in roll.members}
        ),
        None,
    )


def team_of(roll: Roll, registration_id: UUID) -> dict[str, Any]:
    """Return one's own team: display names alone."""
    return {
        "name": roll.team.name,
        "word": "" if roll.team.is_open else roll.team.word,
        "is_captain": roll.captain_id == registration_id,
        "members": [
            _said(
                member.display_name,
                leads=member.registration_id == roll.captain_id,
                me=member.registration_id == registration_id,
            )
            for member in roll.members
        ],
    }


def team_name(registration_id: UUID) -> str:
    """Return how the team of a registration is called; empty without one."""
    return queries.names_of([registration_id]).get(registration_id, "")


def _said(name: str, *, leads: bool, me: bool) -> str:
    if leads and me:
        return str(_("%(name)s (Sie), leitet das Team", name=name))
    if leads:
        return str(_("%(name)s, leitet das Team", name=name))
    return str(_("%(name)s (Sie)", name=name)) if me else name


def _told(roll: Roll, size: int | None) -> tuple[str, str]:
    return roll.team.name, "; ".join(
        part
        for part in (
            _how_many(roll, size),
            str(_("offen für alle") if roll.team.is_open else _("mit Teamwort")),
        )
    )


def _how_many(roll: Roll, size: int | None) -> str:
    if size is None:
        return str(ngettext("ein Mitglied", "%(num)s Mitglieder", len(roll.members)))
    free = size - roll.counted
    if free <= 0:
        return str(_("voll"))
    return str(ngettext("ein Platz frei", "%(num)s Plätze frei", free))


def found_form(person_id: UUID) -> FoundForm:
    """Return the form of a new team with the first name filled in."""
    return FoundForm(data={"display_name": identity.person(person_id).first_name, "is_open": True})


def join_form(activity: Any, person_id: UUID) -> JoinForm:
    """Return the form with the teams that there are."""
    race = ensure_teams(activity)
    form = JoinForm(data={"display_name": identity.person(person_id).first_name})
    form.team.choices = [
        SelectChoice(str(roll.team.id), roll.team.name, {"hint": _told(roll, race.team_size)[1]})
        for roll in queries.rolls(activity.id)
    ]
    return form


def change_form(registration: Any, activity: Any) -> ChangeForm:
    """Return the captain's form, filled with the team as it is."""
    ensure_teams(activity)
    roll = _mine(queries.rolls(activity.id), registration.id)
    if roll is None:
        raise TeamRefused(TeamRefusal.NO_TEAM)
    if roll.captain_id != registration.id:
        raise TeamRefused(TeamRefusal.NOT_CAPTAIN)
    form = ChangeForm(
        data={
            "name": roll.team.name,
            "is_open": roll.team.is_open,
            "captain": str(roll.captain_id),
        }
    )
    form.captain.choices = choices_of(
        {str(member.registration_id): member.display_name for member in roll.members}
    )
    return form


def desk(activity: Any) -> dict[str, Any]:
    """Return all teams with the real names, and who is in none."""
    race = ensure_teams(activity)
    return {
        "activity": activity,
        "activity_title": words.title_of(activity),
        "teams": [
            (
                roll.team.name,
                _told(roll, race.team_size)[1],
                [
                    (
                        member.name,
                        member.display_name,
                        member.registration_id == roll.captain_id,
                    )
                    for member in roll.members
                ],
            )
            for roll in queries.rolls(activity.id)
        ],
        "left": queries.without_team(activity.id),
    }


def place_form(activity: Any) -> PlaceForm:
    """Return the form that puts somebody into a team, or into none."""
    rolls = queries.rolls(activity.id)
    people = dict(queries.without_team(activity.id)) | {
        member.registration_id: member.name for roll in rolls for member in roll.members
    }
    form = PlaceForm()
    form.person.choices = choices_of(
        {"": _("bitte wählen")}
        | {str(id_): name for id_, name in sorted(people.items(), key=lambda pair: pair[1])}
    )
    form.team.choices = choices_of(
        {"": _("in keines")} | {str(roll.team.id): roll.team.name for roll in rolls}
    )
    return form


def new_team_form() -> NewTeamForm:
    """Return the form of a team that a coordinator opens."""
    return NewTeamForm()
