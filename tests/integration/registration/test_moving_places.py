"""A published activity moves to another place, online as well, and everybody is told where to."""

import re
from datetime import timedelta

import pytest

from bgm_portal.activities import queries as activities
from bgm_portal.activities.errors import NothingMoved
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.service import Places
from bgm_portal.audit import queries as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db, transaction
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import MailState
from bgm_portal.registration.service import dates
from tests.support.queries import statements
from tests.support.times import NEXT_WEEK, NOW, RUN_ENDS, RUN_STARTS, YESTERDAY

HOUR = timedelta(hours=1)


@pytest.fixture
def desk(coordinator, sign_in):
    """The coordinator's browser."""
    return sign_in(coordinator)


@pytest.fixture
def hall(make_venue):
    return make_venue(name_de="Haus Mitte, Saal", name_en="Haus Mitte, hall")


@pytest.fixture
def room(make_venue):
    return make_venue(name_de="Webraum 3", name_en="Web room 3", is_online=True)


@pytest.fixture
def run(make_activity, make_venue):
    """An activity by the lake, later than today."""
    lake = make_venue(name_de="Hengsteysee", name_en="Lake Hengstey")
    return make_activity(title_de="Firmenlauf", venue_id=lake.id)


def address(activity):
    return f"/planung/{activity.id}/verschieben"


def sent(activity, **changed):
    """Return what the page sends when nothing was changed but this."""
    return {
        "dates-0-day": "21.05.2026",
        "dates-0-start": "18:00",
        "dates-0-end": "21:00",
        "venue": str(activity.venue_id),
        "online_venue": str(activity.online_venue_id or ""),
    } | changed


def mails(kind):
    return db.session.query(OutgoingMail).filter_by(kind=kind).all()


def places(activity):
    found = activities.activity(activity.id)
    return found.venue_id, found.online_venue_id


def moves_of(activity):
    rows = audit.entries_on(activity.id, events=(Event.ACTIVITY_MOVED,))
    return [row.facts for row in rows]


def test_the_page_shows_where_it_takes_place(desk, make_activity, hall, room):
    activity = make_activity(venue_id=hall.id, online_venue_id=room.id)

    page = desk.get(address(activity))

    chosen = [option.get_text() for option in page.soup.select("select option[selected]")]
    assert chosen == ["Haus Mitte, Saal", "Webraum 3"]


def test_only_rooms_on_the_net_are_offered_for_taking_part_online(desk, run, hall, room):
    page = desk.get(address(run))

    offered = [option.get_text() for option in page.soup.select("#online_venue option")]
    assert offered == ["nein", "Webraum 3"]


def test_a_coordinator_sees_first_which_place_changes(desk, employee, run, register, hall, room):
    register(employee, run)

    page = desk.post(address(run), **sent(run, venue=str(hall.id), online_venue=str(room.id)))

    rows = [row.get_text(" | ", strip=True) for row in page.soup.select("tbody tr")]
    assert page.h1 == "Wirklich verlegen?"
    assert rows == ["Ort | Hengsteysee | Haus Mitte, Saal", "Auch online | nein | Webraum 3"]
    assert "auch am neuen Ort gelten" in page.text
    assert places(run) == (run.venue_id, None)
    assert mails("activity.moved") == []


def test_everybody_is_told_the_new_place_with_a_new_calendar_entry(
    desk, make_person, make_activity, register, run, hall
):
    run.capacity = 1
    db.session.commit()
    registration = register(make_person(), run)
    waiting = register(make_person(language="en"), run)

    page = desk.post(address(run), **sent(run, venue=str(hall.id), checked="ja"))

    told = {mail.context_id: mail for mail in mails("activity.moved")}
    with_place = told[registration.id]
    assert "Das Angebot ist verlegt. Benachrichtigt: 2 Personen." in page.text
    assert places(run) == (hall.id, None)
    assert with_place.subject == "Neuer Ort: Firmenlauf"
    assert "Ort: Haus Mitte, Saal" in with_place.text
    assert "Der Ort war vorher:\nHengsteysee\n" in with_place.text
    assert "Der Termin war vorher" not in with_place.text
    assert "SEQUENCE:1" in with_place.calendar
    assert "LOCATION:Haus Mitte\\, Saal" in with_place.calendar
    assert f"UID:{registration.id}-1@" in with_place.calendar
    assert told[waiting.id].calendar is None
    assert "Haus Mitte, hall" in told[waiting.id].text
    assert "Lake Hengstey" in told[waiting.id].text


def test_a_new_day_and_a_new_place_stand_in_one_message(desk, employee, run, register, hall):
    register(employee, run)
    changed = {"venue": str(hall.id), "dates-0-day": "28.05.2026", "checked": "ja"}

    desk.post(address(run), **sent(run, **changed))

    [mail] = mails("activity.moved")
    assert mail.subject == "Neuer Termin und neuer Ort: Firmenlauf"
    assert "Der Termin war vorher:" in mail.text
    assert "Der Ort war vorher:" in mail.text


def test_a_second_move_is_a_second_message_with_a_higher_number(
    desk, employee, run, register, hall
):
    register(employee, run)
    lake = str(run.venue_id)

    desk.post(address(run), **sent(run, venue=str(hall.id), checked="ja"))
    desk.post(address(run), **sent(run, venue=lake, checked="ja"))

    numbers = [re.findall(r"SEQUENCE:\d+", mail.calendar) for mail in mails("activity.moved")]
    assert sorted(numbers) == [["SEQUENCE:1"], ["SEQUENCE:2"]]


def test_taking_part_online_as_well_is_told(desk, employee, run, register, room):
    register(employee, run)

    desk.post(address(run), **sent(run, online_venue=str(room.id), checked="ja"))

    [mail] = mails("activity.moved")
    assert "Ort: Hengsteysee oder online: Webraum 3" in mail.text


def test_the_place_of_a_discreet_activity_changes_without_naming_it(
    desk, employee, make_activity, register, hall
):
    activity = make_activity(title_de="Rauchfrei-Kurs", discreet=True)
    register(employee, activity)

    desk.post(address(activity), **sent(activity, venue=str(hall.id), checked="ja"))

    [mail] = mails("activity.moved")
    assert mail.subject == "Ihr Termin im BGM-Portal"
    assert "Rauchfrei" not in mail.text + mail.html + mail.calendar
    assert "Haus Mitte, Saal" in mail.text


@pytest.mark.parametrize("checked", ["", "ja"])
def test_nobody_is_told_of_a_change_that_is_none(desk, employee, run, register, checked):
    register(employee, run)

    page = desk.post(address(run), status=409, **sent(run, checked=checked))

    assert page.errors() == ["Es ist alles wie bisher. Ändern Sie einen Termin oder den Ort."]
    assert mails("activity.moved") == []
    assert [mail.state for mail in mails("registration.confirmed")] == [MailState.QUEUED]


def test_only_rooms_on_the_net_can_be_chosen_for_taking_part_online(desk, run, hall):
    desk.post(address(run), status=422, **sent(run, online_venue=str(hall.id), checked="ja"))

    assert places(run) == (run.venue_id, None)


@pytest.mark.parametrize(
    ("later", "elsewhere", "what"),
    [(True, False, "time"), (False, True, "place"), (True, True, "both")],
)
def test_the_log_says_what_was_moved(run, coordinator, hall, later, elsewhere, what):
    shift = timedelta(days=7) * later
    there = Places(venue_id=hall.id if elsewhere else run.venue_id, online_venue_id=None)

    with transaction():
        dates.move_activity(
            run.id,
            [(RUN_STARTS + shift, RUN_ENDS + shift)],
            places=there,
            by=coordinator.id,
            at=NOW,
        )

    assert moves_of(run) == [{"what": what}]


def test_a_move_that_changes_nothing_is_refused(run, coordinator):
    with pytest.raises(NothingMoved), transaction():
        dates.move_activity(run.id, [(RUN_STARTS, RUN_ENDS)], by=coordinator.id, at=NOW)

    assert moves_of(run) == []
    assert activities.activity(run.id).schedule_version == 1


def test_a_course_that_has_begun_moves_to_another_place_for_the_rest(
    desk, employee, make_activity, register, hall
):
    course = make_activity(dates=[(YESTERDAY, YESTERDAY + HOUR), (NEXT_WEEK, NEXT_WEEK + HOUR)])
    register(employee, course, at=YESTERDAY - timedelta(days=30))
    same = {
        "dates-0-day": "22.03.2026",
        "dates-0-start": "9:00",
        "dates-0-end": "10:00",
        "dates-1-day": "30.03.2026",
        "dates-1-start": "10:00",
        "dates-1-end": "11:00",
    }

    desk.post(address(course), **sent(course, **same, venue=str(hall.id), checked="ja"))

    assert places(course) == (hall.id, None)
    assert [mail.subject for mail in mails("activity.moved")]


def test_what_is_over_moves_nowhere(desk, make_activity, hall):
    activity = make_activity(starts_at=YESTERDAY)
    same = {"dates-0-day": "22.03.2026", "dates-0-start": "9:00", "dates-0-end": "10:00"}

    page = desk.post(
        address(activity), status=409, **sent(activity, **same, venue=str(hall.id), checked="ja")
    )

    assert "Dieses Angebot ist vorbei." in page.errors()[0]
    assert places(activity) == (activity.venue_id, None)


def test_what_is_cancelled_is_not_moved(desk, make_activity, hall):
    activity = make_activity(state=ActivityState.CANCELLED)

    desk.post(address(activity), status=409, **sent(activity, venue=str(hall.id), checked="ja"))

    assert places(activity) == (activity.venue_id, None)


def test_the_page_asks_the_same_for_one_place_as_for_many(desk, run, make_venue):
    desk.get(address(run))
    with statements() as few:
        desk.get(address(run))
    [make_venue() for _number in range(20)]

    with statements() as many:
        desk.get(address(run))

    assert many.count == few.count
