"""Keeping the directory: adding, changing, checking, taking out, taking back."""

from datetime import date

import pytest

from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.contacts.models import ContactPoint
from bgm_portal.core.database import db
from tests.support.times import LAST_MONTH, NOW

FILLED = {
    "name_de": "EUTB Hagen",
    "kind": "beratung",
    "scope": "region",
    "helps_de": "Berät kostenlos.",
    "email": "info@eutb.example",
    "source": "Internetseite",
    "checked_on": "12.03.2026",
    "checked_by": "BGM-Koordination",
}
TODAY = date(2026, 3, 23)


@pytest.fixture
def desk(sign_in, coordinator):
    return sign_in(coordinator)


def stored(contact_id):
    db.session.expire_all()
    return db.session.get_one(ContactPoint, contact_id)


def noted(contact_id):
    entries = db.session.query(AuditEntry).filter_by(object_id=contact_id).order_by(AuditEntry.at)
    return [Event(entry.event) for entry in entries]


def test_a_coordinator_adds_a_contact_whose_key_comes_from_its_name(desk):
    page = desk.post("/kontakte/neu", **FILLED)

    contact = db.session.query(ContactPoint).one()
    assert page.h1 == "EUTB Hagen"
    assert (contact.key, contact.checked_on) == ("eutb-hagen", date(2026, 3, 12))
    assert noted(contact.id) == [Event.CONTACT_CREATED]


def test_a_key_that_is_taken_is_refused_and_nothing_typed_is_lost(desk, make_contact):
    make_contact(key="eutb")

    page = desk.post("/kontakte/neu", status=409, **FILLED, key="eutb")

    assert page.errors() == [
        "Diesen Kurznamen hat schon ein anderer Kontakt. Geben Sie einen anderen ein."
    ]
    assert page.soup.select_one("#helps_de")["value"] == "Berät kostenlos."


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name_de": " "}, "Geben Sie der Stelle einen Namen."),
        ({"name_de": "112"}, "Aus dem Namen lässt sich kein Kurzname bilden."),
        ({"helps_de": ""}, "Sagen Sie, wobei die Stelle hilft."),
        ({"kind": "zahnarzt"}, "Keine gültige Auswahl."),
        ({"scope": ""}, "Wählen Sie, für wen die Stelle da ist."),
        ({"email": "info"}, "Geben Sie eine vollständige Adresse ein"),
        ({"website": "www.eutb.example"}, "Geben Sie die ganze Adresse ein"),
        ({"website": "javascript:alert(1)"}, "Geben Sie die ganze Adresse ein"),
        ({"website": "https://[eutb"}, "Geben Sie die ganze Adresse ein"),
        ({"email": ""}, "Geben Sie mindestens einen Weg an"),
        ({"source": ""}, "Sagen Sie, woher die Angaben kommen."),
        ({"checked_on": ""}, "Geben Sie ein, wann das geprüft wurde."),
        ({"checked_on": "gestern"}, "Geben Sie den Tag mit Punkten ein"),
        ({"checked_on": "24.03.2026"}, "Der Tag der Prüfung liegt in der Zukunft."),
        ({"checked_by": ""}, "Sagen Sie, welche Stelle geprüft hat."),
        ({"key": "E U T B"}, "Verwenden Sie nur Kleinbuchstaben"),
        ({"helps_de": "x" * 201}, "Kürzen Sie den Text auf höchstens 200 Zeichen."),
    ],
)
def test_a_form_says_what_is_missing_or_wrong(desk, typed, said):
    page = desk.post("/kontakte/neu", status=422, **FILLED | typed)

    assert len(page.errors()) == 1
    assert page.errors()[0].startswith(said)
    assert db.session.query(ContactPoint).count() == 0


def test_a_coordinator_changes_everything_but_the_key(desk, make_contact):
    contact = make_contact(key="eutb", phone="0221 4710 100")

    desk.post(f"/kontakte/{contact.id}/bearbeiten", **FILLED, phone="", key="anders")

    changed = stored(contact.id)
    assert (changed.key, changed.name_de, changed.phone) == ("eutb", "EUTB Hagen", None)
    assert noted(contact.id) == [Event.CONTACT_CHANGED]


def test_a_form_to_change_shows_what_is_known(desk, make_contact):
    contact = make_contact(name_de="EUTB", checked_on=date(2026, 1, 12))

    page = desk.get(f"/kontakte/{contact.id}/bearbeiten")

    assert page.soup.select_one("#name_de")["value"] == "EUTB"
    assert page.soup.select_one("#checked_on")["value"] == "12.01.2026"
    assert page.soup.select_one("#kind option[selected]")["value"] == "arbeit"


def test_a_wrong_change_is_shown_again_and_nothing_is_written(desk, make_contact):
    contact = make_contact(name_de="EUTB")

    page = desk.post(f"/kontakte/{contact.id}/bearbeiten", status=422, **FILLED | {"source": ""})

    assert page.errors() == ["Sagen Sie, woher die Angaben kommen."]
    assert stored(contact.id).name_de == "EUTB"


def test_a_check_is_noted_with_day_and_office(desk, make_contact):
    contact = make_contact(checked_on=date(2025, 3, 1), checked_by="SBV", reminded_at=LAST_MONTH)

    page = desk.post(f"/kontakte/{contact.id}/geprueft")

    checked = stored(contact.id)
    assert "Vermerkt: Heute geprüft, alles stimmt." in page.text
    assert (checked.checked_on, checked.checked_by) == (TODAY, "BGM-Koordination")
    assert checked.reminded_at is None
    assert noted(contact.id) == [Event.CONTACT_CHECKED]


def test_what_was_taken_out_is_not_checked(desk, make_contact):
    contact = make_contact(checked_on=date(2025, 3, 1), retired_at=LAST_MONTH)

    page = desk.post(f"/kontakte/{contact.id}/geprueft", status=409)

    assert "Nehmen Sie ihn zuerst wieder auf." in page.text
    assert stored(contact.id).checked_on == date(2025, 3, 1)


def test_a_contact_is_taken_out_after_a_question_and_back_in(desk, make_contact):
    contact = make_contact(name_de="Fahrdienst")

    asked = desk.get(f"/kontakte/{contact.id}/herausnehmen")
    desk.post(f"/kontakte/{contact.id}/herausnehmen")
    taken_out = stored(contact.id).retired_at
    desk.post(f"/kontakte/{contact.id}/wieder-aufnehmen")

    assert asked.h1 == "Kontakt herausnehmen?"
    assert taken_out == NOW
    assert stored(contact.id).retired_at is None
    assert sorted(noted(contact.id)) == [Event.CONTACT_RETIRED, Event.CONTACT_TAKEN_BACK]


def test_doing_it_twice_changes_nothing_more(desk, make_contact):
    out = make_contact(retired_at=LAST_MONTH)
    inside = make_contact()

    desk.post(f"/kontakte/{out.id}/herausnehmen")
    desk.post(f"/kontakte/{inside.id}/wieder-aufnehmen")

    assert stored(out.id).retired_at == LAST_MONTH
    assert noted(out.id) + noted(inside.id) == []


def test_nobody_else_keeps_the_directory(sign_in, employee, make_contact):
    contact, browser = make_contact(), sign_in(employee)

    browser.get("/kontakte/neu", status=403)
    browser.post("/kontakte/neu", status=403, **FILLED)
    browser.post(f"/kontakte/{contact.id}/bearbeiten", status=403, **FILLED)
    browser.post(f"/kontakte/{contact.id}/geprueft", status=403)
    browser.post(f"/kontakte/{contact.id}/herausnehmen", status=403)

    assert noted(contact.id) == []
