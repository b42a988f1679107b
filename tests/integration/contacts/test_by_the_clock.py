"""A year unchecked, and the coordinators are told once; a year out, and it is erased."""

from datetime import UTC, date, datetime, timedelta

from bgm_portal.activities.models import NamedContact
from bgm_portal.contacts.jobs import erase, remind
from bgm_portal.contacts.models import ContactPoint
from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from tests.support.times import LAST_MONTH, NOW

A_YEAR_AGO, A_YEAR_AGO_TOMORROW = date(2025, 3, 23), date(2025, 3, 24)
TAKEN_OUT = datetime(2025, 3, 23, 8, 0, tzinfo=UTC)


def test_all_coordinators_get_one_message_about_everything_unchecked(
    mailbox, make_person, coordinator, make_contact
):
    make_person(Role.COORDINATOR, email="vertretung@haus.example", language="en")
    make_person(Role.COORDINATOR, deactivated_at=LAST_MONTH)
    make_contact(name_de="EAA", name_en="Employers", checked_on=A_YEAR_AGO)
    make_contact(name_de="EUTB", checked_on=date(2024, 1, 1))
    make_contact(name_de="SBV", checked_on=A_YEAR_AGO_TOMORROW)

    assert remind(NOW) == 2

    german, english = sorted(mailbox.deliver(), key=lambda mail: mail.to)
    assert german.subject == "Kontakte prüfen"
    assert "EAA, zuletzt geprüft am 23. März 2025:" in german.text.replace("\xa0", " ")
    assert "EUTB" in german.text
    assert "SBV" not in german.text
    assert english.subject == "Check contacts"
    assert "Employers" in english.text


def test_one_coordinator_who_cannot_be_written_to_keeps_no_other_from_it(
    mailbox, make_person, coordinator, make_contact
):
    make_person(Role.COORDINATOR, email="a@haus.example\nbcc: everybody@haus.example")
    make_contact(checked_on=A_YEAR_AGO)

    assert remind(NOW) == 2
    assert [mail.to for mail in mailbox.deliver()] == [coordinator.email]


def test_nobody_is_told_twice_of_the_same_check(mailbox, coordinator, make_contact):
    make_contact(checked_on=A_YEAR_AGO)

    remind(NOW)

    assert remind(NOW + timedelta(days=1)) == 0
    assert len(mailbox.deliver()) == 1


def test_after_a_check_a_year_passes_before_the_next_message(
    mailbox, sign_in, coordinator, make_contact
):
    contact = make_contact(checked_on=A_YEAR_AGO)
    remind(NOW)
    sign_in(coordinator).post(f"/kontakte/{contact.id}/geprueft")

    assert remind(NOW + timedelta(days=364)) == 0
    assert remind(NOW + timedelta(days=365)) == 1


def test_a_message_waits_until_somebody_coordinates(mailbox, make_contact, make_person):
    make_contact(checked_on=A_YEAR_AGO)
    assert remind(NOW) == 0

    make_person(Role.COORDINATOR)

    assert remind(NOW) == 1


def test_what_was_taken_out_needs_no_check(coordinator, make_contact):
    make_contact(checked_on=A_YEAR_AGO, retired_at=LAST_MONTH)

    assert remind(NOW) == 0


def test_what_was_taken_out_a_year_ago_is_erased_wherever_it_was_named(make_activity, make_contact):
    activity, old = make_activity(), make_contact(retired_at=TAKEN_OUT)
    make_contact(key="bleibt", retired_at=TAKEN_OUT + timedelta(days=1))
    db.session.add(NamedContact(activity_id=activity.id, contact_key=old.key))
    db.session.commit()

    assert erase(NOW) == 1

    assert [contact.key for contact in db.session.query(ContactPoint)] == ["bleibt"]
    assert db.session.query(NamedContact).count() == 0
