"""Two people write down what is known of a place or a contact: nobody overwrites unseen."""

import pytest

from bgm_portal.activities.models import Venue
from bgm_portal.contacts.models import ContactPoint
from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role

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
