"""Every event has a key of its own: made once, bound to it, destroyed with it."""

import base64
import json
import stat
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import delete, event, select, update

from bgm_portal import doctor
from bgm_portal.accommodations import jobs as needs_jobs
from bgm_portal.accommodations import service as needs
from bgm_portal.accommodations.errors import NobodyToAsk, Unreadable
from bgm_portal.accommodations.models import Need
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import Activity
from bgm_portal.core.database import db, transaction
from bgm_portal.core.sealed import Keyring
from bgm_portal.privacy import event_keys, jobs, key_care, ledger
from bgm_portal.privacy.errors import CannotSeal
from bgm_portal.privacy.models import EventKey
from bgm_portal.registration.models import RegistrationDraft
from bgm_portal.registration.service import drafts
from bgm_portal.runs.models import EmergencyContact
from bgm_portal.runs.service import entries
from tests.factories.accommodations import CANARY
from tests.support.crowd import at_once
from tests.support.times import NOW

MINUTE = timedelta(minutes=1)
TELLING = {"codes": ["dgs"], "text": CANARY}


@pytest.fixture
def file(app):
    """Where the keys are copied to; gone after the test."""
    path = Path(app.instance_path) / key_care.FILE
    path.unlink(missing_ok=True)
    yield path
    path.unlink(missing_ok=True)


@pytest.fixture
def ring(app):
    """Return a function that gives the portal other keys until the end of the test."""
    before = app.extensions["keyring"]
    yield lambda **named: app.extensions.update(keyring=Keyring(named))
    app.extensions["keyring"] = before


def kept():
    db.session.rollback()
    return db.session.scalars(select(EventKey).order_by(EventKey.id)).all()


def own(person):
    return [case.content.words for case in needs.own_needs(person_id=person.id)]


def statements(deed):
    """Return the statements that something sends which have to do with keys of events."""
    sent = []

    def note(_connection, _cursor, statement, *_others):
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        deed()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return [statement for statement in sent if "event_key" in statement]


def test_needs_of_one_event_share_a_key_that_others_have_not(make_need, make_activity, make_person):
    here = make_activity()
    make_need(activity=here)
    make_need(activity=here, person=make_person())
    make_need()

    names = [need.key_name for need in db.session.scalars(select(Need).order_by(Need.id))]
    assert len(kept()) == 2
    assert len(set(names)) == 2
    assert all(event_keys.is_of_event(name) for name in names)


def test_an_event_without_anything_sealed_has_no_key(employee, make_activity, register):
    activity = make_activity()
    register(employee, activity)
    with transaction():
        drafts.save(employee.id, activity.id, {"role": ""}, at=NOW)
        sent = statements(lambda: drafts.take(employee.id, activity.id, at=NOW))

    assert kept() == []
    assert sent == []


@pytest.mark.parametrize("_time", range(3))
def test_of_those_who_come_first_at_once_all_seal_with_the_same_key(
    _time, app, make_activity, make_person
):
    activity_id = make_activity().id
    people = [make_person().id for _one in range(6)]
    saves = [partial(drafts.save, one, activity_id, TELLING, at=NOW) for one in people]

    assert at_once(app, saves) == ["done"] * 6

    assert len(kept()) == 1
    assert len(set(db.session.scalars(select(RegistrationDraft.key_name)))) == 1
    assert [drafts.read(one, activity_id, at=NOW) for one in people] == [TELLING] * 6


@pytest.mark.parametrize("_time", range(5))
def test_what_is_sealed_while_the_key_is_destroyed_can_be_opened_after_all(
    _time, app, make_activity, employee
):
    activity_id, person_id = make_activity().id, employee.id
    with transaction():
        event_keys.sealing(activity_id, at=NOW)
    save = partial(drafts.save, person_id, activity_id, TELLING, at=NOW)
    destroy = partial(key_care.destroy, activity_id, at=NOW, even_if_used=False)

    at_once(app, [save, destroy, destroy])

    assert drafts.read(person_id, activity_id, at=NOW) == TELLING


def test_several_events_are_opened_with_one_statement_more(make_need, employee):
    make_need()
    one = statements(lambda: needs.own_needs(person_id=employee.id))
    make_need()
    make_need()

    three = statements(lambda: needs.own_needs(person_id=employee.id))

    assert (len(one), len(three)) == (1, 1)


def test_a_key_that_was_moved_to_another_event_does_not_open(make_need, employee, make_person):
    mine, theirs = make_need(), make_need(person=make_person())
    other = select(EventKey.wrapped).where(EventKey.activity_id == theirs.activity_id)
    moved = update(EventKey).where(EventKey.activity_id == mine.activity_id)
    db.session.execute(moved.values(wrapped=db.session.scalar(other)))
    db.session.commit()

    with pytest.raises(CannotSeal):
        event_keys.sealing(mine.activity_id, at=NOW)
    with pytest.raises(Unreadable):
        own(employee)


def test_a_need_under_the_name_of_another_key_does_not_open(make_need, employee, make_person):
    mine, theirs = make_need(), make_need(person=make_person())
    mine.key_name = theirs.key_name
    db.session.commit()

    with pytest.raises(Unreadable):
        own(employee)


def test_what_was_sealed_before_events_had_keys_opens_as_ever(app, make_need, employee):
    _as_of_old(app, make_need())

    assert own(employee) == [CANARY]


def test_without_the_key_of_the_house_nothing_is_sealed_or_opened(
    ring, make_need, employee, make_activity
):
    activity = make_activity()
    make_need(activity=activity)
    ring(new=b"n" * 32)

    with pytest.raises(Unreadable):
        own(employee)
    with pytest.raises(NobodyToAsk):
        make_need(activity=activity, code="braille")
    with pytest.raises(CannotSeal):
        event_keys.sealing(activity.id, at=NOW)


@pytest.mark.parametrize(
    ("days", "destroyed"), [(7, 0), (8, 0), (9, 1)], ids=["a week", "a day more", "too long"]
)
def test_a_key_is_destroyed_after_the_event_whatever_it_sealed(
    days, destroyed, make_need, employee, make_activity
):
    activity = make_activity()
    make_need(activity=activity)
    after = activity.ends_at + timedelta(days=days, hours=-1)

    assert needs_jobs.destroy_keys(after) == destroyed
    assert needs_jobs.destroy_keys(after) == 0

    assert len(kept()) == 1 - destroyed
    if destroyed:
        with pytest.raises(Unreadable):
            own(employee)
    else:
        assert own(employee) == [CANARY]


def test_a_cancelled_event_loses_its_key_too(make_need, make_activity):
    activity = make_activity()
    make_need(activity=activity)
    cancelled = {"state": ActivityState.CANCELLED, "ended_at": NOW}
    db.session.execute(update(Activity).where(Activity.id == activity.id).values(cancelled))
    db.session.commit()

    assert needs_jobs.destroy_keys(NOW + timedelta(days=8)) == 0
    assert needs_jobs.destroy_keys(NOW + timedelta(days=8) + MINUTE) == 1


def test_a_key_goes_with_the_last_thing_that_it_sealed(make_need, employee, make_activity):
    activity, other = make_activity(), make_activity()
    activity_id, other_id = activity.id, other.id
    stated = [make_need(activity=activity, code=code).id for code in ("dgs", "braille")]
    make_need(activity=other)
    found = []
    for need_id in stated:
        with transaction():
            needs.withdraw_need(need_id=need_id, by=employee.id, at=NOW)
        found.append(needs_jobs.destroy_keys(NOW))

    assert found == [0, 1]
    assert [key.activity_id for key in kept()] == [other_id]
    with transaction():
        drafts.save(employee.id, activity_id, TELLING, at=NOW)  # a need after all: a new key
    assert len(kept()) == 2


def test_an_emergency_contact_and_a_draft_need_the_key_as_well(
    employee, make_activity, register, make_person
):
    activity_id, other_id = make_activity().id, make_activity().id
    registration_id = register(employee, db.session.get_one(Activity, activity_id)).id
    colleague_id = make_person().id
    with transaction():
        call = {"name": "Jo", "phone": "0151 1"}
        entries.name_emergency_contact(registration_id, activity_id=activity_id, at=NOW, **call)
        drafts.save(colleague_id, other_id, TELLING, at=NOW)

    assert needs_jobs.destroy_keys(NOW) == 0
    assert entries.own_emergency_contact(registration_id) == ("Jo", "0151 1")
    assert drafts.read(colleague_id, other_id, at=NOW) == TELLING

    with transaction():
        db.session.execute(delete(EmergencyContact))
        drafts.discard(colleague_id, other_id, at=NOW)
    assert needs_jobs.destroy_keys(NOW) == 2


def test_destroying_is_noted_without_saying_which(make_need, make_activity):
    activity = make_activity()
    make_need(activity=activity)
    (key_id,) = [key.id for key in kept()]

    needs_jobs.destroy_keys(activity.ends_at + timedelta(days=9))

    (entry,) = [one for one in ledger.known(db.engine) if one.what == "event_key"]
    assert entry.whose == ledger.fingerprint("event_key", key_id)
    assert str(activity.id) not in str(entry)


def test_keys_lie_wrapped_in_a_file_that_nobody_else_reads_and_leave_it_when_destroyed(
    file, make_need, make_activity
):
    activity = make_activity()
    make_need(activity=activity)

    first, again = jobs.copy_event_keys(NOW), jobs.copy_event_keys(NOW)
    (line,) = [json.loads(line) for line in file.read_text().splitlines()]
    mode = stat.S_IMODE(file.stat().st_mode)
    needs_jobs.destroy_keys(activity.ends_at + timedelta(days=9))

    assert (first, again, mode) == (1, 0, 0o600)
    assert line["activity_id"] == str(activity.id)
    assert len(base64.b64decode(line["wrapped"])) == 12 + 32 + 16
    assert file.read_text() == ""


def test_rotating_wraps_anew_and_touches_nothing_that_was_sealed(app, ring, make_need, employee):
    make_need()
    before = [(n.key_name, n.sealed) for n in db.session.scalars(select(Need))]
    ring(new=b"n" * 32, test=b"t" * 32)

    result = app.test_cli_runner().invoke(args=["bgm", "rotate-keys"])

    ring(new=b"n" * 32)
    assert "1 Texte sind neu versiegelt mit „new“." in result.output
    assert [key.key_name for key in kept()] == ["new"]
    assert [(n.key_name, n.sealed) for n in db.session.scalars(select(Need))] == before
    assert own(employee) == [CANARY]


def test_rotating_leads_what_is_older_over_to_the_keys_of_events(
    app, ring, make_need, employee, make_activity, register
):
    house = app.extensions["keyring"]
    _as_of_old(app, make_need())
    activity_id = make_activity().id
    registration_id = register(employee, db.session.get_one(Activity, activity_id)).id
    contact = EmergencyContact(
        registration_id=registration_id, activity_id=activity_id, given_at=NOW
    )
    call = {"name": "Jo", "phone": "0151 1"}
    contact.key_name, contact.sealed = house.seal(call, row=registration_id)
    draft = RegistrationDraft(
        id=uuid4(), person_id=employee.id, activity_id=activity_id, expires_at=NOW + MINUTE
    )
    draft.key_name, draft.sealed = house.seal(TELLING, row=draft.id)
    with transaction():
        db.session.add_all([contact, draft])
    ring(new=b"n" * 32, test=b"t" * 32)

    result = app.test_cli_runner().invoke(args=["bgm", "rotate-keys"])

    ring(new=b"n" * 32)
    assert result.exit_code == 0, result.output
    assert own(employee) == [CANARY]
    assert entries.own_emergency_contact(registration_id) == ("Jo", "0151 1")
    assert drafts.read(employee.id, activity_id, at=NOW) == TELLING
    names = [db.session.scalars(select(one.key_name)).one() for one in (Need, EmergencyContact)]
    assert all(event_keys.is_of_event(name) for name in names)


def test_the_doctor_notices_keys_that_should_be_gone_and_rows_without_theirs(
    make_need, make_activity
):
    activity = make_activity()
    make_need(activity=activity)
    well = doctor.keys_of_events(NOW)
    overdue = doctor.keys_of_events(activity.ends_at + timedelta(days=10))
    with transaction():
        db.session.execute(delete(EventKey))
    lost = doctor.keys_of_events(NOW)

    assert (well.well, well.words) == (True, "1")
    assert overdue.mend == "flask bgm job destroy-event-keys"
    assert "1 versiegelte Angaben ohne Schlüssel" in lost.words
    assert doctor.keys_open(NOW).well


def _as_of_old(app, need):
    """Seal a need as it was done before events had keys."""
    ring = event_keys.opening([need.key_name])
    content = ring.open(need.sealed, key=need.key_name, row=need.id)
    need.key_name, need.sealed = app.extensions["keyring"].seal(content, row=need.id)
    with transaction():
        db.session.execute(delete(EventKey))
