"""A coordinator sees the year, plans one activity again, or all of them, and keeps templates."""

from datetime import UTC, datetime, timedelta

import pytest

from bgm_portal.activities import queries as activities
from bgm_portal.activities import service, slot_queries
from bgm_portal.activities.errors import StateRefused
from bgm_portal.activities.kinds import ActivityState, PreventionField, Times
from bgm_portal.activities.models import Activity, Assignment
from bgm_portal.core.clock import local
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.permissions import Role
from tests.factories.activities import cut_into_slots
from tests.support.times import NEXT_WEEK, NOW, RUN_STARTS

WEEK, HOUR = timedelta(weeks=1), timedelta(hours=1)
AGAIN = "/planung/jahr/2026/uebernehmen"


@pytest.fixture
def desk(coordinator, sign_in):
    return sign_in(coordinator)


@pytest.fixture
def course(make_activity):
    """Ten Mondays from 30 March 2026, 10:00, on."""
    return make_activity(
        title_de="Rückenschule",
        dates=[(NEXT_WEEK + n * WEEK, NEXT_WEEK + n * WEEK + HOUR) for n in range(10)],
        registration_deadline=NEXT_WEEK - timedelta(days=3),
        starts_at=NEXT_WEEK,
    )


def drafts():
    found = Activity.state == ActivityState.DRAFT
    return db.session.query(Activity).filter(found).order_by(Activity.title_de).all()


def days(activity_id):
    return [f"{local(date.starts_at):%a %d.%m.%Y %H:%M}" for date in activities.dates(activity_id)]


def test_the_year_shows_drafts_gaps_and_both_ways_to_look(desk, course, make_activity):
    make_activity(
        title_de="Atempause", state=ActivityState.DRAFT, published_at=None, starts_at=RUN_STARTS
    )
    make_activity(
        title_de="Kochkurs",
        state=ActivityState.CANCELLED,
        ended_at=NOW,
        field=PreventionField.NUTRITION,
    )

    calendar = desk.get("/planung/jahr/2026")
    listed = desk.get("/planung/jahr/2026", ansicht="liste")

    assert "2 Angebote, Entwürfe eingeschlossen." in calendar.text
    assert "Atempause (Entwurf)" in calendar.text
    assert "Kochkurs" not in calendar.text
    assert "Ohne Angebot in diesen Themen: Stress und Entspannung, Ernährung" in calendar.text
    assert "Ohne Angebot in diesen Monaten: Januar, Februar, Juli" in calendar.text
    assert "Montag, 30. März 2026" in listed.text
    assert "Kochkurs" in listed.text
    desk.get("/planung/jahr/1999", status=404)


def test_an_activity_is_planned_again_on_the_same_weekdays(desk, course):
    desk.post(f"/planung/{course.id}/als-vorlage", how="jahr", year="2027")

    [new] = drafts()
    assert days(new.id)[:2] == ["Mon 29.03.2027 10:00", "Mon 05.04.2027 10:00"]
    assert len(days(new.id)) == 10
    assert f"{local(new.registration_deadline):%d.%m.%Y %H:%M}" == "26.03.2027 09:00"


def test_times_of_a_day_are_cut_again(desk, make_activity):
    check = make_activity(times=Times.ONE, capacity=4, starts_at=RUN_STARTS)
    cut_into_slots(check.id, activities.dates(check.id)[0])

    desk.post(f"/planung/{check.id}/als-vorlage", how="jahr", year="2027")

    [new] = drafts()
    assert len(slot_queries.slots(new.id)) == 12  # three hours of quarters
    assert new.capacity == 12


@pytest.mark.parametrize("year", ["", "27", "zwanzig", "1999", "²027"])
def test_a_year_that_is_none_is_explained(desk, course, year):
    page = desk.post(f"/planung/{course.id}/als-vorlage", status=422, how="jahr", year=year)

    assert page.errors() == ["Geben Sie das Jahr mit vier Ziffern ein, zum Beispiel 2027."]
    assert drafts() == []


def test_a_whole_year_is_shown_with_its_holidays_before_anything_happens(
    desk, course, make_activity, make_person
):
    colleague = make_person(Role.COORDINATOR)
    easter = make_activity(title_de="Osterlauf", starts_at=RUN_STARTS, contact_id=colleague.id)

    page = desk.get("/planung/jahr/2026/uebernehmen")

    assert "Montag, 30. März 2026 wird zu Montag, 29. März 2027, 10 Termine." in page.text
    assert "Ostermontag: 29. März 2027" in page.text
    assert len(page.soup.select("main input[type=checkbox][checked]")) == 2
    assert drafts() == []

    desk.post("/planung/jahr/2026/uebernehmen", activities=[str(course.id), str(easter.id)])
    again = desk.get("/planung/jahr/2026/uebernehmen")

    assert [draft.title_de for draft in drafts()] == ["Osterlauf", "Rückenschule"]
    assert "Ein Angebot mit diesem Titel steht dort schon" in again.text
    assert again.soup.select("main input[type=checkbox][checked]") == []


def test_a_form_that_is_sent_twice_begins_each_draft_once(desk, course, make_activity):
    easter = make_activity(title_de="Osterlauf", starts_at=RUN_STARTS)
    number = desk.get(AGAIN).soup.select_one("main [name=number]")["value"]
    sent = {"number": number, "activities": [str(course.id), str(easter.id)]}

    first = desk.post(AGAIN, **sent)
    second = desk.post(AGAIN, **sent)

    assert "2 Entwürfe angelegt." in first.text
    assert second.h1 == "Jahresplan 2027"
    assert "Diese 2 Entwürfe sind schon angelegt." in second.text
    assert [draft.title_de for draft in drafts()] == ["Osterlauf", "Rückenschule"]


def test_of_a_form_that_is_sent_again_only_what_is_new_is_begun(desk, course, make_activity):
    easter = make_activity(title_de="Osterlauf", starts_at=RUN_STARTS)
    sent = {"number": "eins", "activities": [str(course.id)]}
    desk.post(AGAIN, **sent)

    same = desk.post(AGAIN, **sent)
    more = desk.post(AGAIN, **sent | {"activities": [str(course.id), str(easter.id)]})

    assert "Dieser Entwurf ist schon angelegt." in same.text
    assert "1 Entwurf angelegt." in more.text
    assert [draft.title_de for draft in drafts()] == ["Osterlauf", "Rückenschule"]


def test_a_page_of_its_own_begins_drafts_of_its_own(desk, course):
    first, second = (
        desk.get(AGAIN).soup.select_one("main [name=number]")["value"] for _page in range(2)
    )

    desk.post(AGAIN, number=first, activities=[str(course.id)])
    desk.post(AGAIN, number=second, activities=[str(course.id)])

    assert len(drafts()) == 2


def test_what_is_named_twice_in_a_form_is_begun_once(desk, course):
    sent = {"number": "eins", "activities": [str(course.id)] * 2}

    page = desk.post(AGAIN, **sent)
    again = desk.post(AGAIN, **sent)

    assert "1 Entwurf angelegt." in page.text
    assert "Dieser Entwurf ist schon angelegt." in again.text
    assert len(drafts()) == 1


def test_a_page_from_before_there_were_numbers_still_begins_drafts(desk, course):
    page = desk.post(AGAIN, activities=[str(course.id)])

    assert "1 Entwurf angelegt." in page.text
    assert len(drafts()) == 1


def test_a_form_that_is_not_complete_keeps_its_number(desk, course):
    page = desk.post(AGAIN, status=422, number="eins")
    without = desk.post(AGAIN, status=422)

    assert page.soup.select_one("main [name=number]")["value"] == "eins"
    assert without.soup.select_one("main [name=number]")["value"]


def test_a_series_across_new_year_is_planned_again_whole_and_once(desk, make_activity):
    december = datetime(2026, 12, 7, 15, tzinfo=UTC)
    spans = [(december + n * WEEK, december + n * WEEK + HOUR) for n in range(6)]
    make_activity(title_de="Atempause", dates=spans)

    in_2026 = desk.get("/planung/jahr/2026/uebernehmen").text
    in_2027 = desk.get("/planung/jahr/2027/uebernehmen").text

    assert "Montag, 7. Dezember 2026 wird zu Montag, 6. Dezember 2027, 6 Termine." in in_2026
    assert "Atempause" not in in_2027


def test_a_year_is_shown_as_a_whole_or_as_far_as_one_looks_after_it(
    desk, course, make_activity, make_person
):
    colleague = make_person(Role.COORDINATOR)
    other = make_activity(title_de="Osterlauf", starts_at=RUN_STARTS, contact_id=colleague.id)
    db.session.query(Assignment).filter_by(activity_id=other.id).delete()
    db.session.commit()

    whole = desk.get("/planung/jahr/2026", ansicht="liste")
    mine = next(link for link in whole.links() if "wessen=meine" in link)
    own = desk.get(mine)
    again = desk.get("/planung/jahr/2026/uebernehmen", wessen="meine")

    assert "2 Angebote, Entwürfe eingeschlossen." in whole.text
    assert "1 Angebot, Entwürfe eingeschlossen." in own.text
    assert "Osterlauf" in whole.text
    assert "Osterlauf" not in own.text + again.text
    assert "Rückenschule" in own.text
    assert "Rückenschule" in again.text
    assert own.soup.select("table.bgm-table--reflow")  # still as a list
    assert "Was fehlt" in whole.text
    assert "Was fehlt" not in own.text  # what one person does not offer is missing nowhere


@pytest.fixture
def long_year(make_activity):
    """As many dates as are no longer read on one page, none of them in June."""
    first = datetime(2026, 1, 1, 9, tzinfo=UTC)
    starts = [first + n * timedelta(hours=12) for n in range(730)]
    dates = [(one, one + HOUR) for one in starts if one.month != 6]
    return make_activity(title_de="Offener Treff", dates=dates)


@pytest.mark.parametrize(
    ("query", "month", "number"),
    [
        ({}, "März", 62),  # in which the test is today
        ({"monat": "7"}, "Juli", 62),
        ({"monat": "6"}, "Juni", 0),
        ({"monat": "13"}, "März", 62),
        ({"monat": "x"}, "März", 62),
    ],
)
@pytest.mark.parametrize("view", ["", "liste"])
def test_of_a_year_with_very_many_dates_one_month_is_shown(
    desk, long_year, query, month, number, view
):
    page = desk.get("/planung/jahr/2026", ansicht=view, **query)

    assert [head.text for head in page.soup.select("h3[id^=monat-]")] == [month]
    months = page.soup.select('nav[aria-label^="Monat"] a')
    assert [link.text for link in months][:2] == ["Januar (62)", "Februar (56)"]
    assert [link.text for link in months if link.get("aria-current")] == [f"{month} ({number})"]
    assert len(page.soup.select("main section:last-of-type a")) == number
    later = desk.get(months[7]["href"].partition("#")[0])
    assert [head.text for head in later.soup.select("h3[id^=monat-]")] == ["August"]
    assert bool(later.soup.select("table.bgm-month")) is not bool(view)


def test_a_year_before_and_after_begin_with_the_first_month_in_which_there_is_something(
    desk, make_activity
):
    first = datetime(2027, 5, 1, 9, tzinfo=UTC)
    starts = [first + n * timedelta(hours=3) for n in range(401)]
    make_activity(dates=[(one, one + HOUR) for one in starts])

    page = desk.get("/planung/jahr/2027")

    assert [head.text for head in page.soup.select("h3[id^=monat-]")] == ["Mai"]


def test_very_many_activities_are_planned_again_month_by_month(desk, make_activity, make_venue):
    venue = make_venue()
    for number in range(101):
        starts_at = datetime(2026, 3 if number < 100 else 12, 2, 9, tzinfo=UTC)
        make_activity(title_de=f"Kurs {number}", starts_at=starts_at, venue_id=venue.id)

    page = desk.get("/planung/jahr/2026/uebernehmen")
    march = [box["value"] for box in page.soup.select("main input[type=checkbox]")]
    onward = desk.post("/planung/jahr/2026/uebernehmen?wessen=meine", activities=march[:2])
    april = desk.get("/planung/jahr/2026/uebernehmen", monat="4")
    december = desk.get("/planung/jahr/2026/uebernehmen", monat="12")
    boxes = [box["value"] for box in december.soup.select("main input[type=checkbox]")]
    done = desk.post("/planung/jahr/2026/uebernehmen?monat=12", activities=boxes)

    assert len(march) == 100
    assert "2 Entwürfe angelegt." in onward.text
    here = [link.text for link in onward.soup.select("main nav a[aria-current=true]")]
    assert here == ["Von mir betreute", "April (0)"]
    assert "In diesem Monat steht nichts, das sich übernehmen ließe." in april.text
    assert len(boxes) == 1
    assert done.h1 == "Jahresplan 2027"
    assert len(drafts()) == 3


def test_what_is_chosen_of_another_month_is_refused(desk, make_activity, make_venue):
    venue = make_venue()
    made = [
        make_activity(
            starts_at=datetime(2026, 3 if number else 12, 2, 9, tzinfo=UTC), venue_id=venue.id
        )
        for number in range(101)
    ]

    desk.post("/planung/jahr/2026/uebernehmen?monat=3", status=422, activities=[str(made[0].id)])

    assert drafts() == []


def test_nothing_chosen_is_explained(desk, course):
    page = desk.post("/planung/jahr/2026/uebernehmen", status=422)

    assert page.errors() == ["Wählen Sie mindestens ein Angebot."]
    foreign = "00000000-0000-4000-8000-000000000000"
    desk.post("/planung/jahr/2026/uebernehmen", status=422, activities=foreign)


def test_a_template_never_appears_and_begins_drafts(desk, course):
    page = desk.post(f"/planung/{course.id}/als-vorlage", how="vorlage")
    [template] = drafts()

    assert "Das ist eine Vorlage." in page.text
    with pytest.raises(StateRefused), transaction():
        service.publish(template.id, by=template.created_by, at=NOW)
    assert "Rückenschule" in desk.get("/planung/neu").soup.select_one("#vorlagen").parent.text
    assert "Rückenschule" not in desk.get("/planung", stand="entwuerfe").text
    assert "Rückenschule" in desk.get("/planung", stand="vorlagen").text
    assert "Angaben zum Zugang fehlen" not in desk.get("/schreibtisch").text
    assert "kann veröffentlicht werden" not in desk.get("/schreibtisch").text

    assert desk.get(f"/planung/{template.id}/als-vorlage").h1 == "Daraus ein Angebot planen"
    desk.post(f"/planung/{template.id}/als-vorlage", how="ohne")

    assert sorted(draft.is_template for draft in drafts()) == [False, True]


@pytest.mark.parametrize(
    ("year", "beyond"), [(2018, "/planung/jahr/2017"), (2098, "/planung/jahr/2099")]
)
def test_no_link_leads_past_the_years_that_can_be_planned(sign_in, coordinator, year, beyond):
    page = sign_in(coordinator).get(f"/planung/jahr/{year}")

    assert beyond not in page.links()
