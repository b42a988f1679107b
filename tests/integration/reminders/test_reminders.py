"""Reminders from the table to the mailbox."""

from datetime import UTC, datetime, timedelta

import pytest

from bgm_portal.activities import queries as activities
from bgm_portal.activities import service as activity_service
from bgm_portal.core.database import db, transaction
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import MailState
from bgm_portal.participation import absence
from bgm_portal.registration.states import RegistrationState
from bgm_portal.reminders import activity_post
from bgm_portal.reminders.jobs import remind
from tests.support.queries import statements
from tests.support.times import CLOCKS_BACK, CLOCKS_FORWARD, RUN_ENDS, RUN_STARTS

WEEK_BEFORE = datetime(2026, 5, 14, 7, 0, tzinfo=UTC)
DAY_BEFORE = datetime(2026, 5, 20, 7, 0, tzinfo=UTC)
HOURS_BEFORE = RUN_STARTS - timedelta(hours=2)
LATE_EVENING = datetime(2026, 5, 20, 20, 0, tzinfo=UTC)
SEVEN_NEXT_MORNING = datetime(2026, 5, 21, 5, 0, tzinfo=UTC)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def run(make_activity, make_venue):
    """The company run, with everything a reminder can tell."""
    return make_activity(
        title_de="Hagener Firmenlauf",
        title_en="Hagen company run",
        venue_id=make_venue(
            name_de="Otto-Ackermann-Platz, Hagen",
            name_en="Otto Ackermann Square, Hagen",
            directions_de="Mit der Linie 510 bis Stadtmitte, dann 300 Meter ohne Stufen.",
            directions_en="Take line 510 to Stadtmitte, then 300 metres without steps.",
        ).id,
        bring_de="Sportkleidung und etwas zu trinken",
        bring_en="Sports clothes and something to drink",
    )


@pytest.fixture
def runner(run, employee, coordinator, make_participant):
    """Somebody who runs, and a contact who can be called."""
    coordinator.phone = "02331 900-140"
    make_participant(run, employee)
    return employee


@pytest.fixture
def reminders_at(mailbox, at):
    """Return a function that lets the worker tick at a moment: what arrives, and nothing else."""

    def _reminders_at(moment):
        with at(moment):
            db.session.commit()
            remind(moment)
            return mailbox.deliver()

    return _reminders_at


def kinds() -> list[tuple[str, MailState]]:
    db.session.expire_all()
    rows = db.session.execute(
        db.select(OutgoingMail.kind, OutgoingMail.state).order_by(OutgoingMail.created_at)
    )
    return [(kind, state) for kind, state in rows]


@pytest.mark.parametrize(
    ("moment", "kind"),
    [
        (WEEK_BEFORE, "reminder.week"),
        (DAY_BEFORE, "reminder.day"),
        (HOURS_BEFORE, "reminder.hours"),
    ],
)
def test_a_participant_is_reminded_in_time(
    run, employee, make_participant, reminders_at, moment, kind
):
    make_participant(run, employee)
    reminders_at(moment - A_MINUTE)
    before = kinds()

    [letter] = reminders_at(moment)

    assert letter.to == employee.email
    assert (kind, MailState.SENT) not in before
    assert (kind, MailState.SENT) in kinds()


def test_a_participant_is_reminded_once_however_often_the_clock_ticks(
    run, employee, make_participant
):
    make_participant(run, employee)

    made = [remind(DAY_BEFORE), remind(DAY_BEFORE), remind(DAY_BEFORE + A_MINUTE)]

    assert made == [1, 0, 0]


def test_after_an_outage_only_the_latest_reminder_is_sent(run, employee, make_participant, mailbox):
    make_participant(run, employee)

    remind(HOURS_BEFORE)

    assert [kind for kind, _state in kinds()] == ["reminder.hours"]


def test_a_reminder_that_could_not_leave_makes_way_for_the_next(
    run, employee, make_participant, reminders_at
):
    make_participant(run, employee)
    remind(WEEK_BEFORE)

    letters = reminders_at(DAY_BEFORE)

    assert len(letters) == 1
    assert sorted(kinds()) == [
        ("reminder.day", MailState.SENT),
        ("reminder.week", MailState.OBSOLETE),
    ]


def test_a_reminder_waits_for_the_morning_when_the_worker_was_down_all_day(
    run, employee, make_participant, reminders_at
):
    make_participant(run, employee)

    in_the_evening = reminders_at(LATE_EVENING)
    in_the_morning = reminders_at(SEVEN_NEXT_MORNING)

    assert (len(in_the_evening), len(in_the_morning)) == (0, 1)


def test_a_week_of_downtime_is_looked_back_over(run, runner, reminders_at, make_activity, employee):
    """The worker went down before anything was due and came back days after the run."""
    reminders_at(WEEK_BEFORE - A_MINUTE)

    assert reminders_at(RUN_ENDS + timedelta(days=5)) == []

    assert kinds() == [("reminder.hours", MailState.MISSED)]
    [seen] = activity_post.page(run.id, group="verpasst", number=1).rows
    assert (seen.person_id, seen.is_repeatable) == (employee.id, True)


def test_a_date_on_record_was_missed_all_the_same(run, runner, reminders_at, coordinator):
    reminders_at(WEEK_BEFORE - A_MINUTE)
    with transaction():
        activity_service.complete(run.id, by=coordinator.id, at=RUN_ENDS + A_MINUTE)

    reminders_at(RUN_ENDS + timedelta(days=5))

    assert kinds() == [("reminder.hours", MailState.MISSED)]


def test_what_was_long_ago_when_the_first_worker_came_is_nobodys_loss(run, runner, reminders_at):
    reminders_at(RUN_ENDS + timedelta(days=5))

    assert kinds() == []


def test_a_clock_that_was_wrong_for_a_while_skips_nothing(run, runner, reminders_at):
    reminders_at(RUN_ENDS + timedelta(days=300))

    [letter] = reminders_at(HOURS_BEFORE)

    assert letter.to == runner.email


def test_a_reminder_is_missed_when_the_worker_was_down_until_the_date_began(
    run, employee, make_participant, reminders_at
):
    make_participant(run, employee)

    letters = reminders_at(RUN_STARTS + A_MINUTE)

    assert letters == []
    assert kinds() == [("reminder.hours", MailState.MISSED)]


@pytest.mark.parametrize(
    "state", [RegistrationState.WAITING, RegistrationState.CANCELLED, RegistrationState.OFFERED]
)
def test_only_people_with_a_place_are_reminded(run, employee, make_participant, state):
    make_participant(
        run,
        employee,
        state=state,
        ended_at=DAY_BEFORE if state is RegistrationState.CANCELLED else None,
        offer_expires_at=DAY_BEFORE if state is RegistrationState.OFFERED else None,
    )

    made = remind(DAY_BEFORE)

    assert made == 0


def test_a_reminder_of_a_cancelled_registration_is_taken_back(run, employee, make_participant):
    registration = make_participant(run, employee)
    remind(DAY_BEFORE)
    registration.state = RegistrationState.CANCELLED
    registration.ended_at = DAY_BEFORE
    db.session.commit()

    remind(DAY_BEFORE + A_MINUTE)

    assert kinds() == [("reminder.day", MailState.OBSOLETE)]


def test_a_moved_date_is_reminded_of_anew(run, employee, make_participant):
    make_participant(run, employee)
    remind(DAY_BEFORE)
    run.schedule_version += 1
    db.session.commit()

    made = remind(DAY_BEFORE + A_MINUTE)

    assert made == 1
    assert sorted(state for _kind, state in kinds()) == [MailState.OBSOLETE, MailState.QUEUED]


def test_whoever_was_just_told_a_new_date_is_not_reminded_at_once(
    run, employee, make_participant, make_mail, at
):
    registration = make_participant(run, employee)
    with at(DAY_BEFORE + A_MINUTE):
        make_mail(kind="activity.moved", context_id=registration.id)

    made = remind(DAY_BEFORE + 2 * A_MINUTE)

    assert made == 0


def test_a_course_is_announced_once_and_each_of_its_dates_the_day_before(
    make_activity, employee, make_participant
):
    first = (RUN_STARTS, RUN_ENDS)
    second = (RUN_STARTS + timedelta(days=7), RUN_ENDS + timedelta(days=7))
    make_participant(make_activity(dates=[first, second]), employee)

    at_once = [
        remind(WEEK_BEFORE),
        remind(DAY_BEFORE),
        remind(WEEK_BEFORE + timedelta(days=7)),
        remind(DAY_BEFORE + timedelta(days=7)),
    ]

    reminded = [kind for kind, _state in kinds()]
    assert sum(at_once) == len(reminded)
    assert reminded.count("reminder.week") == 1
    assert reminded.count("reminder.day") == 2


@pytest.mark.parametrize(
    ("starts_at", "nine_o_clock"),
    [
        (CLOCKS_FORWARD + timedelta(hours=8), datetime(2026, 3, 28, 8, 0, tzinfo=UTC)),
        (CLOCKS_FORWARD + timedelta(hours=32), datetime(2026, 3, 29, 7, 0, tzinfo=UTC)),
        (CLOCKS_BACK + timedelta(hours=8), datetime(2026, 10, 24, 7, 0, tzinfo=UTC)),
        (CLOCKS_BACK + timedelta(hours=32), datetime(2026, 10, 25, 8, 0, tzinfo=UTC)),
    ],
)
def test_nine_o_clock_is_nine_o_clock_in_the_nights_the_clocks_change(
    make_activity, make_venue, employee, make_participant, starts_at, nine_o_clock
):
    online = make_activity(starts_at=starts_at, venue_id=make_venue(is_online=True).id)
    make_participant(online, employee, since=nine_o_clock - timedelta(days=5))

    made = [remind(nine_o_clock - A_MINUTE), remind(nine_o_clock)]

    assert made == [0, 1]


def test_the_number_of_statements_does_not_grow_with_the_number_of_people(
    run, make_person, make_participant
):
    make_participant(run, make_person())
    with statements() as few:
        remind(WEEK_BEFORE - A_MINUTE)
    make_participant(run, make_person())
    make_participant(run, make_person())

    with statements() as many:
        remind(WEEK_BEFORE - A_MINUTE)

    assert many.count == few.count


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize(
    ("name", "moment"), [("week", WEEK_BEFORE), ("day", DAY_BEFORE), ("hours", HOURS_BEFORE)]
)
def test_a_reminder_says_all_that_is_needed(runner, reminders_at, snapshot, name, moment, language):
    runner.language = language

    [letter] = reminders_at(moment)

    snapshot(f"reminders/{name}-{language}", letter)


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_discreet_date_is_not_named(run, runner, reminders_at, snapshot, language):
    run.discreet, runner.language = True, language

    [letter] = reminders_at(DAY_BEFORE)

    assert "Firmenlauf" not in letter.subject + letter.text + letter.html
    snapshot(f"reminders/discreet-{language}", letter)


def test_an_answer_to_a_reminder_reaches_the_contact(
    run, employee, coordinator, make_participant, reminders_at
):
    make_participant(run, employee)

    [letter] = reminders_at(DAY_BEFORE)

    assert letter.message["Reply-To"] == coordinator.email


def test_whoever_leaves_a_date_out_is_not_reminded_of_it(run, runner, reminders_at):
    [date] = activities.dates(run.id)
    with transaction():
        absence.leave_out(run.id, date.id, by=runner.id, at=WEEK_BEFORE - A_MINUTE)
    silent = reminders_at(DAY_BEFORE)
    with transaction():
        absence.come_after_all(run.id, date.id, by=runner.id, at=DAY_BEFORE)

    assert silent == []
    assert len(reminders_at(HOURS_BEFORE)) == 1


def test_a_reminder_that_waits_for_the_morning_is_taken_back_with_its_date(
    make_activity, employee, make_participant, reminders_at
):
    second = (RUN_STARTS + timedelta(days=7), RUN_ENDS + timedelta(days=7))
    course = make_activity(dates=[(RUN_STARTS, RUN_ENDS), second])
    make_participant(course, employee)
    first, later = activities.dates(course.id)
    reminders_at(LATE_EVENING)
    with transaction():
        absence.leave_out(course.id, later.id, by=employee.id, at=LATE_EVENING)
    remind(LATE_EVENING + A_MINUTE)
    before = kinds()
    with transaction():
        absence.leave_out(course.id, first.id, by=employee.id, at=LATE_EVENING)

    letters = reminders_at(SEVEN_NEXT_MORNING)

    assert before == [("reminder.day", MailState.QUEUED)]
    assert letters == []
    assert kinds() == [("reminder.day", MailState.OBSOLETE)]


def test_whoever_left_the_house_gets_no_reminder_that_still_waits(
    run, employee, make_participant, reminders_at
):
    make_participant(run, employee)
    reminders_at(LATE_EVENING)
    employee.deactivated_at = LATE_EVENING
    db.session.commit()

    letters = reminders_at(SEVEN_NEXT_MORNING)

    assert letters == []
    assert kinds() == [("reminder.day", MailState.OBSOLETE)]
