"""A house of any size to measure by: as the services would have left it, on both databases."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from bgm_portal import doctor
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import Activity, Occurrence
from bgm_portal.audit import queries
from bgm_portal.audit import service as audit
from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core import clock
from bgm_portal.core.database import db, transaction
from bgm_portal.demo import generate
from bgm_portal.identity.models import Person
from bgm_portal.mail import outbox
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.participation import retention
from bgm_portal.participation.models import Attendance, AttendanceNumbers
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import RegistrationState
from tests.support.counters import counters_are_true

TINY = {"scale": 0.0004, "years": 2}
UNDELETED = {"audit_entry", "audit_link", "frozen_report", "module_version"}  # by their triggers
COMMAND = ("--scale", "0.0004", "--years", "2")


def count(model: type, *conditions) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def run(app: Flask, *more: str):
    return app.test_cli_runner().invoke(args=["bgm", "generate", *COMMAND, *more])


@pytest.fixture
def written(app):
    return generate.generate(now=clock.now(), **TINY)


def test_counters_say_what_the_rows_say(written):
    ids = db.session.scalars(select(Activity.id)).all()

    assert len(ids) == 9
    assert all(counters_are_true(one) for one in ids)
    assert not count(Activity, Activity.taken > Activity.capacity)
    assert not count(Activity, Activity.waiting > 0, Activity.taken < Activity.capacity)


def test_every_row_that_was_counted_is_there(written):
    for model in (Person, Activity, Occurrence, Registration, Attendance, AttendanceNumbers):
        assert written[model.__tablename__] == count(model) > 0


def test_nobody_holds_a_place_at_what_was_cancelled_or_came_where_nothing_was(written):
    gone = select(Activity.id).where(Activity.state == ActivityState.CANCELLED)
    held = Registration.state != RegistrationState.CANCELLED
    assert not count(Registration, Registration.activity_id.in_(gone), held)
    ahead = select(Occurrence.id).where(Occurrence.ends_at >= clock.now())
    assert not count(Attendance, Attendance.occurrence_id.in_(ahead))
    assert not count(
        Activity, Activity.state == ActivityState.COMPLETED, Activity.ends_at > clock.now()
    )


def test_no_name_is_kept_for_longer_than_it_may_be(written):
    assert retention.due(at=clock.now()) == []


def test_the_doctor_finds_nothing_wrong_with_it(written):
    checks = (doctor.database_answers, doctor.database_writes, doctor.keys_open)

    assert [one for check in checks if not (one := check(clock.now())).well] == []


def test_the_same_seed_draws_the_same_house(app):
    def drawn() -> list[tuple[object, ...]]:
        rows = db.session.execute(
            select(Registration.reference, Registration.state).order_by(Registration.reference)
        )
        return [tuple(row) for row in rows]

    generate.generate(now=clock.now(), **TINY)
    first = drawn()
    for table in reversed(db.metadata.sorted_tables):
        if table.name not in UNDELETED:
            db.session.execute(table.delete())
    db.session.commit()
    generate.generate(now=clock.now(), **TINY)

    assert drawn() == first


def test_it_refuses_a_database_that_holds_people_unless_forced(app, employee):
    said = run(app)
    assert said.exit_code == 1
    assert "There are people in this database already." in said.output
    assert count(Person) == 1

    assert run(app, "--force").exit_code == 0
    assert count(Person) > 1


def test_it_refuses_production_unless_that_is_said(app, monkeypatch):
    monkeypatch.setitem(app.config, "ENVIRONMENT", "production")

    said = run(app)
    assert said.exit_code == 1
    assert "This is a production database." in said.output
    assert count(Person) == 0

    assert run(app, "--in-production").exit_code == 0


def test_ordinary_help_does_not_mention_it(app):
    assert "generate" not in app.test_cli_runner().invoke(args=["bgm", "--help"]).output


def test_the_log_is_sealed_and_says_what_is_kept_of_it(written):
    now = clock.now()

    assert audit.verify(at=now) == []
    assert written["audit_link"] == written["audit_entry"] > count(Registration) / 4
    assert not count(AuditEntry, AuditEntry.kept_until < now)
    assert not count(AuditEntry, AuditEntry.number.is_(None))
    year = dict(queries.counts_by_event(since=now - audit.KEPT))
    assert year == dict(queries.counts_within(now - audit.KEPT))
    assert year[Event.REGISTERED] == count(
        Registration, Registration.registered_at >= now - audit.KEPT
    )


def test_messages_are_there_for_as_long_as_they_are_kept(written):
    now = clock.now()

    assert written["outgoing_mail"] == count(OutgoingMail) > 0
    with transaction():
        assert outbox.forget(at=now) == 0
        assert outbox.forget(at=now + outbox.KEPT) > 0
