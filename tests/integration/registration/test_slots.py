"""Times: chosen at sign-up, longer on wish, swapped, given to whoever moves up. Never oversold."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import func, select

from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityState, Times
from bgm_portal.activities.models import Activity, Slot
from bgm_portal.core.database import db, transaction
from bgm_portal.core.errors import Refused
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.registration import slot_queries
from bgm_portal.registration.models import RegistrationSlot
from bgm_portal.registration.service import dates, ending, sign_up, slots
from bgm_portal.registration.service.sign_up import SignUp
from bgm_portal.registration.states import Promotion, RegistrationState
from bgm_portal.reminders import jobs as reminders
from tests.factories.activities import QUARTER, cut_into_slots
from tests.support.crowd import at_once
from tests.support.times import NEXT_MONTH, NEXT_WEEK, NOW

CROWD, LEFT = 50, 5
DAY = timedelta(days=1)


@pytest.fixture
def check(make_activity):
    """A blood pressure check: four quarters of an hour, one after the other."""
    return make_activity(
        title_de="Blutdruck-Check",
        starts_at=NEXT_MONTH,
        registration_deadline=NEXT_WEEK,
        times=Times.ONE,
        capacity=4,
    )


@pytest.fixture
def slot_ids(check):
    return cut_into_slots(check.id, activities.dates(check.id)[0])


def taken(activity_id):
    return list(
        db.session.scalars(
            select(Slot.taken).where(Slot.activity_id == activity_id).order_by(Slot.starts_at)
        )
    )


def places(activity_id):
    return db.session.execute(
        select(Activity.capacity, Activity.taken, Activity.waiting).where(
            Activity.id == activity_id
        )
    ).one()


def sound(activity_id):
    """Compare the counters of the slots with what registrations hold."""
    held = (
        select(func.count())
        .where(RegistrationSlot.slot_id == Slot.id)
        .correlate(Slot)
        .scalar_subquery()
    )
    rows = db.session.execute(select(Slot.taken, held).where(Slot.activity_id == activity_id)).all()
    return all(counter == count for counter, count in rows)


def held(registration):
    return [one.slot_id for one in slot_queries.held_by([registration.id]).get(registration.id, [])]


def signing_up(activity_id, person_id, **said):
    return partial(
        sign_up.register,
        person_id=person_id,
        activity_id=activity_id,
        sign_up=SignUp(**said),
        by=person_id,
        at=NOW,
    )


def refusal(deed):
    with pytest.raises(Refused) as refused, transaction():
        deed()
    return refused.value.code


def test_fifty_people_at_once_get_the_last_five_places_of_a_time(
    app, make_person, make_unit, make_activity
):
    unit_id = make_unit().id
    people = [make_person(unit_id=unit_id).id for _ in range(CROWD)]
    activity = make_activity(starts_at=NEXT_MONTH, times=Times.ONE, capacity=2 * CROWD)
    date = activities.dates(activity.id)[0]
    slot_id, *_rest = cut_into_slots(activity.id, date, number=2, capacity=LEFT)
    activity_id = activity.id

    outcomes = at_once(app, [signing_up(activity_id, who, slots=(slot_id,)) for who in people])

    assert sorted(outcomes) == ["done"] * LEFT + ["slot_taken"] * (CROWD - LEFT)
    assert taken(activity_id) == [LEFT, 0]
    assert sound(activity_id)


def test_a_time_is_held_and_told_with_its_calendar_entry(check, slot_ids, register, employee):
    registration = register(employee, check, slots=(slot_ids[1],))

    [mail] = db.session.query(OutgoingMail).filter_by(kind="registration.confirmed")
    assert held(registration) == [slot_ids[1]]
    assert "10:15 bis 10:30 Uhr" in mail.text
    assert mail.calendar.count("BEGIN:VEVENT") == 1
    assert "DTSTART;TZID=Europe/Berlin:20260422T101500" in mail.calendar


def test_without_a_time_there_is_no_registration(check, slot_ids, employee):
    assert refusal(signing_up(check.id, employee.id)) == "time_missing"
    assert places(check.id) == (4, 0, 0)


def test_a_time_of_another_activity_is_refused(check, slot_ids, make_activity, employee):
    other = make_activity(starts_at=NEXT_MONTH, times=Times.ONE)
    [foreign, *_rest] = cut_into_slots(other.id, activities.dates(other.id)[0])

    assert refusal(signing_up(check.id, employee.id, slots=(foreign,))) == "time_taken"
    assert taken(other.id) == [0, 0, 0, 0]


def test_whoever_needs_more_time_holds_two_in_a_row(check, slot_ids, register, employee):
    registration = register(employee, check, slots=(slot_ids[0],), longer=True)

    assert held(registration) == slot_ids[:2]
    assert places(check.id) == (3, 1, 0)
    with transaction():
        ending.cancel(registration.id, by=employee.id, at=NOW)
    assert taken(check.id) == [0, 0, 0, 0]
    assert places(check.id) == (4, 0, 0)


def test_more_time_is_refused_when_the_next_is_taken(
    check, slot_ids, register, employee, make_person
):
    register(make_person(), check, slots=(slot_ids[1],))

    code = refusal(signing_up(check.id, employee.id, slots=(slot_ids[0],), longer=True))

    assert code == "no_longer_time"
    assert taken(check.id) == [0, 1, 0, 0]


def test_a_time_is_swapped_and_the_old_one_is_free(check, slot_ids, register, employee):
    registration = register(employee, check, slots=(slot_ids[0],))

    with transaction():
        slots.swap(registration.id, [slot_ids[3]], longer=False, by=employee.id, at=NOW)

    [mail] = db.session.query(OutgoingMail).filter_by(kind="registration.time_swapped")
    assert taken(check.id) == [0, 0, 0, 1]
    assert f"UID:{registration.id}-1@" in mail.calendar
    assert "SEQUENCE:1" in mail.calendar
    assert "10:45 bis 11:00 Uhr" in mail.text


def test_a_swap_that_fails_changes_nothing(check, slot_ids, register, employee, make_person):
    registration = register(employee, check, slots=(slot_ids[0],))
    register(make_person(), check, slots=(slot_ids[3],))

    code = refusal(
        partial(slots.swap, registration.id, [slot_ids[3]], longer=False, by=employee.id, at=NOW)
    )

    assert code == "slot_taken"
    assert held(registration) == [slot_ids[0]]
    assert sound(check.id)


def test_two_people_who_want_the_same_time_at_once_do_not_both_get_it(
    app, check, slot_ids, register, make_person
):
    people = [make_person() for _ in range(2)]
    registrations = [
        register(person, check, slots=(slot_ids[number],)) for number, person in enumerate(people)
    ]
    deeds = [
        partial(slots.swap, r.id, [slot_ids[3]], longer=False, by=r.person_id, at=NOW)
        for r in registrations
    ]
    activity_id = check.id

    outcomes = at_once(app, deeds)

    assert sorted(outcomes) == ["done", "slot_taken"]
    assert sound(activity_id)


def test_whoever_moves_up_gets_the_time_that_became_free(check, slot_ids, register, make_person):
    early = [register(make_person(), check, slots=(slot_id,)) for slot_id in slot_ids]
    waiting = register(make_person(), check, promotion=Promotion.AUTOMATIC)
    assert waiting.state is RegistrationState.WAITING

    with transaction():
        ending.cancel(early[2].id, by=early[2].person_id, at=NOW)

    db.session.refresh(waiting)
    [mail] = db.session.query(OutgoingMail).filter_by(kind="registration.promoted")
    assert waiting.state is RegistrationState.CONFIRMED
    assert held(waiting) == [slot_ids[2]]
    assert "10:30 bis 10:45 Uhr" in mail.text
    assert sound(check.id)


def test_a_reminder_names_the_time_and_follows_a_swap(check, slot_ids, register, employee):
    registration = register(employee, check, slots=(slot_ids[0],))
    reminders.remind(NEXT_MONTH - DAY + QUARTER)
    with transaction():
        check_id = db.session.get_one(Activity, check.id)
        check_id.registration_deadline = NEXT_MONTH
    with transaction():
        slots.swap(
            registration.id, [slot_ids[2]], longer=False, by=employee.id, at=NEXT_MONTH - DAY
        )

    reminders.remind(NEXT_MONTH)

    sent = db.session.query(OutgoingMail).filter(OutgoingMail.kind.like("reminder.%")).all()
    standing = [mail.text for mail in sent if mail.state != "obsolete"]
    assert all("10:30 bis 10:45 Uhr" in text for text in standing)
    assert any("10:00 bis 10:15 Uhr" in mail.text for mail in sent)


def test_times_move_with_their_date(check, slot_ids, register, employee, coordinator):
    register(employee, check, slots=(slot_ids[1],))
    later = NEXT_MONTH + DAY

    with transaction():
        dates.move_activity(check.id, [(later, later + 4 * QUARTER)], by=coordinator.id, at=NOW)

    [mail] = db.session.query(OutgoingMail).filter_by(kind="activity.moved")
    assert "DTSTART;TZID=Europe/Berlin:20260423T101500" in mail.calendar


def test_the_number_of_places_follows_from_the_times(check, slot_ids, coordinator):
    code = refusal(partial(dates.change_capacity, check.id, 9, by=coordinator.id, at=NOW))

    assert code == "slots_decide"


@pytest.fixture
def day(make_activity):
    """A health day with two stations."""
    activity = make_activity(starts_at=NEXT_MONTH, times=Times.STATIONS, title_de="Gesundheitstag")
    date = activities.dates(activity.id)[0]
    cut_into_slots(activity.id, date, name="a" * 1 + " Blutdruck")
    cut_into_slots(activity.id, date, name="Massage am Platz")
    return activity


def ids(activity):
    return list(
        db.session.scalars(
            select(Slot.id)
            .where(Slot.activity_id == activity.id)
            .order_by(Slot.station_id, Slot.starts_at)
        )
    )


def test_at_a_health_day_one_chooses_a_time_at_each_station_or_none(
    day, register, employee, make_person
):
    slot_ids = ids(day)

    both = register(employee, day, slots=(slot_ids[0], slot_ids[5]))
    none = register(make_person(), day)

    [mail] = db.session.query(OutgoingMail).filter_by(
        kind="registration.confirmed", context_id=both.id
    )
    assert sorted(held(both)) == sorted([slot_ids[0], slot_ids[5]])
    assert held(none) == []
    assert "Massage am Platz" in mail.text


@pytest.mark.parametrize("pair", [(0, 4), (0, 1)], ids=["at once", "same station"])
def test_times_that_do_not_go_together_are_refused(day, employee, pair):
    slot_ids = ids(day)

    code = refusal(signing_up(day.id, employee.id, slots=tuple(slot_ids[n] for n in pair)))

    assert code == "times_overlap"


def test_somebody_signs_up_page_by_page_and_swaps_the_time(check, slot_ids, employee, sign_in):
    own = sign_in(employee)
    begin = f"/angebote/{check.id}/anmeldung"

    page = own.get(f"{begin}/zeit")
    assert page.h1 == "Wann möchten Sie kommen?"
    own.post(f"{begin}/zeit", zeit=str(slot_ids[1]))
    own.post(f"{begin}/bedarf")
    check_page = own.get(f"{begin}/pruefen")
    assert "10:15 bis 10:30 Uhr" in check_page.text
    done = own.post(f"{begin}/pruefen")
    assert "10:15 bis 10:30 Uhr" in done.text
    [registration] = slot_queries.on_date(activities.dates(check.id)[0].id)
    assert registration == employee.id


def test_on_two_days_each_time_stands_below_its_day_and_says_it(make_activity, employee, sign_in):
    spans = [(NEXT_MONTH + n * DAY, NEXT_MONTH + n * DAY + 2 * QUARTER) for n in range(2)]
    check = make_activity(dates=spans, registration_deadline=NEXT_WEEK, times=Times.ONE, capacity=4)
    for date in activities.dates(check.id):
        cut_into_slots(check.id, date)

    page = sign_in(employee).get(f"/angebote/{check.id}/anmeldung/zeit")

    heads = [head.get_text() for head in page.soup.select(".bgm-choices__head")]
    labels = [label.get_text() for label in page.soup.select(".bgm-choices label")]
    assert len(heads) == len(set(heads)) == 2
    assert [label.startswith(f"{heads[0]}: ") for label in labels].count(True) * 2 == len(labels)


def test_the_page_of_ones_own_registration_leads_to_the_swap(
    check, slot_ids, register, employee, sign_in
):
    registration = register(employee, check, slots=(slot_ids[0],))
    own = sign_in(employee)
    address = f"/meine-anmeldung/{registration.id}"

    assert "10:00 bis 10:15 Uhr" in own.get(address).text
    page = own.post(f"{address}/zeit", zeit=str(slot_ids[2]))

    assert "Ihre Zeit ist getauscht." in page.text
    assert "10:30 bis 10:45 Uhr" in page.text


def test_nobody_swaps_the_time_of_somebody_else(
    check, slot_ids, register, employee, make_person, sign_in
):
    registration = register(employee, check, slots=(slot_ids[0],))
    other = sign_in(make_person())

    other.get(f"/meine-anmeldung/{registration.id}/zeit", status=404)
    other.post(f"/meine-anmeldung/{registration.id}/zeit", status=404, zeit=str(slot_ids[1]))


def test_an_invented_time_gets_a_sentence(check, slot_ids, employee, sign_in):
    page = sign_in(employee).post(f"/angebote/{check.id}/anmeldung/zeit", status=422, zeit="unsinn")

    assert page.errors()


def test_the_attendance_list_names_those_of_the_day_by_time(
    make_activity, register, make_person, coordinator, sign_in
):
    activity = make_activity(
        dates=[(NOW, NOW + 4 * QUARTER), (NOW + DAY, NOW + DAY + 4 * QUARTER)],
        starts_at=NOW + DAY,
        registration_deadline=NOW + DAY,
        times=Times.ONE,
    )
    first, second = activities.dates(activity.id)
    today, tomorrow = cut_into_slots(activity.id, first), cut_into_slots(activity.id, second)
    register(make_person(last_name="Spaet"), activity, slots=(today[2],), at=NOW - DAY)
    register(make_person(last_name="Zeitig"), activity, slots=(today[1],), at=NOW - DAY)
    register(make_person(last_name="Morgen"), activity, slots=(tomorrow[0],), at=NOW - DAY)

    page = sign_in(coordinator).get(f"/planung/{activity.id}/anwesenheit", termin=str(first.id))

    assert page.text.index("Zeitig") < page.text.index("Spaet")
    assert "Morgen, Alex" not in page.text
    assert "9:15 bis 9:30 Uhr" in page.text


def test_a_coordinator_cuts_a_day_and_sees_the_timetable(make_activity, coordinator, sign_in):
    draft = make_activity(
        state=ActivityState.DRAFT,
        published_at=None,
        starts_at=NEXT_MONTH,
        ends_at=NEXT_MONTH + 8 * QUARTER,
    )
    desk = sign_in(coordinator)

    desk.post(
        f"/planung/{draft.id}/zeiten",
        **{
            "times": "one",
            "rows-0-minutes": "15",
            "rows-0-places": "2",
            "rows-0-breaks": "10:30–10:45",
            "rows-0-quiet": "11:00 bis 12:00",
        },
    )

    page = desk.get(f"/planung/{draft.id}/zeitplan")
    assert places(draft.id)[0] == 14
    assert len(page.rows("tbody")) == 7
    assert "11:00 bis 11:15 Uhr (stille Stunde)" in page.text
    assert "10:30 bis 10:45 Uhr" not in page.text


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [
        ({"times": "one"}, 422, "wie viele Minuten eine Zeit lang ist"),
        ({"times": "one", "rows-0-minutes": "0"}, 422, "eine ganze Zahl von 1 bis"),
        ({"times": "stations", "rows-0-minutes": "15"}, 422, "Geben Sie jeder Station einen Namen"),
        ({"times": "one", "rows-0-minutes": "240"}, 409, "keine einzige Zeit"),
        (
            {"times": "one", "rows-0-minutes": "15", "rows-0-breaks": "mittags"},
            422,
            "Beginn und Ende so",
        ),
        (
            {"times": "one", "rows-0-minutes": "15", "rows-0-breaks": "12:00–11:00"},
            422,
            "Beginn und Ende so",
        ),
    ],
)
def test_a_cut_that_makes_no_sense_is_explained_and_changes_nothing(
    make_activity, coordinator, sign_in, typed, status, sentence
):
    draft = make_activity(state=ActivityState.DRAFT, published_at=None, starts_at=NEXT_MONTH)

    page = sign_in(coordinator).post(f"/planung/{draft.id}/zeiten", status=status, **typed)

    assert any(sentence in error for error in page.errors()), page.errors()
    assert activities.activity(draft.id).times is Times.NONE


def test_dates_that_change_are_cut_anew(make_activity, coordinator, sign_in):
    draft = make_activity(state=ActivityState.DRAFT, published_at=None, starts_at=NEXT_MONTH)
    desk = sign_in(coordinator)
    desk.post(f"/planung/{draft.id}/zeiten", **{"times": "one", "rows-0-minutes": "30"})

    desk.post(
        f"/planung/{draft.id}/termine",
        dates="22.04.2026 9:00–12:00\n23.04.2026 9:00–10:00",
        venue=str(draft.venue_id),
    )

    assert places(draft.id)[0] == 8


def test_times_of_a_day_that_does_not_take_place_are_offered_no_longer(
    make_activity, register, employee, coordinator
):
    spans = [(NEXT_MONTH + n * DAY, NEXT_MONTH + n * DAY + 4 * QUARTER) for n in range(3)]
    check = make_activity(times=Times.ONE, capacity=12, dates=spans)
    first, *later = activities.dates(check.id)
    held = cut_into_slots(check.id, first)[0]
    for number, date in enumerate(later):
        cut_into_slots(check.id, date, name="a" * (number + 1))
    register(employee, check, slots=(held,))

    with transaction():
        dates.cancel_date(check.id, later[0].id, note="krank", by=coordinator.id, at=NOW)
    with transaction():
        dates.move_activity(check.id, [spans[0]], by=coordinator.id, at=NOW)

    offered = db.session.scalars(select(Slot.occurrence_id).where(Slot.activity_id == check.id))
    assert set(offered) == {first.id}
    assert places(check.id) == (4, 1, 0)
    assert db.session.query(OutgoingMail).filter_by(kind="activity.date_cancelled").all() == []


def test_a_day_on_which_somebody_has_a_time_does_not_fall_out(
    make_activity, register, employee, coordinator
):
    spans = [(NEXT_MONTH + n * DAY, NEXT_MONTH + n * DAY + 4 * QUARTER) for n in range(2)]
    check = make_activity(times=Times.ONE, capacity=4, dates=spans)
    register(employee, check, slots=(cut_into_slots(check.id, activities.dates(check.id)[1])[0],))

    code = refusal(partial(dates.move_activity, check.id, [spans[0]], by=coordinator.id, at=NOW))

    assert code == "slots_held"
    assert len(activities.dates(check.id)) == 2
