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

from bgm_portal.core import quiet_hours

BERLIN = ZoneInfo("Europe/Berlin")
MORNING = time(9, 0)
JUST_READ = timedelta(hours=1)
LOOK_AHEAD = timedelta(days=15, hours=2)  # two weeks, the rest of a day, a change of clocks
LOOK_BACK = timedelta(days=1)
#: Further back the outbox may have forgotten what was sent, and would call it missed.
LOOK_BACK_AT_MOST = timedelta(days=70)


class Rule(StrEnum):
    """How long before a date."""

    WEEK = "week"
    DAY = "day"
    HOURS = "hours"
    EXTRA = "extra"  # one of the activity's own, with a sentence of its own


#: The rules that every activity has unless those who look after it choose otherwise.
STANDARD = (Rule.WEEK, Rule.DAY, Rule.HOURS)


class Fault(StrEnum):
    """Why a reminder of an activity's own would help nobody."""

    AFTER_START = "after_start"
    AT_NIGHT = "at_night"


@dataclass(frozen=True, kw_only=True)
class Extra:
    """When a reminder of an activity's own is due: days before the first date, and a time."""

    days: int
    at: time


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
#: The kinds of message about modules: a day that was set, and a completion that ends by itself.
MODULE = "reminder.module"
RENEWAL = "reminder.renewal"
LESSON_LEADS: Mapping[str, tuple[int, ...]] = {MODULE: (7, 3, 14), RENEWAL: (30, 14, 60)}


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """What must be known about a date to remind somebody of it."""

    starts_at: datetime
    in_person: bool
    opens_series: bool  # the first date of the activity
    opens_day: bool  # the first one of its day
    wanted: Mapping[Rule, int]  # by this person, and how long before
    chosen: frozenset[Rule] = frozenset(STANDARD)  # for this activity
    extra: Extra | None = None


def rules_of(appointment: Appointment) -> tuple[Rule, ...]:
    """Return which reminders a date has: a course is announced a week ahead only once."""
    sensible = {
        Rule.WEEK: appointment.opens_series,
        Rule.DAY: appointment.opens_day,
        Rule.HOURS: appointment.in_person,
    }
    possible = appointment.chosen & appointment.wanted.keys()
    return tuple(rule for rule, yes in sensible.items() if yes and rule in possible)


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


def all_owed(appointment: Appointment, *, known_since: datetime, at: datetime) -> list[Rule]:
    """Return every reminder that must exist by now: the latest one, and the activity's own.

    The activity's own says something that no other does, so that it takes nobody's place.
    """
    latest = owed(appointment, known_since=known_since, at=at)
    found = [latest] if latest else []
    extra = appointment.extra
    if extra and appointment.opens_series and Rule.EXTRA in appointment.wanted:
        moment = extra_due_at(extra, appointment.starts_at)
        if known_since + JUST_READ <= moment <= min(at, appointment.starts_at):
            found.append(Rule.EXTRA)
    return found


def extra_due_at(extra: Extra, starts_at: datetime) -> datetime:
    """Return when the reminder of an activity's own is due."""
    return _on(starts_at.astimezone(BERLIN).date() - timedelta(days=extra.days), extra.at)


def fault_of(extra: Extra, *, starts_at: datetime | None) -> Fault | None:
    """Say why such a reminder would help nobody, if so."""
    if starts_at is not None and extra_due_at(extra, starts_at) >= starts_at:
        return Fault.AFTER_START
    return Fault.AT_NIGHT if quiet_hours.cover(extra.at) else None


def extra_of(days: int | None, at: time | None) -> Extra | None:
    """Return the reminder of an activity's own, if it has one."""
    return None if days is None or at is None else Extra(days=days, at=at)


def chosen_of(*, week: bool | None, day: bool | None, hours: bool | None) -> frozenset[Rule]:
    """Return the rules that were not switched off; where nothing was chosen, that is all."""
    choices = zip(STANDARD, (week, day, hours), strict=True)
    return frozenset(rule for rule, chosen in choices if chosen is not False)


def closing_is_owed(closes_at: datetime, *, kept_at: datetime, lead: int, at: datetime) -> bool:
    """Tell whether somebody must have been told by now that they can soon sign up no more.

    Whoever kept the activity in mind after that moment has seen the deadline.
    """
    due = _on(closes_at.astimezone(BERLIN).date() - timedelta(days=lead), MORNING)
    return kept_at + JUST_READ <= due <= min(at, closes_at)


def closing_key(person: object, activity: object, closes_at: datetime) -> str:
    """Return the reason of such a reminder: another deadline is another reason."""
    return f"{CLOSING}:{person}:{activity}:{closes_at.astimezone(UTC):%Y%m%dT%H%M}"


def lesson_is_owed(due_on: date, *, since: datetime, lead: int, at: datetime) -> bool:
    """Tell whether somebody must have been told of a module by now.

    Whoever set the day has an hour to mend it. After the day nobody is told any more.
    """
    due = _on(due_on - timedelta(days=lead), MORNING)
    return max(due, since + JUST_READ) <= at < lesson_ends(due_on)


def lesson_ends(due_on: date) -> datetime:
    """Return when a reminder of a module is of no use any more: when its day is over."""
    return _on(due_on + timedelta(days=1), time())


def lesson_key(kind: str, person: object, due_on: date, since: datetime) -> str:
    """Return the reason of a reminder of modules: the last of their days, the newest of them."""
    return f"{kind}:{person}:{due_on:%Y%m%d}:{since.astimezone(UTC):%Y%m%dT%H%M%S}"


def earlier(rule: Rule) -> tuple[Rule, ...]:
    """Return the rules that this one takes the place of."""
    return () if rule is Rule.EXTRA else STANDARD[: STANDARD.index(rule)]


def since(last: datetime | None, *, at: datetime) -> datetime:
    """Return from which dates on reminders may be owed, when all was made at `last`.

    Whoever was down for a week looks back over it, so that what nobody sent is noted as missed.
    """
    looked = min(last, at) if last else at
    return max(looked - LOOK_BACK, at - LOOK_BACK_AT_MOST)


def not_before(rule: Rule | None, at: datetime) -> datetime:
    """Return when it may be sent: in quiet hours only what cannot wait."""
    return at if rule is Rule.HOURS else quiet_hours.over(at)


def key(registration: object, occurrence: object, rule: Rule, schedule_version: int) -> str:
    """Return the reason of a reminder: a moved date is a new reason."""
    return f"reminder:{registration}:{occurrence}:{rule}:{schedule_version}"


def is_about(reason: str, occurrence: object) -> bool:
    """Tell whether a reminder with this key is about a date, at whatever time of it."""
    return f":{occurrence}" in reason


def kind(rule: Rule) -> str:
    """Return the kind of message."""
    return f"reminder.{rule}"


def _on(day: date, wall: time) -> datetime:
    return datetime.combine(day, wall, BERLIN).astimezone(UTC)
