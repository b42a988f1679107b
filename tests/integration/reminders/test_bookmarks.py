"""What people keep in mind, and the one reminder before the deadline closes."""

from datetime import UTC, datetime, timedelta

import pytest

from bgm_portal.activities.kinds import ActivityState
from bgm_portal.bookmarks import service as bookmarks
from bgm_portal.bookmarks.models import Bookmark
from bgm_portal.core.database import db, transaction
from bgm_portal.mail import preferences
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.preferences import Preference
from bgm_portal.mail.states import Channel, MailState
from bgm_portal.registration.service import dates
from bgm_portal.reminders.jobs import forget, remind
from bgm_portal.reminders.rules import CLOSING
from tests.support.times import LAST_MONTH, RUN_ENDS, RUN_STARTS

#: The deadline of the run is a Thursday at 18:00; two days before, at nine, somebody is reminded.
DEADLINE = RUN_STARTS - timedelta(days=7)
TWO_DAYS_BEFORE = datetime(2026, 5, 12, 7, 0, tzinfo=UTC)
NIGHT_BEFORE = datetime(2026, 5, 13, 1, 0, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)
A_DAY = timedelta(days=1)


@pytest.fixture
def run(make_activity):
    """A run for which one can sign up until a week before."""
    return make_activity(title_de="Hagener Firmenlauf", title_en="Hagen company run")


@pytest.fixture
def kept(run, employee):
    """Katrin Albers keeps the run in mind."""
    with transaction():
        bookmarks.keep(run.id, by=employee.id, at=LAST_MONTH)
    return run


@pytest.fixture
def reminded_at(mailbox, at):
    """Return a function that lets the worker tick at a moment: what arrives."""

    def _reminded_at(moment):
        with at(moment):
            db.session.commit()
            remind(moment)
            return mailbox.deliver()

    return _reminded_at


def states():
    db.session.expire_all()
    query = db.select(OutgoingMail.state).where(OutgoingMail.kind == CLOSING)
    return list(db.session.scalars(query.order_by(OutgoingMail.created_at)))


def test_an_employee_keeps_an_activity_in_mind_and_lets_it_go(sign_in, employee, run):
    katrin = sign_in(employee)
    page = f"/angebote/{run.id}"

    kept = katrin.post(f"{page}/merken")
    katrin.post(f"{page}/merken")

    assert "Nicht mehr merken" in kept.text
    assert "Hagener Firmenlauf" in katrin.get("/mein-bereich").text
    assert "Merken" in katrin.post(f"{page}/nicht-mehr-merken").text
    assert "Hagener Firmenlauf" not in katrin.get("/mein-bereich").text


def test_nobody_keeps_a_draft_in_mind(sign_in, employee, make_activity):
    draft = make_activity(state=ActivityState.DRAFT)

    sign_in(employee).post(f"/angebote/{draft.id}/merken", status=404)

    assert db.session.query(Bookmark).count() == 0


@pytest.mark.parametrize("language", ["de", "en"])
def test_whoever_kept_it_in_mind_is_told_once_before_the_deadline(
    kept, employee, reminded_at, snapshot, language
):
    employee.language = language
    nothing = reminded_at(TWO_DAYS_BEFORE - A_MINUTE)

    [letter] = reminded_at(TWO_DAYS_BEFORE)

    assert nothing == []
    assert reminded_at(TWO_DAYS_BEFORE + A_DAY) == []
    assert "List-Unsubscribe" in letter.message
    snapshot(f"reminders/deadline-{language}", letter)


def test_after_an_outage_it_waits_for_the_morning(kept, reminded_at):
    at_night = reminded_at(NIGHT_BEFORE)

    [letter] = reminded_at(datetime(2026, 5, 13, 5, 0, tzinfo=UTC))

    assert at_night == []
    assert letter.subject == "Sie haben sich gemerkt: Hagener Firmenlauf"


def test_whoever_keeps_it_in_mind_late_has_seen_the_deadline(run, employee, reminded_at):
    with transaction():
        bookmarks.keep(run.id, by=employee.id, at=TWO_DAYS_BEFORE)

    assert reminded_at(TWO_DAYS_BEFORE + A_DAY) == []


def test_a_waiting_reminder_goes_when_somebody_signs_up(kept, employee, reminded_at, register):
    reminded_at(NIGHT_BEFORE)
    register(employee, kept)

    later = reminded_at(DEADLINE - A_DAY)

    assert states() == [MailState.OBSOLETE]
    assert [letter for letter in later if "gemerkt" in letter.subject] == []


def test_a_waiting_reminder_goes_when_it_is_let_go_or_cancelled(
    kept, employee, reminded_at, make_activity
):
    other = make_activity()
    with transaction():
        bookmarks.keep(other.id, by=employee.id, at=LAST_MONTH)
    reminded_at(NIGHT_BEFORE)
    assert states() == [MailState.QUEUED, MailState.QUEUED]

    with transaction():
        bookmarks.let_go(kept.id, by=employee.id)
    with transaction():
        dates.cancel_activity(other.id, note="Sturm", by=None, at=NIGHT_BEFORE)
    reminded_at(NIGHT_BEFORE + A_MINUTE)

    assert states() == [MailState.OBSOLETE, MailState.OBSOLETE]


def test_a_person_may_do_without_or_have_it_earlier(kept, employee, reminded_at):
    preferences.keep(employee.id, {CLOSING: Preference(channel=Channel.OFF)})
    without = reminded_at(TWO_DAYS_BEFORE)

    preferences.keep(employee.id, {CLOSING: Preference(lead=1)})

    assert without == []
    assert reminded_at(TWO_DAYS_BEFORE + A_MINUTE) == []
    assert len(reminded_at(TWO_DAYS_BEFORE + A_DAY)) == 1


def test_a_discreet_activity_is_not_named(kept, reminded_at):
    kept.discreet = True

    [letter] = reminded_at(TWO_DAYS_BEFORE)

    assert letter.subject == "Sie haben sich im BGM-Portal etwas gemerkt"
    assert "Firmenlauf" not in letter.text


def test_it_is_forgotten_the_day_after(kept):
    kept_until = forget(RUN_ENDS + A_MINUTE)

    assert kept_until == 0
    assert forget(RUN_ENDS + A_DAY + A_MINUTE) == 1
