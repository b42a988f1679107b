"""What goes over the wire: files once for a year, pages compressed, everything guarded."""

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient

from bgm_portal.web import assets, compression, security

FIRST_VISIT = 150_000
PAGE = "<!DOCTYPE html><title>Programm</title>" + "<p>Rückenschule mit und ohne Matte</p>" * 100


@pytest.fixture
def client() -> FlaskClient:
    app = Flask("wire", static_folder=None)
    assets.init_app(app)
    compression.init_app(app)
    security.init_app(app, https=True)
    app.add_url_rule("/programm", "page", lambda: PAGE, methods=["GET", "POST"])
    return app.test_client()


def file(name: str) -> str:
    return assets.PATH + assets.manifest()[name]


def test_a_first_visit_stays_within_the_budget(client: FlaskClient) -> None:
    names = ["portal.css", "portal.js", "marke.svg", "fira-sans-400.woff2", "fira-sans-600.woff2"]

    answers = [client.get(file(name), headers={"Accept-Encoding": "gzip"}) for name in names]

    assert sum(len(answer.data) for answer in answers) < FIRST_VISIT


def test_a_file_is_kept_for_a_year_because_its_name_changes_with_it(client: FlaskClient) -> None:
    answer = client.get(file("portal.css"))

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.get_etag()[1] is False


def test_a_browser_that_has_the_file_gets_no_second_copy(client: FlaskClient) -> None:
    accepted = {"Accept-Encoding": "gzip"}
    etag = client.get(file("portal.css"), headers=accepted).headers["ETag"]

    answer = client.get(file("portal.css"), headers={**accepted, "If-None-Match": etag})

    assert answer.status_code == 304
    assert not answer.data


def test_a_compressed_file_is_the_same_file(client: FlaskClient) -> None:
    plain = client.get(file("portal.css"))

    packed = client.get(file("portal.css"), headers={"Accept-Encoding": "gzip"})

    assert gzip.decompress(packed.data) == plain.data
    assert packed.headers["Vary"] == "Accept-Encoding"


def test_an_unknown_file_is_not_looked_for(client: FlaskClient) -> None:
    assert client.get(f"{assets.PATH}manifest.json").status_code == 404


def test_a_page_is_compressed_when_the_browser_can_read_it(client: FlaskClient) -> None:
    answer = client.get("/programm", headers={"Accept-Encoding": "gzip"})

    assert gzip.decompress(answer.data).decode() == PAGE
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_a_page_fetched_by_another_site_tells_nothing_by_its_length(client: FlaskClient) -> None:
    answer = client.get(
        "/programm", headers={"Accept-Encoding": "gzip", "Sec-Fetch-Site": "cross-site"}
    )

    assert "Content-Encoding" not in answer.headers


def test_a_page_allows_nothing_from_elsewhere_and_is_not_kept(client: FlaskClient) -> None:
    headers = client.get("/programm").headers

    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert headers["Cache-Control"] == "no-store"
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_form_sent_by_another_site_is_refused(client: FlaskClient) -> None:
    answer = client.post("/programm", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403


def test_the_letter_nul_is_refused_before_it_reaches_a_database(app: Flask) -> None:
    client = app.test_client()

    asked = client.get("/barriere-melden?seite=%00")
    sent = client.post("/barriere-melden", data={"message": "a\0b"})

    assert (asked.status_code, sent.status_code) == (400, 400)
