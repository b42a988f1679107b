"""Teams: founded, joined, left, changed. Every function holds the activity first.

Whoever cancels is out of the team at once, because only those count who take part; the rows of the
others are swept away before anything is counted.
"""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, exists, select, update
from sqlalchemy.exc import IntegrityError

from bgm_portal.activities import service as activity_service
from bgm_portal.activities.models import Activity
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.core.tokens import new_reference
from bgm_portal.identity.models import Person
from bgm_portal.mail import outbox
from bgm_portal.privacy import ledger
from bgm_portal.registration import queries as registrations
from bgm_portal.registration import sign_up_queries
from bgm_portal.registration.models import Registration
from bgm_portal.registration.service.occasions import booking_of
from bgm_portal.registration.states import RegistrationState
from bgm_portal.runs import messages, rules
from bgm_portal.runs.errors import TeamRefused
from bgm_portal.runs.messages import Note
from bgm_portal.runs.models import Team, TeamMember
from bgm_portal.runs.queries import teams as queries
from bgm_portal.runs.queries.teams import Roll
from bgm_portal.runs.rules import Joining, TeamRefusal, key_of

WORD_LENGTH = 5
_MEMBERS = exists().where(TeamMember.team_id == Team.id)


def found(
    registration_id: UUID, *, name: str, display_name: str, is_open: bool, by: UUID, at: datetime
) -> UUID:
    """Found a team and lead it."""
    registration = _held(registration_id, by=by, at=at)
    if queries.membership(registration_id) is not None:
        raise TeamRefused(TeamRefusal.IN_TEAM)
    team = _new_team(registration.activity_id, name=name, is_open=is_open, by=by, at=at)
    team.captain_id = registration_id
    _enter(team.id, registration, display_name=display_name, at=at)
    return team.id


def found_empty(activity_id: UUID, *, name: str, by: UUID, at: datetime) -> UUID:
    """Found a team on behalf of others, open to all; whoever comes first leads it."""
    _hold(activity_id, by_coordinator=True, at=at)
    return _new_team(activity_id, name=name, is_open=True, by=by, at=at).id


def join(
    registration_id: UUID, team_id: UUID, *, display_name: str, word: str, by: UUID, at: datetime
) -> None:
    """Join a team, if there is room and it is open or one knows its word."""
    registration = _held(registration_id, by=by, at=at)
    if queries.membership(registration_id) is not None:
        raise TeamRefused(TeamRefusal.IN_TEAM)
    roll = _roll(registration.activity_id, team_id)
    _ensure_room(roll, registration, knows_word=word.strip().upper() == roll.team.word)
    _enter(team_id, registration, display_name=display_name, at=at)
    _note(Event.TEAM_JOINED, registration, by=by, at=at)


def leave(registration_id: UUID, *, by: UUID, at: datetime) -> None:
    """Leave one's team; the last one takes the team along."""
    registration = _held(registration_id, by=by, at=at)
    _leave(registration, by=by, at=at)


def change(
    registration_id: UUID, *, name: str, is_open: bool, captain_id: UUID, by: UUID, at: datetime
) -> None:
    """Give the team another name, open or close it, or let somebody else lead it."""
    registration = _held(registration_id, by=by, at=at)
    member = queries.membership(registration_id)
    if member is None:
        raise TeamRefused(TeamRefusal.NO_TEAM)
    roll = _roll(registration.activity_id, member.team_id)
    if roll.captain_id != registration_id:
        raise TeamRefused(TeamRefusal.NOT_CAPTAIN)
    if captain_id not in {one.registration_id for one in roll.members}:
        raise TeamRefused(TeamRefusal.UNKNOWN)
    team = roll.team
    if key_of(name) != team.name_key:
        _ensure_free(registration.activity_id, name)
    team.name, team.name_key = name, key_of(name)
    team.is_open, team.captain_id = is_open, captain_id
    _note(Event.TEAM_CHANGED, registration, by=by, at=at)


def place(registration_id: UUID, team_id: UUID | None, *, by: UUID, at: datetime) -> bool:
    """Put somebody into another team or into none, because they asked to; they are told.

    Return whether anything changed: whoever is there already keeps their name, and gets no letter.
    """
    registration = _held(registration_id, by=by, at=at, by_coordinator=True)
    member = queries.membership(registration_id)
    before = member.team_id if member is not None else None
    if before == team_id:
        return False
    left = queries.names_of([registration_id]).get(registration_id, "")
    if before is not None:
        _leave(registration, by=by, at=at)
    may_change = _refusal(registration.activity_id, by_coordinator=False, at=at) is None
    if team_id is None:
        note = messages.taken_out(left, may_change=may_change, key=uuid4().hex)
    else:
        team, display_name = _put(registration, team_id, by=by, at=at)
        note = messages.placed(team, display_name, may_change=may_change, key=uuid4().hex)
    _tell(registration, note, at=at)
    return True


def _put(registration: Registration, team_id: UUID, *, by: UUID, at: datetime) -> tuple[str, str]:
    """Enter somebody under a name that is free there; return the names of team and person."""
    roll = _roll(registration.activity_id, team_id)
    _ensure_room(roll, registration, by_coordinator=True)
    person = _person(registration)
    known = {key_of(member.display_name) for member in roll.members}
    names = (person.first_name, f"{person.first_name} {person.last_name[:1]}.", person.name)
    display = next((name for name in names if key_of(name) not in known), registration.reference)
    _enter(team_id, registration, display_name=display, at=at)
    _note(Event.TEAM_JOINED, registration, by=by, at=at)
    return roll.team.name, display


def forget_empty(activity_id: UUID) -> int:
    """Erase the teams of an activity in which nobody is any more; return how many."""
    empty = delete(Team).where(Team.activity_id == activity_id, ~_MEMBERS)
    return len(db.session.scalars(empty.returning(Team.id)).all())


def over(*, at: datetime) -> list[UUID]:
    """Return the activities that are over and have teams in which nobody is any more."""
    return list(
        db.session.scalars(
            select(Activity.id)
            .join(Team, Team.activity_id == Activity.id)
            .where(Activity.ends_at < at, ~_MEMBERS)
            .distinct()
            .order_by(Activity.id)
        )
    )


def _held(
    registration_id: UUID, *, by: UUID, at: datetime, by_coordinator: bool = False
) -> Registration:
    activity_id = registrations.registration(registration_id).activity_id
    _hold(activity_id, by_coordinator=by_coordinator, at=at)
    registration = registrations.registration(registration_id)
    if registration.state is not RegistrationState.CONFIRMED:
        raise TeamRefused(TeamRefusal.NOT_CONFIRMED)
    return registration


def _hold(activity_id: UUID, *, by_coordinator: bool, at: datetime) -> None:
    refusal = _refusal(activity_id, by_coordinator=by_coordinator, at=at)
    if refusal is not None:
        raise TeamRefused(refusal)
    _sweep(activity_id)


def _refusal(activity_id: UUID, *, by_coordinator: bool, at: datetime) -> TeamRefusal | None:
    seats = activity_service.lock(activity_id)
    race = queries.race(activity_id)
    return rules.refuse_teams(
        has_teams=race is not None and race.has_teams,
        until=(race.names_until if race else None) or seats.starts_at,
        by_coordinator=by_coordinator,
        at=at,
    )


def _sweep(activity_id: UUID) -> None:
    gone = select(Registration.id).where(
        Registration.activity_id == activity_id,
        Registration.state != RegistrationState.CONFIRMED,
    )
    db.session.execute(delete(TeamMember).where(TeamMember.registration_id.in_(gone)))
    db.session.execute(
        update(Team)
        .where(Team.activity_id == activity_id, Team.captain_id.in_(gone))
        .values(captain_id=None)
    )


def _roll(activity_id: UUID, team_id: UUID) -> Roll:
    found = [roll for roll in queries.rolls(activity_id) if roll.team.id == team_id]
    if not found:
        raise TeamRefused(TeamRefusal.UNKNOWN)
    return found[0]


def _ensure_room(
    roll: Roll,
    registration: Registration,
    *,
    knows_word: bool = False,
    by_coordinator: bool = False,
) -> None:
    race = queries.race(registration.activity_id)
    joining = Joining(
        counts=registration.takes_place,
        members=roll.counted,
        size=race.team_size if race else None,
        is_open=roll.team.is_open,
        knows_word=knows_word,
        by_coordinator=by_coordinator,
    )
    refusal = rules.refuse_to_join(joining)
    if refusal is not None:
        raise TeamRefused(refusal)


def _new_team(activity_id: UUID, *, name: str, is_open: bool, by: UUID, at: datetime) -> Team:
    _ensure_free(activity_id, name)
    team = Team(
        activity_id=activity_id,
        name=name,
        name_key=key_of(name),
        is_open=is_open,
        word=new_reference(groups=1, length=WORD_LENGTH),
        founded_at=at,
    )
    db.session.add(team)
    audit.record(Event.TEAM_FOUNDED, at=at, by=by, object_id=activity_id)
    db.session.flush()
    return team


def _ensure_free(activity_id: UUID, name: str) -> None:
    if key_of(name) in {roll.team.name_key for roll in queries.rolls(activity_id)}:
        raise TeamRefused(TeamRefusal.NAME_TAKEN)


def _enter(team_id: UUID, registration: Registration, *, display_name: str, at: datetime) -> None:
    db.session.add(
        TeamMember(
            registration_id=registration.id,
            team_id=team_id,
            display_name=display_name,
            display_key=key_of(display_name),
            joined_at=at,
        )
    )
    try:
        db.session.flush()
    except IntegrityError as refused:
        raise TeamRefused(TeamRefusal.DISPLAY_TAKEN) from refused


def _leave(registration: Registration, *, by: UUID, at: datetime) -> None:
    member = queries.membership(registration.id)
    if member is None:
        raise TeamRefused(TeamRefusal.NO_TEAM)
    db.session.delete(member)
    ledger.note(TeamMember.__tablename__, [{"registration_id": registration.id}], at=at)
    db.session.execute(
        update(Team).where(Team.captain_id == registration.id).values(captain_id=None)
    )
    db.session.flush()
    db.session.execute(delete(Team).where(Team.id == member.team_id, ~_MEMBERS))
    _note(Event.TEAM_LEFT, registration, by=by, at=at)


def _note(event: Event, registration: Registration, *, by: UUID, at: datetime) -> None:
    audit.record(event, at=at, by=by, subject=registration.person_id, object_id=registration.id)
    db.session.flush()


def _person(registration: Registration) -> Person:
    return registrations.on_activity(registration.id, activity_id=registration.activity_id)[1]


def _tell(registration: Registration, note: Note, *, at: datetime) -> None:
    """Tell somebody what was done for them; what was not sent yet is out of date now."""
    outbox.void(context_id=registration.id, kinds=(messages.TEAM,))
    occasion = sign_up_queries.occasion(registration.activity_id)
    booking = booking_of(registration, _person(registration))
    outbox.enqueue(messages.note(note, occasion, booking), at=at)
