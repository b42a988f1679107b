"""Calendar entries, read by a library that knows the standard."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from bgm_portal.activities import ical
from bgm_portal.mail.message import Recipient
from tests.support.times import CLOCKS_BACK, CLOCKS_FORWARD, NOW, RUN_ENDS, RUN_STARTS

KATRIN = Recipient(
    person_id=None, address="albers@jobcenter.example", language="de", name="Katrin Albers"
)
DETAILS = {
    "uid": "7f3c",
    "sequence": 0,
    "summary": "Firmenlauf; Team Jobcenter, Hagen",
    "location": "Freibad am See",
    "description": "Bus um 16:45 Uhr\nTreffpunkt: Teamstand",
    "organizer_name": "BGM-Koordination",
    "organizer_email": "bgm@jobcenter.example",
    "attendee": KATRIN,
    "at": NOW,
}


def read(part):
    return icalendar.Calendar.from_ical(part.text)


def test_a_request_says_what_when_where_and_who():
    part = ical.request([(RUN_STARTS, RUN_ENDS)], **DETAILS)

    event = read(part).events[0]
    assert part.method == "REQUEST"
    assert event["UID"] == "7f3c-1@bgm-portal.invalid"
    assert event["SUMMARY"] == "Firmenlauf; Team Jobcenter, Hagen"
    assert event["DESCRIPTION"] == "Bus um 16:45 Uhr\nTreffpunkt: Teamstand"
    assert event["LOCATION"] == "Freibad am See"
    assert event["ATTENDEE"] == "mailto:albers@jobcenter.example"
    assert event["ORGANIZER"] == "mailto:bgm@jobcenter.example"
    assert event["CLASS"] == "PRIVATE"
    assert event["STATUS"] == "CONFIRMED"
    assert event.start == RUN_STARTS
    assert event.end == RUN_ENDS


def test_times_stand_on_the_wall_of_berlin():
    part = ical.request([(RUN_STARTS, RUN_ENDS)], **DETAILS)

    assert "DTSTART;TZID=Europe/Berlin:20260521T180000\r\n" in part.text
    assert "BEGIN:VTIMEZONE" in part.text


@pytest.mark.parametrize(
    "starts_at",
    [
        CLOCKS_FORWARD - timedelta(minutes=30),
        CLOCKS_FORWARD,
        CLOCKS_FORWARD + timedelta(minutes=30),
        CLOCKS_BACK - timedelta(minutes=90),
        CLOCKS_BACK - timedelta(minutes=30),
        CLOCKS_BACK,
        CLOCKS_BACK + timedelta(minutes=30),
        CLOCKS_BACK + timedelta(minutes=90),
    ],
)
def test_a_date_keeps_its_moment_in_the_nights_when_clocks_change(starts_at):
    ends_at = starts_at + timedelta(minutes=45)

    event = read(ical.request([(starts_at, ends_at)], **DETAILS)).events[0]

    assert event.start.astimezone(UTC) == starts_at
    assert event.end.astimezone(UTC) == ends_at


def test_summer_and_winter_have_the_same_time_on_the_wall():
    winter = datetime(2026, 1, 8, 11, 30, tzinfo=UTC)
    summer = datetime(2026, 7, 9, 10, 30, tzinfo=UTC)
    entries = [(start, start + timedelta(minutes=45)) for start in (winter, summer)]

    events = read(ical.request(entries, **DETAILS)).events

    assert [event.start.hour for event in events] == [12, 12]


def test_the_rules_of_summer_time_come_along():
    zone = read(ical.publish([(RUN_STARTS, RUN_ENDS)], **DETAILS)).timezones[0].to_tz()

    assert datetime(2026, 3, 29, 3, 30, tzinfo=zone).utcoffset() == timedelta(hours=2)
    assert datetime(2026, 10, 25, 3, 30, tzinfo=zone).utcoffset() == timedelta(hours=1)


def test_several_dates_are_several_entries_with_their_own_names():
    entries = [
        (RUN_STARTS + timedelta(days=7 * week), RUN_ENDS + timedelta(days=7 * week))
        for week in range(3)
    ]

    events = read(ical.request(entries, **DETAILS)).events

    assert [event["UID"] for event in events] == [
        "7f3c-1@bgm-portal.invalid",
        "7f3c-2@bgm-portal.invalid",
        "7f3c-3@bgm-portal.invalid",
    ]


def test_a_cancellation_takes_the_same_entry_out():
    part = ical.cancel([(RUN_STARTS, RUN_ENDS)], **DETAILS | {"sequence": 3})

    calendar = read(part)
    assert calendar["METHOD"] == "CANCEL"
    assert calendar.events[0]["STATUS"] == "CANCELLED"
    assert calendar.events[0]["SEQUENCE"] == 3


def test_a_download_invites_nobody():
    event = read(ical.publish([(RUN_STARTS, RUN_ENDS)], **DETAILS)).events[0]

    assert "ATTENDEE" not in event


def test_long_lines_are_folded_between_characters():
    part = ical.request(
        [(RUN_STARTS, RUN_ENDS)], **DETAILS | {"description": "Größe, Wärme, Öl " * 30}
    )

    assert max(len(line.encode()) for line in part.text.split("\r\n")) <= 75
    assert read(part).events[0]["DESCRIPTION"] == "Größe, Wärme, Öl " * 30


def test_a_name_cannot_smuggle_in_a_line():
    mallory = Recipient(
        person_id=None, address="x@jobcenter.example", language="de", name='A"\r\nB'
    )

    part = ical.request([(RUN_STARTS, RUN_ENDS)], **DETAILS | {"attendee": mallory})

    assert 'CN="AB"' in part.text.replace("\r\n ", "")


def test_a_discreet_entry_says_only_that_there_is_an_appointment():
    part = ical.request([(RUN_STARTS, RUN_ENDS)], **DETAILS, discreet=True)

    event = read(part).events[0]
    assert event["SUMMARY"] == "Termin"
    assert event["LOCATION"] == "Freibad am See"
    assert "DESCRIPTION" not in event
