"""`?lang=en` shows any page in English, and changes nothing else about it."""

import pytest
from bs4 import BeautifulSoup

from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from tests.support.page import Visitor
from tests.support.routes import address_of
from tests.support.visits import VISITS, name_of

REDIRECTS = {302, 303}
FAULT = {"de": "Fehler: ", "en": "Error: "}


@pytest.fixture
def world(build_world):
    return build_world()


@pytest.fixture
def browsers(app, world, sign_in):
    """Somebody for each part, and somebody who has not signed in."""
    found = {
        name: sign_in(db.session.get_one(Person, person_id))
        for name, person_id in world.people.items()
    }
    return found | {"": Visitor(app.test_client())}


def read(browser, address, language):
    """Return status, language and whether the title speaks of an error; of a file the status."""
    answer = browser.raw(f"{address}{'&' if '?' in address else '?'}lang={language}")
    if answer.mimetype != "text/html" or answer.status_code in REDIRECTS:
        return answer.status_code, language, False
    page = BeautifulSoup(answer.data, "html.parser")
    return answer.status_code, page.html["lang"], page.title.get_text().startswith(FAULT[language])


@pytest.mark.long
def test_every_page_is_read_in_the_language_of_its_address(world, browsers):
    wrong = {}
    for visit in VISITS:
        address, browser = address_of(visit, world), browsers[visit.who]
        german, english = (read(browser, address, one) for one in ("de", "en"))
        if german != (visit.status, "de", german[2]) or english != (german[0], "en", german[2]):
            wrong[name_of(visit)] = german, english

    assert wrong == {}
