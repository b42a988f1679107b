"""The weekly question: only to those who ask for it, and never telling what a diary holds."""

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from bgm_portal.core.database import db, transaction
from bgm_portal.diary import service
from bgm_portal.diary.jobs import ask
from bgm_portal.diary.rules import Entry
from bgm_portal.identity.permissions import Role
from bgm_portal.mail import preferences
from bgm_portal.mail.models import MailPreference, OutgoingMail
from bgm_portal.mail.preferences import Preference
from bgm_portal.mail.states import Channel, MailState
from bgm_portal.privacy import service as privacy
from bgm_portal.privacy.kinds import ConsentCode
from tests.support.times import NOW

KIND = "diary.week"
SETTINGS = "/mitteilungen/einstellungen"
#: Fridays at twelve by the wall, on both sides of the night in which the clocks went forward.
WINTER_FRIDAY = datetime(2026, 3, 27, 11, 0, tzinfo=UTC)
SUMMER_FRIDAY = datetime(2026, 4, 3, 10, 0, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def keeper(employee):
    """Katrin Albers keeps a diary and wants to be asked about her week."""
    with transaction():
        privacy.give(person_id=employee.id, code=ConsentCode.DIARY, by=employee.id, at=NOW)
        preferences.keep(employee.id, {KIND: Preference(channel=Channel.MAIL)})
    return employee


@pytest.fixture
def asked_at(mailbox, at):
    """Return a function that lets the worker tick at a moment: what arrives."""

    def _asked_at(moment):
        with at(moment):
            db.session.commit()
            ask(moment)
            return mailbox.deliver()

    return _asked_at


@pytest.mark.parametrize("language", ["de", "en"])
def test_whoever_wants_it_is_asked_on_fridays_and_once(keeper, asked_at, snapshot, language):
    keeper.language = language

    [letter] = asked_at(WINTER_FRIDAY)

    snapshot(f"diary/week-{language}", letter)
    assert asked_at(WINTER_FRIDAY + A_MINUTE) == []
    assert len(asked_at(SUMMER_FRIDAY)) == 1


@pytest.mark.parametrize(
    "moment",
    [
        WINTER_FRIDAY - A_MINUTE,
        SUMMER_FRIDAY - A_MINUTE,
        WINTER_FRIDAY - timedelta(days=1),
        WINTER_FRIDAY + timedelta(days=1),
        WINTER_FRIDAY + timedelta(hours=7),
    ],
)
def test_no_other_hour_is_used(keeper, asked_at, moment):
    assert asked_at(moment) == []


def test_a_worker_that_was_away_asks_in_the_afternoon(keeper, asked_at):
    assert len(asked_at(WINTER_FRIDAY + timedelta(hours=6, minutes=59))) == 1


def test_nobody_is_asked_who_did_not_ask_for_it(employee, asked_at):
    with transaction():
        privacy.give(person_id=employee.id, code=ConsentCode.DIARY, by=employee.id, at=NOW)

    assert asked_at(WINTER_FRIDAY) == []
    assert db.session.query(OutgoingMail).count() == 0


def test_nobody_is_asked_without_a_diary(employee, asked_at):
    with transaction():
        preferences.keep(employee.id, {KIND: Preference(channel=Channel.MAIL)})

    assert asked_at(WINTER_FRIDAY) == []


def test_nobody_is_asked_who_left(keeper, asked_at):
    keeper.deactivated_at = NOW

    assert asked_at(WINTER_FRIDAY) == []


def test_the_question_does_not_tell_whether_the_week_is_written(keeper, asked_at):
    entry = Entry(day=date(2026, 3, 27), minutes=30)
    with transaction():
        service.write(entry, by=keeper.id, at=WINTER_FRIDAY)

    assert len(asked_at(WINTER_FRIDAY)) == 1


def test_a_neutral_question_names_no_diary(keeper, asked_at):
    keeper.neutral_mail = True

    [letter] = asked_at(WINTER_FRIDAY)

    assert "agebuch" not in letter.subject + letter.text.replace("/tagebuch", "")


def test_in_the_portal_alone_is_possible(keeper, asked_at):
    with transaction():
        preferences.keep(keeper.id, {KIND: Preference(channel=Channel.PORTAL)})

    assert asked_at(WINTER_FRIDAY) == []
    assert db.session.query(OutgoingMail).one().state is MailState.PORTAL


def test_ending_the_diary_takes_the_question_back(keeper):
    ask(WINTER_FRIDAY)
    with transaction():
        privacy.withdraw(
            person_id=keeper.id, code=ConsentCode.DIARY, by=keeper.id, at=WINTER_FRIDAY
        )

    db.session.expire_all()
    assert db.session.query(OutgoingMail).one().state is MailState.OBSOLETE


def test_one_click_ends_it_without_signing_in(keeper, asked_at, visitor):
    [letter] = asked_at(WINTER_FRIDAY)
    address = re.fullmatch("<(.+)>", letter.message["List-Unsubscribe"])[1]

    visitor.raw(urlsplit(address).path, method="POST", data={"List-Unsubscribe": "One-Click"})

    assert asked_at(SUMMER_FRIDAY) == []
    assert db.session.query(MailPreference).count() == 0  # off is what nobody has to note


def test_it_is_off_until_somebody_switches_it_on(employee, sign_in):
    page = sign_in(employee).get(SETTINGS)

    assert page.soup.select_one('select[name="diary_week"] option[selected]')["value"] == "off"
    assert [option["value"] for option in page.soup.select('select[name="diary_week"] option')] == [
        "off",
        "mail",
        "portal",
    ]


def test_switching_it_on_and_off_again_is_kept(keeper, asked_at):
    assert preferences.of_person(keeper.id) == {KIND: Preference(channel=Channel.MAIL)}

    with transaction():
        preferences.keep(keeper.id, {KIND: Preference(channel=Channel.OFF)})

    assert preferences.of_person(keeper.id) == {}
    assert asked_at(WINTER_FRIDAY) == []


def test_an_administrator_does_not_learn_who_keeps_a_diary(keeper, make_person, sign_in):
    ask(WINTER_FRIDAY)
    db.session.commit()

    page = sign_in(make_person(Role.ADMIN)).get("/betrieb/post")

    assert "Frage nach der Woche im Tagebuch" in page.text
    assert keeper.email not in page.html


def test_one_who_cannot_be_written_to_keeps_no_other_from_being_asked(
    keeper, make_person, asked_at
):
    other = make_person(email="other@jobcenter.example\nbcc: everybody@jobcenter.example")
    with transaction():
        privacy.give(person_id=other.id, code=ConsentCode.DIARY, by=other.id, at=NOW)
        preferences.keep(other.id, {KIND: Preference(channel=Channel.MAIL)})

    assert [letter.to for letter in asked_at(WINTER_FRIDAY)] == [keeper.email]
    failed = db.session.query(OutgoingMail).filter_by(state=MailState.FAILED).one()
    assert failed.person_id == other.id
