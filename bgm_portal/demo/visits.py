"""People sign up, come, and are ticked: the ordinary life of an activity."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from bgm_portal.accommodations import queries as need_queries
from bgm_portal.accommodations import service as needs
from bgm_portal.accommodations.contents import AnswerContent
from bgm_portal.accommodations.states import NeedStatus
from bgm_portal.activities import queries as activities
from bgm_portal.activities import service as activity_service
from bgm_portal.activities import slot_queries
from bgm_portal.activities.kinds import Times
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.mail import jobs as post
from bgm_portal.participation import absence
from bgm_portal.participation import service as participation
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration import queries as registrations
from bgm_portal.registration.service import sign_up
from bgm_portal.registration.service.sign_up import SignUp, StatedNeeds
from bgm_portal.registration.states import Promotion

from . import albums, feedback, lessons
from .programme import Planned
from .staff import Staff

SHIRTS = ("S", "M", "M", "L", "L", "XL")
SHOW_RATE = 0.88
MET_RATE = 0.85
NEED = "clear_schedule"
ARRANGED = "Der genaue Ablauf steht jetzt beim Angebot."
LIST_IS_KEPT = timedelta(minutes=40)


def register(planned: Planned, person_id: UUID, said: SignUp, *, at: datetime) -> UUID:
    """Let somebody sign up at a moment of the past, as the page does it."""
    with clock.standing_at(at), transaction():
        made = sign_up.register(
            person_id=person_id, activity_id=planned.id, sign_up=said, by=person_id, at=at
        )
        return made.id


def fill(
    planned: Planned, people: list[UUID], random: Random, *, now: datetime, needs_every: int = 0
) -> None:
    """Let people sign up one after the other between opening and deadline; send the post.

    Some state a need: one in so many. Most of them get what they need.
    """
    until = min(planned.deadline, now - timedelta(hours=3))
    step = (until - planned.opens_at) / (len(people) + 1)
    answers = _shirts(planned, random)
    for number, person_id in enumerate(people, start=1):
        said = replace(
            _words(planned, random),
            answers=answers,
            slots=_times(planned, random, at=planned.opens_at + number * step),
            promotion=random.choice((Promotion.ASK, Promotion.AUTOMATIC)),
        )
        in_need = bool(needs_every) and number % needs_every == 0
        if in_need:
            said = replace(said, needs=StatedNeeds(codes=(NEED,), text="", channel=""))
        at = planned.opens_at + number * step
        register(planned, person_id, said, at=at)
        if in_need and random.random() < MET_RATE:
            _arrange(planned, person_id, at=at + timedelta(hours=4))
    deliver(until)


def _arrange(planned: Planned, person_id: UUID, *, at: datetime) -> None:
    for row in need_queries.needs_of(person_id, planned.id):
        with clock.standing_at(at), transaction():
            needs.open_need(need_id=row.id, by=planned.contact_id, at=at)
            needs.answer(
                need_id=row.id,
                status=NeedStatus.ARRANGED,
                content=AnswerContent(message=ARRANGED, alternative=""),
                by=planned.contact_id,
                at=at,
            )


def _words(planned: Planned, random: Random) -> SignUp:
    activity = activities.activity(planned.id, with_roles=True)
    role = random.choice(activity.roles) if activity.roles else None
    consents = {ConsentCode.ORGANISER} if activity.organiser else set()
    if activity.asks_photo_consent and random.random() < 0.5:  # noqa: PLR2004 - every second one
        consents.add(ConsentCode.PHOTO_INTRANET)
    return SignUp(role_id=role.id if role else None, consents=frozenset(consents))


def _times(planned: Planned, random: Random, *, at: datetime) -> tuple[UUID, ...]:
    """Choose one of the free times; at a health day only every second person wants one."""
    how = activities.activity(planned.id).times
    if how is Times.NONE or (how is Times.STATIONS and random.random() < 0.5):  # noqa: PLR2004 - every second one
        return ()
    free = [one.id for one in slot_queries.times(planned.id, after=at) if one.free > 0]
    if how is Times.DATES:  # every second one books all of them; a draw of its own
        draw = Random(len(free) + int(at.timestamp()))
        some = max(1, len(free) // 2)
        return tuple(free if draw.random() < 0.5 else draw.sample(free, k=some)) if free else ()  # noqa: PLR2004 - every second one
    return (random.choice(free),) if free else ()


def _shirts(planned: Planned, random: Random) -> dict[UUID, str]:
    return {
        question.id: random.choice(SHIRTS)
        if len(question.options) > 2  # noqa: PLR2004 - sizes; the cut has two
        else question.options[0]["value"]
        for question in activities.questions(planned.id)
    }


def hold(planned: Planned, random: Random, *, now: datetime) -> None:
    """Let every date that is over take place: most come, the list is ticked, the book is closed."""
    confirmed = _confirmed(planned)
    held = [row for row in activities.dates(planned.id) if row.ends_at < now]
    for occurrence in held:
        present = {person_id for person_id in confirmed if random.random() < SHOW_RATE}
        at = occurrence.ends_at + LIST_IS_KEPT
        if not confirmed or at >= now:
            continue
        with transaction():
            participation.mark_attendance(
                occurrence_id=occurrence.id,
                present=present,
                absent=set(confirmed) - present,
                by=planned.contact_id,
                at=at,
            )
    last = planned.dates[-1][1] + timedelta(days=2)
    if last < now:
        with transaction():
            activity_service.complete(planned.id, by=planned.contact_id, at=last)
    _leave_one_out(planned, confirmed, now=now)
    feedback.answer(planned, confirmed, random, now=now)
    lessons.evaluate(planned, random, now=now)
    albums.fill(planned, Random(len(confirmed)), now=now)


def _leave_one_out(planned: Planned, confirmed: list[UUID], *, now: datetime) -> None:
    """Let somebody say that they do not come to the next date of a series."""
    activity = activities.activity(planned.id, with_dates=True)
    ahead = [one for one in activity.occurrences if one.starts_at > now and not one.cancelled_at]
    if len(planned.dates) > 1 and ahead and confirmed and activity.times is Times.NONE:
        with transaction():
            absence.leave_out(planned.id, ahead[0].id, by=confirmed[0], at=now)


def _confirmed(planned: Planned) -> list[UUID]:
    return sorted(registrations.confirmed_person_ids(planned.id))


def deliver(at: datetime) -> None:
    """Let the worker of that day do its round."""
    with clock.standing_at(at):
        post.deliver(at)


def crowd(planned: Planned, staff: Staff, random: Random, *, share: float) -> list[UUID]:
    """Choose who wants to come: a share of the places, from those who take part now and then."""
    wanted = round((planned.capacity or 60) * share)
    return random.sample(list(staff.active), k=min(wanted, len(staff.active)))
