"""A series is booked as a whole or by single dates: places are counted for each date."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from bgm_portal.activities import queries as activities
from bgm_portal.activities import slot_queries as times
from bgm_portal.activities.kinds import ActivityState, Times
from bgm_portal.activities.models import Activity, Slot
from bgm_portal.core.database import db, transaction
from bgm_portal.core.errors import Refused
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.participation import service as participation
from bgm_portal.registration import slot_queries
from bgm_portal.registration.models import Registration
from bgm_portal.registration.service import dates, ending, sign_up, slots
from bgm_portal.registration.service.sign_up import SignUp
from bgm_portal.registration.states import Promotion, RegistrationState
from bgm_portal.reminders import queries as reminders
from tests.support.crowd import at_once
from tests.support.times import NEXT_WEEK, NOW

WEEK = timedelta(weeks=1)
HOUR = timedelta(hours=1)
PLACES, CROWD = 2, 12


SECOND = "Montag, 6. April 2026, 10:00 bis 11:00 Uhr"


def said(element):
    return " ".join(element.get_text(" ", strip=True).split())


@pytest.fixture
def course(make_activity):
    """Three Mondays, planned through the pages; two places at each."""
    return make_activity(
        title_de="Stuhlyoga",
        state=ActivityState.DRAFT,
        published_at=None,
        dates=[(NEXT_WEEK + n * WEEK, NEXT_WEEK + n * WEEK + HOUR) for n in range(3)],
        registration_deadline=NEXT_WEEK + WEEK,
        capacity=None,
    )


@pytest.fixture
def published(course, coordinator, sign_in):
    desk = sign_in(coordinator)
    desk.post(f"/planung/{course.id}/zeiten", **{"times": "dates", "rows-0-places": str(PLACES)})
    desk.post(f"/planung/{course.id}/veroeffentlichen")
    db.session.expire_all()
    assert course.state is ActivityState.PUBLISHED
    return course


def offered(activity_id):
    return [one.id for one in times.times(activity_id, after=NOW)]


def taken(activity_id):
    return list(
        db.session.scalars(
            select(Slot.taken).where(Slot.activity_id == activity_id).order_by(Slot.starts_at)
        )
    )


def counters(activity_id):
    return tuple(
        db.session.execute(
            select(Activity.capacity, Activity.taken, Activity.waiting).where(
                Activity.id == activity_id
            )
        ).one()
    )


def sign_them_up(course, person, *chosen, **said):
    with transaction():
        return sign_up.register(
            person_id=person.id,
            activity_id=course.id,
            sign_up=SignUp(slots=tuple(chosen), **said),
            by=person.id,
            at=NOW,
        )


def letters(kind):
    return db.session.query(OutgoingMail).filter_by(kind=kind).all()


def test_a_series_is_planned_to_be_booked_by_dates(published):
    slots_of = times.slots(published.id)

    assert published.times is Times.DATES
    spans = [(slot.starts_at, slot.ends_at) for slot, _station in slots_of]
    assert spans == [(one.starts_at, one.ends_at) for one in activities.dates(published.id)]
    assert [slot.capacity for slot, _station in slots_of] == [PLACES] * 3
    assert counters(published.id) == (3 * PLACES, 0, 0)


def test_somebody_books_single_dates_and_holds_only_these(published, employee, sign_in):
    browser = sign_in(employee)
    _first, second, third = offered(published.id)
    page = f"/angebote/{published.id}/anmeldung"
    browser.get(page)

    browser.post(f"{page}/zeit", termine=[str(second), str(third)])
    check = browser.post(f"{page}/bedarf")
    browser.post(f"{page}/pruefen")

    assert "Ihre Termine" in check.text
    assert taken(published.id) == [0, 1, 1]
    [letter] = letters("registration.confirmed")
    assert letter.calendar.count("BEGIN:VEVENT") == 2
    on_dates = [
        employee.id in participation.expected(date) for date in activities.dates(published.id)
    ]
    assert on_dates == [False, True, True]


def test_the_whole_series_is_one_tick(published, employee, sign_in):
    browser = sign_in(employee)
    page = f"/angebote/{published.id}/anmeldung"
    browser.get(page)

    browser.post(f"{page}/zeit", whole="y")
    browser.post(f"{page}/bedarf")
    browser.post(f"{page}/pruefen")

    assert taken(published.id) == [1, 1, 1]
    assert counters(published.id) == (3 * PLACES - 2, 1, 0)


def test_nothing_chosen_is_explained(published, employee, sign_in):
    browser = sign_in(employee)
    page = f"/angebote/{published.id}/anmeldung"
    browser.get(page)

    answer = browser.post(f"{page}/zeit", status=422)

    assert answer.errors() == ["Wählen Sie mindestens einen Termin."]


def test_a_full_date_is_not_offered_and_refused_when_it_is_forced(published, make_person, sign_in):
    first, second, _third = offered(published.id)
    for _number in range(PLACES):
        sign_them_up(published, make_person(), first)
    browser = sign_in(make_person())
    form = browser.get(f"/angebote/{published.id}/anmeldung/zeit")

    with pytest.raises(Refused) as refused:
        sign_them_up(published, make_person(), first, second)

    assert str(first) not in form.html
    assert refused.value.code == "slot_taken"
    assert taken(published.id) == [PLACES, 0, 0]


def test_many_at_once_never_oversell_a_date(app, published, make_person, make_unit):
    unit_id = make_unit().id
    people = [make_person(unit_id=unit_id).id for _number in range(CROWD)]
    first, second, _third = offered(published.id)
    activity_id = published.id
    deeds = [
        partial(
            sign_up.register,
            person_id=who,
            activity_id=activity_id,
            sign_up=SignUp(slots=(first, second) if number % 2 else (first,)),
            by=who,
            at=NOW,
        )
        for number, who in enumerate(people)
    ]

    outcomes = at_once(app, deeds)

    assert sorted(outcomes) == ["done"] * PLACES + ["slot_taken"] * (CROWD - PLACES)
    assert taken(activity_id)[0] == PLACES
    assert counters(activity_id)[1] == PLACES


def test_dates_are_given_back_and_added_and_calendars_follow(published, employee, sign_in):
    first, second, third = offered(published.id)
    registration = sign_them_up(published, employee, first, second)
    browser = sign_in(employee)

    page = browser.post(
        f"/meine-anmeldung/{registration.id}/zeit", termine=[str(second), str(third)]
    )

    assert "Ihre Termine sind geändert." in page.text
    assert taken(published.id) == [0, 1, 1]
    assert counters(published.id) == (3 * PLACES - 1, 1, 0)
    [changed] = letters("registration.time_swapped")
    assert changed.calendar.count("BEGIN:VEVENT") == 2
    [gone] = letters("registration.date_given_back")
    assert "METHOD:CANCEL" in gone.calendar
    assert gone.calendar.count("BEGIN:VEVENT") == 1


def test_after_the_first_date_one_still_joins_and_keeps_what_was(published, employee, at):
    first, second, third = offered(published.id)
    registration = sign_them_up(published, employee, first, second)
    later = NEXT_WEEK + 2 * HOUR

    with transaction():
        slots.swap(registration.id, [third], longer=False, by=employee.id, at=later)

    held = slot_queries.held_by([registration.id])[registration.id]
    assert [one.slot_id for one in held] == [first, third]
    assert taken(published.id) == [1, 0, 1]


def test_joining_late_is_possible_until_the_deadline(published, employee, make_person):
    _first, second, _third = offered(published.id)
    someone, another = employee.id, make_person().id

    def join(person_id, moment):
        with transaction():
            sign_up.register(
                person_id=person_id,
                activity_id=published.id,
                sign_up=SignUp(slots=(second,)),
                by=person_id,
                at=moment,
            )

    join(someone, NEXT_WEEK + HOUR)
    with pytest.raises(Refused) as refused:
        join(another, NEXT_WEEK + WEEK + HOUR)

    assert refused.value.code == "deadline_passed"
    assert taken(published.id) == [0, 1, 0]


def test_whoever_waits_gets_the_first_date_that_becomes_free(published, make_person):
    people = [make_person() for _number in range(PLACES)]
    bookings = [sign_them_up(published, who, *offered(published.id)) for who in people]
    waiting = sign_them_up(published, make_person(), promotion=Promotion.AUTOMATIC)
    assert waiting.state is RegistrationState.WAITING

    with transaction():
        ending.cancel(bookings[0].id, by=people[0].id, at=NOW)

    assert db.session.get_one(Registration, waiting.id).state is RegistrationState.CONFIRMED
    assert taken(published.id) == [2, 1, 1]


def test_a_free_place_of_the_past_moves_nobody_up(published, make_person):
    first, second, third = offered(published.id)
    one, two = make_person(), make_person()
    left = sign_them_up(published, one, first, second, third)
    sign_them_up(published, two, first, second, third)
    waiting = sign_them_up(published, make_person(), promotion=Promotion.AUTOMATIC)

    with transaction():
        ending.cancel(left.id, by=one.id, at=NEXT_WEEK + 2 * WEEK + HOUR / 2)

    assert db.session.get_one(Registration, waiting.id).state is RegistrationState.WAITING


def test_one_date_is_cancelled_and_only_those_who_hold_it_are_told(
    published, make_person, coordinator
):
    first, second, third = offered(published.id)
    one, two = make_person(), make_person()
    both = sign_them_up(published, one, first, second)
    sign_them_up(published, two, third)
    date = activities.dates(published.id)[0]

    with transaction():
        told = dates.cancel_date(published.id, date.id, note="Krank.", by=coordinator.id, at=NOW)

    assert told == 1
    assert [mail.person_id for mail in letters("activity.date_cancelled")] == [one.id]
    assert [s.slot_id for s in slot_queries.held_by([both.id])[both.id]] == [second]
    assert taken(published.id) == [1, 1]
    assert counters(published.id) == (2 * PLACES, 2, 0)


def test_the_last_date_of_somebody_can_be_cancelled_and_another_chosen(
    published, employee, coordinator
):
    first, _second, third = offered(published.id)
    registration = sign_them_up(published, employee, first)
    date = activities.dates(published.id)[0]
    with transaction():
        dates.cancel_date(published.id, date.id, note="Krank.", by=coordinator.id, at=NOW)

    with transaction():
        slots.swap(registration.id, [third], longer=False, by=employee.id, at=NOW)

    assert taken(published.id) == [0, 1]
    assert counters(published.id) == (2 * PLACES, 1, 0)


def test_dates_that_are_moved_take_their_bookings_along(published, employee, coordinator):
    first, *_rest = offered(published.id)
    registration = sign_them_up(published, employee, first)
    moved = [
        (one.starts_at + HOUR, one.ends_at + 2 * HOUR) for one in activities.dates(published.id)
    ]

    with transaction():
        dates.move_activity(published.id, moved, by=coordinator.id, at=NOW)

    [held] = slot_queries.held_by([registration.id])[registration.id]
    assert (held.starts_at, held.ends_at) == moved[0]
    [mail] = letters("activity.moved")
    assert mail.calendar.count("BEGIN:VEVENT") == 1


def test_a_date_that_is_added_can_be_booked(published, coordinator):
    more = [(one.starts_at, one.ends_at) for one in activities.dates(published.id)]
    more.append((more[-1][0] + WEEK, more[-1][1] + WEEK))

    with transaction():
        dates.move_activity(published.id, more, by=coordinator.id, at=NOW)

    assert len(offered(published.id)) == 4
    assert counters(published.id)[0] == 4 * PLACES


def test_reminders_and_own_pages_know_only_the_dates_that_were_booked(published, employee, sign_in):
    _first, second, _third = offered(published.id)
    registration = sign_them_up(published, employee, second)
    moment = NEXT_WEEK + WEEK - HOUR

    expected = [
        one
        for one in reminders.expected(since=NOW, at=moment)
        if one.registration_id == registration.id
    ]

    assert [one.appointment.starts_at for one in expected] == [NEXT_WEEK + WEEK]
    page = sign_in(employee).get(f"/meine-anmeldung/{registration.id}")
    assert "Termine ändern" in page.text
    assert [said(item) for item in page.soup.select("[aria-labelledby=wann-wo] li")] == [SECOND]
    assert "Einen Termin auslassen" not in page.text
    done = sign_in(employee).get(f"/meine-anmeldung/{registration.id}/fertig")
    assert SECOND in said(done.soup.select_one(".bgm-lead"))
    leaving_out = sign_in(employee).get(f"/mein-bereich/termine/{published.id}")
    assert [said(row.th or row.td) for row in leaving_out.soup.select("tbody tr")] == [SECOND]
    assert "danach noch" not in sign_in(employee).get("/mein-bereich").text
