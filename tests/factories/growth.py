"""How a house grows: what belongs together stays together and becomes more."""

from uuid import UUID

from bgm_portal.accommodations import service as needs
from bgm_portal.accommodations.contents import AnswerContent
from bgm_portal.accommodations.states import NeedStatus
from bgm_portal.activities import sharing_service
from bgm_portal.activities.kinds import ActivityState, WorktimeRule
from bgm_portal.activities.models import (
    Activity,
    Assignment,
    NamedContact,
    Occurrence,
    OfferedAdaptation,
)
from bgm_portal.challenges import service as challenges
from bgm_portal.challenges.kinds import ChallengeKind, TeamMode
from bgm_portal.core.database import db, transaction
from bgm_portal.diary.models import DiaryEntry
from bgm_portal.home.models import BarrierReport
from bgm_portal.identity import service as identity
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import Role
from bgm_portal.learning.models import Module
from bgm_portal.registration.states import Promotion, RegistrationState
from bgm_portal.registration.steps import Step
from tests.factories.albums import add_picture, agree
from tests.factories.house import DAY, HOUR, NEED, House, add_facts
from tests.factories.learning import finish_probe, publish_probe
from tests.support.times import LAST_MONTH, NEXT_MONTH, NEXT_WEEK, NOW, YESTERDAY

CODES = ("dgs", "step_free", "seated_variant", "quiet_place", "large_print", "companion")


def one_more_of_everything(house: House) -> None:
    """Let the house grow by a row in every list."""
    db.session.add_all(house.known_to_factories)  # the session may have ended meanwhile
    _one_more_part_of_the_run(house)
    _more_people(house)
    _one_more_answer(house)
    _more_registrations_of_katrin(house)
    _more_traces_of_katrin(house)
    _one_more_shared_draft(house)
    _one_more_module(house)
    _one_more_in_the_house(house)


def _one_more_part_of_the_run(house: House) -> None:
    run = db.session.get_one(Activity, house.ids["run"])
    number = len(house.rows(Occurrence, Occurrence.activity_id == run.id))
    later = NEXT_MONTH + number * DAY
    db.session.add(
        Occurrence(activity_id=run.id, number=number + 1, starts_at=later, ends_at=later + HOUR)
    )
    run.ends_at = later + HOUR
    offered = CODES[number - 1 :][:1]
    db.session.add_all(OfferedAdaptation(activity_id=run.id, code=code) for code in offered)
    db.session.commit()
    house.make.role(run, f"role{number}", position=number)
    house.make.question(run, f"more{number}", position=number, required=False)
    helper = house.make.person(Role.COORDINATOR)
    db.session.add(Assignment(activity_id=run.id, person_id=helper.id))
    house.make.circular(run)
    contact = house.make.contact()
    db.session.add(NamedContact(activity_id=run.id, contact_key=contact.key))
    db.session.commit()


def _one_more_shared_draft(house: House) -> None:
    """Let one more person read the draft and comment on it, and the first reader get another."""
    nadine, reader = house.people["nadine"], house.make.person(Role.LEADERSHIP).id
    another = house.make.activity(state=ActivityState.DRAFT, published_at=None).id
    with transaction():
        sharing_service.share(house.ids["draft"], [reader], by=nadine, at=NOW)
        sharing_service.comment(house.ids["draft"], "Gut so.", by=reader, at=NOW)
        sharing_service.share(another, [house.people["leader"]], by=nadine, at=NOW)


def _more_people(house: House) -> None:
    house.on_the_run(house.fresh().id)
    house.make.register(
        house.fresh(),
        db.session.get_one(Activity, house.ids["full"]),
        promotion=Promotion.AUTOMATIC,
    )
    house.was_there(house.ids["today"], house.fresh())
    house.make.participant(db.session.get_one(Activity, house.ids["today"]), house.fresh())


def _one_more_answer(house: House) -> None:
    need_id, nadine = house.ids["need"], house.people["nadine"]
    with transaction():
        needs.open_need(need_id=need_id, by=nadine, at=NOW)
        needs.answer(
            need_id=need_id,
            status=NeedStatus.ARRANGED,
            content=AnswerContent(message="Es ist bestellt.", alternative=""),
            by=nadine,
            at=NOW,
        )


def _more_registrations_of_katrin(house: House) -> None:
    katrin = db.session.get_one(Person, house.people["katrin"])
    venue_id = house.make.venue().id
    coming = house.make.activity(
        starts_at=NEXT_WEEK,
        registration_deadline=NEXT_WEEK - DAY,
        venue_id=venue_id,
        asks_photo_consent=True,
    )
    house.make.register(katrin, coming, needs=NEED)
    # Before all that grows on one day, so that it stands on the first page whatever the ids are.
    waited = house.make.activity(
        capacity=0, starts_at=NEXT_WEEK - HOUR, registration_deadline=NEXT_WEEK - DAY
    )
    house.make.register(katrin, waited)
    offered = house.make.activity(starts_at=NEXT_MONTH)
    house.make.participant(
        offered,
        katrin,
        state=RegistrationState.OFFERED,
        confirmed_at=None,
        offer_expires_at=NOW + DAY,
    )


def _more_traces_of_katrin(house: House) -> None:
    katrin = db.session.get_one(Person, house.people["katrin"])
    past = house.make.activity(
        starts_at=LAST_MONTH, asks_photo_consent=True, worktime_ba=WorktimeRule.FULL
    )
    house.make.participant(past, katrin)
    house.was_there(past.id, katrin)
    house.make.participant(house.make.activity(starts_at=YESTERDAY), katrin)
    begun = house.make.activity(starts_at=NEXT_MONTH)
    house.draft(katrin.id, begun.id, done=[Step.NEEDS])
    _one_more_day_in_the_diary(katrin.id)
    for album in (house.ids["over"], past.id):
        agree(album, katrin.id)
        add_picture(album, katrin.id, by=house.people["nadine"])
    _one_more_challenge(house)
    with transaction():
        for name in ("katrin", "nadine"):
            identity.begin_session(person_id=house.people[name], at=NOW)


def _one_more_challenge(house: House) -> None:
    values = {
        "kind": ChallengeKind.BINGO,
        "teams": TeamMode.LOT,
        "title_de": "Neun kleine Dinge",
        "about_de": "Jede Woche eine Reihe.",
        "first_day": NOW.date(),
        "last_day": NEXT_WEEK.date(),
        "cap_minutes": 60,
        "most_teams": 2,
    }
    with transaction():
        challenges.create(values, by=house.people["nadine"], at=NOW)
        newcomer = house.fresh().id
        wish = challenges.Wish(goal=60, new_team=f"Team {newcomer}")
        challenges.join(house.ids["challenge"], wish, by=newcomer, at=NOW)


def _one_more_day_in_the_diary(person_id: UUID) -> None:
    days = len(House.rows(DiaryEntry, DiaryEntry.person_id == person_id))
    db.session.add(DiaryEntry(person_id=person_id, day=(NOW - days * DAY).date(), minutes=30))
    db.session.commit()


def _one_more_module(house: House) -> None:
    key = f"probe-{len(house.rows(Module, Module.key.startswith('probe')))}"
    publish_probe(key)
    finish_probe(house.people["katrin"], key)


def _one_more_in_the_house(house: House) -> None:
    venue = house.make.venue(directions_de="Geradeaus.", is_online=True)
    add_facts(venue.id)
    house.make.person(Role.ADMIN, unit_id=house.ids["unit"])
    house.make.person(unit_id=house.ids["unit"], deactivated_at=YESTERDAY)
    for state in (ActivityState.DRAFT, ActivityState.CANCELLED, ActivityState.COMPLETED):
        begins = YESTERDAY if state is ActivityState.COMPLETED else NEXT_WEEK
        ended = None if state is ActivityState.DRAFT else NOW
        house.make.activity(state=state, starts_at=begins, ended_at=ended)
    house.make.activity(state=ActivityState.DRAFT, is_template=True, starts_at=NEXT_WEEK)
    yesterday = house.make.activity(starts_at=YESTERDAY)
    house.make.participant(yesterday, house.fresh())
    house.make.mail(activity_id=yesterday.id)
    db.session.add(BarrierReport(received_at=NOW, message="Die Tür klemmt."))
    db.session.commit()
