"""Nobody but the learner obtains answers, tries or score: on no page does anything change.

Every page of the portal is read before and after somebody learns. Whoever may see most, line
manager included, reads the same letters both times.
"""

import re

import pytest

from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from bgm_portal.learning.models import Answer, Attempt
from tests.conftest import wipe
from tests.factories.learning import finish_probe
from tests.support.routes import assembled, filled, pages, rules_that_take

#: What is different on a page each time it is read: tokens of forms, and names of single responses.
FLEETING = re.compile(r"csrf_token[^>]*value=\"[^\"]*\"|nonce[=-][\"']?[A-Za-z0-9+/_=-]+")
#: What is made up anew for each person and thing: ids, and the numbers of invented people.
PERSONAL = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}|(Muster|person|Team )\d+")
#: A secret is drawn each time; one's own data are packed with ids and times of one's own.
DRAWN = {"/konto/zweiter-faktor/einrichten", "/mein-bereich/daten/mitnehmen"}
QUIZ = "/lernen/probe/fragen"
SENT = {"fassung": "0", "antwort": "b", "wort-a": "x", "code": "x", "name": "Katrin Albers"}
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


def sent_everywhere(viewer, sign_in, ids):
    """Return what every form of the portal answers, each sent with a fresh session."""
    adapter = assembled().url_map.bind("localhost")
    answers = {}
    for rule in rules_that_take("POST"):
        for values in filled(rule, ids):
            address = adapter.build(rule.endpoint, values, method="POST")
            answer = sign_in(viewer).raw(address, method="POST", data=dict(SENT))
            said = (
                f"{answer.headers.get('Location', '')} {answer.get_data().decode(errors='replace')}"
            )
            answers[address] = (answer.status_code, told(said))
    return answers


def told(page):
    """Return what an answer says, without what is made up anew for each person and session."""
    return PERSONAL.sub("", FLEETING.sub("", page))


@pytest.mark.parametrize("roles", VIEWERS.values(), ids=VIEWERS)
def test_no_form_answers_otherwise_because_somebody_learns(
    app, publish_module, make_person, sign_in, roles
):
    """The same forms are sent in two houses; in one of them, Katrin has learnt."""
    answers = []
    for learns in (False, True):
        wipe()
        publish_module()
        katrin = make_person(first_name="Katrin", last_name="Albers", email="a@jobcenter.example")
        viewer = make_person(*roles, unit_id=katrin.unit_id, last_name="Ortmann")
        katrin.line_manager_id = viewer.id
        db.session.commit()
        if learns:
            learn(sign_in(katrin))
        ids = {
            "key": "probe",
            "question": "probe-q6",
            "section": "lesson-1",
            "person_id": katrin.id,
            "unit_id": katrin.unit_id,
        }
        answers.append(sent_everywhere(viewer, sign_in, ids))

    without, with_katrin = ({shape(a): s for a, s in one.items()} for one in answers)
    assert len(without) > 150
    assert without.keys() == with_katrin.keys()
    assert set(changed(without, with_katrin)) - DRAWN == set()


def shape(address):
    return PERSONAL.sub("", address)


def test_a_form_that_tells_is_noticed(katrin, employee):
    """The learner's own form answers otherwise: the walk would see it."""
    before = katrin.raw("/lernen/probe/nachweis", method="POST", data=SENT)
    finish_probe(employee.id)
    after = katrin.raw("/lernen/probe/nachweis", method="POST", data=SENT)

    assert (before.status_code, after.status_code) == (409, 302)
