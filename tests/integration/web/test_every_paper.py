"""Every paper that the portal gives out is PDF/UA-1, as veraPDF judges it."""

import pytest

from bgm_portal.core.database import db
from bgm_portal.identity.models import Person
from tests.support.contents import papers_in
from tests.support.page import Visitor
from tests.support.routes import assembled
from tests.support.verapdf import unmet
from tests.support.visits import VISITS

PAPERS = [
    visit
    for visit in VISITS
    if any(rule.rule.endswith(".pdf") for rule in assembled().url_map.iter_rules(visit.endpoint))
    or "pdf" in visit.endpoint
]
ADDRESSES = {
    rule.endpoint for rule in assembled().url_map.iter_rules() if rule.rule.endswith(".pdf")
}


def test_every_address_of_a_paper_is_tried():
    assert {visit.endpoint for visit in PAPERS} == ADDRESSES


@pytest.mark.papers
def test_every_paper_is_pdf_ua(app, build_world, sign_in):
    world = build_world()
    world.grow(2)
    named = world.ids | world.people
    browsers = {
        name: sign_in(db.session.get_one(Person, person_id))
        for name, person_id in world.people.items()
    }
    browsers[""] = Visitor(app.test_client())
    papers = []
    for visit in PAPERS:
        values = {name: named[key] for name, key in visit.world.items()} | visit.fixed
        address = assembled().url_map.bind("localhost").build(visit.endpoint, values)
        answer = browsers[visit.who].raw(address)
        assert answer.status_code == 200, address
        papers += papers_in(answer)
    papers += papers_in(browsers["katrin"].raw("/mein-bereich/daten/mitnehmen", method="POST"))

    assert len(papers) == len(PAPERS) + 1
    assert unmet(*papers) == []
