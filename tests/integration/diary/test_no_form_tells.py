"""No form of the portal answers anybody but its owner with a diary entry or a goal, in no role.

The pages stand in `test_nobody_else`. Here every form is sent, filled in as well as a stranger can,
and what comes back is read to the end: the answer, and the page to which it leads.
"""

import re
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from bgm_portal.challenges.models import ChallengeMember
from bgm_portal.core.database import db
from bgm_portal.diary.models import DiaryEntry
from bgm_portal.identity.models import Person
from tests.integration.diary.conftest import CANARY, GOAL, MINUTES
from tests.support.contents import words_of
from tests.support.routes import assembled, filled, rules_that_take
from tests.support.times import NOW
from tests.support.visits import VISITS

pytestmark = pytest.mark.no_cover  # sends every form of the house

LEADS_OUT = re.compile(r"Location: /anmelden")
DIARY = "/mein-bereich/tagebuch"
#: Whoever may do least comes first: what a form changes is then still to be seen by the others.
STRANGERS = ("tom", "auditor", "editor", "leader", "nadine", "admin")


def ids(world):
    """Return what addresses can name, Katrin and what is hers wherever that is possible."""
    known = world.ids | world.people
    named = {name: known[key] for one in VISITS for name, key in one.world.items()}
    return named | {
        "activity_id": known["run"],
        "registration_id": known["registration"],
        "person_id": known["katrin"],
        "key": "probe",
        "question": "probe-q1",
        "section": "lesson-1",
    }


def filled_in(world):
    """Return what is sent with every form: Katrin, her day, and what most fields would take."""
    katrin, date = str(world.people["katrin"]), str(world.ids["date"])
    return {
        "person": katrin,
        "person_id": katrin,
        "listed": katrin,
        "present": katrin,
        "occurrence": date,
        "termin": date,
        "name": "Katrin",
        "day": NOW.date().isoformat(),
        "tag": NOW.date().isoformat(),
        "minutes": "-1",
        "total": "-1",
        "goal": "60",
        "new_team": "Die Ruhigen",
        "fassung": "0",
        "antwort": "b",
    }


def forms(world):
    """Return the address of every form of the portal in this house."""
    adapter = assembled().url_map.bind("localhost")
    known = ids(world)
    return [
        adapter.build(rule.endpoint, values, method="POST")
        for rule in rules_that_take("POST")
        for values in filled(rule, known)
    ]


def told(browser, address, sent):
    """Return whether a form was taken, and all that comes back; where it leads is read as well."""
    answer = browser.raw(address, method="POST", data=sent)
    words = [words_of(answer), str(answer.headers)]
    if answer.status_code in {302, 303}:
        target = urlsplit(answer.headers["Location"])
        words.append(words_of(browser.raw(target._replace(scheme="", netloc="").geturl())))
    return answer.status_code, "\n".join(words)


def test_no_form_answers_with_an_entry_or_a_goal_of_somebody_else(world, sign_in):
    everywhere, sent = forms(world), filled_in(world)
    found, taken = {}, {}
    for name in STRANGERS:
        person = db.session.get_one(Person, world.people[name])
        browser = sign_in(person)
        for address in everywhere:
            status, words = told(browser, address, sent)
            if LEADS_OUT.search(words):  # the form before ended this session
                browser = sign_in(person)
                status, words = told(browser, address, sent)
            if CANARY.search(words):
                found[name, address] = status
            if status not in {403, 404}:
                taken.setdefault(name, set()).add(address)

    assert found == {}
    assert len(everywhere) > 180
    assert min(len(some) for some in taken.values()) > 20, {n: len(t) for n, t in taken.items()}
    assert len(taken["nadine"]) > 60
    assert_untouched(world)


def assert_untouched(world):
    """Insist that everything is still there: what strangers send reaches nothing of hers."""
    katrin = world.people["katrin"]
    db.session.rollback()
    minutes = db.session.scalars(select(DiaryEntry.minutes).where(DiaryEntry.person_id == katrin))
    goals = select(ChallengeMember.goal_minutes).where(ChallengeMember.person_id == katrin)
    assert MINUTES in minutes.all()
    assert db.session.scalars(goals).all() == [GOAL]


@pytest.mark.parametrize(
    ("form", "number"),
    [(f"{DIARY}/tag", MINUTES), (f"{DIARY}/woche", MINUTES), ("/aktionen/{challenge}/ziel", GOAL)],
)
def test_the_same_forms_answer_their_owner(world, sign_in, form, number):
    browser = sign_in(db.session.get_one(Person, world.people["katrin"]))
    sent = filled_in(world) | {"goal": "-1"}

    _status, words = told(browser, form.format(**world.ids), sent)

    assert re.search(rf"(?<![\w-]){number}(?![\w-])", words)
