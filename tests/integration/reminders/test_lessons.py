"""Modules that are meant for people until a day, and completions that end: told once, neutrally."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bgm_portal.core.database import db, transaction
from bgm_portal.learning.kinds import Change, Wish
from bgm_portal.learning.models import Recommendation
from bgm_portal.learning.packages import Package
from bgm_portal.learning.service import audience, drafting, publishing
from bgm_portal.learning.service.publishing import Publication
from bgm_portal.mail import preferences
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.preferences import Preference
from bgm_portal.mail.states import Channel, MailState
from bgm_portal.reminders import lessons
from bgm_portal.reminders.jobs import remind_of_lessons
from bgm_portal.reminders.rules import MODULE, RENEWAL
from tests.factories.learning import MEDIA, PROBE, finish_probe, in_english, publish_probe
from tests.support.times import LAST_MONTH, NOW

DUE = date(2026, 5, 28)
WEEK_BEFORE = datetime(2026, 5, 21, 7, 0, tzinfo=UTC)  # at nine in the morning
A_MINUTE = timedelta(minutes=1)
A_DAY = timedelta(days=1)


@pytest.fixture
def module(publish_module):
    """The small module is published."""
    publish_module()


@pytest.fixture
def assign(coordinator):
    """Return a function that sets a day for everybody."""

    def _assign(key="probe", *, due_on=DUE, at=NOW, wish=Wish.ASSIGNED):
        with transaction():
            audience.recommend(key, wish, unit_id=None, due_on=due_on, by=coordinator.id, at=at)

    return _assign


@pytest.fixture
def told_at(mailbox, at, employee):
    """Return a function that lets the worker tick at a moment: what Katrin Albers gets."""

    def _told_at(moment):
        with at(moment):
            db.session.commit()
            remind_of_lessons(moment)
            return [one for one in mailbox.deliver() if employee.email in str(one.message["To"])]

    return _told_at


def words(letter):
    """Return the text of a letter with ordinary blanks."""
    return letter.text.replace("\xa0", " ")


def states(kind=MODULE):
    db.session.expire_all()
    query = db.select(OutgoingMail.state).where(OutgoingMail.kind == kind)
    return set(db.session.scalars(query))


def take_back(coordinator, *, at):
    [one] = db.session.scalars(db.select(Recommendation)).all()
    with transaction():
        audience.recommend_no_longer("probe", one.id, by=coordinator.id, at=at)


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_module_with_a_day_is_told_once_a_week_before(
    module, assign, employee, told_at, snapshot, language
):
    employee.language = language
    assign()
    nothing = told_at(WEEK_BEFORE - A_MINUTE)

    [letter] = told_at(WEEK_BEFORE)

    assert nothing == []
    assert told_at(WEEK_BEFORE + A_DAY) == []
    assert "List-Unsubscribe" in letter.message
    snapshot(f"reminders/module-{language}", letter)


@pytest.mark.parametrize("language", ["de", "en"])
def test_several_modules_come_in_one_message(module, assign, employee, told_at, snapshot, language):
    employee.language = language
    publish_probe("zweite")
    assign()
    assign("zweite", due_on=DUE - A_DAY)

    [letter] = told_at(WEEK_BEFORE)

    assert told_at(WEEK_BEFORE + A_DAY) == []
    snapshot(f"reminders/modules-{language}", letter)


def test_after_an_outage_one_message_waits_for_the_morning(module, assign, told_at):
    publish_probe("zweite")
    assign()
    assign("zweite", due_on=DUE + A_DAY)
    at_night = datetime(2026, 5, 25, 1, 0, tzinfo=UTC)

    nothing = told_at(at_night)
    [letter] = told_at(datetime(2026, 5, 25, 5, 0, tzinfo=UTC))

    assert nothing == []
    assert letter.subject == "2 Lernmodule für Sie vorgesehen"


def test_what_is_set_late_is_told_after_an_hour_and_what_was_told_is_not_repeated(
    module, assign, told_at
):
    publish_probe("zweite")
    assign()
    told_at(WEEK_BEFORE)
    late = WEEK_BEFORE + A_DAY
    assign("zweite", at=late)

    nothing = told_at(late + timedelta(minutes=59))
    [letter] = told_at(late + timedelta(minutes=60))

    assert nothing == []
    assert words(letter).count("bis Donnerstag, 28. Mai 2026") == 1


def test_another_day_is_told_anew(module, assign, told_at):
    assign()
    told_at(WEEK_BEFORE)
    assign(due_on=DUE + timedelta(days=7), at=WEEK_BEFORE + A_DAY)

    [letter] = told_at(WEEK_BEFORE + timedelta(days=7))

    assert "bis Donnerstag, 4. Juni 2026" in words(letter)


def test_nobody_is_told_who_has_completed_it_nor_of_a_mere_recommendation_nor_afterwards(
    module, assign, employee, told_at
):
    assign(wish=Wish.RECOMMENDED)
    of_a_recommendation = told_at(WEEK_BEFORE)
    assign()
    too_late = told_at(datetime(2026, 5, 28, 22, 0, tzinfo=UTC))
    finish_probe(employee.id)

    assert told_at(WEEK_BEFORE + A_DAY) == []
    assert (of_a_recommendation, too_late) == ([], [])


@pytest.mark.parametrize("reason", ["completed", "taken back", "withdrawn"])
def test_a_waiting_message_goes_when_nothing_in_it_is_left_to_do(
    module, assign, employee, coordinator, told_at, reason
):
    assign()
    at_night = datetime(2026, 5, 25, 1, 0, tzinfo=UTC)
    told_at(at_night)
    waiting = states()

    if reason == "completed":
        finish_probe(employee.id)
    elif reason == "taken back":
        take_back(coordinator, at=at_night)
    else:
        with transaction():
            drafting.withdraw("probe", by=coordinator.id, at=at_night)
    morning = told_at(datetime(2026, 5, 25, 5, 0, tzinfo=UTC))

    assert waiting == {MailState.QUEUED}
    assert morning == []
    assert MailState.OBSOLETE in states()


def test_what_was_taken_back_and_set_again_is_told_again(module, assign, coordinator, told_at):
    assign()
    at_night = datetime(2026, 5, 25, 1, 0, tzinfo=UTC)
    told_at(at_night)
    take_back(coordinator, at=at_night)
    told_at(at_night + A_MINUTE)
    assign(at=at_night + timedelta(hours=1))

    assert len(told_at(at_night + timedelta(hours=5))) == 1


def test_a_person_may_do_without_or_have_it_earlier_or_in_the_portal_alone(
    module, assign, employee, told_at
):
    assign()
    preferences.keep(employee.id, {MODULE: Preference(channel=Channel.OFF)})
    without = told_at(WEEK_BEFORE)
    preferences.keep(employee.id, {MODULE: Preference(lead=3)})
    a_week_before = told_at(WEEK_BEFORE + A_MINUTE)
    preferences.keep(employee.id, {MODULE: Preference(lead=3, channel=Channel.PORTAL)})

    three_days_before = told_at(WEEK_BEFORE + timedelta(days=4))

    assert (without, a_week_before, three_days_before) == ([], [], [])
    assert MailState.PORTAL in states()


@pytest.mark.parametrize("kind", [MODULE, RENEWAL])
def test_neutral_messages_name_no_module(module, assign, employee, told_at, kind):
    employee.neutral_mail = True
    if kind == MODULE:
        assign()
    else:
        finish_probe(employee.id, at=WEEK_BEFORE - timedelta(days=2 * 365 - 20))

    [letter] = told_at(WEEK_BEFORE)

    assert letter.subject == "Zum Lernen im BGM-Portal"
    assert "Probe" not in letter.text


@pytest.mark.parametrize("language", ["de", "en"])
def test_whose_completion_ends_is_told_a_month_before(
    module, employee, told_at, snapshot, language
):
    employee.language = language
    finish_probe(employee.id, at=datetime(2024, 6, 20, 10, 0, tzinfo=UTC))
    nothing = told_at(WEEK_BEFORE - A_MINUTE)

    [letter] = told_at(WEEK_BEFORE)

    assert nothing == []
    assert told_at(WEEK_BEFORE + A_DAY) == []
    snapshot(f"reminders/renewal-{language}", letter)


def test_a_renewed_version_is_told_to_whoever_has_completed_the_one_before(
    module, employee, told_at, make_person
):
    make_person()  # who has learnt nothing and is told nothing
    finish_probe(employee.id)
    texts = {"de": PROBE.replace("Bleiben Sie ruhig.", "Bleiben Sie da."), "en": in_english()}
    publication = Publication(at=NOW, change=Change.RENEW, note="Neues Recht")
    with transaction():
        publishing.publish(Package(name="probe", texts=texts, media=MEDIA), publication)

    [letter] = told_at(NOW + timedelta(hours=2))

    assert "gültig bis Mittwoch, 22. April 2026" in words(letter)  # thirty days
    assert "/lernen/probe" in letter.text


def test_whoever_has_renewed_already_or_left_is_told_nothing(
    module, employee, told_at, make_person
):
    long_ago = datetime(2024, 6, 20, 10, 0, tzinfo=UTC)
    finish_probe(employee.id, at=long_ago)
    gone = make_person(deactivated_at=LAST_MONTH)
    finish_probe(gone.id, at=long_ago)
    noted = audience.Completed(person_id=employee.id, basis="on_site", on=date(2026, 3, 1))
    with transaction():
        audience.note_completion("probe", noted, by=gone.id, at=NOW)

    assert told_at(WEEK_BEFORE) == []
    assert states(RENEWAL) == set()


def test_two_workers_at_once_tell_it_once(module, assign, employee):
    assign()

    both = [lessons.write(lessons.owed(at=WEEK_BEFORE), at=WEEK_BEFORE) for _worker in range(2)]

    with transaction():
        stored = [lessons.put_out(one, at=WEEK_BEFORE) for one in both]

    assert stored[0] > 0
    assert stored[1] == 0
