"""What happens in the house to measure by: activities, who signs up, who comes, what is kept."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from bgm_portal.activities.kinds import (
    AccessQuestion,
    ActivityKind,
    ActivityState,
    Answer,
    Insurance,
    PreventionField,
    Times,
    WorktimeRule,
)
from bgm_portal.core.clock import local_day, midnight
from bgm_portal.participation import rules as participation
from bgm_portal.participation.states import AttendanceState
from bgm_portal.registration.states import Promotion, RegistrationState

from .bulk import Row
from .crowd import AHEAD, Crowd

PRESENT = 0.88
FEWEST, MOST = 20, 580  # people who sign up for one activity: 300 of them on average
SIGN_UP = timedelta(days=60)
CANCELLED_ACTIVITIES, CANCELLED_PLACES = 0.03, 0.08
FULL = 0.7  # so many activities have fewer places than people who want one
SERIES = 0.3
DATES_OF_A_SERIES = 8
QUESTIONS = tuple(AccessQuestion)
FIELDS = tuple(one for one in PreventionField)
KINDS = (ActivityKind.COURSE, ActivityKind.WORKSHOP, ActivityKind.HEALTH_DAY)
WORDS = ("Rücken", "Atem", "Schlaf", "Stimme", "Augen", "Wald", "Yoga", "Schwimmen", "Küche")


@dataclass(kw_only=True)
class Held:
    """One activity with everything that hangs on it, by table."""

    activity: dict[str, Any]
    dates: list[Row]
    answers: list[Row]
    assignments: list[Row]
    registrations: list[Row]
    attendance: list[Row]
    numbers: list[Row]
    marks: list[tuple[Row, UUID, bool]]  # who was ticked on which date, and whether they came


def activities(crowd: Crowd) -> Iterator[Held]:
    """Draw all activities, the oldest first."""
    whole = crowd.now + AHEAD - crowd.begins
    for number in range(crowd.activities):
        yield _activity(crowd, number, crowd.begins + whole * (number + 0.5) / crowd.activities)


def _activity(crowd: Crowd, number: int, starts_at: datetime) -> Held:
    random = crowd.random
    activity_id, contact = crowd.new_id(), random.choice(crowd.coordinators)
    dates = _dates(crowd, activity_id, starts_at)
    ends_at = dates[-1]["ends_at"]
    size = min(len(crowd.people) * 2 // 3, random.randint(FEWEST, MOST))
    cancelled = random.random() < CANCELLED_ACTIVITIES
    state = ActivityState.CANCELLED if cancelled else ActivityState.PUBLISHED
    if not cancelled and ends_at < crowd.now:
        state = ActivityState.COMPLETED
    capacity = math.ceil(size * random.uniform(0.4, 0.9)) if random.random() < FULL else size
    opens_at = starts_at - SIGN_UP
    ended_at = {
        ActivityState.COMPLETED: ends_at,
        ActivityState.CANCELLED: min(starts_at - timedelta(days=3), crowd.now),
    }.get(state)
    values: dict[str, Any] = {
        "id": activity_id,
        "kind": random.choice(KINDS),
        "field": random.choice(FIELDS),
        "state": state,
        "discreet": False,
        "is_template": False,
        "title_de": f"{random.choice(WORDS)} und {random.choice(WORDS)}, Angebot {number}",
        "teaser_de": "Ruhige Übungen für alle. Niemand muss auf den Boden.",
        "description_de": "Wir üben auf Stühlen mit und ohne Armlehnen.",
        "insurance": Insurance.ASK,
        "worktime_ba": WorktimeRule.HALF,
        "worktime_city": WorktimeRule.NONE,
        "asks_photo_consent": False,
        "asks_result_consent": False,
        "for_units": False,
        "for_sites": False,
        "needs_registration": True,
        "has_waiting_list": True,
        "times": Times.NONE,
        "venue_id": random.choice(crowd.venues),
        "contact_id": contact,
        "registration_opens_at": opens_at,
        "registration_deadline": starts_at - timedelta(days=2),
        "capacity": capacity,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "schedule_version": 1,
        "created_at": opens_at - timedelta(days=30),
        "created_by": contact,
        "published_at": opens_at - timedelta(days=1),
        "ended_at": ended_at,
    }
    held = Held(
        activity=values,
        dates=dates,
        answers=[
            {"activity_id": activity_id, "question": one, "answer": random.choice(list(Answer))}
            for one in QUESTIONS
        ],
        assignments=[{"activity_id": activity_id, "person_id": contact}],
        registrations=[],
        attendance=[],
        numbers=[],
        marks=[],
    )
    _sign_up(crowd, held, size)
    _come(crowd, held)
    return held


def _dates(crowd: Crowd, activity_id: UUID, starts_at: datetime) -> list[Row]:
    count = DATES_OF_A_SERIES if crowd.random.random() < SERIES else 1
    return [
        {
            "id": crowd.new_id(),
            "activity_id": activity_id,
            "number": number + 1,
            "starts_at": starts_at + timedelta(weeks=number),
            "ends_at": starts_at + timedelta(weeks=number, hours=1),
        }
        for number in range(count)
    ]


def _sign_up(crowd: Crowd, held: Held, size: int) -> None:
    """Let people sign up one after the other, as far as the sign-up has come."""
    random, activity = crowd.random, held.activity
    opens_at, until = activity["registration_opens_at"], activity["registration_deadline"]
    past = max(timedelta(0), min(crowd.now, until) - opens_at)
    asked = int(size * (past / (until - opens_at)))
    gone = activity["ended_at"] if activity["state"] is ActivityState.CANCELLED else None
    taken = waiting = 0
    for ticket, person_id in enumerate(random.sample(crowd.people, k=asked), start=1):
        at = opens_at + (until - opens_at) * (ticket / (size + 1))
        ended_at = gone or (at if random.random() < CANCELLED_PLACES else None)
        if ended_at is not None:
            state, ended_at = RegistrationState.CANCELLED, max(ended_at, at)
        elif taken < activity["capacity"]:
            state, taken = RegistrationState.CONFIRMED, taken + 1
        else:
            state, waiting = RegistrationState.WAITING, waiting + 1
        held.registrations.append(
            {
                "id": crowd.new_id(),
                "reference": crowd.reference(),
                "activity_id": activity["id"],
                "person_id": person_id,
                "takes_place": True,
                "state": state,
                "ticket": ticket,
                "promotion": Promotion.ASK if random.random() < SERIES else Promotion.AUTOMATIC,
                "registered_at": at,
                "confirmed_at": at if state is RegistrationState.CONFIRMED else None,
                "ended_at": ended_at,
                "calendar_sequence": 0,
            }
        )
    activity |= {"ticket": asked, "taken": taken, "waiting": waiting}


def _come(crowd: Crowd, held: Held) -> None:
    """Tick who came, keep what is kept of it, and count the rest."""
    if held.activity["state"] is ActivityState.CANCELLED:
        return
    today = local_day(crowd.now)
    kept = midnight(participation.kept_since(today))
    history = midnight(participation.history_since(today))
    inside = [
        one["person_id"]
        for one in held.registrations
        if one["state"] is RegistrationState.CONFIRMED
    ]
    for date in held.dates:
        if date["ends_at"] >= crowd.now:
            return
        came = {one for one in inside if crowd.random.random() < PRESENT}
        held.marks += [(date, person_id, person_id in came) for person_id in inside]
        is_kept = date["ends_at"] >= kept
        for person_id in inside:
            wished = person_id in came and person_id in crowd.wishing
            if is_kept or (wished and date["ends_at"] >= history):
                held.attendance.append(_tick(crowd, held, date, person_id, here=person_id in came))
        if not is_kept:
            held.numbers.append(
                {
                    "occurrence_id": date["id"],
                    "present": len(came),
                    "absent": len(inside) - len(came),
                    "excused": 0,
                    "walked_in": 0,
                }
            )


def _tick(crowd: Crowd, held: Held, date: Row, person_id: UUID, *, here: bool) -> Row:
    return {
        "id": crowd.new_id(),
        "occurrence_id": date["id"],
        "person_id": person_id,
        "state": AttendanceState.PRESENT if here else AttendanceState.ABSENT,
        "walked_in": False,
        "marked_at": date["ends_at"],
        "marked_by": held.activity["contact_id"],
    }
