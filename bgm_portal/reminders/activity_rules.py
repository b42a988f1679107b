"""Choosing the reminders of an activity."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bgm_portal.activities import queries as activities
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.mail import outbox

from . import rules
from .errors import ReminderRefused
from .models import ActivityReminders
from .rules import STANDARD, Extra, Rule

SECTION = "reminders"


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """Which reminders an activity has."""

    standard: frozenset[Rule] = frozenset(STANDARD)
    extra: Extra | None = None
    sentence_de: str | None = None
    sentence_en: str | None = None


def chosen(activity_id: UUID) -> Chosen:
    """Return which reminders an activity has."""
    row = db.session.get(ActivityReminders, activity_id)
    if row is None:
        return Chosen()
    return Chosen(
        standard=rules.chosen_of(week=row.week, day=row.day, hours=row.hours),
        extra=rules.extra_of(row.extra_days, row.extra_at),
        sentence_de=row.sentence_de,
        sentence_en=row.sentence_en,
    )


def choose(activity_id: UUID, wish: Chosen, *, by: UUID, at: datetime) -> None:
    """Keep which reminders an activity has; refuse one that would come too late or at night."""
    starts_at = activities.activity(activity_id).starts_at
    if wish.extra and (fault := rules.fault_of(wish.extra, starts_at=starts_at)):
        raise ReminderRefused(fault)
    db.session.merge(
        ActivityReminders(
            activity_id=activity_id,
            week=Rule.WEEK in wish.standard,
            day=Rule.DAY in wish.standard,
            hours=Rule.HOURS in wish.standard,
            extra_days=wish.extra.days if wish.extra else None,
            extra_at=wish.extra.at if wish.extra else None,
            sentence_de=wish.sentence_de if wish.extra else None,
            sentence_en=wish.sentence_en if wish.extra else None,
        )
    )
    db.session.flush()
    outbox.void(activity_id=activity_id, kinds=_given_up(wish))
    audit.record(Event.ACTIVITY_CHANGED, at=at, by=by, object_id=activity_id, section=SECTION)


def _given_up(wish: Chosen) -> tuple[str, ...]:
    """Return the kinds of reminders that the activity does without."""
    given_up = [rule for rule in STANDARD if rule not in wish.standard]
    return tuple(rules.kind(rule) for rule in (*given_up, *(() if wish.extra else (Rule.EXTRA,))))
