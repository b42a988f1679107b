"""An address that refuses messages for good, and what becomes of the messages to it."""

from contextlib import contextmanager
from datetime import timedelta

import pytest

from bgm_portal.core.database import db, transaction
from bgm_portal.identity.permissions import Role
from bgm_portal.identity.queries import recipient
from bgm_portal.mail import addresses, delivery
from bgm_portal.mail.errors import NotDelivered
from bgm_portal.mail.jobs import forget
from bgm_portal.mail.models import OutgoingMail, RefusedAddress
from bgm_portal.mail.states import DeliveryPolicy, MailState
from bgm_portal.privacy import own_rows
from tests.factories.mail import courier
from tests.support.times import NOW

ADDRESS = "albers@jobcenter.example"


class Refusing:
    """A mail server that knows nobody, until it is told otherwise."""

    def __init__(self):
        self.knows = False
        self.taken = []

    @contextmanager
    def open(self):
        yield self

    def announce(self, *, recipient):
        if not self.knows:
            raise NotDelivered("550 5.1.1 unknown", permanent=True, of_address=True)

    def call_off(self):
        """Have nothing to take back."""

    def hand_over(self, content, *, name):
        self.taken.append(str(content["Subject"]))


@pytest.fixture
def server():
    return Refusing()


@pytest.fixture
def write(make_mail, employee):
    """Return a function that writes to Katrin Albers."""
    return lambda **values: make_mail(to=recipient(employee), **values)


@pytest.fixture
def marked(write, server):
    """Three messages to her were refused for good."""
    refused = [write() for _number in range(3)]
    delivery.deliver(courier(server))
    return refused


def state_of(mail):
    db.session.expire_all()
    found = db.session.get_one(OutgoingMail, mail.id)
    return found.state, found.last_error


def test_after_three_refusals_nothing_more_is_sent_and_the_portal_goes_on(
    marked, write, server, sign_in, employee
):
    server.knows = True
    fourth = write(subject="Ein vierter Hinweis")

    delivery.deliver(courier(server))

    assert server.taken == []
    assert state_of(fourth)[0] is MailState.FAILED
    page = sign_in(employee).get("/mitteilungen")
    assert "E-Mails an Sie kommen nicht an" in page.text
    assert "Ein vierter Hinweis" in page.text
    assert "kommen nicht an" in sign_in(employee).get("/mein-bereich").text


def test_two_refusals_and_a_success_are_forgotten(write, server):
    for _number in range(2):
        write()
    delivery.deliver(courier(server))
    server.knows = True
    write(subject="Angekommen")
    delivery.deliver(courier(server))

    assert server.taken == ["Angekommen"]
    assert db.session.query(RefusedAddress).count() == 0


def test_its_owner_says_that_it_is_right(marked, write, server, sign_in, employee):
    server.knows = True

    page = sign_in(employee).post("/mitteilungen/adresse")
    write(subject="Wieder da")
    delivery.deliver(courier(server))

    assert "kommen nicht an" not in page.soup.select_one("main").get_text()
    assert server.taken == ["Wieder da"]


def test_another_address_is_another_matter(marked, write, server, employee):
    server.knows = True
    employee.email = "k.albers@jobcenter.example"
    db.session.commit()

    write(subject="An die neue Adresse")
    delivery.deliver(courier(server))

    assert server.taken == ["An die neue Adresse"]


def test_what_lets_somebody_in_is_still_tried_and_heals(marked, write, server):
    server.knows = True
    write(subject="Neues Kennwort", policy=DeliveryPolicy.AT_MOST_ONCE)

    delivery.deliver(courier(server))

    assert server.taken == ["Neues Kennwort"]
    assert not addresses.refused(ADDRESS)


def test_old_refusals_are_erased(marked):
    early = forget(NOW + timedelta(days=89))

    forget(NOW + timedelta(days=91))

    assert early == 0
    assert db.session.query(RefusedAddress).count() == 0


def test_a_message_that_is_refused_for_its_words_says_nothing_about_the_address(app):
    with transaction():
        for _number in range(2):
            addresses.note_refusal(ADDRESS, at=NOW)

    assert not addresses.refused(ADDRESS)


def test_an_administrator_sees_marked_addresses_and_sends_again(
    marked, write, server, make_person, sign_in, employee
):
    desk = sign_in(make_person(Role.ADMIN))
    page = desk.get("/betrieb")
    assert page.soup.find("a", string=employee.email)["href"].startswith("/konten?")

    page = desk.post("/betrieb/adresse", adresse=employee.email)

    assert "An diese Adresse gehen wieder E-Mails." in page.text
    assert "Keine Adresse lehnt unsere Nachrichten ab." in page.text
    server.knows = True
    write(subject="Ein vierter Hinweis")
    delivery.deliver(courier(server))
    assert server.taken == ["Ein vierter Hinweis"]


@pytest.mark.parametrize("sent", [{"adresse": "niemand@jobcenter.example"}, {}])
def test_an_address_that_is_not_marked_changes_nothing(marked, make_person, sign_in, sent):
    page = sign_in(make_person(Role.ADMIN)).post("/betrieb/adresse", **sent)

    assert "Diese Adresse steht nicht mehr in der Liste." in page.text
    assert len(addresses.marked()) == 1


def test_its_owner_gets_it_among_their_own_data(marked, employee, make_person):
    [holding] = [one for one in own_rows.holdings() if one.table == RefusedAddress.__tablename__]

    assert [row["address"] for row in own_rows.rows(holding, employee.id)] == [employee.email]
    assert own_rows.rows(holding, make_person().id) == []
