"""Challenges of every kind: own goals, a common one, days, a card, the cycling campaign."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from bgm_portal.challenges import service
from bgm_portal.challenges.kinds import ChallengeKind, TeamMode
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import transaction
from bgm_portal.diary import service as diary
from bgm_portal.diary.rules import Entry

from .staff import Staff

BEGUN = timedelta(days=21)
GOALS = (40, 60, 60, 90, 120, 150)
MEMBERS = 16
TEAMS = ("Atempause", "Pausenklub", "Sonnenseite")


def hold(staff: Staff, random: Random, *, now: datetime) -> None:
    """Let some of the house move for weeks, alone and together, and others find small things."""
    begun = now - BEGUN
    moving = _set_up(
        staff,
        ChallengeKind.MINUTES,
        begun,
        days=35,
        title=("Fünf Wochen in Bewegung", "Five weeks on the move"),
        about=(
            "Jede Bewegung zählt, im Sitzen, im Rollstuhl, zu Fuß oder im Wasser.",
            "Every movement counts: seated, in a wheelchair, on foot or in the water.",
        ),
    )
    _set_up(
        staff,
        ChallengeKind.BINGO,
        now - timedelta(days=2),
        days=14,
        title=("Neun kleine Dinge", "Nine small things"),
        about=(
            "Neun kleine Dinge für den Arbeitstag. Wer mag, füllt eine Reihe.",
            "Nine small things for the working day. Whoever likes fills a line.",
        ),
    )
    _set_up(
        staff,
        ChallengeKind.CYCLING,
        now - timedelta(days=150),
        days=21,
        title=("STADTRADELN im Frühsommer", "STADTRADELN in early summer"),
        about=(
            "Einundzwanzig Tage für das Klima. Auch Handbike und Rollstuhl zählen.",
            "Twenty-one days for the climate. Handbike and wheelchair count, too.",
        ),
        link="https://www.stadtradeln.de",
        total_km=4180,
    )
    _come_to_rest(staff, random, now=now)
    together = _set_up(
        staff,
        ChallengeKind.TOGETHER,
        begun,
        days=28,
        title=("Gemeinsam 6.000 Minuten", "6,000 minutes together"),
        about=(
            "Ein Ziel für das ganze Haus. Jede Minute zählt, egal von wem.",
            "One goal for the whole house. Every minute counts, no matter whose.",
        ),
        target_minutes=6000,
    )
    by_days = _set_up(
        staff,
        ChallengeKind.DAYS,
        begun,
        days=28,
        title=("Zehn Minuten am Tag", "Ten minutes a day"),
        about=(
            "Kleine Wege, kleine Übungen: Ein Tag zählt ab zehn Minuten.",
            "Short walks, small exercises: a day counts from ten minutes on.",
        ),
    )
    for person_id in (staff.employee, *random.sample(list(staff.active), k=MEMBERS)):
        _take_part(moving, person_id, random, begun=begun)
        with transaction():
            service.join(together, service.Wish(), by=person_id, at=begun)
            wish = service.Wish(days=random.choice((1, 2, 3)))
            service.join(by_days, wish, by=person_id, at=begun)
    for challenge_id in (moving, together, by_days):
        with transaction():
            service.freeze(challenge_id, at=now)


def _come_to_rest(staff: Staff, random: Random, *, now: datetime) -> None:
    """Let people found teams until there is room for no other."""
    begun = now - timedelta(days=4)
    resting = _set_up(
        staff,
        ChallengeKind.RECOVERY,
        begun,
        days=21,
        title=("Zur Ruhe kommen", "Coming to rest"),
        about=(
            "Jeden Tag ein paar Minuten für sich. Bewegung zählt, Entspannung auch.",
            "A few minutes for oneself each day. Movement counts, and so does rest.",
        ),
        teams=TeamMode.CHOICE,
    )
    for number, person_id in enumerate(random.sample(list(staff.active), k=MEMBERS)):
        wish = service.Wish(goal=random.choice(GOALS), new_team=TEAMS[number % len(TEAMS)])
        with transaction():
            service.join(resting, wish, by=person_id, at=begun)


def _take_part(challenge_id: UUID, person_id: UUID, random: Random, *, begun: datetime) -> None:
    wish = service.Wish(goal=random.choice(GOALS))
    with transaction():
        service.join(challenge_id, wish, by=person_id, at=begun)
        for number in range(BEGUN.days):
            at = begun + timedelta(days=number)
            if random.random() < 0.4:  # noqa: PLR2004 - two days in five
                entry = Entry(day=local_day(at), minutes=random.choice((10, 20, 30, 45)))
                diary.write(entry, by=person_id, at=at)


def _set_up(
    staff: Staff,
    kind: ChallengeKind,
    begun: datetime,
    *,
    days: int,
    title: tuple[str, str],
    about: tuple[str, str],
    **more: object,
) -> UUID:
    first = local_day(begun)
    usual: dict[str, object] = {
        "kind": kind,
        "teams": TeamMode.LOT,
        "title_de": title[0],
        "title_en": title[1],
        "about_de": about[0],
        "about_en": about[1],
        "first_day": first,
        "last_day": first + timedelta(days=days - 1),
        "cap_minutes": 60,
        "most_teams": 3,
    }
    with transaction():
        return service.create(usual | more, by=staff.coordinator, at=begun)
