"""Whatever stands in an address or a form, the answer is a page and never a crash.

The forms are found by reading the pages, so that a new form is tried without being named here.
"""

import re
from datetime import timedelta

import pytest

from bgm_portal.activities.kinds import ActivityState, QuestionKind
from bgm_portal.core.database import db
from bgm_portal.home.models import BarrierReport
from bgm_portal.identity.permissions import Role
from tests.support.page import Page
from tests.support.routes import pages
from tests.support.times import NOW

FOREIGN = "00000000-0000-4000-8000-000000000000"
VALUES = {
    "nothing": "",
    "script": "<script>alert(1)</script>",
    "template": "{{ 7 * 7 }} %(name)s {0}",
    "header": "Lauf\r\nBcc: alle@boese.example",
    "strange-lines": "a\x0bb\x85c\u2028d",
    "right-to-left": "\u202egnudlemnA",
    "emoji": "🏃‍♀️" * 100,
    "long": "x" * 70_000,
    "many-words": "a " * 5_000,
    "no-digit": "²",
    "arabic-digit": "٣",
    "many-digits": "9" * 5_000,
    "negative": "-1",
    "last-day": "31.12.9999",
    "no-month": "2026-13",
    "last-month": "9999-12",
    "first-month": "0001-01",
    "formula": "=cmd|' /C calc'!A0",
    "quote": "'; DROP TABLE person; --",
    "wildcard": "%_\\",
    "foreign-id": FOREIGN,
    "elsewhere": "//boese.example",
}
ONE_VALUE = {"foreign-id": FOREIGN}
FIELDS_OF_ADDRESSES = (
    "ansicht",
    "art",
    "lang",
    "moeglich",
    "monat",
    "name",
    "next",
    "ort",
    "reichweite",
    "role",
    "rolle",
    "seite",
    "site",
    "sortierung",
    "stand",
    "state",
    "suche",
    "termin",
    "text",
    "thema",
    "unit",
    "wessen",
)
CLEAR = {200, 302, 303, 400, 403, 404, 409, 410, 413, 422, 429}
#: Forms after which there is nothing left to try.
FINAL = re.compile("abmelden|/loeschen|/anmelden")
#: Forms after which other forms are refused; they come last.
ENDING = ("absagen", "verwerfen", "zurueckziehen", "deaktivieren")
#: The third line of several and those after it: they are read like the first two.
ONE_MORE_LINE = re.compile(r"-(?:[2-9]|\d\d+)-")
LONGEST_ADDRESS = 4_000  # servers refuse longer ones


@pytest.fixture
def occasion(make_activity, make_question):
    """A published activity that asks for everything, with one place."""
    activity = make_activity(
        capacity=1,
        organiser="Agentur",
        asks_photo_consent=True,
        starts_at=NOW + timedelta(days=20),
        registration_deadline=NOW + timedelta(days=10),
    )
    make_question(activity)
    make_question(activity, "club", kind=QuestionKind.TEXT, options=[], required=False)
    return activity


@pytest.fixture
def insider(coordinator, make_person, occasion, make_role, register, make_need):
    """Somebody who plans and takes part; return the ids of what belongs to them."""
    role = make_role(occasion, "guide", takes_place=False)
    answers = dict.fromkeys(_required(occasion), "M")
    said = {"role_id": role.id, "answers": answers, "consents": frozenset()}
    registration = register(coordinator, occasion, **said)
    need = make_need(person=make_person(), activity=occasion)
    return {
        "activity_id": occasion.id,
        "registration_id": registration.id,
        "need_id": need.id,
        "question_id": next(iter(answers)),
        "venue_id": occasion.venue_id,
    }


@pytest.fixture
def draft(make_activity):
    return {"activity_id": make_activity(state=ActivityState.DRAFT, published_at=None).id}


@pytest.fixture
def administered(make_person, make_mail):
    """Return the ids of what an administrator looks after."""
    report = BarrierReport(received_at=NOW, message="Die Tür klemmt.")
    db.session.add(report)
    db.session.commit()
    person = make_person()
    return {"person_id": person.id, "unit_id": person.unit_id, "mail_id": make_mail().id}


def forms_on(visitor, addresses):
    """Return every form that sends something: where to, and the names of its fields."""
    found = {}
    for address in addresses:
        page = Page(visitor.raw(address))
        for form in page.soup.select("form[method=post]"):
            fields = (str(field["name"]) for field in form.select("[name]"))
            names = [name for name in fields if not ONE_MORE_LINE.search(name)]
            found[str(form.get("action") or address)] = names
    kept = [to for to in found if not FINAL.search(to)]
    return {to: found[to] for to in sorted(kept, key=lambda to: (to.endswith(ENDING), to))}


def after_forms(visitor, forms):
    """Send every form with every value in all of its fields; return what came back.

    A form that is only a button is sent once, for whatever is written into its token.
    """
    return {
        (to, name): visitor.raw(to, method="POST", data=dict.fromkeys(names, value)).status_code
        for to, names in forms.items()
        for name, value in (VALUES if set(names) - {"csrf_token"} else ONE_VALUE).items()
    }


def after_addresses(visitor, addresses):
    """Ask for every page with every value in whatever an address can say."""
    return {
        (address, name): visitor.raw(
            address, query_string=dict.fromkeys(FIELDS_OF_ADDRESSES, value[:LONGEST_ADDRESS])
        ).status_code
        for address in addresses
        for name, value in VALUES.items()
    }


def unclear(answers):
    """Return the answers that are no clear page."""
    return {what: status for what, status in answers.items() if status not in CLEAR}


def _required(activity):
    table = db.metadata.tables["question"]
    wanted = (table.c.activity_id == activity.id) & table.c.required
    return db.session.scalars(table.select().with_only_columns(table.c.id).where(wanted)).all()


def test_no_page_breaks_over_its_address_when_planning(insider, coordinator, sign_in):
    one = f"/planung/{insider['activity_id']}"
    reading = ("/angebote", "/kontakte", "/planung", "/barriere-melden", f"{one}/teilnahme")
    at_the_door = (f"{one}/anwesenheit", f"{one}/anwesenheit/dazu")

    answers = after_addresses(sign_in(coordinator), (*reading, *at_the_door))

    assert unclear(answers) == {}


def test_no_page_breaks_over_its_address_in_the_administration(make_person, sign_in):
    visitor = sign_in(make_person(Role.ADMIN))

    answers = after_addresses(visitor, ("/konten", "/betrieb/post", "/barrieren"))

    assert unclear(answers) == {}


def test_no_page_breaks_over_its_address_before_signing_in(visitor):
    answers = after_addresses(visitor, ("/", "/anmelden", "/hilfe", "/barriere-melden"))

    assert unclear(answers) == {}


@pytest.mark.long
def test_no_form_of_planning_and_taking_part_breaks(
    insider, draft, coordinator, sign_in, make_contact
):
    visitor = sign_in(coordinator)
    known = insider | {"contact_id": make_contact().id}
    forms = forms_on(visitor, sorted({*pages(known), *pages(draft)}))

    answers = after_forms(visitor, forms)

    assert len(forms) > 30
    assert unclear(answers) == {}


def test_no_form_of_the_administration_breaks(administered, make_person, sign_in):
    visitor = sign_in(make_person(Role.ADMIN))
    forms = forms_on(visitor, pages(administered))

    answers = after_forms(visitor, forms)

    assert len(forms) > 8
    assert unclear(answers) == {}


def test_no_form_breaks_before_signing_in(visitor):
    forms = forms_on(visitor, pages({}))

    answers = after_forms(visitor, forms)

    assert len(forms) > 2
    assert unclear(answers) == {}


@pytest.mark.parametrize(
    "address",
    [
        "/angebote/kalender/0000-00",
        "/angebote/kalender/9999-12",
        "/angebote/kalender/2026-13",
        "/angebote/kalender/2026-00",
        "/angebote/kalender/20260-1",
        "/angebote/kalender/-001-12",
        "/angebote/%00",
        "/angebote/..%2f..%2fetc%2fpasswd",
        "/static/vendor/..%2f..%2fconfig.py",
        "/einladung/" + "x" * 5_000,
    ],
)
def test_an_address_that_makes_no_sense_is_an_unknown_page(employee, sign_in, address):
    assert sign_in(employee).raw(address).status_code in {404, 410}


@pytest.mark.parametrize("number", ["12345", "99999999999999999999", "9" * 5_000, "²", "-1", "1e3"])
def test_a_number_of_places_that_is_none_is_explained(insider, coordinator, sign_in, number):
    page = sign_in(coordinator).post(
        f"/planung/{insider['activity_id']}/plaetze", status=422, limited="ja", capacity=number
    )

    assert page.errors() == ["Geben Sie die Zahl der Plätze in Ziffern ein, etwa 60."]


@pytest.mark.parametrize(
    "dates", ["²1.5.2026 18:00–21:00", "1.1.99999 8:00–9:00", "31.12.9999 8:00–9:00"]
)
def test_a_day_that_is_none_is_explained(draft, coordinator, sign_in, dates):
    page = sign_in(coordinator).post(
        f"/planung/{draft['activity_id']}/termine", status=422, dates=dates
    )

    assert page.errors()


@pytest.mark.parametrize("row", ["erfunden", FOREIGN, "²"])
def test_a_line_with_an_id_of_nothing_is_a_new_line(draft, coordinator, sign_in, row):
    visitor = sign_in(coordinator)
    address = f"/planung/{draft['activity_id']}/mitmachen"

    visitor.post(address, **{"rows-0-row_id": row, "rows-0-label_de": "Laufen"})

    assert visitor.get(address).soup.select_one("[name=rows-0-label_de]")["value"] == "Laufen"
