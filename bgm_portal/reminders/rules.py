"""When somebody is reminded of a date. Pure: no tables, no clock.

A week before and a day before, at nine in the morning as the wall shows it, so nine stays nine when
the clocks change; two hours before, where one has to go somewhere. Everybody may have each of them
earlier or later, or not at all. Only the last rule may ring at night or in the evening.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
MORNING = time(9, 0)
QUIET_FROM = time(19, 0)
QUIET_UNTIL = time(7, 0)
JUST_READ = timedelta(hours=1)
LOOK_AHEAD = timedelta(days=15, hours=2)  # two weeks, the rest of a day, a change of clocks
LOOK_BACK = timedelta(days=1)


class Rule(StrEnum):
    """How long before a date."""

    WEEK = "week"
    DAY = "day"
    HOURS = "hours"


#: How long before each rule may be wanted, the usual one first: days, and hours for the last rule.
LEADS: Mapping[Rule, tuple[int, ...]] = {
    Rule.WEEK: (7, 3, 14),
    Rule.DAY: (1, 2),
    Rule.HOURS: (2, 1, 4),
}
USUAL: Mapping[Rule, int] = {rule: leads[0] for rule, leads in LEADS.items()}
#: The kind of message about a deadline that closes, and how many days before it may be wanted.
CLOSING = "reminder.closing"
CLOSING_LEADS = (2, 1, 5)


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """What must be known about a date to remind somebody of it."""

    starts_at: datetime
    in_person: bool
    opens_series: bool  # the first date of the activity
    opens_day: bool  # the first one of its day
    wanted: Mapping[Rule, int]  # by this person, and how long before


def rules_of(appointment: Appointment) -> tuple[Rule, ...]:
    """Return which reminders a date has: a course is announced a week ahead only once."""
    sensible = {
        Rule.WEEK: appointment.opens_series,
        Rule.DAY: appointment.opens_day,
        Rule.HOURS: appointment.in_person,
    }
    return tuple(rule for rule, yes in sensible.items() if yes and rule in appointment.wanted)


def due_at(rule: Rule, starts_at: datetime, *, lead: int) -> datetime:
    """Return the moment from which a reminder is due."""
    if rule is Rule.HOURS:
        return starts_at - timedelta(hours=lead)
    return _on(starts_at.astimezone(BERLIN).date() - timedelta(days=lead), MORNING)


def owed(appointment: Appointment, *, known_since: datetime, at: datetime) -> Rule | None:
    """Return the reminder that must exist by now: the latest one that is due and still of use.

    Whoever read the date within the hour before a reminder is due needs none. After the date has
    begun the answer stays what it was, so that a reminder nobody sent is at least noted as missed.
    """
    by_now = min(at, appointment.starts_at)
    due = {
        rule: due_at(rule, appointment.starts_at, lead=appointment.wanted[rule])
        for rule in rules_of(appointment)
    }
    useful = [
        (moment, rule)
        for rule, moment in due.items()
        if known_since + JUST_READ <= moment <= by_now
    ]
    return max(useful)[1] if useful else None


def closing_is_owed(closes_at: datetime, *, kept_at: datetime, lead: int, at: datetime) -> bool:
    """Tell whether somebody must have been told by now that they can soon sign up no more.

    Whoever kept the activity in mind after that moment has seen the deadline.
    """
    due = _on(closes_at.astimezone(BERLIN).date() - timedelta(days=lead), MORNING)
    return kept_at + JUST_READ <= due <= min(at, closes_at)


def closing_key(person: object, activity: object, closes_at: datetime) -> str:
    """Return the reason of such a reminder: another deadline is another reason."""
    return f"{CLOSING}:{person}:{activity}:{closes_at.astimezone(UTC):%Y%m%dT%H%M}"


def earlier(rule: Rule) -> tuple[Rule, ...]:
    """Return the rules that this one takes the place of."""
    order = tuple(Rule)
    return order[: order.index(rule)]


def not_before(rule: Rule | None, at: datetime) -> datetime:
    """Return when it may be sent: in quiet hours only what cannot wait."""
    wall = at.astimezone(BERLIN)
    if rule is Rule.HOURS or QUIET_UNTIL <= wall.time() < QUIET_FROM:
        return at
    day = wall.date() + timedelta(days=1 if wall.time() >= QUIET_FROM else 0)
    return _on(day, QUIET_UNTIL)


def key(registration: object, occurrence: object, rule: Rule, schedule_version: int) -> str:
    """Return the reason of a reminder: a moved date is a new reason."""
    return f"reminder:{registration}:{occurrence}:{rule}:{schedule_version}"


def kind(rule: Rule) -> str:
    """Return the kind of message."""
    return f"reminder.{rule}"


def _on(day: date, wall: time) -> datetime:
    return datetime.combine(day, wall, BERLIN).astimezone(UTC)
