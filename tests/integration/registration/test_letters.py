"""Every letter about a registration, as people read it; discreet ones say nothing in passing."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from bgm_portal.activities.kinds import Moved
from bgm_portal.core.database import transaction
from bgm_portal.mail import outbox
from bgm_portal.mail.message import Recipient
from bgm_portal.registration import messages
from bgm_portal.registration.occasion import Booking, Occasion
from tests.support.times import NOW, RUN_ENDS, RUN_STARTS

WEEK = timedelta(days=7)


def occasion(**changed):
    facts = {
        "activity_id": UUID(int=1),
        "discreet": False,
        "title_de": "Hagener Firmenlauf",
        "title_en": "Hagen company run",
        "place_de": "Hengsteysee, Festwiese",
        "place_en": "Hengsteysee, festival meadow",
        "dates": ((RUN_STARTS, RUN_ENDS),),
        "schedule_version": 2,
        "contact_name": "Nadine Ortmann",
        "contact_email": "ortmann@jobcenter.example",
    }
    return Occasion(**facts | changed)


def booking(language="de"):
    return Booking(
        registration_id=UUID(int=2),
        reference="K7PM-2XRA",
        sequence=1,
        to=Recipient(
            person_id=UUID(int=3),
            address="albers@jobcenter.example",
            language=language,
            name="Katrin Albers",
        ),
    )


BEFORE = occasion(dates=((RUN_STARTS - WEEK, RUN_ENDS - WEEK),))
ELSEWHERE = occasion(
    place_de="Haus Mitte, Raum 1.12",
    place_en="Haus Mitte, room 1.12",
    online_de="Webraum 3",
    online_en="Web room 3",
)
ELSEWHERE_BEFORE = replace(ELSEWHERE, dates=BEFORE.dates)


def moved(now, to, what, before):
    return messages.moved(now, to, what=what, before=before, has_place=True, at=NOW)


LETTERS = {
    "confirmed": lambda o, b: messages.confirmed(o, b, at=NOW),
    "registered-for-you": lambda o, b: messages.registered_for_you(
        o, b, actor="Nadine Ortmann", position=None, at=NOW
    ),
    "registered-for-you-waiting": lambda o, b: messages.registered_for_you(
        o, b, actor="Nadine Ortmann", position=3, at=NOW
    ),
    "waiting": lambda o, b: messages.waiting(o, b, position=3),
    "offered": lambda o, b: messages.offered(o, b, until=NOW + timedelta(hours=48)),
    "offer-ends": lambda o, b: messages.offer_ends(o, b, until=NOW + timedelta(hours=12)),
    "promoted": lambda o, b: messages.promoted(o, b, at=NOW),
    "offer-expired": messages.offer_expired,
    "cancelled": lambda o, b: messages.cancelled(o, b, had_place=True, at=NOW),
    "moved": lambda o, b: moved(o, b, Moved.TIME, BEFORE),
    "moved-offer": lambda o, b: messages.moved(
        o,
        replace(b, offered_until=NOW + timedelta(hours=48)),
        what=Moved.TIME,
        before=BEFORE,
        has_place=False,
        at=NOW,
    ),
    "moved-place": lambda o, b: moved(o, b, Moved.PLACE, ELSEWHERE),
    "moved-both": lambda o, b: moved(o, b, Moved.BOTH, ELSEWHERE_BEFORE),
    "activity-cancelled": lambda o, b: messages.activity_cancelled(
        o, b, note="Es kommt ein Sturm.", had_place=True, at=NOW
    ),
    "date-cancelled": lambda o, b: messages.date_cancelled(
        o, b, gone=replace(o, numbers=(1,)), note="Es kommt ein Sturm.", has_place=True, at=NOW
    ),
    "date-given-back": lambda o, b: messages.date_given_back(replace(o, numbers=(1,)), b, at=NOW),
    "time-swapped": lambda o, b: messages.time_swapped(o, b, at=NOW),
    "goes-ahead": lambda o, b: messages.goes_ahead(o, b, has_place=True),
}


@pytest.fixture
def deliver(mailbox):
    """Return a function that sends a message and gives back the letter."""

    def _deliver(message):
        with transaction():
            outbox.enqueue(message, at=NOW)
        (letter,) = mailbox.deliver()
        return letter

    return _deliver


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", list(LETTERS))
def test_a_letter_reads_as_reviewers_agreed(deliver, snapshot, name, language):
    letter = deliver(LETTERS[name](occasion(), booking(language)))

    snapshot(f"registration/{name}-{language}", letter)


@pytest.mark.parametrize("name", list(LETTERS))
def test_a_discreet_activity_appears_nowhere_in_a_letter(deliver, name):
    secret = occasion(discreet=True, title_de="Rauchfrei-Kurs", title_en="Quitting smoking")

    letter = deliver(LETTERS[name](secret, booking()))

    assert letter.subject == "Ihr Termin im BGM-Portal"
    assert "Rauchfrei" not in letter.message.as_string()
    assert "Rauchfrei" not in letter.text
    assert "Sturm" not in letter.text


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("confirmed", "METHOD:REQUEST"),
        ("promoted", "METHOD:REQUEST"),
        ("registered-for-you", "METHOD:REQUEST"),
        ("moved", "METHOD:REQUEST"),
        ("moved-place", "METHOD:REQUEST"),
        ("cancelled", "METHOD:CANCEL"),
        ("activity-cancelled", "METHOD:CANCEL"),
        ("date-cancelled", "METHOD:CANCEL"),
        ("time-swapped", "METHOD:REQUEST"),
        ("date-given-back", "METHOD:CANCEL"),
    ],
)
def test_whoever_has_a_place_gets_an_entry_with_the_same_uid(app, name, method):
    calendar = LETTERS[name](occasion(), booking()).calendar

    assert method in calendar.text
    assert f"UID:{UUID(int=2)}-1@bgm-portal.invalid" in calendar.text
    assert "SEQUENCE:1" in calendar.text
    assert "/meine-anmeldung/" not in calendar.text
    assert "VALARM" not in calendar.text  # nobody asked to be rung for what comes by mail


@pytest.mark.parametrize("name", ["waiting", "offered", "offer-expired", "moved-offer"])
def test_whoever_has_no_place_gets_no_entry(app, name):
    assert LETTERS[name](occasion(), booking()).calendar is None


@pytest.mark.parametrize("name", list(LETTERS))
def test_an_answer_to_a_letter_reaches_the_contact(app, name):
    assert LETTERS[name](occasion(), booking()).reply_to == "ortmann@jobcenter.example"
