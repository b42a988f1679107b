"""Where a house has very many sites, the one that is written to is typed."""

import pytest

from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from bgm_portal.mail.models import OutgoingMail
from tests.integration.circulars.conftest import LETTER
from tests.support.queries import statements


@pytest.fixture
def run(make_activity, make_person, register, many_sites):
    """An activity with somebody of each of two sites, and somebody without one."""
    activity = make_activity(title_de="Hagener Firmenlauf")
    for name, site in (("Adler", many_sites[1]), ("Birke", many_sites[2]), ("Chor", None)):
        register(make_person(last_name=name, site_id=site.id if site else None), activity)
    return activity


@pytest.fixture
def address(run):
    return f"/planung/{run.id}/nachrichten/neu"


def reached():
    names = {person.id: person.last_name for person in db.session.query(Person)}
    letters = db.session.query(OutgoingMail).filter(OutgoingMail.kind == "activity.circular")
    return sorted(names[mail.person_id] for mail in letters)


@pytest.mark.parametrize(
    ("typed", "names", "audience"),
    [
        ("", ["Adler", "Birke", "Chor"], "Alle, die sich angemeldet haben."),
        ("haus 101", ["Adler"], "Alle, die sich angemeldet haben, Standort Haus 101."),
        (" 102 ", ["Birke"], "Alle, die sich angemeldet haben, Standort Haus 102."),
    ],
)
def test_those_who_work_at_the_site_that_was_typed_are_written_to(
    desk, address, typed, names, audience
):
    page = desk.get(address)
    before = desk.post(address, **LETTER | {"typed_site": typed})
    kept = {one["name"]: one["value"] for one in before.soup.select("main input[type=hidden]")}
    desk.post(address, **kept | {"step": "senden"})

    assert page.soup.select("[name=site]") == []
    assert f"An: {audience}" in before.text
    assert reached() == names


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"typed_site": "Turm"}, "Es gibt keinen Standort „Turm“. Prüfen Sie den Namen."),
        ({"typed_site": "haus"}, "Mehrere Standorte passen: Haus 100, "),
        ({"typed_site": "x" * 201}, "Kürzen Sie den Text auf höchstens 200 Zeichen."),
        ({}, "Prüfen Sie den Standort. Die Seite war schon länger offen."),
    ],
)
def test_nobody_is_written_to_while_nobody_can_tell_which_site_is_meant(
    desk, address, sent, sentence
):
    page = desk.post(address, status=422, **LETTER | sent | {"step": "senden"})

    assert page.errors()[0].startswith(sentence)
    assert page.soup.select_one("#typed_site").get("value", "") == sent.get("typed_site", "")
    assert page.soup.select_one("#text_de").text.strip() == LETTER["text_de"]
    assert reached() == []


def test_more_letters_to_more_sites_cost_the_list_no_more_statements(desk, run, address):
    overview = f"/planung/{run.id}/nachrichten"
    desk.post(address, **LETTER | {"typed_site": "haus 101", "step": "senden"})
    with statements() as few:
        desk.get(overview)
    for number, site in (("zwei", "haus 101"), ("drei", "haus 102")):
        changed = {"number": number, "typed_site": site, "step": "senden"}
        desk.post(address, **LETTER | changed)
    with statements() as many:
        page = desk.get(overview)

    assert "Standort Haus 102" in page.text
    assert many.count == few.count
