"""Before the day of a discreet activity a message goes to all: who is picked out has a name."""

import pytest

from bgm_portal.circulars import service
from bgm_portal.circulars.rules import Audience
from bgm_portal.circulars.service import Letter
from bgm_portal.core.database import db
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.registration.errors import NamesHidden
from bgm_portal.registration.states import RegistrationState
from tests.integration.circulars.conftest import LETTER
from tests.support.times import NEXT_MONTH, NOW


@pytest.fixture
def village(make_site):
    """A site at which one person works."""
    return make_site(name="Nebenstelle Dorf")


@pytest.fixture
def course(make_activity, make_person, register, village):
    """A discreet activity with two people on it, one of whom works alone at a site."""
    activity = make_activity(title_de="Rauchfrei", discreet=True, starts_at=NEXT_MONTH)
    for site_id in (village.id, None):
        register(make_person(site_id=site_id), activity)
    return activity


@pytest.fixture
def address(course):
    return f"/planung/{course.id}/nachrichten/neu"


def letters():
    return db.session.query(OutgoingMail).filter_by(kind="activity.circular").count()


def test_the_page_offers_nothing_but_all_and_says_why(desk, address):
    page = desk.get(address)

    assert [box["value"] for box in page.soup.select("[name=state]")] == ["alle"]
    assert page.soup.select("[name=site], [name=role], [name=date], [name=typed_site]") == []
    assert "Bis zum Tag selbst geht eine Nachricht immer an alle." in page.text


@pytest.mark.parametrize("name", ["site", "typed_site", "role", "date", "team", "bus"])
def test_what_is_forged_counts_no_part(desk, address, village, name):
    page = desk.post(address, **LETTER | {name: str(village.id)})

    assert "Diese Nachricht geht jetzt an 2 Personen." in page.text


def test_a_forged_state_is_refused(desk, address):
    desk.post(address, status=422, **LETTER | {"state": "waiting"})

    assert letters() == 0


@pytest.mark.parametrize("part", ["site_id", "state"])
def test_the_service_refuses_a_part_as_well(course, coordinator, village, make_circular, part):
    values = {"site_id": village.id, "state": RegistrationState.CONFIRMED}
    sample = make_circular(course)
    letter = Letter(
        id=village.id,
        words=service.words_of(sample),
        audience=Audience(**{part: values[part]}),
        send_at=None,
    )

    with pytest.raises(NamesHidden):
        service.write(course.id, letter, by=coordinator.id, at=NOW)


def test_on_the_day_itself_parts_can_be_chosen(sign_in, coordinator, address, course, village, at):
    with at(course.starts_at):
        desk = sign_in(coordinator)
        page = desk.get(address)
        before = desk.post(address, **LETTER | {"site": str(village.id)})

    assert page.soup.select(f'[name=site] option[value="{village.id}"]')
    assert "Diese Nachricht geht jetzt an eine Person." in before.text
