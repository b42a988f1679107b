"""What the database alone can tell: nothing of what is needed."""

import base64
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bgm_portal.accommodations import keys as resealing
from bgm_portal.accommodations import queries, service
from bgm_portal.accommodations.contents import AnswerContent
from bgm_portal.accommodations.errors import Unreadable
from bgm_portal.accommodations.models import Need, NeedStep
from bgm_portal.accommodations.states import NeedStatus
from bgm_portal.audit import queries as audit
from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core.database import db, transaction
from bgm_portal.core.sealed import Keyring
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.privacy import event_keys, key_care
from bgm_portal.privacy.models import EventKey
from tests.factories.accommodations import CANARY
from tests.support.times import NOW

REPLY = "Frau Sommer dolmetscht ab 17 Uhr"
ELSE = "Ein Video mit Untertiteln"
CODE = "speech_to_text"


def dump():
    """Return everything that the database holds, as a database administrator sees it."""
    rows = [
        str(tuple(row))
        for table in db.metadata.sorted_tables
        for row in db.session.execute(select(table))
    ]
    return "\n".join(rows)


def files():
    """Return what lies on the disk where the database is a file."""
    url = db.engine.url
    paths = [Path(f"{url.database}{end}") for end in ("", "-wal")] if url.database else []
    return b"".join(path.read_bytes() for path in paths if path.exists())


@contextmanager
def keys(app, **named):
    before = app.extensions["keyring"]
    app.extensions["keyring"] = Keyring({k: base64.b64decode(v) for k, v in named.items()})
    try:
        yield
    finally:
        app.extensions["keyring"] = before


OLD = base64.b64encode(b"t" * 32)  # the key that tests have
NEW = base64.b64encode(b"n" * 32)


@pytest.fixture
def answered(make_need):
    need = make_need(code=CODE)
    with transaction():
        service.open_need(need_id=need.id, by=need.owner_id, at=NOW)
        service.answer(
            need_id=need.id,
            status=NeedStatus.NOT_POSSIBLE,
            content=AnswerContent(message=REPLY, alternative=ELSE),
            by=need.owner_id,
            at=NOW,
        )
    return need


@pytest.mark.parametrize("secret", [CANARY, REPLY, ELSE, CODE, "Schriftdolmetschen"])
def test_requirement_08_no_row_of_any_table_tells_what_is_needed(secret, answered):
    held = dump()

    assert secret not in held
    assert secret.encode().hex() not in held


@pytest.mark.parametrize("secret", [CANARY, REPLY, ELSE, CODE])
def test_requirement_08_no_file_of_the_database_tells_what_is_needed(secret, answered, app):
    held = files()

    assert secret.encode() not in held


def test_requirement_08_sealed_needs_have_the_same_length_whatever_they_say(make_need):
    make_need(code="dgs", text="")
    make_need(code="personal_assistance", text="ß🏃" * 150)

    lengths = {len(sealed) for sealed in db.session.scalars(select(Need.sealed))}
    assert len(lengths) == 1


def test_sealed_answers_have_the_same_length_whatever_they_say(answered):
    with transaction():
        service.answer(
            need_id=answered.id,
            status=NeedStatus.IN_PROGRESS,
            content=AnswerContent(message="", alternative=""),
            by=answered.owner_id,
            at=NOW,
        )

    lengths = {len(sealed) for sealed in db.session.scalars(select(NeedStep.sealed))}
    assert len(lengths) == 1


def test_requirement_08_a_sealed_text_that_was_moved_to_another_row_does_not_open(
    employee, make_activity, make_need, make_person
):
    activity = make_activity()
    mine = make_need(activity=activity)
    theirs = make_need(activity=activity, person=make_person())
    db.session.execute(update(Need).where(Need.id == mine.id).values(sealed=theirs.sealed))
    db.session.commit()

    with pytest.raises(Unreadable):
        service.own_need(need_id=mine.id, by=employee.id)


def test_a_sealed_text_that_was_changed_does_not_open(employee, make_need):
    need = make_need()
    broken = need.sealed[:-1] + bytes([need.sealed[-1] ^ 1])
    db.session.execute(update(Need).where(Need.id == need.id).values(sealed=broken))
    db.session.commit()

    with pytest.raises(Unreadable):
        service.own_need(need_id=need.id, by=employee.id)


def test_a_lost_key_is_said_calmly(app, employee, make_need, sign_in):
    need = make_need()

    with keys(app, new=NEW):
        page = sign_in(employee).get(f"/mein-bedarf/{need.id}", status=409)

    assert "lässt sich nicht mehr lesen" in page.text


def test_a_need_can_be_taken_back_even_when_its_key_is_lost(app, employee, make_need, sign_in):
    need = make_need()

    with keys(app, new=NEW):
        sign_in(employee).post(f"/mein-bedarf/{need.id}/zurueckziehen", status=200)

    assert queries.case(need.id) is None


def test_the_mail_about_an_answer_says_nothing_of_it(answered):
    mail = db.session.scalars(select(OutgoingMail)).one()

    written = f"{mail.subject}\n{mail.text}\n{mail.html}"
    assert mail.subject == "Es gibt eine Antwort für Sie"
    assert "Bedarf" not in written
    assert "Angebot" not in written
    assert str(answered.id) not in written


@pytest.fixture
def as_of_old(app):
    """Return a function that seals all as it was done before events had keys of their own."""

    def _seal(*rows):
        ring = event_keys.opening(row.key_name for row in rows)
        with transaction():
            for row in rows:
                content = ring.open(row.sealed, key=row.key_name, row=row.id)
                row.key_name, row.sealed = app.extensions["keyring"].seal(content, row=row.id)

    return _seal


def test_requirement_09_needs_are_sealed_again_with_the_new_key(app, employee, answered, as_of_old):
    as_of_old(answered, db.session.scalars(select(NeedStep)).one())
    with keys(app, new=NEW, test=OLD):
        with transaction():
            done = resealing.reseal(limit=100, by=None, at=NOW)
            wrapped = key_care.rewrap(limit=100)

        (case,) = service.own_needs(person_id=employee.id)
        assert case.content.words == CANARY
        assert case.steps[0].content.message == REPLY

    assert (done, wrapped) == (2, 1)
    assert set(db.session.scalars(select(EventKey.key_name))) == {"new"}


def test_after_sealing_again_the_old_key_is_no_longer_needed(app, employee, answered, as_of_old):
    as_of_old(answered)
    with keys(app, new=NEW, test=OLD), transaction():
        resealing.reseal(limit=100, by=None, at=NOW)
        key_care.rewrap(limit=100)

    with keys(app, new=NEW):
        (case,) = service.own_needs(person_id=employee.id)

    assert case.content.words == CANARY


def test_sealing_again_goes_in_pieces_and_ends(make_need, as_of_old):
    as_of_old(*(make_need(code=code) for code in ("dgs", "braille", "large_print")))

    with transaction():
        pieces = [resealing.reseal(limit=2, by=None, at=NOW) for _piece in range(3)]

    assert pieces == [2, 1, 0]


def test_sealing_again_is_noted_as_a_number(make_need, as_of_old):
    as_of_old(make_need())

    with transaction():
        resealing.reseal(limit=100, by=None, at=NOW)

    resealed = select(AuditEntry).where(AuditEntry.event == Event.NEEDS_RESEALED)
    entry = db.session.scalars(resealed).one()
    assert entry.facts == {"count": 1}


def test_the_notebook_never_says_what_is_needed(answered):
    entries = audit.entries_about(answered.person_id, events=tuple(Event))

    assert {str(entry.facts) for entry in entries} == {"{}", "{'status': 'not_possible'}"}
