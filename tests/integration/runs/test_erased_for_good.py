"""What a person erases by itself comes back with no older backup, or the docs say why."""

import ast
from datetime import time, timedelta
from pathlib import Path

from sqlalchemy import insert, select

import bgm_portal
from bgm_portal.activities.models import Activity
from bgm_portal.calendars import service as feeds
from bgm_portal.calendars.kinds import FeedKind
from bgm_portal.calendars.models import CalendarFeed
from bgm_portal.core.database import db, transaction
from bgm_portal.core.personal_data import register
from bgm_portal.home import erasure
from bgm_portal.identity.models import Person
from bgm_portal.privacy import ledger
from bgm_portal.registration.models import RegistrationDraft
from bgm_portal.registration.service import drafts
from bgm_portal.runs.models import Bus, BusPlace, EmergencyContact, Entry, Pair, TeamMember
from bgm_portal.runs.service import buses, entries, pairs, teams
from tests.support.times import NOW

LATER = NOW + timedelta(hours=1)

#: Rows that a person can have erased and that are noted nowhere one by one: why.
WHY_NOT = {
    "answer": "goes with everything alone, which is noted as a whole",
    "attempt": "goes with everything alone",
    "certificate": "goes with everything alone; what is revoked stays as such",
    "completion": "goes with everything alone",
    "enrolment": "goes with everything alone",
    "section_progress": "goes with everything alone",
    "registration": "is cancelled and not erased; erased by its job, or with everything",
    "registration_answer": "is changed and not erased; erased by its job, or with everything",
    "registration_slot": "is changed and not erased; erased by its job, or with everything",
    "need_step": "goes with its need",
    "bookmark": "its key is made of ids that others know: a fingerprint would keep the trace",
    "challenge_tick": "its key can be found by trying; the card ends with the challenge",
}


def noted():
    """Return what the code notes in the ledger: tables, by their names or their models."""
    for file in Path(bgm_portal.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text())):
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("ledger.note"):
                yield ast.unparse(call.args[0])


def tables_noted():
    models = {mapper.class_.__name__: mapper.class_ for mapper in db.Model.registry.mappers}
    for said in noted():
        name = said.removesuffix(".__tablename__").strip("'\"").split(".")[0]
        yield models[name].__tablename__ if name in models else name


def test_every_kind_that_can_be_erased_on_wish_is_noted_or_the_docs_say_why_not():
    on_wish = {holding.table for holding in register if holding.on_wish}

    assert on_wish - set(tables_noted()) == set(WHY_NOT)


def test_the_decision_names_what_is_not_noted():
    text = Path("docs/adr/0024-own-rows-and-a-ledger-of-erasures.md").read_text()

    assert [table for table in WHY_NOT if f"`{table}`" not in text] == []


def row_of(model, **key):
    db.session.rollback()
    table = model.__table__
    found = db.session.execute(
        select(table).where(*(table.c[name] == value for name, value in key.items()))
    )
    row = found.mappings().one_or_none()
    db.session.rollback()  # whoever reads the ledger comes by another connection
    return row


def comes_back(model, row):
    """Do what restoring an older backup does: the row is there again, then the ledger is read."""
    db.session.rollback()
    entries_ = ledger.known(db.engine)
    with transaction():
        db.session.execute(insert(model.__table__).values(dict(row)))
    with db.engine.begin() as connection:
        ledger.replay(connection, entries_, since=NOW)


def erased_again(model, deed, **key):
    """Erase something, let an older backup bring it back, and tell whether it is gone again."""
    row = row_of(model, **key)
    assert row is not None
    with transaction():
        deed()
    assert row_of(model, **key) is None
    comes_back(model, row)
    return row_of(model, **key) is None


def test_an_emergency_contact(employee, make_activity, register):
    activity_id = make_activity().id
    registration_id = register(employee, db.session.get_one(Activity, activity_id)).id
    with transaction():
        entries.name_emergency_contact(
            registration_id, activity_id=activity_id, name="Jo", phone="1", at=NOW
        )

    assert erased_again(
        EmergencyContact,
        lambda: entries.forget_emergency_contact(registration_id, at=LATER),
        registration_id=registration_id,
    )


def test_a_contact_that_was_written_anew_is_not_noted_as_erased(employee, make_activity, register):
    activity_id = make_activity().id
    registration_id = register(employee, db.session.get_one(Activity, activity_id)).id
    for name in ("Jo", "Mia"):
        with transaction():
            entries.name_emergency_contact(
                registration_id, activity_id=activity_id, name=name, phone="1", at=NOW
            )

    db.session.rollback()
    assert ledger.known(db.engine) == []


def test_a_result_while_the_start_number_stays(employee, make_activity, register):
    activity_id = make_activity().id
    registration_id = register(employee, db.session.get_one(Activity, activity_id)).id
    with transaction():
        entries.assign_numbers(activity_id, {registration_id: "17"}, by=employee.id, at=NOW)
        result = entries.Result(time="28:10")
        entries.note_results(activity_id, {registration_id: result}, by=employee.id, at=NOW)
    before = row_of(Entry, registration_id=registration_id)
    with transaction():
        entries.forget_result(registration_id, at=LATER)
    db.session.rollback()
    known = ledger.known(db.engine)
    with transaction():
        db.session.execute(Entry.__table__.update().values(dict(before)))
    with db.engine.begin() as connection:
        ledger.replay(connection, known, since=NOW)

    after = row_of(Entry, registration_id=registration_id)
    assert before["sealed_result"] is not None
    assert (after["sealed_result"], after["key_name"], after["start_number"]) == (None, None, "17")


def test_a_begun_sign_up(employee, make_activity):
    person_id, activity_id = employee.id, make_activity().id
    with transaction():
        drafts.save(person_id, activity_id, {"text": "leise"}, at=NOW)

    assert erased_again(
        RegistrationDraft,
        lambda: drafts.discard(person_id, activity_id, at=LATER),
        person_id=person_id,
    )


def test_the_address_of_a_calendar(employee):
    person_id = employee.id
    with transaction():
        feeds.make(FeedKind.OWN, by=person_id, neutral=False, alarm_minutes=None, at=NOW)

    assert erased_again(
        CalendarFeed,
        lambda: feeds.end(FeedKind.OWN, by=person_id, at=LATER),
        person_id=person_id,
    )


def test_a_membership_of_a_team(on_the_run):
    mine = on_the_run()
    registration_id, person_id = mine.id, mine.person_id
    founder = on_the_run("Mia")
    with transaction():
        team_id = teams.found(
            founder.id, name="Flink", display_name="Mi", is_open=True, by=founder.person_id, at=NOW
        )
        teams.join(registration_id, team_id, display_name="Ki", word="", by=person_id, at=NOW)

    assert erased_again(
        TeamMember,
        lambda: teams.leave(registration_id, by=person_id, at=LATER),
        registration_id=registration_id,
    )


def test_a_pair(on_the_run, coordinator):
    mine, guide = on_the_run(), on_the_run("Guido", "guide")
    runner_id, person_id = mine.id, mine.person_id
    with transaction():
        pairs.link(runner_id, guide.id, by=coordinator.id, at=NOW)

    assert erased_again(
        Pair, lambda: pairs.undo(runner_id, by=person_id, at=LATER), runner_id=runner_id
    )


def test_a_place_on_a_bus(on_the_run, race):
    mine = on_the_run()
    registration_id, person_id = mine.id, mine.person_id
    bus = Bus(
        activity_id=race.id, stop_de="Mitte", leaves_at=time(16, 45), seats=9, step_free_places=0
    )
    with transaction():
        db.session.add(bus)
        db.session.flush()
        place = BusPlace(registration_id=registration_id, bus_id=bus.id)
        place.step_free = place.companion = place.goes_back = False
        db.session.add(place)

    assert erased_again(
        BusPlace,
        lambda: buses.give_back(registration_id, by=person_id, at=LATER),
        registration_id=registration_id,
    )


def test_the_name_of_somebody_who_left(make_person):
    person = make_person(first_name="Gerda", last_name="Gegangen", deactivated_at=NOW)
    person_id, email = person.id, person.email
    before = row_of(Person, id=person_id)
    after_a_week = NOW + timedelta(days=8)
    with transaction():
        assert erasure.erase_leaver(person_id, at=after_a_week) == 1
    db.session.rollback()
    known = ledger.known(db.engine)
    with transaction():
        back = Person.__table__.update().where(Person.id == person_id)
        db.session.execute(back.values(dict(before)))
    assert row_of(Person, id=person_id)["email"] == email
    with db.engine.begin() as connection:
        ledger.replay(connection, known, since=NOW)

    again = row_of(Person, id=person_id)
    assert (again["first_name"], again["last_name"]) == ("Ehemals", "beschäftigt")
    assert email not in again["email"]
    assert again["phone"] is None
