"""Two people write down what is known of a place or a contact: nobody overwrites unseen."""

from datetime import UTC, datetime

import pytest

from bgm_portal.activities.models import Venue
from bgm_portal.contacts.jobs import erase
from bgm_portal.contacts.models import ContactPoint
from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from tests.support.times import NOW

TAKEN_OUT = datetime(2025, 3, 23, 8, 0, tzinfo=UTC)

NAMES = {"orte": "name_de", "kontakte": "name_de"}
TABLES = {"orte": Venue, "kontakte": ContactPoint}


@pytest.fixture
def known(make_venue, make_contact):
    return {"orte": make_venue(name_de="Haus Nord").id, "kontakte": make_contact().id}


def filled(page):
    """Return what a browser would send of the form as it stands."""
    sent = {}
    for field in page.soup.select("main form [name]"):
        if field.name == "select":
            option = field.select_one("option[selected]")
            sent[field["name"]] = option["value"] if option else ""
        elif field.name == "button":
            continue  # another one was pressed
        elif field.get("type") in {"radio", "checkbox"}:
            if field.has_attr("checked"):
                sent[field["name"]] = field["value"]
        else:
            sent[field["name"]] = field.get("value") or field.text
    return sent


@pytest.mark.parametrize("what", ["orte", "kontakte"])
def test_the_second_one_sees_both_versions_and_decides(
    known, coordinator, make_person, sign_in, what
):
    address = f"/{what}/{known[what]}/bearbeiten"
    mine, theirs = sign_in(coordinator), sign_in(make_person(Role.COORDINATOR))
    form = filled(mine.get(address))
    theirs.post(address, **form | {"name_de": "Von der Kollegin"})

    page = mine.post(address, status=409, **form | {"name_de": "Von mir"})

    assert page.h1 == "Was soll gelten?"
    assert ["Von der Kollegin", "Von mir"] in [row[1:] for row in page.rows()]
    assert db.session.get_one(TABLES[what], known[what]).name_de == "Von der Kollegin"

    mine.post(address, **filled(page))

    assert db.session.get_one(TABLES[what], known[what]).name_de == "Von mir"


@pytest.mark.parametrize("what", ["orte", "kontakte"])
def test_whoever_is_alone_is_asked_nothing(known, coordinator, sign_in, what):
    address = f"/{what}/{known[what]}/bearbeiten"
    desk = sign_in(coordinator)

    desk.post(address, **filled(desk.get(address)) | {"name_de": "Neu"})

    assert db.session.get_one(TABLES[what], known[what]).name_de == "Neu"


@pytest.fixture
def erased(make_contact, coordinator, sign_in):
    """A contact whose form was opened before its time was over: who, the address, what it sends."""
    old = make_contact(name_de="Beratung Mitte", retired_at=TAKEN_OUT)
    desk, address = sign_in(coordinator), f"/kontakte/{old.id}/bearbeiten"
    form = filled(desk.get(address))
    assert erase(NOW) == 1
    return desk, address, form


def test_what_was_typed_for_a_contact_erased_meanwhile_is_added_anew(erased):
    desk, address, form = erased

    page = desk.post(address, status=409, **form | {"phone": "02331 4711", "email": "kein"})

    assert page.h1 == "Inzwischen entfernt"
    assert "wurde gelöscht, während Sie schrieben" in page.text
    assert "Beratung Mitte" in page.text
    again = page.soup.select_one("main form")
    assert again["action"] == "/kontakte/neu"
    worked_on = desk.post("/kontakte/neu", **filled(page) | {"weiter": "1"})
    assert worked_on.soup.select_one("[name=phone]")["value"] == "02331 4711"
    assert db.session.query(ContactPoint).count() == 0

    desk.post("/kontakte/neu", **filled(page) | {"email": "mitte@stelle.example"})

    [contact] = db.session.query(ContactPoint)
    assert (contact.name_de, contact.phone) == ("Beratung Mitte", "02331 4711")
    assert contact.retired_at is None


def test_a_contact_that_never_was_is_a_wrong_address(erased):
    desk, address, form = erased
    del form["shown"]

    desk.post(address, status=404, **form)
