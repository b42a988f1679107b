"""Which reminders an activity has, chosen by those who look after it."""

from datetime import UTC, datetime

import pytest

from bgm_portal.core.database import db
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.preferences import Preference, keep
from bgm_portal.mail.states import Channel, MailState
from bgm_portal.reminders.jobs import remind
from bgm_portal.reminders.models import ActivityReminders

DAY_BEFORE = datetime(2026, 5, 20, 7, 0, tzinfo=UTC)
NOON_THE_DAY_BEFORE = datetime(2026, 5, 20, 10, 0, tzinfo=UTC)
SENTENCE = "Bitte bringen Sie eine Decke mit."
EXTRA = {"sentence_de": SENTENCE, "extra_days": "1", "extra_at": "12:00"}


@pytest.fixture
def run(make_activity, make_venue, employee, make_participant):
    """The company run, in which Katrin Albers takes part."""
    venue_id = make_venue(name_de="Haus Mitte").id
    run = make_activity(title_de="Hagener Firmenlauf", venue_id=venue_id)
    make_participant(run, employee)
    return run


@pytest.fixture
def nadine(coordinator, sign_in):
    """Nadine Ortmann, who looks after the run."""
    return sign_in(coordinator)


def kinds():
    db.session.expire_all()
    found = db.session.scalars(db.select(OutgoingMail.kind).order_by(OutgoingMail.created_at))
    return sorted(found)


def test_everything_is_as_usual_until_somebody_chooses(nadine, run):
    page = nadine.get(f"/planung/{run.id}/erinnerungen")

    assert [box["name"] for box in page.soup.select("main input[checked]")] == [
        "week",
        "day",
        "hours",
    ]
    assert db.session.query(ActivityReminders).count() == 0


def test_a_reminder_that_was_switched_off_is_not_made(nadine, run):
    nadine.post(f"/planung/{run.id}/erinnerungen", week="y", hours="y")

    remind(DAY_BEFORE)

    assert kinds() == ["reminder.week"]


def test_switching_one_off_takes_back_what_waits(nadine, run):
    remind(DAY_BEFORE)
    db.session.commit()

    nadine.post(f"/planung/{run.id}/erinnerungen", week="y", hours="y")

    db.session.expire_all()
    assert db.session.query(OutgoingMail).one().state is MailState.OBSOLETE


@pytest.mark.parametrize("language", ["de", "en"])
def test_an_activity_says_something_of_its_own(  # noqa: PLR0917
    nadine, run, employee, mailbox, at, snapshot, language
):
    employee.language = language
    nadine.post(f"/planung/{run.id}/erinnerungen", **EXTRA)

    remind(DAY_BEFORE)
    before = kinds()
    with at(NOON_THE_DAY_BEFORE):
        remind(NOON_THE_DAY_BEFORE)
        [letter] = mailbox.deliver()

    assert before == []
    assert SENTENCE in letter.text
    assert SENTENCE in nadine.get(f"/planung/{run.id}/erinnerungen").html
    snapshot(f"reminders/extra-{language}", letter)


def test_the_own_sentence_of_a_discreet_activity_stays_in_the_portal(nadine, run, mailbox, at):
    run.discreet = True
    db.session.commit()
    nadine.post(f"/planung/{run.id}/erinnerungen", **EXTRA)

    with at(NOON_THE_DAY_BEFORE):
        remind(NOON_THE_DAY_BEFORE)
        [letter] = mailbox.deliver()

    assert SENTENCE not in letter.text


def test_a_person_may_do_without_it(nadine, run, employee):
    nadine.post(f"/planung/{run.id}/erinnerungen", **EXTRA)
    keep(employee.id, {"reminder.extra": Preference(channel=Channel.OFF)})

    remind(NOON_THE_DAY_BEFORE)

    assert kinds() == []


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"extra_days": "0", "extra_at": "18:30"}, "wenn das Angebot schon begonnen hat"),
        ({"extra_at": "20:00"}, "Zwischen 19 und 7 Uhr"),
        ({"extra_at": ""}, "um wie viel Uhr"),
        ({"sentence_de": ""}, "was in der Erinnerung stehen soll"),
        ({"extra_at": "mittags"}, "mit Doppelpunkt"),
    ],
)
def test_what_would_help_nobody_is_refused_with_a_sentence(nadine, run, values, sentence):
    page = nadine.post(f"/planung/{run.id}/erinnerungen", status=422, **EXTRA | values)

    assert sentence in " ".join(page.errors())
    assert db.session.query(ActivityReminders).count() == 0
