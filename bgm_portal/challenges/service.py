"""Taking part in a challenge, leaving it, and what becomes of it.

Who joins and who leaves is not written into the audit log: leaving needs no reason and leaves no
trace.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import SystemRandom
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, delete, select

from bgm_portal.core.clock import local_day
from bgm_portal.core.database import db
from bgm_portal.identity import queries as identity
from bgm_portal.mail import outbox
from bgm_portal.privacy import ledger
from bgm_portal.privacy import service as privacy
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.privacy.service import Ended

from . import messages, queries, rules
from .errors import (
    GoalMissing,
    LotDrawn,
    LotTooEarly,
    NobodyThere,
    NotAMember,
    NotRunning,
    OverForJoining,
    TeamMissing,
    TeamsFull,
)
from .kinds import OUT_OF_THE_DIARY, WITH_MINUTES, BingoField, ChallengeKind, TeamMode
from .models import Challenge, ChallengeMember, ChallengeTeam, ChallengeTick, ChallengeWeek
from .queries import Standing

EVERYBODY = "Alle gemeinsam"  # the one team of a common target; pages name it in their language

_chance = SystemRandom()


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How somebody wants to take part."""

    goal: int | None = None  # minutes a week
    days: int | None = None  # days a week
    team_id: UUID | None = None
    new_team: str = ""


def create(values: dict[str, Any], *, by: UUID, at: datetime) -> UUID:
    """Set up a challenge; where the lot decides, its teams are there from the beginning."""
    made = Challenge(**values, created_by=by, created_at=at)
    db.session.add(made)
    db.session.flush()
    if made.kind is ChallengeKind.TOGETHER:
        db.session.add(ChallengeTeam(challenge_id=made.id, name=EVERYBODY))
        db.session.flush()
    elif made.kind is not ChallengeKind.CYCLING and made.teams is TeamMode.LOT:
        db.session.add_all(
            ChallengeTeam(challenge_id=made.id, name=f"Team {number}")
            for number in range(1, made.most_teams + 1)
        )
        db.session.flush()
    return made.id


def join(challenge_id: UUID, wish: Wish, *, by: UUID, at: datetime) -> None:
    """Take part; active minutes come out of one's own diary, which is begun with it."""
    found = _hold(challenge_id)
    if found.kind is ChallengeKind.CYCLING:
        raise NotRunning
    if not rules.may_join(found.last_day, today=local_day(at)):
        raise OverForJoining(found.last_day)
    if queries.member(challenge_id, by) is not None:
        return
    if found.kind in OUT_OF_THE_DIARY:
        privacy.give(person_id=by, code=ConsentCode.DIARY, by=by, at=at)
    db.session.add(
        ChallengeMember(
            challenge_id=challenge_id,
            team_id=_team(found, wish),
            person_id=by,
            **_goal(found.kind, wish),
        )
    )
    db.session.flush()


def change_goal(challenge_id: UUID, wish: Wish, *, by: UUID) -> None:
    """Choose another goal; nobody sees either."""
    member = _member(challenge_id, by)
    for name, goal in _goal(queries.challenge(challenge_id).kind, wish).items():
        setattr(member, name, goal)
    db.session.flush()


def leave(challenge_id: UUID, *, by: UUID, at: datetime) -> bool:
    """Leave without a reason and without a trace; tell whether somebody took part."""
    return _left(ChallengeMember.challenge_id == challenge_id, who=by, at=at) == 1


def end_with_diary(ended: Ended) -> int:
    """Leave every challenge that counts out of a diary that ends; return how many.

    A card of small things goes on: no diary is needed for it. What is frozen of a team stays; what
    is not yet does without whoever left.
    """
    fed = select(Challenge.id).where(Challenge.kind.in_(OUT_OF_THE_DIARY))
    return _left(ChallengeMember.challenge_id.in_(fed), who=ended.person_id, at=ended.at)


def _left(which: ColumnElement[bool], *, who: UUID, at: datetime) -> int:
    """Erase memberships for good: a restored backup erases them again."""
    gone = db.session.scalars(
        delete(ChallengeMember)
        .where(ChallengeMember.person_id == who, which)
        .returning(ChallengeMember.id)
        .execution_options(synchronize_session=False)
    ).all()
    ledger.note(ChallengeMember.__tablename__, gone, at=at)
    return len(gone)


def tick(challenge_id: UUID, fields: set[BingoField], *, by: UUID, at: datetime) -> None:
    """Write one's own card anew."""
    found = queries.challenge(challenge_id)
    if found.kind is not ChallengeKind.BINGO or not rules.is_running(
        found.first_day, found.last_day, today=local_day(at)
    ):
        raise NotRunning
    member = _member(challenge_id, by)
    _erased(ChallengeTick, ChallengeTick.member_id == member.id)
    db.session.add_all(ChallengeTick(member_id=member.id, field=field) for field in fields)
    db.session.flush()


def note_total(challenge_id: UUID, total_km: int | None) -> None:
    """Note what the cycling campaign tells of the whole house."""
    queries.challenge(challenge_id).total_km = total_km
    db.session.flush()


def draw_lot(challenge_id: UUID, *, at: datetime) -> None:
    """Let the lot decide who gets something; only that person is told."""
    found = _hold(challenge_id)
    if local_day(at) <= found.last_day:
        raise LotTooEarly(found.last_day)
    if found.lot_drawn_at is not None:
        raise LotDrawn
    people = queries.person_ids(challenge_id)
    if not people:
        raise NobodyThere
    winner = identity.person(_chance.choice(people))
    found.lot_drawn_at = at
    outbox.enqueue(
        messages.lot(
            challenge_id,
            title_de=found.title_de,
            title_en=found.title_en,
            to=identity.recipient(winner),
        ),
        at=at,
    )
    db.session.flush()


def freeze(challenge_id: UUID, *, at: datetime) -> int:
    """Write down what is told of the weeks that are closed, once and for ever; return how many."""
    found = _hold(challenge_id)
    known = queries.shares(challenge_id)
    standings = queries.standings(found)
    frozen = 0
    for week in rules.told_weeks(found.kind, found.first_day, found.last_day):
        if local_day(at) < week.closes:
            continue
        for team in queries.teams(challenge_id):
            if week.number not in known.get(team.id, {}):
                members = [one for one in standings if one.team_id == team.id]
                share = _to_tell(found, members, week)
                db.session.add(ChallengeWeek(team_id=team.id, number=week.number, share=share))
                frozen += 1
    db.session.flush()
    return frozen


def forget_members(*, at: datetime) -> int:
    """Forget who took part in what is over for three months; return how many."""
    over = select(Challenge.id).where(
        Challenge.last_day < local_day(at) - timedelta(days=rules.KEPT_DAYS)
    )
    return _erased(ChallengeMember, ChallengeMember.challenge_id.in_(over))


def _goal(kind: ChallengeKind, wish: Wish) -> dict[str, int | None]:
    """Return the goal as it is stored; insist on the one that this kind asks for."""
    minutes = wish.goal if kind in WITH_MINUTES else None
    days = wish.days if kind is ChallengeKind.DAYS else None
    if minutes is None and days is None and kind in WITH_MINUTES | {ChallengeKind.DAYS}:
        raise GoalMissing
    return {"goal_minutes": minutes, "goal_days": days}


def _to_tell(found: Challenge, members: list[Standing], week: rules.Week) -> int | None:
    if found.target_minutes is not None:
        return rules.progress_to_tell(
            [rules.contributed(one.days, week.last, cap=found.cap_minutes) for one in members],
            target=found.target_minutes,
        )
    return rules.share_to_tell(
        sum(1 for one in members if _has_reached(found, one, week)), len(members)
    )


def _has_reached(found: Challenge, one: Standing, week: rules.Week) -> bool:
    if found.kind is ChallengeKind.BINGO:
        return rules.has_line(one.ticked)
    if found.kind is ChallengeKind.DAYS:
        return rules.has_kept(one.days, week, goal=one.goal_days or 0)
    return rules.has_reached(one.days, week, goal=one.goal or 0, cap=found.cap_minutes)


def _team(found: Challenge, wish: Wish) -> UUID:
    sizes = queries.sizes(found.id)
    if found.teams is TeamMode.LOT or found.kind is ChallengeKind.TOGETHER:
        return _chance.choice(rules.smallest(sizes))
    name = wish.new_team.strip()
    same = next((team for team in queries.teams(found.id) if team.name == name), None)
    if wish.team_id in sizes and not name:
        return wish.team_id
    if same is not None:
        return same.id
    if not name:
        raise TeamMissing
    if len(sizes) >= found.most_teams:
        raise TeamsFull(found.most_teams)
    made = ChallengeTeam(challenge_id=found.id, name=name)
    db.session.add(made)
    db.session.flush()
    return made.id


def _hold(challenge_id: UUID) -> Challenge:
    queries.challenge(challenge_id)
    return db.session.execute(
        select(Challenge)
        .where(Challenge.id == challenge_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one()


def _member(challenge_id: UUID, person_id: UUID) -> ChallengeMember:
    queries.challenge(challenge_id)
    found = queries.member(challenge_id, person_id)
    if found is None:
        raise NotAMember
    return found


def _erased(table: Any, *which: Any) -> int:
    done = db.session.execute(
        delete(table).where(*which).execution_options(synchronize_session=False)
    )
    return cast("CursorResult[Any]", done).rowcount
