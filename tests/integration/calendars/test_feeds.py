"""Calendars that a program fetches: what stands in them, and who gets in."""

import re
from datetime import UTC, datetime, timedelta

import icalendar
import pytest

from bgm_portal.activities import service as activity_service
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import Occurrence
from bgm_portal.calendars import service
from bgm_portal.calendars.kinds import FeedKind
from bgm_portal.calendars.models import CalendarFeed
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.models import RoleGrant
from bgm_portal.identity.rules import ADDRESS_LIMIT
from bgm_portal.registration.service import dates, ending
from tests.support.times import CLOCKS_BACK, CLOCKS_FORWARD, NOW

PAGE = "/konto/kalender"
OWN = f"{PAGE}/termine"
CARE = f"{PAGE}/betreuung"
HOUR = timedelta(hours=1)
#: Noon in Germany on three Saturdays and Sundays around both changes of the clocks.
AROUND_THE_CHANGES = [
    datetime(2026, 3, 28, 11, 0, tzinfo=UTC),
    datetime(2026, 3, 29, 10, 0, tzinfo=UTC),
    datetime(2026, 10, 24, 10, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 11, 0, tzinfo=UTC),
]


@pytest.fixture
def course(make_activity, make_venue):
    """A course with a date beside each change of the clocks."""
    return make_activity(
        title_de="Rückenschule",
        venue_id=make_venue(name_de="Haus Mitte").id,
        dates=[(start, start + HOUR) for start in AROUND_THE_CHANGES],
    )


@pytest.fixture
def registration(course, employee, make_participant):
    """Katrin Albers takes part in the course."""
    return make_participant(course, employee)


@pytest.fixture
def make_feed(employee):
    """Return a function that gives somebody a calendar: its local address."""

    def _make(person=employee, kind=FeedKind.OWN, *, neutral=False, alarm_minutes=None):
        with transaction():
            token = service.make(
                kind, by=person.id, neutral=neutral, alarm_minutes=alarm_minutes, at=NOW
            )
        return f"/kalender/{token}.ics"

    return _make


def fetched(visitor, address):
    """Read a calendar as a program does, without signing in."""
    answer = visitor.raw(address)
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/calendar")
    return icalendar.Calendar.from_ical(answer.get_data(as_text=True))


def events(visitor, address):
    return fetched(visitor, address).events


def test_requirement_26_an_employee_gets_an_address_that_is_shown_once_and_stored_hashed(
    sign_in, employee, visitor, registration
):
    katrin = sign_in(employee)

    page = katrin.post(OWN, alarm="60")

    address = re.search(r"http://localhost(/kalender/\S+\.ics)", page.text).group(1)
    token = address.removeprefix("/kalender/").removesuffix(".ics")
    event = events(visitor, address)[0]
    assert event["SUMMARY"] == "Rückenschule"
    assert event.alarms.times[0].trigger == AROUND_THE_CHANGES[0] - HOUR
    assert len(token) >= 43
    assert token not in repr(db.session.query(CalendarFeed.token_hash).all())
    assert token not in katrin.get(PAGE).html
    assert "1 Stunde vorher" in katrin.get(PAGE).text


def test_a_calendar_rings_only_where_somebody_wants_it(visitor, make_feed, registration):
    quiet = [len(event.alarms.times) for event in events(visitor, make_feed())]
    loud = [len(event.alarms.times) for event in events(visitor, make_feed(alarm_minutes=30))]

    assert (quiet, loud) == ([0] * 4, [1] * 4)


def test_dates_stand_at_noon_on_both_sides_of_both_changes(visitor, make_feed, registration):
    calendar = fetched(visitor, make_feed())

    assert [event.start.astimezone(UTC) for event in calendar.events] == AROUND_THE_CHANGES
    assert {event.start.hour for event in calendar.events} == {12}
    zone = calendar.timezones[0].to_tz()
    assert (CLOCKS_FORWARD + HOUR).astimezone(zone).utcoffset() == 2 * HOUR
    assert (CLOCKS_BACK + HOUR).astimezone(zone).utcoffset() == HOUR


def test_publishing_and_cancelling_raise_the_number_in_a_coordinators_calendar(
    visitor, make_feed, make_activity, coordinator
):
    activity = make_activity(state=ActivityState.DRAFT, contact_id=None)
    address = make_feed(coordinator, FeedKind.CARE)
    stages = []

    def look():
        [event] = events(visitor, address)
        stages.append((str(event["STATUS"]), event["SEQUENCE"], "ORGANIZER" in event))

    look()
    activity.contact_id = coordinator.id
    db.session.commit()
    with transaction():
        activity_service.publish(activity.id, by=coordinator.id, at=NOW)
    look()
    with transaction():
        dates.cancel_activity(activity.id, note="Sturm", by=coordinator.id, at=NOW)
    look()

    assert stages == [("TENTATIVE", 1, False), ("CONFIRMED", 2, True), ("CANCELLED", 3, True)]


def test_a_moved_date_and_a_cancelled_one_keep_their_names_and_rise(
    visitor, make_feed, course, registration, coordinator
):
    address = make_feed()
    before = {event["UID"]: event for event in events(visitor, address)}
    third_id = db.session.query(Occurrence).order_by(Occurrence.starts_at).all()[2].id
    plan = [(start, start + HOUR) for start in AROUND_THE_CHANGES]
    plan[1] = (plan[1][0] + HOUR, plan[1][1] + HOUR)
    with transaction():
        dates.move_activity(course.id, plan, by=coordinator.id, at=NOW)
    with transaction():
        dates.cancel_date(course.id, third_id, note="Krank", by=coordinator.id, at=NOW)

    after = {event["UID"]: event for event in events(visitor, address)}

    assert set(after) == set(before)
    assert [str(event["STATUS"]) for event in after.values()] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
        "CONFIRMED",
    ]
    moved, gone = list(after.values())[1:3]
    assert moved.start.astimezone(UTC) == AROUND_THE_CHANGES[1] + HOUR
    assert moved["SEQUENCE"] > before[moved["UID"]]["SEQUENCE"]
    assert gone["SUMMARY"] == "Abgesagt: Rückenschule"
    assert gone["TRANSP"] == "TRANSPARENT"


def test_whoever_cancels_sees_the_dates_go_and_a_cancelled_activity_stays_as_cancelled(
    visitor, make_feed, employee, make_activity, register
):
    given_up = register(employee, make_activity(title_de="Rückenschule"))
    other = register(employee, make_activity(title_de="Gehpause"))
    address = make_feed()

    with transaction():
        ending.cancel(given_up.id, by=employee.id, at=NOW)
    with transaction():
        dates.cancel_activity(other.activity_id, note="Sturm", by=None, at=NOW)

    assert [event["SUMMARY"] for event in events(visitor, address)] == ["Abgesagt: Gehpause"]


def test_discreet_activities_and_neutral_calendars_say_only_that_there_is_a_date(
    visitor, make_feed, course, registration, employee
):
    open_names = visitor.raw(make_feed()).get_data(as_text=True)
    course.discreet = True
    db.session.commit()
    discreet = visitor.raw(make_feed()).get_data(as_text=True)
    course.discreet = False
    db.session.commit()
    neutral = visitor.raw(make_feed(neutral=True)).get_data(as_text=True)

    assert "Rückenschule" in open_names
    assert "Rückenschule" not in discreet + neutral
    assert "SUMMARY:Termin" in discreet
    assert "SUMMARY:Termin" in neutral
    assert "http" not in open_names  # calendars are shared: no personal links


def test_requirement_26_a_new_address_ends_the_old_one_and_ending_it_ends_both(
    sign_in, employee, visitor, make_feed
):
    old = make_feed()
    new = make_feed()

    assert visitor.raw(old).status_code == 404
    assert visitor.raw(new).status_code == 200
    sign_in(employee).post(f"{OWN}/beenden")
    revoked = visitor.raw(new)
    assert revoked.status_code == 404
    assert revoked.mimetype == "text/plain"


def test_a_calendar_ends_with_the_account_and_with_the_role(
    visitor, make_feed, employee, coordinator
):
    own, care = make_feed(), make_feed(coordinator, FeedKind.CARE)

    employee.deactivated_at = NOW
    db.session.query(RoleGrant).filter_by(person_id=coordinator.id).delete()
    db.session.commit()

    assert visitor.raw(own).status_code == 404
    assert visitor.raw(care).status_code == 404


def test_guessing_is_slowed_down_and_right_addresses_still_answer(visitor, make_feed):
    address = make_feed()

    answers = [
        visitor.raw(f"/kalender/falsch{number}.ics") for number in range(ADDRESS_LIMIT.free + 2)
    ]

    assert answers[0].status_code == 404
    assert answers[-1].status_code == 429
    assert answers[-1].headers["Retry-After"]
    assert visitor.raw(address).status_code == 200


def test_an_unchanged_calendar_is_not_sent_twice(visitor, at, make_feed, course, registration):
    address = make_feed()
    tag = visitor.raw(address).headers["ETag"]

    with at(NOW + HOUR):
        again = visitor.raw(address, headers={"If-None-Match": tag})
        course.title_de = "Rückenschule am Morgen"
        db.session.commit()
        changed = visitor.raw(address, headers={"If-None-Match": tag})

    assert again.status_code == 304
    assert changed.status_code == 200


def test_a_coordinator_sees_what_they_look_after_and_an_employee_has_no_such_calendar(
    sign_in, visitor, make_feed, make_activity, coordinator, employee
):
    make_activity(title_de="Rückenschule")
    make_activity(title_de="Herbstlauf", state=ActivityState.DRAFT)

    found = {
        event["SUMMARY"]: event["STATUS"]
        for event in events(visitor, make_feed(coordinator, FeedKind.CARE))
    }

    assert found == {"Rückenschule": "CONFIRMED", "Herbstlauf": "TENTATIVE"}
    assert "betreuen" in sign_in(coordinator).get(PAGE).text
    katrin = sign_in(employee)
    assert "betreuen" not in katrin.get(PAGE).text
    katrin.get(CARE, status=404)


def test_a_time_stands_in_the_calendar_at_its_own_hour(visitor, make_feed, build_world):
    world = build_world()

    found = events(visitor, f"/kalender/{world.ids['feed']}.ics")

    own = [event for event in found if event["UID"].startswith(str(world.ids["checked"]))]
    assert [event.end - event.start for event in own] == [timedelta(minutes=15)]
