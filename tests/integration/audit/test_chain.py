"""The notebook on real tables: nobody changes it, and whoever manages to is found out."""

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError

from bgm_portal.audit import jobs, queries, service
from bgm_portal.audit.events import Event
from bgm_portal.audit.models import GUARDS, AuditEntry, AuditLink, AuditState
from bgm_portal.core.database import db, transaction
from tests.support.crowd import at_once
from tests.support.times import NEXT_WEEK, NOW, TOMORROW

DROPPED = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS audit_entry_is_not_changed",
        "DROP TRIGGER IF EXISTS audit_entry_is_sealed_once",
        "DROP TRIGGER IF EXISTS audit_entry_is_kept",
        "DROP TRIGGER IF EXISTS audit_link_is_not_changed",
        "DROP TRIGGER IF EXISTS audit_link_is_kept",
    ),
    "postgresql": ("DROP FUNCTION IF EXISTS audit_log_stays() CASCADE",),
}


@pytest.fixture
def sealed(employee):
    """Three sealed entries; return their ids in the order of the chain."""
    with transaction():
        for _count in range(3):
            service.record(Event.NEED_OPENED, at=NOW, by=None, subject=employee.id)
    jobs.seal(NOW)
    return list(db.session.scalars(select(AuditEntry.id).order_by(AuditEntry.number)))


@pytest.fixture
def unguarded(sealed):
    """The same, for somebody who may do anything with the database."""
    _say(DROPPED)
    yield sealed
    db.session.rollback()
    _say(DROPPED)
    _say(GUARDS)


def _say(statements):
    for statement in statements[db.engine.dialect.name]:
        db.session.execute(text(statement))
    db.session.commit()


def found(at=NOW, noted=None):
    db.session.commit()
    return [(one.flaw.value, one.number) for one in service.verify(at=at, noted=noted)]


def test_requirement_28_an_untouched_log_is_found_sound(sealed, portal):
    noted = queries.head()[1]
    with transaction():
        service.record(Event.SIGNED_IN, at=NOW, by=None)
    jobs.seal(NOW)

    said = portal.test_cli_runner().invoke(args=["bgm", "verify-audit", "--noted", noted.hex()])

    assert said.exit_code == 0, said.output
    assert "4 Einträge versiegelt, 0 warten." in said.output
    assert "Das Protokoll ist unverändert." in said.output


@pytest.mark.parametrize(
    "statement",
    [
        update(AuditEntry).values(facts={"status": "arranged"}),
        update(AuditEntry).values(number=None),
        update(AuditEntry).values(kept_until=NOW),
        delete(AuditEntry),
        update(AuditLink).values(chain=b"x"),
        delete(AuditLink),
    ],
    ids=["facts", "seal", "term", "entry", "link-changed", "link-gone"],
)
def test_requirement_28_the_tables_refuse_to_be_changed(sealed, statement):
    with pytest.raises(IntegrityError, match="audit log"):
        db.session.execute(statement)
    db.session.rollback()

    assert found() == []


def test_requirement_28_a_changed_entry_is_found(unguarded, portal):
    db.session.execute(
        update(AuditEntry).where(AuditEntry.id == unguarded[1]).values(actor_id=unguarded[0])
    )

    assert found() == [("changed", 2)]
    assert jobs.check(NOW) == 1
    said = portal.test_cli_runner().invoke(args=["bgm", "verify-audit"])
    assert said.exit_code == 1
    assert "2: an entry was changed" in said.output


def test_requirement_28_an_entry_that_was_taken_out_is_found(unguarded):
    db.session.execute(delete(AuditEntry).where(AuditEntry.id == unguarded[1]))

    assert found() == [("missing", 2)]


def test_requirement_28_a_shortened_chain_is_found_by_what_was_noted(unguarded):
    jobs.check(NOW)
    db.session.execute(delete(AuditEntry).where(AuditEntry.id == unguarded[2]))
    db.session.execute(delete(AuditLink).where(AuditLink.number == 3))

    assert found() == []
    assert jobs.check(NOW) == 1


def test_requirement_28_an_entry_kept_away_from_the_chain_is_found(unguarded):
    db.session.execute(update(AuditEntry).where(AuditEntry.id == unguarded[2]).values(number=None))
    db.session.execute(update(AuditEntry).where(AuditEntry.id == unguarded[1]).values(number=17))

    assert found(TOMORROW) == [("missing", 2), ("missing", 3), ("stray", 17)]
    assert found(NEXT_WEEK)[-1] == ("unsealed", 3)


def test_erasing_in_time_leaves_the_chain_sound_and_nothing_of_the_entry(sealed):
    late = NOW + service.KEPT + (TOMORROW - NOW)

    assert jobs.erase_old(late) == 3
    assert found(late) == []
    with pytest.raises(IntegrityError, match="audit log"), transaction():
        db.session.execute(delete(AuditLink))


def test_the_daily_check_begins_where_entries_must_still_be_there(unguarded):
    late = NOW + service.KEPT + (TOMORROW - NOW)
    with transaction():
        service.record(Event.NEED_OPENED, at=late, by=None)
        service.record(Event.NEED_OPENED, at=late, by=None)
    jobs.seal(late)
    jobs.erase_old(late)
    assert jobs.check(late) == 0

    db.session.execute(update(AuditLink).where(AuditLink.number == 2).values(digest=b"x"))
    assert found(late) == [("broken", 2)]
    assert jobs.check(late) == 0  # it tied what is erased; the command walks along all of it

    db.session.execute(delete(AuditEntry).where(AuditEntry.number == 4))
    assert jobs.check(late) == 1  # the first one that must be there
    db.session.execute(update(AuditLink).where(AuditLink.number == 5).values(digest=b"x"))
    assert jobs.check(late) == 3  # its link no longer fits, nor does its entry


def test_the_daily_check_finds_a_chain_that_was_written_anew(unguarded):
    jobs.check(NOW)
    db.session.execute(update(AuditState).values(checked_chain=b"noted earlier"))

    assert jobs.check(NOW) == 1
    assert jobs.check(NOW) == 0


def test_several_workers_make_one_chain(sealed, app):
    with transaction():
        for _count in range(40):
            service.record(Event.NEED_OPENED, at=NOW, by=None)

    at_once(app, [service.seal] * 4)

    assert (found(), queries.head()[0], queries.waiting()) == ([], 43, 0)


def test_what_is_not_a_fingerprint_is_refused_with_a_sentence(portal):
    said = portal.test_cli_runner().invoke(args=["bgm", "verify-audit", "--noted", "Ende"])

    assert said.exit_code == 2
    assert "Das ist keine Prüfsumme." in said.output
