"""Who wants which messages, by which way, and how one kind is ended without signing in."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from bgm_portal.core.database import db
from bgm_portal.identity import queries
from bgm_portal.identity.models import Person
from bgm_portal.mail import outbox, preferences
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.preferences import Preference
from bgm_portal.mail.states import Channel, MailState
from bgm_portal.reminders import wishes
from bgm_portal.reminders.jobs import remind
from tests.support.times import NOW, RUN_STARTS

SETTINGS = "/mitteilungen/einstellungen"
DAY_BEFORE = datetime(2026, 5, 20, 7, 0, tzinfo=UTC)
TWO_DAYS_BEFORE = datetime(2026, 5, 19, 7, 0, tzinfo=UTC)
HOURS_BEFORE = RUN_STARTS - timedelta(hours=2)
#: What the page of an employee sends when everything stays as usual.
WISHES = [
    wish for _topic, all_of in wishes.choosable(answers_needs=False, plans=False) for wish in all_of
]
A_FORM = {wish.field: wish.channels[0].value for wish in WISHES} | {
    f"{wish.field}_lead": str(wish.leads[0]) for wish in WISHES if wish.leads
}


@pytest.fixture
def katrin(employee, sign_in):
    """Katrin Albers with a browser."""
    return sign_in(employee)


@pytest.fixture
def run(make_activity, make_venue, employee, make_participant):
    """A run in which Katrin Albers takes part."""
    run = make_activity(title_de="Hagener Firmenlauf", venue_id=make_venue().id)
    make_participant(run, employee)
    return run


@pytest.fixture
def reminders_at(mailbox, at):
    """Return a function that lets the worker tick at a moment: what arrives."""

    def _reminders_at(moment):
        with at(moment):
            db.session.commit()
            remind(moment)
            return mailbox.deliver()

    return _reminders_at


@pytest.fixture
def write(make_mail, employee):
    """Return a function that writes to Katrin Albers."""
    return lambda **values: make_mail(to=queries.recipient(employee), **values)


def wish(person, **kinds):
    """Note how somebody wants messages: `wish(katrin, reminder_day=Preference(…))`."""
    preferences.keep(person.id, {kind.replace("_", "."): one for kind, one in kinds.items()})
    db.session.commit()


def state_of(mail):
    db.session.expire_all()
    return db.session.get_one(OutgoingMail, mail.id).state


def ending(letter):
    """Return the path that ends the kind of a letter."""
    address = re.fullmatch("<(.+)>", letter.message["List-Unsubscribe"])[1]
    return urlsplit(address).path


def chosen(page, name):
    return page.soup.select_one(f'select[name="{name}"] option[selected]').get_text()


def test_somebody_who_never_chose_gets_everything_at_the_usual_time(katrin):
    page = katrin.get(SETTINGS)

    assert chosen(page, "reminder_week") == "als E-Mail und im Portal"
    assert chosen(page, "reminder_week_lead") == "7 Tage vorher"
    assert chosen(page, "reminder_hours_lead") == "2 Stunden vorher"


def test_what_was_chosen_is_shown_again(katrin):
    page = katrin.post(
        SETTINGS, **A_FORM | {"reminder_day": "portal", "reminder_week_lead": "14", "neutral": "y"}
    )

    assert "Ihre Einstellungen sind gespeichert." in page.text
    assert chosen(page, "reminder_day") == "nur im Portal"
    assert chosen(page, "reminder_week_lead") == "14 Tage vorher"
    assert page.soup.select_one('input[name="neutral"]').has_attr("checked")


def test_only_who_plans_chooses_about_tasks_of_the_checklist(katrin, coordinator, sign_in):
    assert katrin.get(SETTINGS).soup.select_one("[name=checklists_due]") is None
    assert sign_in(coordinator).get(SETTINGS).soup.select_one("[name=checklists_due]")


def test_a_mailed_entry_rings_only_where_somebody_chose_so(
    katrin, employee, make_person, make_activity, register, mailbox
):
    katrin.post(SETTINGS, **A_FORM | {"alarm": "60"})
    run = make_activity(title_de="Hagener Firmenlauf")
    register(employee, run)
    register(make_person(), run)

    loud, quiet = sorted(mailbox.deliver(), key=lambda one: one.to != employee.email)

    assert chosen(katrin.get(SETTINGS), "alarm") == "1 Stunde vorher"
    assert "TRIGGER:-PT60M" in loud.calendar
    assert "VALARM" not in quiet.calendar


def test_only_what_differs_from_the_usual_is_kept(katrin, employee):
    katrin.post(SETTINGS, **A_FORM | {"reminder_day": "off"})
    katrin.post(SETTINGS, **A_FORM)

    assert preferences.of_person(employee.id) == {}


@pytest.mark.parametrize(
    "wrong",
    [{"reminder_day": "brieftaube"}, {"registration_confirmed": "off"}, {"reminder_day_lead": "9"}],
)
def test_what_cannot_be_chosen_is_refused_and_nothing_is_lost(katrin, employee, wrong):
    page = katrin.post(SETTINGS, status=422, **A_FORM | {"reminder_week": "portal"} | wrong)

    assert page.errors() != []
    assert chosen(page, "reminder_week") == "nur im Portal"
    assert preferences.of_person(employee.id) == {}


def test_only_those_who_answer_needs_choose_about_their_overview(katrin, coordinator, sign_in):
    own, coordination = katrin.get(SETTINGS), sign_in(coordinator).get(SETTINGS)

    assert "Tägliche Übersicht der Bedarfe" not in own.text
    assert "Tägliche Übersicht der Bedarfe" in coordination.text


def test_what_is_wanted_in_the_portal_alone_is_not_mailed(employee, katrin, write, mailbox):
    wish(employee, reminder_day=Preference(channel=Channel.PORTAL))
    mail = write(subject="Eine Erinnerung", kind="reminder.day")

    sent = mailbox.deliver()
    page = katrin.get(f"/mitteilungen/{mail.id}")

    assert (sent, state_of(mail)) == ([], MailState.PORTAL)
    assert "Nur hier, so wie Sie es eingestellt haben." in page.text


def test_what_nobody_may_miss_is_mailed_whatever_was_noted(employee, write, mailbox):
    wish(employee, activity_cancelled=Preference(channel=Channel.OFF))
    write(kind="activity.cancelled")

    assert len(mailbox.deliver()) == 1


@pytest.mark.parametrize(
    ("channel", "state"), [("off", MailState.OBSOLETE), ("portal", MailState.PORTAL)]
)
def test_what_waits_follows_a_new_choice(katrin, write, mailbox, channel, state):
    mail = write(kind="reminder.day", not_before=NOW + timedelta(hours=9))

    katrin.post(SETTINGS, **A_FORM | {"reminder_day": channel})

    assert state_of(mail) is state


def test_a_reminder_that_was_switched_off_does_not_come(run, employee, reminders_at):
    wish(employee, reminder_day=Preference(channel=Channel.OFF))

    letters = reminders_at(DAY_BEFORE)

    assert [letter.message["Subject"] for letter in letters] == [
        "Erinnerung: Hagener Firmenlauf am Donnerstag, 21. Mai 2026"
    ]  # the early one is still due, and nothing took its place
    assert db.session.query(OutgoingMail).one().kind == "reminder.week"


def test_a_reminder_comes_earlier_for_whoever_wants_it_so(run, employee, reminders_at):
    wish(employee, reminder_day=Preference(lead=2), reminder_week=Preference(channel=Channel.OFF))

    assert len(reminders_at(TWO_DAYS_BEFORE - timedelta(minutes=1))) == 0
    assert len(reminders_at(TWO_DAYS_BEFORE)) == 1
    assert len(reminders_at(DAY_BEFORE)) == 0


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_neutral_reminder_does_not_say_what_it_is_about(run, employee, reminders_at, language):
    employee.neutral_mail, employee.language = True, language

    [letter] = reminders_at(DAY_BEFORE)

    assert "Firmenlauf" not in letter.subject + letter.text + letter.html


def test_a_neutral_confirmation_and_its_entry_do_not_say_what_it_is_about(
    employee, make_activity, register, mailbox
):
    employee.neutral_mail = True
    register(employee, make_activity(title_de="Hagener Firmenlauf"))

    [letter] = mailbox.deliver()

    assert letter.subject == "Ihr Termin im BGM-Portal"
    assert "Firmenlauf" not in letter.text + letter.html + letter.calendar


def test_a_reminder_can_be_ended_with_one_click(run, employee, reminders_at):
    [letter] = reminders_at(DAY_BEFORE)

    assert letter.message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.message["List-Unsubscribe"].startswith("<http://localhost/abbestellen/")
    assert ending(letter) in letter.text
    assert ending(letter) in letter.html


def test_what_nobody_may_miss_offers_no_way_to_end_it(employee, make_activity, register, mailbox):
    register(employee, make_activity())

    [letter] = mailbox.deliver()

    assert letter.message["List-Unsubscribe"] is None
    assert "/abbestellen/" not in letter.text + letter.html


def test_a_mail_program_ends_a_kind_without_cookie_token_and_redirect(
    app, run, employee, visitor, reminders_at
):
    [letter] = reminders_at(DAY_BEFORE)
    app.config["WTF_CSRF_ENABLED"] = True

    try:
        answer = visitor.raw(ending(letter), method="POST", data={"List-Unsubscribe": "One-Click"})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert answer.status_code == 200
    assert preferences.of_person(employee.id) == {"reminder.day": Preference(channel=Channel.OFF)}
    assert [letter.message["Subject"] for letter in reminders_at(HOURS_BEFORE)] != []
    assert sorted(mail.kind for mail in db.session.query(OutgoingMail)) == [
        "reminder.day",
        "reminder.hours",
    ]


def test_a_scanner_that_follows_the_link_ends_nothing(run, employee, visitor, reminders_at):
    [letter] = reminders_at(DAY_BEFORE)

    page = visitor.get(ending(letter))

    assert page.h1 == "Abbestellen: Erinnerung kurz vorher"
    assert employee.first_name not in page.text
    assert preferences.of_person(employee.id) == {}


def test_a_person_ends_a_kind_on_the_page(run, employee, visitor, reminders_at):
    [letter] = reminders_at(DAY_BEFORE)

    page = visitor.post(visitor.get(ending(letter)).soup.select_one("main form")["action"])

    assert page.h1 == "Abbestellt: Erinnerung kurz vorher"
    assert preferences.of_person(employee.id) == {"reminder.day": Preference(channel=Channel.OFF)}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_forged_link_is_no_link(write, employee, visitor, method):
    mail, other = write(kind="reminder.day"), write(kind="reminder.week")
    forged = [
        f"/abbestellen/{mail.id}/{'A' * 43}",
        f"/abbestellen/{mail.id}/ä",
        f"/abbestellen/{mail.id}/{preferences.seal_of(other.id)}",
    ]

    answers = [visitor.raw(address, method=method).status_code for address in forged]

    assert answers == [404, 404, 404]
    assert preferences.of_person(employee.id) == {}


def test_a_link_of_something_that_must_arrive_ends_nothing(write, employee, visitor):
    mail = write(kind="activity.cancelled")

    answer = visitor.raw(f"/abbestellen/{mail.id}/{preferences.seal_of(mail.id)}", method="POST")

    assert answer.status_code == 404


def test_a_link_in_a_forgotten_message_is_gone(write, visitor):
    mail = write(kind="reminder.day")
    path = f"/abbestellen/{mail.id}/{preferences.seal_of(mail.id)}"
    outbox.void(context_id=mail.id)
    db.session.query(OutgoingMail).delete()
    db.session.commit()

    assert visitor.raw(path, method="POST").status_code == 404


def test_a_neutral_person_stays_neutral_when_display_changes(katrin, employee):
    katrin.post(SETTINGS, **A_FORM | {"neutral": "y"})

    katrin.post("/anzeige", farben="dark")

    assert db.session.get_one(Person, employee.id).neutral_mail is True
