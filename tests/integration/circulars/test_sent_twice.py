"""A page that was sent already: the same message is one, another message is never lost."""

import pytest

from bgm_portal.circulars.models import Circular
from bgm_portal.core.database import db
from bgm_portal.mail.models import OutgoingMail

TYPED = {
    "number": "eins",
    "state": "alle",
    "subject_de": "Neuer Treffpunkt",
    "text_de": "Wir treffen uns am Eingang Nord.",
    "when": "jetzt",
    "step": "senden",
}
LATER = {"when": "spaeter", "day": "24.03.2026", "time": "9:00"}
CORRECTED = {"text_de": "Wir treffen uns am Eingang Süd."}
USED = "Mit dieser Seite haben Sie schon eine Nachricht gesendet oder geplant."


@pytest.fixture
def address(make_activity, make_person, register):
    """Where the one person is written to who takes part."""
    activity = make_activity(title_de="Hagener Firmenlauf")
    register(make_person(), activity)
    return f"/planung/{activity.id}/nachrichten/neu"


def texts():
    return sorted(one.text_de for one in db.session.query(Circular))


def mails():
    return db.session.query(OutgoingMail).filter_by(kind="activity.circular").count()


def hidden_number(page):
    return page.soup.select_one("main [name=number]")["value"]


def test_what_was_corrected_after_sending_is_refused_and_kept(desk, address):
    desk.post(address, **TYPED)

    page = desk.post(address, status=409, **TYPED | CORRECTED)

    assert any(USED in error for error in page.errors()), page.errors()
    assert page.soup.select_one("[name=text_de]").text.strip() == CORRECTED["text_de"]
    assert page.soup.select_one("[name=subject_de]")["value"] == TYPED["subject_de"]
    assert texts() == [TYPED["text_de"]]
    assert mails() == 1


def test_what_was_refused_leaves_as_a_message_of_its_own_when_it_is_sent_from_there(desk, address):
    desk.post(address, **TYPED)
    refused = desk.post(address, status=409, **TYPED | CORRECTED)
    anew = TYPED | CORRECTED | {"number": hidden_number(refused)}

    preview = desk.post(address, **anew | {"step": ""})
    page = desk.post(address, **anew)
    again = desk.post(address, **anew)

    assert hidden_number(preview) == anew["number"] != TYPED["number"]
    assert "Die Nachricht ist an eine Person unterwegs." in page.text
    assert "Die Nachricht ist an eine Person unterwegs." in again.text
    assert texts() == [TYPED["text_de"], CORRECTED["text_de"]]
    assert mails() == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"subject_de": "Treffpunkt"},
        {"subject_en": "Meeting point", "text_en": "We meet at the north door."},
        {"state": "confirmed"},
        {"state": "waiting"},  # nobody
        LATER,
    ],
)
def test_whatever_is_another_message_is_refused(desk, address, changed):
    desk.post(address, **TYPED)

    page = desk.post(address, status=409, **TYPED | changed)

    assert any(USED in error for error in page.errors()), page.errors()
    assert mails() == 1


def test_a_planned_one_is_planned_once(desk, address):
    desk.post(address, **TYPED | LATER)

    page = desk.post(address, **TYPED | LATER)

    assert "Die Nachricht ist geplant." in page.text
    assert len(texts()) == 1


@pytest.mark.parametrize("changed", [CORRECTED, {"time": "10:00"}, {"when": "jetzt"}])
def test_a_planned_one_is_not_changed_by_its_page(desk, address, changed):
    desk.post(address, **TYPED | LATER)

    page = desk.post(address, status=409, **TYPED | LATER | changed)

    assert any(USED in error for error in page.errors()), page.errors()
    assert texts() == [TYPED["text_de"]]
    assert mails() == 0


def test_one_that_was_stopped_is_not_called_planned(desk, address):
    desk.post(address, **TYPED | LATER)
    circular = db.session.query(Circular).one()
    desk.post(f"{address.removesuffix('/neu')}/{circular.id}/anhalten")

    refused = desk.post(address, status=409, **TYPED | LATER)
    page = desk.post(address, **TYPED | LATER | {"number": hidden_number(refused)})

    assert any(USED in error for error in refused.errors()), refused.errors()
    assert "Die Nachricht ist geplant." in page.text
    assert len(texts()) == 2
