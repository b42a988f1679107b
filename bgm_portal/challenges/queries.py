"""Questions about challenges. Reads only; every list has an order.

What is counted here about others is counted by team and never told below five members.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from bgm_portal.core.database import db
from bgm_portal.diary.models import DiaryEntry

from .errors import ChallengeMissing
from .kinds import BingoField
from .models import Challenge, ChallengeMember, ChallengeTeam, ChallengeTick, ChallengeWeek
from .rules import Day


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Somebody's part in a challenge, for the freezing of a week."""

    team_id: UUID
    goal: int | None
    goal_days: int | None
    days: list[Day]
    ticked: set[BingoField]


def challenges() -> list[Challenge]:
    """Return all challenges, the latest first."""
    return list(
        db.session.scalars(select(Challenge).order_by(Challenge.first_day.desc(), Challenge.id))
    )


def challenge(challenge_id: UUID) -> Challenge:
    """Return a challenge, or raise ChallengeMissing."""
    found = db.session.get(Challenge, challenge_id)
    if found is None:
        raise ChallengeMissing
    return found


def teams(challenge_id: UUID) -> list[ChallengeTeam]:
    """Return the teams of a challenge, by name."""
    return list(
        db.session.scalars(
            select(ChallengeTeam)
            .where(ChallengeTeam.challenge_id == challenge_id)
            .order_by(ChallengeTeam.name, ChallengeTeam.id)
        )
    )


def sizes(challenge_id: UUID) -> dict[UUID, int]:
    """Count the members of each team."""
    rows = db.session.execute(
        select(ChallengeTeam.id, func.count(ChallengeMember.id))
        .outerjoin(ChallengeMember, ChallengeMember.team_id == ChallengeTeam.id)
        .where(ChallengeTeam.challenge_id == challenge_id)
        .group_by(ChallengeTeam.id, ChallengeTeam.name)
        .order_by(ChallengeTeam.name, ChallengeTeam.id)
    )
    return {row[0]: row[1] for row in rows}


def member(challenge_id: UUID, person_id: UUID) -> ChallengeMember | None:
    """Return somebody's own part in a challenge."""
    return db.session.scalar(
        select(ChallengeMember).where(
            ChallengeMember.challenge_id == challenge_id, ChallengeMember.person_id == person_id
        )
    )


def joined(person_id: UUID) -> set[UUID]:
    """Return in which challenges somebody takes part."""
    return set(
        db.session.scalars(
            select(ChallengeMember.challenge_id)
            .where(ChallengeMember.person_id == person_id)
            .order_by(ChallengeMember.challenge_id)
        )
    )


def person_ids(challenge_id: UUID) -> list[UUID]:
    """Return who takes part, for the lot."""
    return list(
        db.session.scalars(
            select(ChallengeMember.person_id)
            .where(ChallengeMember.challenge_id == challenge_id)
            .order_by(ChallengeMember.person_id)
        )
    )


def ticked(member_id: UUID) -> set[BingoField]:
    """Return which fields of a card are ticked."""
    return set(
        db.session.scalars(
            select(ChallengeTick.field)
            .where(ChallengeTick.member_id == member_id)
            .order_by(ChallengeTick.field)
        )
    )


def days(person_id: UUID, first: date, last: date) -> list[Day]:
    """Return what somebody's own diary holds for some days."""
    rows = db.session.scalars(
        select(DiaryEntry)
        .where(DiaryEntry.person_id == person_id, DiaryEntry.day.between(first, last))
        .order_by(DiaryEntry.day)
    )
    return [Day(day=row.day, minutes=row.minutes, rest=row.rest) for row in rows]


def shares(challenge_id: UUID) -> dict[UUID, dict[int, int | None]]:
    """Return what is told of each team, by the number of the week."""
    rows = db.session.scalars(
        select(ChallengeWeek)
        .join(ChallengeTeam, ChallengeTeam.id == ChallengeWeek.team_id)
        .where(ChallengeTeam.challenge_id == challenge_id)
        .order_by(ChallengeWeek.team_id, ChallengeWeek.number)
    )
    found: dict[UUID, dict[int, int | None]] = defaultdict(dict)
    for row in rows:
        found[row.team_id][row.number] = row.share
    return found


def standings(found: Challenge) -> list[Standing]:
    """Return everybody's part in a challenge without saying whose it is, in three statements."""
    members = db.session.scalars(
        select(ChallengeMember)
        .where(ChallengeMember.challenge_id == found.id)
        .order_by(ChallengeMember.id)
    ).all()
    by_person: dict[UUID, list[Day]] = defaultdict(list)
    for entry in db.session.scalars(
        select(DiaryEntry)
        .join(ChallengeMember, ChallengeMember.person_id == DiaryEntry.person_id)
        .where(
            ChallengeMember.challenge_id == found.id,
            DiaryEntry.day.between(found.first_day, found.last_day),
        )
        .order_by(DiaryEntry.day)
    ):
        by_person[entry.person_id].append(
            Day(day=entry.day, minutes=entry.minutes, rest=entry.rest)
        )
    cards: dict[UUID, set[BingoField]] = defaultdict(set)
    for tick in db.session.scalars(
        select(ChallengeTick)
        .join(ChallengeMember, ChallengeMember.id == ChallengeTick.member_id)
        .where(ChallengeMember.challenge_id == found.id)
        .order_by(ChallengeTick.member_id, ChallengeTick.field)
    ):
        cards[tick.member_id].add(tick.field)
    return [
        Standing(
            team_id=one.team_id,
            goal=one.goal_minutes,
            goal_days=one.goal_days,
            days=by_person[one.person_id],
            ticked=cards[one.id],
        )
        for one in members
    ]
