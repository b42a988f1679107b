"""Every answer says the same about trust, whatever it is: a page, a refusal, a crash, a file."""

import pytest
from sqlalchemy import text

from bgm_portal.core.database import db
from bgm_portal.home.models import BarrierReport
from bgm_portal.web.assets import FOR_A_YEAR, asset_url
from bgm_portal.web.security import HEADERS
from tests.support.routes import addresses


def trusted(headers):
    """Return what an answer says about trust."""
    return {name: headers.get(name) for name in HEADERS}


@pytest.mark.parametrize("address", addresses("GET"))
def test_a_visitor_gets_the_security_headers_on_every_page(visitor, address):
    response = visitor.raw(address)

    assert trusted(response.headers) == HEADERS
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", addresses("POST"))
def test_a_visitor_gets_the_security_headers_after_every_form(visitor, address):
    response = visitor.raw(address, method="POST")

    assert trusted(response.headers) == HEADERS
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("address", "method", "status"),
    [("/gibt-es-nicht", "GET", 404), ("/hilfe", "DELETE", 405), ("/static/x.css", "GET", 404)],
)
def test_a_visitor_gets_the_security_headers_on_an_error(visitor, address, method, status):
    response = visitor.raw(address, method=method)

    assert response.status_code == status
    assert trusted(response.headers) == HEADERS


def test_a_visitor_gets_the_security_headers_when_the_portal_breaks(app, visitor, monkeypatch):
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", not app.testing)
    db.session.execute(text("DROP TABLE barrier_report"))
    db.session.commit()

    response = visitor.raw("/barriere-melden", method="POST", data={"message": "Nichts geht."})
    BarrierReport.__table__.create(db.engine)

    assert response.status_code == 500
    assert trusted(response.headers) == HEADERS


def test_a_visitor_keeps_a_file_for_a_year_and_gets_the_security_headers_with_it(app, visitor):
    with app.test_request_context():
        address = asset_url("portal.css")

    response = visitor.raw(address)

    assert response.headers["Cache-Control"] == FOR_A_YEAR
    assert trusted(response.headers) == HEADERS


def test_a_foreign_site_cannot_send_a_form_with_the_cookies_of_our_people(visitor):
    response = visitor.raw(
        "/barriere-melden", method="POST", headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert response.status_code == 403
