"""The key of the house by which the keys of events were wrapped is not there.

Somebody forgot it in BGM_SEAL_KEYS: every page says so in a sentence, keeps what was typed, changes
nothing; the log and the doctor tell what to mend.
"""

import pytest
from sqlalchemy import func, select

from bgm_portal import doctor
from bgm_portal.accommodations.models import Need, NeedStep
from bgm_portal.activities.models import Activity
from bgm_portal.core.database import db, transaction
from bgm_portal.core.sealed import Keyring
from bgm_portal.privacy import event_keys
from bgm_portal.registration.models import RegistrationDraft
from bgm_portal.registration.service import drafts
from bgm_portal.runs.models import EmergencyContact
from tests.factories.accommodations import CANARY
from tests.support.times import NOW

SENTENCE = "Im Moment können wir diese Angaben nicht geschützt aufbewahren."
TYPED = "Bitte am Eingang abholen"


@pytest.fixture
def lose_key(app):
    """Return a function that takes the key away by which everything was wrapped so far."""
    before = app.extensions["keyring"]
    yield lambda: app.extensions.update(keyring=Keyring({"new": b"n" * 32}))
    app.extensions["keyring"] = before


@pytest.fixture
def activity(make_activity):
    """An activity whose key is there already."""
    made = make_activity()
    with transaction():
        event_keys.sealing(made.id, at=NOW)
    return db.session.get_one(Activity, made.id)


def count(model):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def test_an_emergency_contact_is_not_saved_and_what_was_typed_stands_there(
    lose_key, activity, employee, register, sign_in, caplog
):
    own = f"/mein-lauftag/{register(employee, activity).id}"
    visitor = sign_in(employee)
    lose_key()

    page = visitor.post(f"{own}/notfallkontakt", status=409, name="Max Albers", phone="0171 234567")

    assert [error.startswith(SENTENCE) for error in page.errors()] == [True]
    assert page.soup.select_one("[name=name]")["value"] == "Max Albers"
    assert page.soup.select_one("[name=phone]")["value"] == "0171 234567"
    assert count(EmergencyContact) == 0
    assert "put that back into BGM_SEAL_KEYS" in caplog.text
    assert "Albers" not in caplog.text


def test_a_contact_that_was_named_before_stays_as_it_was(
    lose_key, activity, employee, register, sign_in
):
    own = f"/mein-lauftag/{register(employee, activity).id}"
    visitor = sign_in(employee)
    visitor.post(f"{own}/notfallkontakt", name="Max Albers", phone="0171 234567")
    before = db.session.scalars(select(EmergencyContact.sealed)).all()
    lose_key()

    visitor.post(f"{own}/notfallkontakt", status=409, name="Jo", phone="1")

    db.session.rollback()
    assert db.session.scalars(select(EmergencyContact.sealed)).all() == before


def test_a_need_while_signing_up_is_not_kept_and_nothing_is_lost(
    lose_key, activity, employee, sign_in
):
    visitor = sign_in(employee)
    begin = f"/angebote/{activity.id}/anmeldung"
    visitor.get(begin)
    lose_key()

    page = visitor.post(
        f"{begin}/bedarf", status=409, bedarf_access="step_free", text=TYPED, channel="mail"
    )

    assert [error.startswith(SENTENCE) for error in page.errors()] == [True]
    assert page.soup.select_one("[name=text]").text.strip() == TYPED
    assert page.soup.select_one("[value=step_free]").has_attr("checked")
    assert count(RegistrationDraft) == 0


def test_whoever_needs_nothing_signs_up_all_the_same(lose_key, activity, employee, sign_in):
    visitor = sign_in(employee)
    begin = f"/angebote/{activity.id}/anmeldung"
    lose_key()

    visitor.get(begin)
    visitor.post(f"{begin}/bedarf")

    assert visitor.post(f"{begin}/pruefen").h1 == "Sie sind angemeldet"


def test_what_was_begun_before_is_left_alone_by_reading(lose_key, activity, employee):
    telling = {"codes": ["dgs"], "text": CANARY}
    with transaction():
        drafts.save(employee.id, activity.id, telling, at=NOW)
    person_id, activity_id = employee.id, activity.id
    lose_key()

    assert drafts.read(person_id, activity_id, at=NOW) == {}
    assert count(RegistrationDraft) == 1


def test_a_need_after_signing_up_is_not_stated_and_nothing_is_lost(
    lose_key, activity, employee, register, sign_in
):
    own = f"/meine-anmeldung/{register(employee, activity).id}"
    visitor = sign_in(employee)
    lose_key()

    page = visitor.post(
        f"{own}/bedarf", status=409, bedarf_access="step_free", text=TYPED, channel="mail"
    )

    assert page.errors() == [
        (
            "Im Moment kann niemand Ihren Bedarf entgegennehmen. Melden Sie sich ohne Angaben"
            " zum Bedarf an und rufen Sie die BGM-Koordination an."
        )
    ]
    assert page.soup.select_one("[name=text]").text.strip() == TYPED
    assert count(Need) == 0


def test_a_coordinator_reads_why_and_keeps_the_answer_that_was_typed(
    lose_key, coordinator, make_need, sign_in
):
    need = make_need()
    address = f"/bedarfe/{need.id}"
    visitor = sign_in(coordinator)
    visitor.post(f"{address}/oeffnen")
    lose_key()

    shown = visitor.get(address, status=409)
    page = visitor.post(
        address, status=409, stand="arranged", message="Frau Kaya dolmetscht.", alternative=""
    )

    assert "Dieser Bedarf lässt sich im Moment nicht öffnen" in shown.text
    assert [error.startswith(SENTENCE) for error in page.errors()] == [True]
    assert page.soup.select_one("[name=message]").text.strip() == "Frau Kaya dolmetscht."
    assert page.soup.select_one("[name=stand][value=arranged]").has_attr("checked")
    assert count(NeedStep) == 0
    assert CANARY not in page.text


def test_the_person_keeps_what_they_wanted_to_say_once_more(lose_key, make_need, employee, sign_in):
    need = make_need()
    visitor = sign_in(employee)
    lose_key()

    page = visitor.post(f"/mein-bedarf/{need.id}/sprechen", status=409, message=TYPED)

    assert page.errors() != []
    assert page.soup.select_one("[name=message]").text.strip() == TYPED


def test_what_no_key_opens_hides_nothing_else_and_can_be_withdrawn(
    lose_key, make_need, make_activity, employee, sign_in
):
    make_need()
    lose_key()
    make_need(code="braille", activity=make_activity(title_de="Rückenkurs"))
    visitor = sign_in(employee)

    page = visitor.get("/mein-bedarf")
    mine = visitor.get("/")

    assert [row[0].split(",")[0] for row in page.rows()] == ["Unterlagen in Brailleschrift"]
    assert "Nicht zu lesen" in page.text
    (withdraw,) = [link for link in page.links() if link.endswith("/zurueckziehen")]
    visitor.post(withdraw)
    assert "Nicht zu lesen" not in visitor.get("/mein-bedarf").text
    assert mine.h1


def test_the_doctor_names_the_key_that_is_missing(app, lose_key, activity):
    assert doctor.keys_open(NOW).well
    lose_key()

    found = doctor.keys_open(NOW)

    assert (found.well, found.words) == (False, "unbekannt: test")
    assert "BGM_SEAL_KEYS" in found.mend


def test_rotating_without_the_key_leaves_everything_as_it_is(app, lose_key, activity):
    lose_key()

    result = app.test_cli_runner().invoke(args=["bgm", "rotate-keys"])

    assert (result.exit_code, "0 Texte sind neu versiegelt" in result.output) == (0, True)


def test_rotating_older_needs_without_the_key_of_their_event_says_what_is_missing(
    app, lose_key, make_need, activity
):
    need = make_need(activity=activity)
    lose_key()
    app.extensions["keyring"] = Keyring({"new": b"n" * 32, "old": b"o" * 32})
    with transaction():
        older = Keyring({"old": b"o" * 32})
        content = {"code": "dgs", "words": "", "channel": None}
        need.key_name, need.sealed = older.seal(content, row=need.id)

    result = app.test_cli_runner().invoke(args=["bgm", "rotate-keys"])

    assert result.exit_code == 1
    assert "Ein Schlüssel fehlt in BGM_SEAL_KEYS" in result.output
