"""A coordinator sees the year, plans one activity again, or all of them, and keeps templates."""

from datetime import UTC, datetime, timedelta

import pytest

from bgm_portal.activities import queries as activities
from bgm_portal.activities import service, slot_queries
from bgm_portal.activities.errors import StateRefused
from bgm_portal.activities.kinds import ActivityState, PreventionField, Times
from bgm_portal.activities.models import Activity
from bgm_portal.core.clock import local
from bgm_portal.core.database import db, transaction
from bgm_portal.identity.permissions import Role
from tests.factories.activities import cut_into_slots
from tests.support.times import NEXT_WEEK, NOW, RUN_STARTS

WEEK, HOUR = timedelta(weeks=1), timedelta(hours=1)


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


def test_a_series_across_new_year_is_planned_again_whole_and_once(desk, make_activity):
    december = datetime(2026, 12, 7, 15, tzinfo=UTC)
    spans = [(december + n * WEEK, december + n * WEEK + HOUR) for n in range(6)]
    make_activity(title_de="Atempause", dates=spans)

    in_2026 = desk.get("/planung/jahr/2026/uebernehmen").text
    in_2027 = desk.get("/planung/jahr/2027/uebernehmen").text

    assert "Montag, 7. Dezember 2026 wird zu Montag, 6. Dezember 2027, 6 Termine." in in_2026
    assert "Atempause" not in in_2027


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
