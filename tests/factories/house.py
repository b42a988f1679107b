"""A house under construction: who is there, and how things happen in it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from bgm_portal.activities.kinds import Answer, VenueFactCode
from bgm_portal.activities.models import Activity, Occurrence, VenueFact
from bgm_portal.checklists import service as checklists
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.models import Person
from bgm_portal.participation.models import Attendance
from bgm_portal.participation.states import AttendanceState
from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.registration.draft import Draft
from bgm_portal.registration.service import drafts
from bgm_portal.registration.service.sign_up import StatedNeeds
from bgm_portal.registration.states import Promotion
from bgm_portal.registration.steps import Step
from bgm_portal.runs.service import buses, pairs, teams
from bgm_portal.runs.service.buses import Wish
from tests.support.times import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEED = StatedNeeds(codes=("dgs",), text="Bitte mit Blickkontakt.", channel="mail")

Make = Callable[..., Any]


@dataclass(frozen=True, kw_only=True)
class Makers:
    """The factories by which a world grows."""

    unit: Make
    site: Make
    person: Make
    venue: Make
    contact: Make
    activity: Make
    role: Make
    question: Make
    register: Make
    participant: Make
    mail: Make
    circular: Make


class House:
    """Who is there and what they do, by name; nothing but ids, so that sessions can end."""

    def __init__(self, make: Makers, *, katrin: Person, nadine: Person) -> None:
        self.make = make
        self.known_to_factories = (katrin, nadine)
        self.people: dict[str, UUID] = {"katrin": katrin.id, "nadine": nadine.id}
        self.ids: dict[str, Any] = {}

    def fresh(self) -> Person:
        """Return somebody new."""
        person: Person = self.make.person()
        return person

    def on_the_run(self, person_id: UUID) -> UUID:
        """Sign somebody up for the run, with all that it asks; return the registration."""
        registration_id: UUID = self.make.register(
            db.session.get_one(Person, person_id),
            db.session.get_one(Activity, self.ids["run"]),
            role_id=self.ids["role"],
            answers={self.ids["question"]: "M"},
            consents=frozenset({ConsentCode.ORGANISER}),
            needs=NEED,
        ).id
        with transaction():
            teams.found(
                registration_id,
                name=f"Team {registration_id}",
                display_name="Blitz",
                is_open=True,
                by=person_id,
                at=NOW,
            )
            title = f"Aufgabe {registration_id}"
            checklists.add(self.ids["run"], title=title, due=NOW.date(), by=person_id, at=NOW)
            wish = Wish(bus_id=self.ids["bus"])
            buses.take(registration_id, wish, by=person_id, at=NOW)
        guide: UUID = self.make.register(
            self.make.person(last_name="Zander"),
            db.session.get_one(Activity, self.ids["run"]),
            role_id=self.ids["guide"],
            answers={self.ids["question"]: "M"},
        ).id
        with transaction():
            pairs.link(registration_id, guide, by=self.people["nadine"], at=NOW)
        return registration_id

    def was_there(self, activity_id: UUID, person: Person) -> None:
        """Note that somebody came without signing up."""
        [date] = self.rows(Occurrence, Occurrence.activity_id == activity_id)
        db.session.add(
            Attendance(
                occurrence_id=date.id,
                person_id=person.id,
                state=AttendanceState.PRESENT,
                walked_in=True,
                marked_at=NOW,
                marked_by=self.people["nadine"],
            )
        )
        db.session.commit()

    def draft(
        self, person_id: UUID, activity_id: UUID, *, done: Collection[Step], **said: Any
    ) -> None:
        """Begin a sign-up and leave it unfinished."""
        draft = Draft(
            role=str(self.ids.get("role", "")),
            answers={str(self.ids["question"]): "M"},
            promotion=Promotion.ASK.value,
            done=frozenset(done),
            **said,
        )
        with transaction():
            drafts.save(person_id, activity_id, draft.content(), at=NOW)

    @staticmethod
    def rows(table: Any, condition: Any) -> list[Any]:
        """Return the rows of a table that fulfil a condition."""
        return list(db.session.query(table).filter(condition))


def add_facts(venue_id: UUID) -> None:
    """Answer every question about a place."""
    db.session.add_all(
        VenueFact(
            venue_id=venue_id,
            code=code,
            position=position,
            answer=Answer.YES,
            checked_on=NOW.date(),
        )
        for position, code in enumerate(VenueFactCode)
    )
