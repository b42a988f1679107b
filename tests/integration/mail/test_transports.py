"""The three ways out of the house. The mail server is a real one, in a thread."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword

from bgm_portal.mail.assembly import Letter, assemble
from bgm_portal.mail.errors import NotDelivered, OutOfReach
from bgm_portal.mail.transports import FileTransport, SmtpTransport, file_name
from config import MailSettings
from tests.factories.mail import HEAD
from tests.support.smtp import free_port, listening, self_signed
from tests.support.times import NOW

WHO = "albers@jobcenter.example"
SOMEBODY_ELSE = "drews@jobcenter.example"
NAME = file_name(UUID(int=1), created_at=NOW)


def content(text: str = "Grüße\n.\nPunkt am Anfang\n") -> EmailMessage:
    letter = Letter(
        message_id="<1@bgm-portal.invalid>",
        recipient=WHO,
        language="de",
        subject="Grüße",
        text=text,
        html="<p>Grüße</p>\n",
        reply_to=None,
        calendar=None,
    )
    return assemble(letter, HEAD, at=NOW)


def smtp(port: int, **values: Any) -> SmtpTransport:
    defaults: dict[str, Any] = {
        "transport": "smtp",
        "sender": HEAD.sender,
        "folder": Path(),
        "host": "127.0.0.1",
        "port": port,
        "security": "none",
        "timeout_seconds": 5.0,
    }
    return SmtpTransport(MailSettings(**defaults | values))


def words(wire: bytes) -> str:
    body = message_from_bytes(wire, policy=default).get_body(("plain",))
    return body.get_content().replace("\r\n", "\n")


def test_a_message_arrives_at_the_server_word_for_word():
    with listening() as (sink, port), smtp(port).open() as line:
        line.announce(recipient=WHO)
        line.hand_over(content(), name=NAME)

    [(recipient, wire)] = sink.taken
    assert recipient == WHO
    assert words(wire) == "Grüße\n.\nPunkt am Anfang\n"


def test_many_messages_use_one_line():
    with listening() as (sink, port), smtp(port).open() as line:
        line.announce(recipient=WHO)
        line.hand_over(content(), name=NAME)
        line.announce(recipient=SOMEBODY_ELSE)
        line.hand_over(content(), name=NAME)

    assert [recipient for recipient, _wire in sink.taken] == [WHO, SOMEBODY_ELSE]


def test_a_message_that_is_called_off_leaves_no_trace():
    with listening() as (sink, port), smtp(port).open() as line:
        line.announce(recipient=WHO)
        line.call_off()
        line.announce(recipient=SOMEBODY_ELSE)
        line.hand_over(content(), name=NAME)

    assert [recipient for recipient, _wire in sink.taken] == [SOMEBODY_ELSE]


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [
        ("450 mailbox busy", False),
        ("451 try later", False),
        ("550 no such user", True),
        ("552 too big", True),
    ],
)
def test_a_refused_recipient_is_for_now_or_for_good(answer, permanent):
    with (
        listening(on_recipient=lambda _who: answer) as (_sink, port),
        smtp(port).open() as line,
        pytest.raises(NotDelivered) as refusal,
    ):
        line.announce(recipient=WHO)

    assert (refusal.value.permanent, refusal.value.unclear) == (permanent, False)


@pytest.mark.parametrize(
    ("answer", "of_address"),
    [
        ("550 5.1.1 no such user", True),
        ("550 no such user", True),
        ("550 relaying denied", False),
        ("554 5.7.1 relay access denied", False),
        ("552 5.2.2 mailbox full", False),
        ("450 4.1.1 not yet", False),
    ],
)
def test_only_an_unknown_address_speaks_against_the_address(answer, of_address):
    with (
        listening(on_recipient=lambda _who: answer) as (_sink, port),
        smtp(port).open() as line,
        pytest.raises(NotDelivered) as refusal,
    ):
        line.announce(recipient=WHO)

    assert refusal.value.of_address is of_address


@pytest.mark.parametrize(("answer", "permanent"), [("451 later", False), ("554 spam", True)])
def test_a_refused_message_is_for_now_or_for_good(answer, permanent):
    with (
        listening(on_data=lambda _who: answer) as (_sink, port),
        smtp(port).open() as line,
    ):
        line.announce(recipient=WHO)
        with pytest.raises(NotDelivered) as refusal:
            line.hand_over(content(), name=NAME)

    assert (refusal.value.permanent, refusal.value.unclear) == (permanent, False)


def test_the_address_of_the_recipient_does_not_stand_in_the_reason():
    with (
        listening(on_recipient=lambda who: f"550 {who} is unknown") as (_sink, port),
        smtp(port).open() as line,
        pytest.raises(NotDelivered) as refusal,
    ):
        line.announce(recipient=WHO)

    assert WHO not in refusal.value.reason


def test_no_server_is_out_of_reach():
    with pytest.raises(OutOfReach), smtp(free_port()).open():
        pass


def test_a_server_that_does_not_encrypt_gets_nothing():
    with (
        listening() as (_sink, port),
        pytest.raises(OutOfReach, match="STARTTLS"),
        smtp(port, security="starttls").open(),
    ):
        pass


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(tmp_path):
    with (
        listening(tls_context=self_signed(tmp_path)) as (sink, port),
        pytest.raises(OutOfReach, match="CERTIFICATE_VERIFY_FAILED"),
        smtp(port, security="starttls").open(),
    ):
        pass

    assert sink.taken == []


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_message_arrives_encrypted_at_a_server_that_somebody_vouches_for(
    tmp_path, monkeypatch, security
):
    own = self_signed(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "own.pem"))
    way = {"ssl_context": own} if security == "tls" else {"tls_context": own}
    if security == "starttls":
        way["require_starttls"] = True

    with listening(**way) as (sink, port), smtp(port, security=security).open() as line:
        line.announce(recipient=WHO)
        line.hand_over(content(), name=NAME)

    [(recipient, wire)] = sink.taken
    assert recipient == WHO
    assert message_from_bytes(wire, policy=default)["Subject"] == "Grüße"


def test_a_certificate_for_another_name_gets_nothing_either(tmp_path, monkeypatch):
    own = self_signed(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "own.pem"))

    with (
        listening(tls_context=own) as (sink, port),
        pytest.raises(OutOfReach, match="CERTIFICATE_VERIFY_FAILED"),
        smtp(port, host="localhost", security="starttls").open(),
    ):
        pass

    assert sink.taken == []


def test_a_server_that_asks_for_a_password_gets_it():
    heard = []

    def listen(_server, _session, _envelope, _mechanism, data) -> AuthResult:
        heard.append(data)
        return AuthResult(success=True)

    with listening(authenticator=listen, auth_require_tls=False) as (_sink, port):
        smtp(port, user="bgm", password="geheim").check()

    assert heard == [LoginPassword(login=b"bgm", password=b"geheim")]


def test_a_server_that_knows_no_passwords_is_out_of_reach_for_those_who_have_one():
    with listening() as (_sink, port), pytest.raises(OutOfReach, match="NotSupported"):
        smtp(port, user="bgm", password="geheim").check()


def test_a_file_is_written_once_however_often_the_message_is(tmp_path):
    transport = FileTransport(tmp_path / "mail")

    with transport.open() as line:
        line.announce(recipient=WHO)
        line.hand_over(content(), name=NAME)
        line.hand_over(content(), name=NAME)

    assert [path.name for path in (tmp_path / "mail").iterdir()] == [f"{NAME}.eml"]
    assert words(transport.kept(NAME) or b"").startswith("Grüße")


def test_a_file_that_was_never_written_is_not_there(tmp_path):
    assert FileTransport(tmp_path).kept(NAME) is None


def test_a_folder_that_cannot_be_made_is_out_of_reach(tmp_path):
    (tmp_path / "mail").write_text("a file, not a folder")

    with pytest.raises(OutOfReach):
        FileTransport(tmp_path / "mail").check()


def test_a_file_that_cannot_be_written_is_tried_again(tmp_path):
    transport = FileTransport(tmp_path)

    with transport.open() as line, pytest.raises(NotDelivered) as refusal:
        line.hand_over(content(), name="a/name/with/folders")

    assert not refusal.value.permanent
