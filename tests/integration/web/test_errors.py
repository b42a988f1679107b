"""Whatever goes wrong, people get a calm page that says what they can do."""

import pytest
from sqlalchemy import text

from bgm_portal.core.database import db
from bgm_portal.home.models import BarrierReport
from bgm_portal.identity.models import SignInSession

NOBODY = "00000000-0000-4000-8000-000000000000"


def test_a_visitor_who_mistypes_an_address_is_helped(visitor):
    page = visitor.get("/gibt-es-nicht", status=404)

    assert page.h1 == "Diese Seite gibt es nicht"
    assert "/uebersicht" in page.links()


@pytest.mark.parametrize("identifier", [NOBODY, "1", "nicht-einmal-eine-nummer"])
def test_an_unknown_number_is_an_unknown_page(sign_in, employee, identifier):
    page = sign_in(employee).get(f"/angebote/{identifier}", status=404)

    assert page.h1 == "Diese Seite gibt es nicht"


def test_a_visitor_who_sends_nothing_useful_learns_that_this_does_not_work(visitor):
    page = visitor.post("/hilfe", status=405)

    assert page.status == 405


def test_an_employee_learns_that_a_page_is_not_theirs(sign_in, employee):
    page = sign_in(employee).get("/protokoll", status=403)

    assert "eine Rolle, die Ihr Konto nicht hat" in page.text


def test_a_visitor_who_sends_too_much_is_told_so(visitor):
    page = visitor.post("/barriere-melden", status=413, message="x" * 5_000_000)

    assert page.status == 413


def test_an_error_is_said_in_english_to_whoever_reads_english(visitor):
    page = visitor.get("/gibt-es-nicht", status=404, lang="en")

    assert page.soup.html["lang"] == "en"


def test_a_crash_is_a_calm_page_in_both_languages(app, visitor, monkeypatch):
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", not app.testing)
    db.session.execute(text("DROP TABLE barrier_report"))
    db.session.commit()

    page = visitor.post("/barriere-melden", status=500, message="Nichts geht.")
    BarrierReport.__table__.create(db.engine)

    assert page.h1 == "Bei uns ist etwas schiefgegangen"
    assert page.soup.select_one('[lang="en"] h2').get_text() == "Something went wrong on our side"


def test_a_crash_is_a_calm_page_even_when_nobody_can_be_recognised(
    app, sign_in, employee, monkeypatch
):
    browser = sign_in(employee)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", not app.testing)
    db.session.execute(text("DROP TABLE sign_in_session"))
    db.session.commit()

    page = browser.get("/hilfe", status=500)
    SignInSession.__table__.create(db.engine)

    assert page.h1 == "Bei uns ist etwas schiefgegangen"
