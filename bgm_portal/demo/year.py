"""Filling the invented house: staff, places, a year behind and a year ahead, always the same."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from bgm_portal.activities import (
    draft_service,
    planning_queries,
    sharing_service,
    substitution_service,
)
from bgm_portal.activities import planning_service as planning
from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityKind, PreventionField
from bgm_portal.activities.planning_queries import Shelf
from bgm_portal.core import clock
from bgm_portal.core.clock import local_day
from bgm_portal.core.database import transaction
from bgm_portal.registration.service import dates
from bgm_portal.reminders import jobs as reminders
from bgm_portal.settings import service as settings

from . import (
    challenges,
    circulars,
    contacts,
    diary,
    learning,
    post,
    programme,
    race,
    reports,
    run,
    visits,
)
from .editions import EARLIER, EDITIONS, RUN
from .programme import Planned
from .staff import Staff, hire

SEED = 2018  # the year in which the house began
FOUNDED = timedelta(weeks=92)
NEEDS_EVERY = 5
LAST_ROUNDS = timedelta(days=8)
ROUND = timedelta(hours=1)
ROUNDS_A_DAY = 24
HANDED_OVER = "Spaziergang"  # a word of its title
WITH_KATRIN = {"a02": -38, "a03": -30, "a08": -10, "a16": -23, "a18": -5, "a05": -3}


def fill(*, now: datetime) -> None:
    """Tell the whole story once. Expects an empty database."""
    random = Random(SEED)  # the same year every time
    founded = now - FOUNDED
    staff = hire(random, at=founded)
    places = programme.describe_places(staff, at=now - timedelta(weeks=20))
    _tell_what_was_before(places, staff, now=now)
    learning.learn_together(staff, founded=founded, now=now)
    contacts.list_contacts(staff, now=now)
    for edition in EDITIONS:
        planned = programme.plan(edition, places, staff, now=now)
        _name_contacts(planned, now=now)
        if not planned.needs_registration:
            continue
        people = visits.crowd(planned, staff, random, share=edition.fill)
        if WITH_KATRIN.get(edition.code) == edition.week:
            people = [staff.employee, *people[:-1]]
        if edition.code == "a17":
            people = [*people[:17], staff.employee, *people[17:-1]]
        visits.fill(planned, people, random, now=now)
        visits.hold(planned, random, now=now)
    _cancel_a_date(staff, at=now - timedelta(days=1))
    reports.plan_years(staff.coordinator, founded=founded, now=now)
    reports.freeze_the_past(founded, now=now)
    the_run = programme.plan(RUN, places, staff, now=now)
    _name_contacts(the_run, now=now)
    race.describe(the_run)
    race.tick_off(the_run, now=now)
    run.gather(the_run, staff, random, now=now)
    circulars.write(the_run, now=now)
    post.write(the_run, staff, now=now)
    diary.keep(staff.employee, random, now=now)
    challenges.hold(staff, random, now=now)
    draft_id = _begin_a_draft(staff, at=now - timedelta(days=3))
    _ask_the_steering_group(draft_id, staff, at=now - timedelta(days=2))
    _keep_a_template(staff, at=now - timedelta(days=2))
    _hand_over(staff, at=now - timedelta(days=4))
    _stand_in(staff, at=now - timedelta(days=1))
    learning.learn(staff, Random(SEED), now=now)
    _close_for_a_day(staff, at=now - timedelta(days=1))
    _remind(now=now)


def _close_for_a_day(staff: Staff, *, at: datetime) -> None:
    """Let the house be closed on one day of next year, so that series leave it out."""
    outing = local_day(at) + timedelta(weeks=26)
    with transaction():
        settings.close(
            first_day=outing,
            last_day=outing,
            name_de="Betriebsausflug",
            name_en="Works outing",
            by=staff.administrator,
            at=at,
        )


def _tell_what_was_before(places: dict[str, UUID], staff: Staff, *, now: datetime) -> None:
    """Let the time before the last year take place; of it, only reports remain."""
    random = Random(SEED + 1)  # of its own, so that it changes nothing in the last year
    for edition in EARLIER:
        planned = programme.plan(edition, places, staff, now=now)
        people = visits.crowd(planned, staff, random, share=edition.fill)
        visits.fill(planned, people, random, now=now, needs_every=NEEDS_EVERY)
        visits.hold(planned, random, now=now)


def _cancel_a_date(staff: Staff, *, at: datetime) -> None:
    """Let one date of a course that is going on be cancelled, because its leader is ill."""
    [course] = [
        row.id
        for row in planning_queries.planned(
            Shelf.UPCOMING, words="Yoga", person_id=None, number=1, at=at
        ).rows
        if row.starts_at is not None and row.starts_at < at
    ]
    ahead = [date for date in activities.dates(course) if date.starts_at > at + LAST_ROUNDS]
    with transaction():
        dates.cancel_date(
            course,
            ahead[0].id,
            note="Die Kursleitung ist an diesem Tag verhindert.",
            by=staff.coordinator,
            at=at,
        )


def _name_contacts(planned: Planned, *, now: datetime) -> None:
    named = contacts.named_at(planned.code)
    if named:
        with transaction():
            planning.name_contacts(planned.id, named, by=planned.contact_id, at=now)


def _remind(*, now: datetime) -> None:
    """Let the worker of the last week do its rounds, so that nobody has missed a reminder."""
    for number in range(LAST_ROUNDS // ROUND):
        moment = now - LAST_ROUNDS + number * ROUND
        with clock.standing_at(moment):
            reminders.remind(moment)
            if number % ROUNDS_A_DAY == 0:  # lessons are due by the day
                reminders.remind_of_lessons(moment)
        visits.deliver(moment)


def _keep_a_template(staff: Staff, *, at: datetime) -> None:
    """Keep a course that comes back every year, so that the next one begins with it."""
    [course, *_more] = planning_queries.planned(
        Shelf.UPCOMING, words="Yoga", person_id=None, number=1, at=at
    ).rows
    with transaction():
        draft_service.copy(course.id, as_template=True, by=staff.coordinator, at=at)


def _hand_over(staff: Staff, *, at: datetime) -> None:
    """Let the second coordinator become the contact of a course that is ahead, for good."""
    [course, *_more] = planning_queries.planned(
        Shelf.UPCOMING, words=HANDED_OVER, person_id=staff.coordinator, number=1, at=at
    ).rows
    with transaction():
        planning.set_team(
            course.id,
            contact_id=staff.deputy,
            others=[staff.coordinator],
            by=staff.coordinator,
            at=at,
        )


def _stand_in(staff: Staff, *, at: datetime) -> None:
    """Let the deputy look after what the coordinator has to herself, for a week."""
    wish = substitution_service.Wish(
        absent_id=staff.coordinator,
        deputy_id=staff.deputy,
        until=local_day(at + timedelta(weeks=1)),
    )
    with transaction():
        substitution_service.begin(wish, by=staff.coordinator, at=at)


def _ask_the_steering_group(draft_id: UUID, staff: Staff, *, at: datetime) -> None:
    """Let management and the second coordinator read the draft; one of them has said something."""
    with transaction():
        sharing_service.share(draft_id, [staff.leader, staff.deputy], by=staff.coordinator, at=at)
    with transaction():
        sharing_service.comment(
            draft_id,
            "Gute Idee. Können wir den Empfang von Haus Nord auch einladen?",
            by=staff.leader,
            at=at + timedelta(hours=3),
        )


def _begin_a_draft(staff: Staff, *, at: datetime) -> UUID:
    """Leave something unfinished on the coordinator's desk."""
    with transaction():
        return draft_service.create(
            title="Gesundheitszirkel: Gespräche am Empfang",
            teaser="Was hilft uns, wenn Gespräche laut werden? Wir sammeln und verändern etwas.",
            kind=ActivityKind.WORKSHOP,
            field=PreventionField.WORK_DESIGN,
            by=staff.coordinator,
            at=at,
        )
