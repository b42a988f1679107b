"""What goes over the wire."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bgm_portal.mail.assembly import (
    ALTERNATIVES,
    ATTACHED,
    SIMPLE_ADDRESS,
    Letter,
    Letterhead,
    assemble,
    on_the_wire,
)
from bgm_portal.mail.message import CalendarPart

AT = datetime(2026, 5, 14, 7, 0, tzinfo=UTC)
HEAD = Letterhead(name="BGM-Portal", sender="bgm@jobcenter.example", reply_to="")
REQUEST = CalendarPart(method="REQUEST", text="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")


def letter(**values: Any) -> Letter:
    defaults: dict[str, Any] = {
        "message_id": "<1@bgm-portal.invalid>",
        "recipient": "albers@jobcenter.example",
        "language": "de",
        "subject": "Grüße zum Firmenlauf",
        "text": "Guten Tag Änne,\n",
        "html": "<p>Guten Tag Änne</p>\n",
        "reply_to": None,
        "calendar": None,
    }
    return Letter(**defaults | values)


def kinds(message: EmailMessage) -> list[str]:
    return [part.get_content_type() for part in message.walk()]


def test_a_message_says_that_a_machine_wrote_it_and_keeps_its_identity():
    message = assemble(letter(), HEAD, at=AT)

    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Message-ID"] == "<1@bgm-portal.invalid>"
    assert message["Date"] == "Thu, 14 May 2026 07:00:00 +0000"
    assert message["From"] == "BGM-Portal <bgm@jobcenter.example>"
    assert message["Content-Language"] == "de"


def test_a_message_holds_the_same_as_text_and_html():
    message = assemble(letter(), HEAD, at=AT)

    assert kinds(message) == ["multipart/alternative", "text/plain", "text/html"]
    assert "Änne" in message.get_body(("plain",)).get_content()


def test_a_message_is_plain_ascii_with_the_line_ends_of_the_internet_on_the_wire():
    wire = assemble(letter(calendar=REQUEST), HEAD, at=AT).as_bytes()

    assert wire.isascii()
    assert b"\n" not in wire.replace(b"\r\n", b"")


def test_the_address_that_ends_a_kind_stands_on_the_wire_as_mail_programs_read_it():
    address = f"https://bgm.jobcenter.example/abbestellen/{'a' * 36}/{'b' * 43}"

    wire = assemble(letter(unsubscribe=address), HEAD, at=AT).as_bytes()

    assert f"\r\nList-Unsubscribe: <{address}>\r\n".encode() in wire
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in wire


@pytest.mark.parametrize("value", ["<1@a.example>\nBcc: b@c.example", "<1@ä.example>", ""])
def test_a_plain_header_is_one_line_of_ascii(value):
    with pytest.raises(ValueError, match="plain header"):
        assemble(letter(message_id=value), HEAD, at=AT)


def test_what_python_reads_back_is_what_was_written():
    message = assemble(letter(calendar=REQUEST, unsubscribe="https://a.example/b"), HEAD, at=AT)

    back = message_from_bytes(message.as_bytes(), policy=default)

    assert [(name, str(value)) for name, value in message.items()] == [
        (name, str(value)) for name, value in back.items()
    ]
    assert back.as_bytes() == message.as_bytes().replace(b"\r\n", b"\n")


def test_an_invitation_comes_as_an_alternative_and_as_a_file():
    message = assemble(letter(calendar=REQUEST), HEAD, at=AT)

    calendar, file = [p for p in message.walk() if p.get_content_subtype() in {"calendar", "ics"}]
    assert kinds(message) == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    assert calendar.get_param("method") == "REQUEST"
    assert file.get_filename() == "termin.ics"
    assert file.get_content() == REQUEST.text.encode()


@pytest.mark.parametrize(
    ("of_the_message", "of_the_house", "expected"),
    [
        ("ortmann@jobcenter.example", "hilfe@jobcenter.example", "ortmann@jobcenter.example"),
        (None, "hilfe@jobcenter.example", "hilfe@jobcenter.example"),
        (None, "", "bgm@jobcenter.example"),
    ],
)
def test_an_answer_reaches_the_nearest_person(of_the_message, of_the_house, expected):
    head = Letterhead(name="BGM-Portal", sender="bgm@jobcenter.example", reply_to=of_the_house)

    message = assemble(letter(reply_to=of_the_message), head, at=AT)

    assert message["Reply-To"] == expected


@pytest.mark.parametrize(
    "bad",
    [
        {"recipient": "nobody"},
        {"recipient": ""},
        {"recipient": "a@b.example\r\nBcc: c@d.example"},
        {"reply_to": "a@b.example\nBcc: c@d.example"},
        {"subject": "Hallo\r\nBcc: c@d.example"},
        {"subject": "Hallo\nBcc: c@d.example"},
    ],
)
def test_nobody_smuggles_a_header_into_a_message(bad):
    with pytest.raises(ValueError, match=r"address|linefeed|line"):
        assemble(letter(**bad), HEAD, at=AT)


@pytest.mark.parametrize(
    ("address", "is_simple"),
    [
        ("albers@jobcenter.example", True),
        ("katrin.al-bers+lauf@sub.jobcenter.example", True),
        ("o'neill@jobcenter.example", True),
        ('"Katrin Albers"@jobcenter.example', False),
        ("albers@[192.0.2.1]", False),
        ("..albers@jobcenter.example", None),
        ("albers.@jobcenter.example", None),
        ("albers@jobcenter..example", None),
        ("albers@jobcenter.example\n", None),
        ("albers@jobcenter.example, b@c.example", None),
        ("Älbers@jobcenter.example", None),
        (f"{'a' * 250}@b.example", False),
    ],
)
def test_a_simple_address_is_written_as_the_reader_of_addresses_would(address, is_simple):
    assert bool(SIMPLE_ADDRESS.fullmatch(address)) == bool(is_simple)
    if is_simple is None:
        return

    message = assemble(letter(recipient=address), HEAD, at=AT)
    back = message_from_bytes(message.as_bytes(), policy=default)

    assert str(message["To"]) == str(Address(addr_spec=address))
    assert [one.addr_spec for one in back["To"].addresses] == [address]


@given(
    words=st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=400),
    calendar=st.sampled_from([None, REQUEST]),
)
def test_words_arrive_as_they_were_written(words, calendar):
    message = assemble(letter(text=words, html=words, calendar=calendar), HEAD, at=AT)
    wire = on_the_wire(message)
    back = message_from_bytes(wire, policy=default)

    assert wire == message.as_bytes()
    assert max(len(line) for line in wire.split(b"\r\n")) <= 998
    for kind in ("plain", "html"):
        assert back.get_body((kind,)).get_content().encode().splitlines() == (
            words.encode().splitlines() or [b""]
        )


@given(
    subject=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), min_size=1),
    name=st.sampled_from(["BGM-Portal", "Gesund & Bunt, Hagen", "Größe"]),
    reply_to=st.sampled_from([None, "a@b.example", "c@d.example"]),
)
def test_what_is_remembered_of_headers_changes_none(subject, name, reply_to):
    head = Letterhead(name=name, sender="bgm@jobcenter.example", reply_to="")

    written = [
        assemble(letter(subject=subject, reply_to=reply_to), head, at=AT).as_bytes()
        for _first_and_from_memory in range(2)
    ]
    back = message_from_bytes(written[1], policy=default)

    assert written[0] == written[1]
    assert back["Reply-To"] == (reply_to or "bgm@jobcenter.example")
    assert back["From"].addresses[0].display_name == name
    assert back["Subject"].split() == subject.split()


@pytest.mark.parametrize("calendar", [None, REQUEST])
def test_no_words_end_a_part_before_its_end(calendar):
    words = f"--{ALTERNATIVES}\n--{ATTACHED}--\n"

    message = assemble(letter(text=words, html=words, calendar=calendar), HEAD, at=AT)
    back = message_from_bytes(message.as_bytes(), policy=default)

    for kind in ("plain", "html"):
        assert back.get_body((kind,)).get_content().splitlines() == words.splitlines()
    assert kinds(back) == kinds(message)
