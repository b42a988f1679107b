"""Nobody but the learner obtains answers, tries or score: on no page does anything change.

Every page of the portal is read before and after somebody learns. Whoever may see most, line
manager included, reads the same letters both times.
"""

import re

import pytest

from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from bgm_portal.learning.models import Answer, Attempt
from tests.support.routes import pages

#: What is different on a page each time it is read: tokens of forms, and names of single responses.
FLEETING = re.compile(r"csrf_token[^>]*value=\"[^\"]*\"|nonce[=-][\"']?[A-Za-z0-9+/_=-]+")
QUIZ = "/lernen/probe/fragen"
#: Who plans does not lead, so that nobody holds all roles.
VIEWERS = {
    "plans, writes, keeps accounts": (Role.COORDINATOR, Role.EDITOR, Role.ADMIN),
    "leads": (Role.LEADERSHIP, Role.EDITOR),
    "audits": (Role.AUDITOR,),
    "works beside": (),
}


@pytest.fixture
def module(publish_module):
    publish_module()


@pytest.fixture
def katrin(module, employee, sign_in):
    return sign_in(employee)


@pytest.fixture
def ids(module, employee):
    return {
        "key": "probe",
        "question": "probe-q6",
        "section": "lesson-1",
        "person_id": employee.id,
        "unit_id": employee.unit_id,
    }


def learn(katrin):
    """Read, fail, try again, solve, and put something off."""
    katrin.raw("/lernen/probe/lektion/lesson-1", method="POST")
    for number, given in enumerate(("b", "b", "a")):
        sent = {"antwort": given, "fassung": str(number)}
        katrin.raw(f"{QUIZ}/probe-q1", method="POST", data=sent)
    gap = {"wort-a": "Ganz eigene Worte", "fassung": "0"}
    katrin.raw(f"{QUIZ}/probe-q6", method="POST", data=gap)
    katrin.raw(f"{QUIZ}/probe-q2", method="POST", data={"fassung": "0", "tat": "auslassen"})


def read(visitor, addresses):
    """Return what stands on every page, and how it was answered."""
    answers = {address: visitor.raw(address) for address in addresses}
    return {
        address: (
            one.status_code,
            FLEETING.sub("", one.get_data().decode(errors="replace")),
        )
        for address, one in answers.items()
    }


def changed(before, after):
    return sorted(address for address in before if before[address] != after[address])


@pytest.mark.parametrize("roles", VIEWERS.values(), ids=VIEWERS)
def test_no_page_tells_anybody_that_or_how_somebody_learns(
    katrin, employee, make_person, sign_in, ids, roles
):
    other = make_person(*roles, unit_id=employee.unit_id)
    employee.line_manager_id = other.id
    db.session.commit()
    viewer, addresses = sign_in(other), pages(ids)
    read(viewer, addresses)  # for the first time: what is new is not new any more
    before = read(viewer, addresses)

    learn(katrin)

    assert db.session.query(Answer).count() > 1
    assert db.session.query(Attempt).count() == 1
    assert len(addresses) > 200
    assert changed(before, read(viewer, addresses)) == []


def test_the_learner_alone_reads_something_else_afterwards(katrin, ids):
    addresses = [one for one in pages(ids) if one.startswith("/lernen")]
    before = read(katrin, addresses)

    learn(katrin)

    assert f"{QUIZ}/probe-q6" in changed(before, read(katrin, addresses))
