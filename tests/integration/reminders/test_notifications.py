"""Everything that is mailed can be read in the portal, by its reader and nobody else."""

from datetime import timedelta

import pytest

from bgm_portal.core.database import db
from bgm_portal.identity import credentials, queries
from bgm_portal.mail import outbox
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import MailState
from tests.support.queries import statements
from tests.support.times import NOW

OLD = NOW - timedelta(days=91)


@pytest.fixture
def katrin(employee, sign_in):
    """Katrin Albers with a browser."""
    return sign_in(employee)


@pytest.fixture
def write(make_mail, employee):
    """Return a function that writes to Katrin Albers: `write(subject=…)`."""
    return lambda **values: make_mail(to=queries.recipient(employee), **values)


def header(page):
    """Return what the header says about messages."""
    return " ".join(page.soup.select_one('.bgm-service a[href="/mitteilungen"]').get_text().split())


def listed(page):
    """Return the messages of the list: what they say, and whether they are new."""
    return [
        (item.select_one("h3").get_text(), item.select_one(".bgm-status").get_text())
        for item in page.soup.select("main .bgm-desk > li")
    ]


def test_what_is_mailed_stands_in_the_portal_newest_first(katrin, write, at):
    write(subject="Erste")
    with at(NOW + timedelta(minutes=1)):
        write(subject="Zweite")

    page = katrin.get("/mitteilungen")

    assert listed(page) == [("Zweite", "Neu"), ("Erste", "Neu")]
    assert header(page) == "Mitteilungen 2 neu"


def test_the_number_in_the_header_is_not_read_out_by_itself(katrin, write):
    write()

    count = katrin.get("/").soup.select_one(".bgm-service .bgm-count")

    speaking = [
        tag.name
        for tag in (count, *count.parents)
        if tag.get("aria-live") or tag.get("role") in {"status", "alert", "log"}
    ]
    assert (count.get_text(strip=True), speaking) == ("1 neu", [])


def test_nobody_is_told_of_nothing(katrin):
    page = katrin.get("/mitteilungen")

    assert header(page) == "Mitteilungen"
    assert "Keine Mitteilung" in page.text


def test_the_header_costs_no_statement_of_its_own(katrin, write):
    katrin.get("/hilfe")
    with statements() as without:
        katrin.raw("/hilfe")
    write()

    with statements() as with_news:
        katrin.raw("/hilfe")

    assert len(with_news) == len(without)


def test_a_message_says_in_the_portal_what_it_says_as_mail(katrin, write, mailbox):
    text = "Guten Tag,\n\nzu Ihrer Anmeldung:\nhttp://localhost/hilfe\n\n--\nAbsender: das Portal\n"
    mail = write(subject="Ein Hinweis", text=text)
    mailbox.deliver()

    page = katrin.get(f"/mitteilungen/{mail.id}")

    letter = page.soup.select_one(".bgm-letter")
    assert [part.get_text("|") for part in letter.select("p")] == [
        "Guten Tag,",
        "zu Ihrer Anmeldung:|Diese Seite öffnen",
    ]
    assert letter.select_one("a")["href"] == "/hilfe"
    assert "Auch als E-Mail verschickt: Montag, 23. März 2026, 9:00 Uhr." in page.text


def test_a_message_that_no_mail_server_takes_is_there_all_the_same(katrin, write):
    mail = write()
    mail.state = MailState.FAILED
    db.session.commit()

    page = katrin.get(f"/mitteilungen/{mail.id}")

    assert "Als E-Mail ist diese Mitteilung nicht angekommen." in page.text


def test_looking_at_a_message_changes_nothing(katrin, write):
    mail = write()

    katrin.get(f"/mitteilungen/{mail.id}")

    assert header(katrin.get("/mitteilungen")) == "Mitteilungen 1 neu"


def test_a_message_is_marked_as_read_and_as_new_again(katrin, write):
    mail = write(subject="Ein Hinweis")

    read = katrin.post(f"/mitteilungen/{mail.id}/gelesen")
    again = katrin.post(f"/mitteilungen/{mail.id}/neu")

    assert (header(read), listed(read)) == ("Mitteilungen", [("Ein Hinweis", "Gelesen")])
    assert (header(again), listed(again)) == ("Mitteilungen 1 neu", [("Ein Hinweis", "Neu")])


def test_reading_twice_keeps_the_first_moment(katrin, write, at):
    mail = write()
    katrin.post(f"/mitteilungen/{mail.id}/gelesen")

    with at(NOW + timedelta(minutes=10)):
        katrin.post(f"/mitteilungen/{mail.id}/gelesen")

    assert db.session.get_one(OutgoingMail, mail.id).read_at == NOW


def test_everything_is_marked_as_read_at_once(katrin, write):
    write()
    write()

    page = katrin.post("/mitteilungen/gelesen")

    assert "2 Mitteilungen sind jetzt als gelesen gekennzeichnet." in page.text
    assert header(page) == "Mitteilungen"


def test_messages_are_found_by_topic_and_by_what_is_new(katrin, write):
    write(subject="Alte Erinnerung", kind="reminder.day").read_at = NOW
    write(subject="Neue Erinnerung", kind="reminder.day")
    write(subject="Neues zum Konto")
    db.session.commit()

    page = katrin.get("/mitteilungen", thema="reminder", stand="neu")

    assert [subject for subject, _state in listed(page)] == ["Neue Erinnerung"]


def test_a_filter_that_does_not_exist_filters_nothing(katrin, write):
    write(subject="Ein Hinweis")

    page = katrin.get("/mitteilungen", thema="wetter", stand="alt", seite="-4")

    assert [subject for subject, _state in listed(page)] == ["Ein Hinweis"]


def test_a_key_to_the_account_stands_in_no_list(katrin, employee):
    credentials.request_reset(email=employee.email, at=NOW)
    db.session.commit()
    [mail] = db.session.query(OutgoingMail).filter_by(kind="identity.reset")

    page = katrin.get("/mitteilungen")

    assert listed(page) == []
    assert katrin.raw(f"/mitteilungen/{mail.id}").status_code == 404


def test_a_link_that_lets_somebody_in_is_emptied_as_soon_as_it_is_sent(app, employee, mailbox):
    credentials.request_reset(email=employee.email, at=NOW)

    [letter] = mailbox.deliver()

    assert "/kennwort-neu/" in letter.text
    assert db.session.query(OutgoingMail).one().text == ""


def test_what_lost_its_reason_before_it_was_sent_is_not_shown(katrin, write, employee):
    write(context_id=employee.id)
    outbox.void(context_id=employee.id)
    db.session.commit()

    page = katrin.get("/mitteilungen")

    assert (header(page), listed(page)) == ("Mitteilungen", [])


def test_nobody_reads_what_was_written_to_somebody_else(write, coordinator, sign_in):
    mail, nadine = write(), sign_in(coordinator)

    answers = [
        nadine.raw(f"/mitteilungen/{mail.id}").status_code,
        nadine.raw(f"/mitteilungen/{mail.id}/gelesen", method="POST").status_code,
        nadine.raw(f"/mitteilungen/{mail.id}/neu", method="POST").status_code,
    ]
    nadine.post("/mitteilungen/gelesen")

    assert answers == [404, 404, 404]
    assert db.session.get_one(OutgoingMail, mail.id).read_at is None


def test_messages_are_forgotten_after_ninety_days_here_as_there(katrin, write, at, mailbox):
    with at(OLD):
        write()
        mailbox.deliver()
    outbox.forget(at=NOW)
    db.session.commit()

    assert listed(katrin.get("/mitteilungen")) == []


def test_a_message_in_another_language_says_so(employee, sign_in, write):
    mail = write(subject="A note")
    mail.language = "en"
    db.session.commit()

    page = sign_in(employee).get(f"/mitteilungen/{mail.id}")

    assert page.soup.select_one("h1")["lang"] == "en"
