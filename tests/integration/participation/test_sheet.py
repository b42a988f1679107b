"""The sheet of a date: seen, ticked, corrected, printed."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import select

from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.audit import queries as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.permissions import Role
from bgm_portal.participation import queries, service
from bgm_portal.participation.queries import Tally
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import RegistrationState
from tests.support.queries import statements
from tests.support.times import RUN_ENDS, RUN_STARTS

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
AFTERWARDS = RUN_ENDS + HOUR


def path(activity, step="", *, occurrence=None):
    address = f"/planung/{activity.id}/anwesenheit{step}"
    return f"{address}?termin={occurrence.id}" if occurrence else address


@pytest.fixture
def sheet_at(coordinator, run, sign_in, at):
    """Return a function that moves the clock and gives the coordinator's browser then."""

    @contextmanager
    def _then(moment):
        with at(moment):
            yield sign_in(coordinator)

    return _then


@pytest.fixture
def attend(coordinator):
    """Return a function that notes who was at the only date of an activity."""

    def _attend(activity, *, present=frozenset(), absent=frozenset()):
        (occurrence,) = activities.dates(activity.id)
        with transaction():
            service.mark_attendance(
                occurrence_id=occurrence.id,
                present=present,
                absent=absent,
                by=coordinator.id,
                at=occurrence.ends_at,
            )

    return _attend


def tick(visitor, activity, occurrence, *, listed, present, status=200):
    return visitor.post(
        path(activity, occurrence=occurrence),
        status=status,
        listed=[str(person.id) for person in listed],
        present=[str(person.id) for person in present],
    )


def test_the_sheet_lists_who_signed_up_by_name(ticking, run, two):
    page = ticking.get(path(run))

    assert [row[0] for row in page.rows()] == ["Albers, Katrin", "Bachmann, Sven"]
    assert [row[2] for row in page.rows()] == ["noch nicht eingetragen"] * 2
    assert page.soup.select("input[type=checkbox][checked]") == []


def test_people_without_a_place_of_their_own_stand_on_the_sheet(
    ticking, run, employee, make_role, register
):
    guide = make_role(run, "guide", label_de="Guide", takes_place=False)
    register(employee, run, role_id=guide.id)

    page = ticking.get(path(run))

    assert page.rows()[0][:2] == ["Albers, Katrin", "Guide"]


def test_people_who_wait_do_not_stand_on_the_sheet(ticking, run, two, make_person, register):
    run.capacity = 2
    db.session.commit()
    register(make_person(last_name="Zuletzt"), run)

    page = ticking.get(path(run))

    assert [row[0] for row in page.rows()] == ["Albers, Katrin", "Bachmann, Sven"]


def test_who_was_there_is_saved_at_once(ticking, run, occurrence, two):
    page = tick(ticking, run, occurrence, listed=two, present=two[:1])

    assert "Gespeichert. Da waren: 1. Nicht da waren: 1." in page.text
    assert [row[2] for row in page.rows()] == ["war da", "war nicht da"]
    assert queries.tally(occurrence.id) == Tally(present=1, absent=1)


def test_ticking_is_noted_for_each_person(ticking, coordinator, run, occurrence, two):
    albers, bachmann = two

    tick(ticking, run, occurrence, listed=two, present=[albers])

    (entry,) = audit.entries_about(albers.id, events=(Event.ATTENDANCE_MARKED,))
    (other,) = audit.entries_about(bachmann.id, events=(Event.ATTENDANCE_MARKED,))
    assert (entry.actor_id, entry.object_id, entry.facts) == (
        coordinator.id,
        occurrence.id,
        {"state": "present"},
    )
    assert other.facts == {"state": "absent"}


def test_saving_the_same_again_notes_nothing(ticking, run, occurrence, two):
    tick(ticking, run, occurrence, listed=two, present=two)

    tick(ticking, run, occurrence, listed=two, present=two)

    assert audit.entries_about(two[0].id, events=(Event.ATTENDANCE_CORRECTED,)) == []


def test_a_correction_is_noted_with_before_and_after(run, occurrence, two, sheet_at):
    albers, _bachmann = two
    with sheet_at(AFTERWARDS) as visitor:
        tick(visitor, run, occurrence, listed=two, present=two)

    with sheet_at(RUN_ENDS + 14 * DAY) as visitor:
        tick(visitor, run, occurrence, listed=[albers], present=[])

    (entry,) = audit.entries_about(albers.id, events=(Event.ATTENDANCE_CORRECTED,))
    assert entry.facts == {"before": "present", "after": "absent"}
    assert queries.tally(occurrence.id) == Tally(present=1, absent=1)


def test_whoever_was_not_on_the_screen_stays_as_noted(ticking, run, occurrence, two):
    albers, bachmann = two
    tick(ticking, run, occurrence, listed=two, present=two)

    tick(ticking, run, occurrence, listed=[albers], present=[])

    assert [one.title_de for one in queries.attended(bachmann.id, at=RUN_ENDS)] == [run.title_de]


def test_nobody_is_smuggled_onto_the_sheet(ticking, run, occurrence, make_person):
    stranger = make_person()

    tick(ticking, run, occurrence, listed=[stranger], present=[stranger])

    assert queries.attended(stranger.id, at=RUN_ENDS) == []


def test_nonsense_instead_of_people_is_left_out(ticking, run, occurrence, two):
    ticking.post(path(run, occurrence=occurrence), listed="Albers", present="Albers")

    assert queries.tally(occurrence.id) == Tally()


def test_attendance_opens_two_hours_before(run, occurrence, two, sheet_at):
    with sheet_at(RUN_STARTS - 2 * HOUR) as visitor:
        page = tick(visitor, run, occurrence, listed=two, present=two)

    assert "Da waren: 2." in page.text


def test_a_date_to_come_is_refused_with_a_sentence(run, occurrence, two, sheet_at):
    with sheet_at(RUN_STARTS - 2 * HOUR - timedelta(seconds=1)) as visitor:
        page = tick(visitor, run, occurrence, listed=two, present=two, status=409)

    sentence = (
        "Der Termin liegt noch vor Ihnen. Eintragen können Sie ab"
        " Donnerstag, 21. Mai 2026, 16:00 Uhr."
    )
    assert page.errors() == [sentence]
    assert queries.tally(occurrence.id) == Tally()


def test_the_sheet_of_a_date_to_come_shows_the_list_without_boxes(coordinator, run, two, sign_in):
    page = sign_in(coordinator).get(path(run))

    assert [row[0] for row in page.rows()] == ["Albers, Katrin", "Bachmann, Sven"]
    assert page.soup.select("main input[type=checkbox]") == []
    assert "Eintragen geht jetzt nicht" in page.text


def test_after_fourteen_days_nothing_changes_and_nobody_is_named(run, occurrence, two, sheet_at):
    with sheet_at(RUN_ENDS + 15 * DAY) as visitor:
        page = tick(visitor, run, occurrence, listed=two, present=two, status=409)

    sentence = (
        "Eintragen und ändern konnten Sie bis Donnerstag, 4. Juni 2026."
        " Danach stehen hier keine Namen mehr."
    )
    assert page.errors() == [sentence]
    assert "Albers" not in page.text


@pytest.mark.parametrize(
    ("moment", "named"),
    [
        (RUN_STARTS - DAY, False),
        (RUN_STARTS, True),
        (RUN_STARTS + DAY, False),
    ],
)
def test_a_discreet_activity_names_people_on_the_day_alone(moment, named, run, two, sheet_at):
    run.discreet = True
    db.session.commit()

    with sheet_at(moment) as visitor:
        page = visitor.get(path(run))
        paper = visitor.get(path(run, "/druck"))

    assert ("Albers" in page.text) is named
    assert ("Albers" in paper.text) is named
    assert page.soup.select_one(".bgm-figures dd").text == "2"


def test_attendance_of_a_discreet_activity_is_ticked_on_the_day_alone(
    run, occurrence, two, sheet_at
):
    run.discreet = True
    db.session.commit()

    with sheet_at(RUN_STARTS + DAY) as visitor:
        page = tick(visitor, run, occurrence, listed=two, present=two, status=409)

    assert "Das Angebot ist vertraulich." in page.errors()[0]


@pytest.mark.parametrize("state", [ActivityState.CANCELLED, ActivityState.DRAFT])
def test_what_does_not_take_place_has_no_attendance(state, ticking, run, occurrence, two):
    run.state = state
    db.session.commit()

    page = tick(ticking, run, occurrence, listed=two, present=two, status=409)

    assert page.errors() == ["Dieses Angebot findet nicht statt. Es gibt nichts einzutragen."]


def test_each_date_of_a_series_has_a_sheet_of_its_own(employee, make_activity, register, sheet_at):
    dates = [(RUN_STARTS, RUN_ENDS), (RUN_STARTS + 7 * DAY, RUN_ENDS + 7 * DAY)]
    activity = make_activity(dates=dates)
    register(employee, activity)
    first, second = activities.dates(activity.id)
    with sheet_at(RUN_ENDS + 7 * DAY) as visitor:
        tick(visitor, activity, second, listed=[employee], present=[employee])

        newest = visitor.get(path(activity))
        oldest = visitor.get(path(activity, occurrence=first))

    assert newest.rows()[0][2] == "war da"
    assert oldest.rows()[0][2] == "noch nicht eingetragen"
    assert len(newest.soup.select("nav[aria-labelledby=termine] li")) == 2


def test_a_date_of_another_activity_is_unknown(ticking, run, make_activity):
    (other,) = activities.dates(make_activity().id)

    ticking.get(path(run, occurrence=other), status=404)
    tick(ticking, run, other, listed=[], present=[], status=404)


def test_whoever_cancelled_after_having_come_stays_on_the_sheet(ticking, run, occurrence, two):
    albers, _bachmann = two
    tick(ticking, run, occurrence, listed=two, present=two)
    row = db.session.scalars(select(Registration).where(Registration.person_id == albers.id)).one()
    row.state, row.ended_at, row.ended_by = RegistrationState.CANCELLED, AFTERWARDS, albers.id
    db.session.commit()

    page = ticking.get(path(run))

    assert page.rows()[0][:3] == ["Albers, Katrin", "hat abgesagt", "war da"]


def test_the_paper_has_a_box_for_everybody_and_lines_for_others(coordinator, run, two, sign_in):
    page = sign_in(coordinator).get(path(run, "/druck"))

    assert [row[1] for row in page.rows()] == ["Albers, Katrin", "Bachmann, Sven"]
    assert len(page.soup.select(".bgm-tickbox__box")) == 2
    assert len(page.soup.select(".bgm-tickbox__lines li")) == 6


def test_the_sheet_asks_the_database_the_same_number_of_times(
    ticking, run, two, make_person, register
):
    address = path(run)
    ticking.get(address)
    with statements() as few:
        ticking.get(address)
    for _number in range(8):
        register(make_person(), run)

    with statements() as many:
        ticking.get(address)

    assert many.count == few.count


@pytest.mark.parametrize("role", [*Role])
@pytest.mark.parametrize(
    ("method", "step"),
    [("GET", ""), ("POST", ""), ("GET", "/druck"), ("GET", "/dazu"), ("POST", "/dazu")],
)
def test_nobody_else_sees_or_ticks_the_sheet(role, method, step, run, make_person, sign_in):
    roles = {role} - {Role.EMPLOYEE}
    visitor = sign_in(make_person(*roles))

    response = visitor.raw(path(run, step, occurrence=activities.dates(run.id)[0]), method=method)

    assert response.status_code == 403


def test_a_deputy_who_is_assigned_ticks_the_sheet(
    evening, run, occurrence, two, make_deputy, sign_in
):
    page = tick(sign_in(make_deputy(run)), run, occurrence, listed=two, present=two)

    assert "Da waren: 2." in page.text


def test_a_person_sees_where_they_were_the_latest_first(employee, make_activity, register, attend):
    early = make_activity(title_de="Früher", starts_at=RUN_STARTS - 7 * DAY)
    late = make_activity(title_de="Später")
    missed = make_activity(title_de="Verpasst")
    register(employee, early)
    register(employee, late)
    register(employee, missed)
    attend(early, present={employee.id})
    attend(late, present={employee.id})
    attend(missed, absent={employee.id})

    found = queries.attended(employee.id, at=RUN_ENDS)

    assert [(one.title_de, one.minutes) for one in found] == [("Später", 180), ("Früher", 60)]


@pytest.mark.parametrize("last_name", ["Ähren", "Bauer"])
def test_names_are_sorted_as_german_lists_sort_them(
    last_name, coordinator, run, make_person, register, sign_in
):
    register(make_person(last_name="Zander"), run)
    register(make_person(last_name=last_name), run)

    page = sign_in(coordinator).get(path(run))

    assert [row[0].split(",")[0] for row in page.rows()] == [last_name, "Zander"]


def test_the_list_says_at_how_many_of_the_last_dates_somebody_was(
    make_activity, make_participant, make_person, coordinator, sign_in, at
):
    days = [RUN_STARTS - 30 * DAY, RUN_STARTS - 7 * DAY, RUN_STARTS]
    course = make_activity(dates=[(day, day + HOUR) for day in days], capacity=None)
    tom, ina = make_person(last_name="Team"), make_person(last_name="Zwei")
    for person in (tom, ina):
        make_participant(course, person)
    held = activities.dates(course.id)
    for date, present in zip(held, [{tom.id, ina.id}, {tom.id}, {tom.id, ina.id}], strict=True):
        with transaction():
            service.mark_attendance(
                occurrence_id=date.id,
                present=present,
                absent={tom.id, ina.id} - present,
                by=coordinator.id,
                at=date.ends_at,
            )

    with at(RUN_STARTS + HOUR):
        page = sign_in(coordinator).get(path(course, occurrence=held[2]))

    assert [(row[0].split(",")[0], row[3]) for row in page.rows()] == [
        ("Team", "2 von 2"),  # what is older than 14 days counts for nobody but the person
        ("Zwei", "1 von 2"),
    ]


def test_the_list_of_a_discreet_course_compares_nobody(
    make_activity, make_participant, employee, coordinator, sign_in, at
):
    days = [RUN_STARTS - DAY, RUN_STARTS]
    course = make_activity(dates=[(day, day + HOUR) for day in days], capacity=None, discreet=True)
    make_participant(course, employee)
    held = activities.dates(course.id)
    for date in held:
        with transaction():
            service.mark_attendance(
                occurrence_id=date.id,
                present={employee.id},
                absent=set(),
                by=coordinator.id,
                at=date.ends_at,
            )

    with at(RUN_STARTS + HOUR):
        page = sign_in(coordinator).get(path(course, occurrence=held[1]))

    assert "Zuletzt da" not in page.text
