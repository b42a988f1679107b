"""A house in which something of everything happens, and that can grow.

    world = build_world()
    world.grow(8)

What belongs together stays together while it grows: more people on the same run, more needs on the
same desk, more registrations of the same person. A page that asks row by row shows it.
"""

import re
from collections.abc import Callable
from datetime import time

import pytest
from flask import Flask

from bgm_portal.accommodations import queries as accommodations
from bgm_portal.activities import sharing_service
from bgm_portal.activities.kinds import ActivityState, Times, WorktimeRule
from bgm_portal.activities.models import Occurrence
from bgm_portal.activities.race_models import Race
from bgm_portal.bookmarks import service as bookmarks
from bgm_portal.calendars import service as calendars
from bgm_portal.calendars.kinds import FeedKind
from bgm_portal.challenges import service as challenges
from bgm_portal.challenges.kinds import ChallengeKind, TeamMode
from bgm_portal.core.database import db, transaction
from bgm_portal.counting import service as counting
from bgm_portal.counting.rules import HalfYear
from bgm_portal.identity import credentials
from bgm_portal.identity.models import Person
from bgm_portal.identity.permissions import Role
from bgm_portal.identity.queries import recipient
from bgm_portal.insights import service as insights
from bgm_portal.learning.service import drafting
from bgm_portal.mail import preferences
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.privacy import service as privacy
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration.states import RegistrationState
from bgm_portal.registration.steps import Step
from bgm_portal.runs.models import Handover
from bgm_portal.runs.queries import buses as buses_known
from bgm_portal.runs.service import buses
from bgm_portal.runs.service.buses import BusPlan
from tests.factories.activities import cut_into_slots
from tests.factories.albums import add_picture, agree
from tests.factories.growth import one_more_of_everything
from tests.factories.house import DAY, House, Makers, add_facts
from tests.factories.learning import finish_probe, publish_probe
from tests.support.page import Visitor
from tests.support.times import LAST_MONTH, NEXT_MONTH, NEXT_WEEK, NOW

OFTEN = 60  # places enough, so that nobody waits by chance


class World(House):
    """A house with something in every list, and everything that an address can name."""

    def __init__(self, make: Makers, *, katrin: Person, nadine: Person) -> None:
        super().__init__(make, katrin=katrin, nadine=nadine)
        self._staff()
        self._places()
        self._run()
        self._queue()
        self._days()
        self._slots()
        self._papers()
        self._reports()
        publish_probe()
        finish_probe(self.people["katrin"])
        with transaction():
            drafting.begin("probe", by=self.people["editor"], at=NOW)

    def grow(self, number: int) -> None:
        """Add this many of everything."""
        for _turn in range(number):
            one_more_of_everything(self)

    def _staff(self) -> None:
        for name, role in (
            ("admin", Role.ADMIN),
            ("auditor", Role.AUDITOR),
            ("editor", Role.EDITOR),
            ("leader", Role.LEADERSHIP),
        ):
            self.people[name] = self.make.person(role).id
        self.people["tom"] = self.make.person().id
        self.ids["unit"] = self.make.unit().id
        self.ids["site"] = self.make.site().id
        invited = self.make.person().id
        with transaction():
            self.ids["invitation"] = credentials.invite(person_id=invited, by=None, at=NOW)
            credentials.request_reset(email="ortmann@jobcenter.example", at=NOW)
            privacy.give(
                person_id=self.people["katrin"],
                code=ConsentCode.HISTORY,
                by=self.people["katrin"],
                at=LAST_MONTH,
            )
            privacy.give(
                person_id=self.people["katrin"],
                code=ConsentCode.DIARY,
                by=self.people["katrin"],
                at=LAST_MONTH,
            )

    def _places(self) -> None:
        venue = self.make.venue(directions_de="Vom Bus nach links.")
        self.ids["venue"] = venue.id
        self.ids["contact"] = self.make.contact().id
        add_facts(venue.id)
        db.session.commit()

    def _run(self) -> None:
        run = self.make.activity(
            starts_at=NEXT_MONTH,
            registration_deadline=NEXT_WEEK,
            venue_id=self.ids["venue"],
            capacity=OFTEN,
            organiser="Agentur",
            asks_photo_consent=True,
            asks_result_consent=True,
            plain_de="Wir laufen.",
        )
        self.ids["run"] = run.id
        db.session.add(Race(activity_id=run.id, has_teams=True, length_de="7,2 Kilometer"))
        db.session.commit()
        self.ids["date"] = self.rows(Occurrence, Occurrence.activity_id == run.id)[0].id
        self.ids["course"] = self.make.activity(
            starts_at=NEXT_MONTH, minimum=5, decides_at=NEXT_WEEK
        ).id
        self.ids["role"] = self.make.role(run, "runner").id
        self.ids["guide"] = self.make.role(run, "guide", takes_place=False, position=9).id
        plan = BusPlan(
            id=None,
            stop_de="Haus Mitte",
            stop_en=None,
            leaves_at=time(16, 45),
            back_at=None,
            seats=OFTEN,
            step_free_places=1,
        )
        with transaction():
            buses.plan(run.id, [plan], by=self.people["nadine"], at=NOW)
            self.ids["bus"] = buses_known.rides(run.id)[0].bus.id
        self.ids["question"] = self.make.question(run).id
        self.ids["registration"] = self.on_the_run(self.people["katrin"])
        self.ids["circular"] = self.make.circular(run).id
        proposal = Handover(
            registration_id=self.on_the_run(self.fresh().id),
            to_person_id=self.people["katrin"],
            proposed_by=self.people["nadine"],
            proposed_at=NOW,
        )
        db.session.add(proposal)
        db.session.commit()
        self.ids["handover"] = proposal.id
        self.ids["need"] = accommodations.needs_of(self.people["katrin"], run.id)[0].id
        every_step = [step for step in Step if step not in {Step.WAITING, Step.CHECK}]
        self.draft(self.people["tom"], run.id, done=every_step, consents=("organiser",))

    def _queue(self) -> None:
        full = self.make.activity(capacity=1, starts_at=NEXT_MONTH)
        self.ids["full"] = full.id
        self.make.register(self.fresh(), full)
        self.make.register(self.fresh(), full)
        self.draft(self.people["tom"], full.id, done=[Step.NEEDS])
        offer = self.make.activity(starts_at=NEXT_MONTH)
        self.ids["offer"] = self.make.participant(
            offer,
            db.session.get_one(Person, self.people["katrin"]),
            state=RegistrationState.OFFERED,
            confirmed_at=None,
            offer_expires_at=NOW + 2 * DAY,
        ).id
        refused = self.make.activity(organiser="Agentur", starts_at=NEXT_MONTH)
        self.ids["refused"] = refused.id
        self.draft(self.people["tom"], refused.id, done=[Step.NEEDS, Step.CONSENTS])

    def _days(self) -> None:
        today = self.make.activity(starts_at=NOW, registration_deadline=NOW - DAY, capacity=OFTEN)
        self.ids["today"] = today.id
        [date] = self.rows(Occurrence, Occurrence.activity_id == today.id)
        self.ids["today_date"] = date.id
        self.make.participant(today, self.fresh())
        with transaction():
            self.ids["challenge"] = challenges.create(
                {
                    "kind": ChallengeKind.MINUTES,
                    "teams": TeamMode.CHOICE,
                    "title_de": "Frühling in Bewegung",
                    "about_de": "Jede Bewegung zählt.",
                    "first_day": (NOW - 14 * DAY).date(),
                    "last_day": (NOW + 14 * DAY).date(),
                    "cap_minutes": 60,
                    "most_teams": 20,
                },
                by=self.people["nadine"],
                at=NOW,
            )
            challenges.join(
                self.ids["challenge"],
                challenges.Wish(goal=60, new_team="Haus Mitte"),
                by=self.people["katrin"],
                at=NOW,
            )
        attended = self.make.activity(starts_at=LAST_MONTH, worktime_ba=WorktimeRule.FULL)
        self.ids["attended"] = attended.id
        self.was_there(attended.id, db.session.get_one(Person, self.people["katrin"]))
        over = self.make.activity(starts_at=NOW - DAY)
        self.ids["over"] = over.id
        agree(over.id, self.people["katrin"])
        self.ids["picture"] = add_picture(over.id, self.people["katrin"], by=self.people["nadine"])
        self.make.participant(over, db.session.get_one(Person, self.people["katrin"]))
        draft = self.make.activity(state=ActivityState.DRAFT, published_at=None)
        self.ids["draft"] = draft.id
        with transaction():
            sharing_service.share(
                draft.id, [self.people["leader"]], by=self.people["nadine"], at=NOW
            )
            sharing_service.comment(
                draft.id, "Der Bus fehlt noch.", by=self.people["leader"], at=NOW
            )

    def _katrin(self) -> Person:
        return db.session.get_one(Person, self.people["katrin"])

    def _reports(self) -> None:
        past = HalfYear(2025, 2)
        with transaction():
            counting.enrol(past, dict.fromkeys(self.people.values(), self.ids["unit"]), at=NOW)
            insights.freeze(past, at=NOW)

    def _slots(self) -> None:
        check = self.make.activity(starts_at=NEXT_MONTH, times=Times.ONE, capacity=4)
        self.ids["check"] = check.id
        date = self.rows(Occurrence, Occurrence.activity_id == check.id)[0]
        slots = cut_into_slots(check.id, date)
        self.ids["checked"] = self.make.register(self._katrin(), check, slots=(slots[0],)).id

    def _papers(self) -> None:
        self.ids["mail"] = self.make.mail().id
        letters = self.rows(OutgoingMail, OutgoingMail.person_id == self.people["katrin"])
        self.ids["letter"] = letters[0].id
        confirmations = (
            letter.id
            for letter in letters
            if letter.activity_id == self.ids["run"] and letter.kind == "registration.confirmed"
        )
        self.ids["confirmation"] = next(confirmations)
        reminder = self.make.mail(kind="reminder.day", to=recipient(self._katrin()))
        self.ids["reminder"] = reminder.id
        self.ids["seal"] = preferences.seal_of(reminder.id)
        bookmarks.keep(self.ids["check"], by=self.people["katrin"], at=NOW)
        for name, kind, who in (
            ("feed", FeedKind.OWN, "katrin"),
            ("care_feed", FeedKind.CARE, "nadine"),
        ):
            self.ids[name] = calendars.make(
                kind, by=self.people[who], neutral=False, alarm_minutes=60, at=NOW
            )
        [letter] = self.rows(OutgoingMail, OutgoingMail.kind == "identity.reset")
        self.ids["reset"] = re.findall(r"/kennwort-neu/(\S+)", letter.text)[0]


@pytest.fixture
def build_world(
    request: pytest.FixtureRequest, employee: Person, coordinator: Person
) -> Callable[[], World]:
    """Return a function that builds a house in which something of everything happens."""
    makers = Makers(
        unit=request.getfixturevalue("make_unit"),
        site=request.getfixturevalue("make_site"),
        person=request.getfixturevalue("make_person"),
        venue=request.getfixturevalue("make_venue"),
        contact=request.getfixturevalue("make_contact"),
        activity=request.getfixturevalue("make_activity"),
        role=request.getfixturevalue("make_role"),
        question=request.getfixturevalue("make_question"),
        register=request.getfixturevalue("register"),
        participant=request.getfixturevalue("make_participant"),
        mail=request.getfixturevalue("make_mail"),
        circular=request.getfixturevalue("make_circular"),
    )
    return lambda: World(makers, katrin=employee, nadine=coordinator)


@pytest.fixture
def browsers_of(
    app: Flask, sign_in: Callable[[Person], Visitor]
) -> Callable[[World], dict[str, Visitor]]:
    """Return a function that signs everybody of a house in, and has one browser without anybody."""

    def _browsers_of(world: World) -> dict[str, Visitor]:
        people = {
            name: sign_in(db.session.get_one(Person, person_id))
            for name, person_id in world.people.items()
        }
        return people | {"": Visitor(app.test_client())}

    return _browsers_of
