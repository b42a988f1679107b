"""Challenges as pages show them: in words, and without anything about anybody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from babel.numbers import format_decimal
from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.core.i18n import day_month, in_words, language, per_cent

from . import queries, rules, words
from .kinds import OUT_OF_THE_DIARY, WITH_MINUTES, BingoField, ChallengeKind, TeamMode
from .rules import Week

WHOLE = 100  # per cent


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A challenge in the list."""

    id: UUID
    title: str
    kind: str
    first_day: date
    last_day: date
    status: tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class OwnWeek:
    """One's own week in words."""

    name: str
    minutes: str
    status: tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class TeamRow:
    """What is told of a team: a share for each closed week, or that it is not told."""

    name: str
    own: bool
    shares: list[str]
    mean: str


@dataclass(frozen=True, kw_only=True)
class Detail:
    """The page of a challenge."""

    id: UUID
    title: str
    about: list[str]
    kind: str
    kind_code: ChallengeKind
    first_day: date
    last_day: date
    closes: date
    takes_members: bool
    has_goal: bool
    uses_diary: bool
    counts_recovery: bool
    is_bingo: bool
    is_days: bool
    target: str | None  # of all together
    chooses_team: bool
    room_for_teams: bool
    cap_minutes: int
    link: str | None
    total_km: int | None
    joined: bool
    may_join: bool
    may_enter: bool
    goal: int | None
    goal_days: int | None
    team: str
    teams: list[tuple[UUID, str]]
    weeks: list[OwnWeek]
    closed_weeks: list[str]
    rows: list[TeamRow]
    progress: list[tuple[str, str]]  # towards the common target, by the last day of a closed week
    ticked: list[str]
    has_line: bool
    lot_drawn: bool
    may_draw: bool


def entries(person_id: UUID, *, today: date) -> list[Entry]:
    """Return all challenges, the latest first."""
    joined = queries.joined(person_id)
    return [
        Entry(
            id=one.id,
            title=in_words(one.title_de, one.title_en),
            kind=str(words.KINDS[one.kind]),
            first_day=one.first_day,
            last_day=one.last_day,
            status=_status(one, joined=one.id in joined, today=today),
        )
        for one in queries.challenges()
    ]


def detail(challenge_id: UUID, person_id: UUID, *, today: date) -> Detail:
    """Return the page of a challenge for somebody, in a fixed number of statements."""
    one = queries.challenge(challenge_id)
    member = queries.member(challenge_id, person_id)
    teams = queries.teams(challenge_id)
    weeks = rules.told_weeks(one.kind, one.first_day, one.last_day)
    closed = [week for week in weeks if today >= week.closes]
    shares = queries.shares(challenge_id)
    ticked = queries.ticked(member.id) if member else set()
    days = queries.days(person_id, one.first_day, one.last_day) if member else []
    return Detail(
        id=one.id,
        title=in_words(one.title_de, one.title_en),
        about=in_words(one.about_de, one.about_en).splitlines(),
        kind=str(words.KINDS[one.kind]),
        first_day=one.first_day,
        last_day=one.last_day,
        closes=weeks[-1].closes,
        takes_members=one.kind is not ChallengeKind.CYCLING,
        kind_code=one.kind,
        has_goal=one.kind in WITH_MINUTES | {ChallengeKind.DAYS},
        uses_diary=one.kind in OUT_OF_THE_DIARY,
        counts_recovery=one.kind is ChallengeKind.RECOVERY,
        is_bingo=one.kind is ChallengeKind.BINGO,
        is_days=one.kind is ChallengeKind.DAYS,
        target=_number(one.target_minutes) if one.target_minutes else None,
        chooses_team=one.teams is TeamMode.CHOICE and one.target_minutes is None,
        room_for_teams=len(teams) < one.most_teams,
        cap_minutes=one.cap_minutes,
        link=one.link,
        total_km=one.total_km,
        joined=member is not None,
        may_join=rules.may_join(one.last_day, today=today),
        may_enter=rules.is_running(one.first_day, one.last_day, today=today),
        goal=member.goal_minutes if member else None,
        goal_days=member.goal_days if member else None,
        team=next((team.name for team in teams if member and team.id == member.team_id), ""),
        teams=[(team.id, team.name) for team in teams],
        weeks=[
            _own_week(week, days, member, cap=one.cap_minutes)
            for week in weeks
            if member and one.kind in OUT_OF_THE_DIARY and week.first <= today
        ],
        closed_weeks=[_name(week) for week in closed],
        rows=_rows(teams, shares, closed, member) if one.target_minutes is None else [],
        progress=_progress(teams, shares, closed) if one.target_minutes is not None else [],
        ticked=[field.value for field in BingoField if field in ticked],
        has_line=rules.has_line(ticked),
        lot_drawn=one.lot_drawn_at is not None,
        may_draw=one.lot_drawn_at is None and today > one.last_day,
    )


def _status(one: Any, *, joined: bool, today: date) -> tuple[str, str]:
    if joined:
        return _("Sie machen mit"), "ok"
    if today < one.first_day:
        return _("kommt noch"), "plain"
    return (_("läuft"), "plain") if today <= one.last_day else (_("zu Ende"), "plain")


def _own_week(week: Week, days: Sequence[rules.Day], member: Any, *, cap: int) -> OwnWeek:
    if member.goal_days is not None:
        kept, wanted = rules.kept_days(days, week), rules.goal_for(week, member.goal_days)
        counted = ngettext(
            "%(num)s Tag, Ziel %(goal)s", "%(num)s Tage, Ziel %(goal)s", kept, goal=wanted
        )
    elif member.goal_minutes is not None:
        goal = member.goal_minutes
        kept, wanted = rules.credited(days, week, goal=goal, cap=cap), rules.goal_for(week, goal)
        counted = ngettext(
            "%(num)s von %(goal)s Minute", "%(num)s von %(goal)s Minuten", kept, goal=wanted
        )
    else:
        inside = [one for one in days if one.day >= week.first]
        given = rules.contributed(inside, week.last, cap=cap)
        counted = ngettext("%(num)s Minute", "%(num)s Minuten", given)
        return OwnWeek(name=_name(week), minutes=str(counted), status=(_("zählt mit"), "plain"))
    return OwnWeek(
        name=_name(week),
        minutes=str(counted),
        status=(_("Ihr Ziel ist erreicht"), "ok") if kept >= wanted else (_("noch offen"), "plain"),
    )


def _rows(
    teams: Sequence[Any],
    shares: dict[UUID, dict[int, int | None]],
    closed: Sequence[Week],
    member: Any,
) -> list[TeamRow]:
    return [
        TeamRow(
            name=team.name,
            own=member is not None and member.team_id == team.id,
            shares=[_share(shares.get(team.id, {}).get(week.number)) for week in closed],
            mean=_share(rules.score([shares.get(team.id, {}).get(week.number) for week in closed])),
        )
        for team in teams
    ]


def _number(value: int) -> str:
    return str(format_decimal(value, locale=language()))


def _progress(
    teams: Sequence[Any], shares: dict[UUID, dict[int, int | None]], closed: Sequence[Week]
) -> list[tuple[str, str]]:
    done = shares.get(teams[0].id, {}) if teams else {}
    return [(day_month(week.last), _done(done.get(week.number))) for week in closed]


def _done(share: int | None) -> str:
    if share is None:
        return "*"
    if share == WHOLE:
        return str(_("alles, das Ziel ist erreicht"))
    return str(_("mindestens %(share)s", share=per_cent(share)))


def _share(share: int | None) -> str:
    return str(_("etwa %(share)s", share=per_cent(share))) if share is not None else "*"


def _name(week: Week) -> str:
    return str(_("%(first)s bis %(last)s", first=day_month(week.first), last=day_month(week.last)))
