"""The requirements on addresses, hosts, messages and files, each by its number."""

from io import BytesIO
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bgm_portal.core.database import db, transaction
from bgm_portal.identity import credentials, staff_import
from bgm_portal.identity.permissions import Role
from bgm_portal.web.urls import local_target
from tests.support.times import NOW

HOME = "http://localhost/"


def as_browsers_read(target):
    """Return the host that a browser goes to: it drops tabs and line ends, turns backslashes."""
    plain = target.strip("".join(map(chr, range(33)))).translate({9: None, 10: None, 13: None})
    try:
        return urlsplit(urljoin(HOME, plain.replace("\\", "/"))).netloc
    except ValueError:
        return "broken"


@given(st.text(alphabet="/\\:?#@.%[]\t\n\r\0 ab2e", max_size=12) | st.text(max_size=20))
@example("//boese.example")
@example("/\\boese.example")
@example("/\t/boese.example")
@example("https:boese.example")
@example("\x01//boese.example")
def test_requirement_29_nobody_is_led_out_of_the_house(target):
    assert as_browsers_read(local_target(target, default="/")) == "localhost"


@pytest.mark.parametrize("host", ["boese.example", "localhost.boese.example", "localhost:80@b"])
def test_requirement_29_only_our_hosts_are_answered(visitor, host):
    assert visitor.raw("/anmelden", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("name", ["Eva\r\nBcc: alle@boese.example", "Eva\nSubject: Geld", "Eva\0"])
def test_requirement_29_no_name_adds_a_line_to_the_head_of_a_message(make_person, mailbox, name):
    with transaction():
        credentials.invite(person_id=make_person(first_name=name.rstrip("\0")).id, by=None, at=NOW)

    [letter] = mailbox.deliver()
    assert letter.message.get_all("Bcc") is None
    assert len(letter.message.get_all("Subject")) == 1
    assert len(letter.message.get_all("To")) == 1


@pytest.mark.parametrize(
    "email", ["eva@x.example\r\nBcc: alle@b.example", "eva@x.example,alle@b.example", "a b@c.de"]
)
def test_requirement_29_no_address_becomes_two(make_person, sign_in, make_unit, email):
    browser, unit = sign_in(make_person(Role.ADMIN)), make_unit()

    page = browser.raw(
        "/konten/neu",
        method="POST",
        data={
            "first_name": "Eva",
            "last_name": "Muster",
            "email": email,
            "unit": str(unit.id),
            "employer": "ba",
            "language": "de",
        },
    )

    stored = db.session.scalars(db.text("SELECT email FROM person WHERE first_name = 'Eva'")).all()
    assert page.status_code == 422
    assert stored == []


def upload(browser, content, name="liste.csv"):
    return browser.raw(
        "/konten/import", method="POST", data={"file": (BytesIO(content), name)}
    ).status_code


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        b"PK\x03\x04" + bytes(range(256)) * 4,
        b"MZ" + b"\xff" * 5_000,
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"Vorname;Nachname\n" * 20_000,
    ],
    ids=["nothing", "picture", "archive", "program", "drawing", "too-long"],
)
def test_requirement_25_a_file_is_judged_by_its_content(make_person, sign_in, content):
    assert upload(sign_in(make_person(Role.ADMIN)), content) == 422


def test_requirement_25_a_file_beyond_measure_is_refused_unread(make_person, sign_in):
    answer = sign_in(make_person(Role.ADMIN)).raw(
        "/konten/import",
        method="POST",
        data={"file": (BytesIO(b"x"), "liste.csv")},
        content_type="multipart/form-data",
        environ_overrides={"CONTENT_LENGTH": str(4 * 1024 * 1024 + 1)},
    )

    assert answer.status_code == 413


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-16")))
def test_requirement_25_no_file_breaks_the_reading_of_the_staff_list(content):
    _text, staff = staff_import.read(content)

    assert staff.problems or not staff.rows
