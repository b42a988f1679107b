"""Every paper that the portal gives out is PDF/UA-1, as veraPDF judges it."""

import pytest

from tests.support.contents import papers_in
from tests.support.routes import address_of, assembled
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
def test_every_paper_is_pdf_ua(build_world, browsers_of):
    world = build_world()
    world.grow(2)
    browsers = browsers_of(world)
    papers = []
    for visit in PAPERS:
        address = address_of(visit, world)
        answer = browsers[visit.who].raw(address)
        assert answer.status_code == 200, address
        papers += papers_in(answer)
    papers += papers_in(browsers["katrin"].raw("/mein-bereich/daten/mitnehmen", method="POST"))

    assert len(papers) == len(PAPERS) + 1
    assert unmet(*papers) == []
