"""Planning: a coordinator drafts, fills in, previews, publishes, completes, copies."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from bgm_portal.activities import planning_queries, queries
from bgm_portal.activities.kinds import (
    AccessQuestion,
    ActivityState,
    Answer,
    PreventionField,
)
from bgm_portal.activities.models import Activity, ActivityRole, Assignment
from bgm_portal.audit import queries as audit
from bgm_portal.audit.events import Event
from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role
from tests.support.queries import statements
from tests.support.times import LAST_MONTH, NEXT_WEEK, NOW, RUN_ENDS, RUN_STARTS, YESTERDAY

SEVEN_MISSING = (
    "Beantworten Sie alle sieben Fragen zur Barrierefreiheit, "
    "mit „Ja“, „Nein“ oder „Noch nicht bekannt“."
)


@pytest.fixture
def desk(sign_in, coordinator):
    return sign_in(coordinator)


@pytest.fixture
def colleague(make_person):
    return make_person(Role.COORDINATOR, first_name="Tom", last_name="Berger")


@pytest.fixture
def draft(make_activity):
    """A draft that lacks nothing."""
    return make_activity(title_de="Firmenlauf", state=ActivityState.DRAFT, published_at=None)


def fresh(activity_id):
    return planning_queries.dossier(activity_id).activity


def titles(page):
    return [link.get_text() for link in page.soup.select("tbody th a")]


def seven(**changed):
    answers = {question.value: "yes" for question in AccessQuestion} | changed
    return {f"{question}-answer": answer for question, answer in answers.items() if answer}


def test_an_employee_does_not_plan(sign_in, employee, draft):
    browser = sign_in(employee)

    browser.get("/planung", status=403)
    browser.get(f"/planung/{draft.id}", status=403)
    browser.get(f"/planung/{draft.id}/vorschau", status=403)


def test_a_coordinator_begins_a_draft_and_is_its_contact(desk, coordinator):
    page = desk.post(
        "/planung/neu",
        title_de="Yoga auf dem Stuhl",
        teaser_de="Ruhige Übungen.",
        field="movement",
        kind="course",
    )

    activity = db.session.scalars(select(Activity)).one()
    assert page.h1 == "Yoga auf dem Stuhl"
    assert activity.state is ActivityState.DRAFT
    assert activity.contact_id == coordinator.id
    assert queries.is_assigned(coordinator.id, activity.id)
    assert not activity.discreet


def test_relaxation_is_confidential_from_the_beginning(desk):
    desk.post(
        "/planung/neu", title_de="Entspannung", teaser_de="Ruhe.", field="stress", kind="course"
    )

    assert db.session.scalars(select(Activity)).one().discreet


def test_a_draft_needs_a_title_and_a_sentence(desk):
    page = desk.post("/planung/neu", status=422, field="movement", kind="course")

    assert page.errors() == [
        "Geben Sie einen Titel ein.",
        "Beschreiben Sie das Angebot in einem Satz.",
    ]


def test_the_overview_shows_ones_own_upcoming_activities(desk, make_activity, colleague):
    make_activity(title_de="Meines")
    make_activity(title_de="Entwurf", state=ActivityState.DRAFT)
    make_activity(title_de="Vorbei", starts_at=YESTERDAY)
    other = make_activity(title_de="Fremdes", contact_id=colleague.id)
    db.session.delete(db.session.scalars(select(Assignment).filter_by(activity_id=other.id)).one())
    db.session.commit()

    assert titles(desk.get("/planung")) == ["Meines"]
    assert sorted(titles(desk.get("/planung", wessen="alle"))) == ["Fremdes", "Meines"]
    assert titles(desk.get("/planung", stand="entwuerfe")) == ["Entwurf"]
    assert titles(desk.get("/planung", stand="vergangene")) == ["Vorbei"]


def test_the_tabs_count_what_is_ahead_and_not_the_years_behind(desk, make_activity):
    make_activity(title_de="Kommt")
    make_activity(title_de="Entwurf", state=ActivityState.DRAFT)
    make_activity(title_de="Vorbei", starts_at=YESTERDAY)

    tabs = [link.get_text() for link in desk.get("/planung").soup.select(".bgm-months a")]

    assert tabs == ["Entwürfe (1)", "Kommende (1)", "Vergangene", "Vorlagen (0)"]


def test_the_past_comes_page_by_page_the_latest_first(desk, make_activity):
    for days in range(1, 23):
        make_activity(title_de=f"Vor {days} Tagen", starts_at=YESTERDAY - timedelta(days=days))

    first = desk.get("/planung", stand="vergangene")
    last = desk.get("/planung", stand="vergangene", seite="2")

    assert titles(first)[:2] == ["Vor 1 Tagen", "Vor 2 Tagen"]
    assert len(titles(first)) == 20
    assert "Nächste Seite" in first.text
    assert titles(last) == ["Vor 21 Tagen", "Vor 22 Tagen"]
    assert "Nächste Seite" not in last.text


def test_the_overview_finds_titles(desk, make_activity):
    make_activity(title_de="Übung am Morgen")
    make_activity(title_de="Firmenlauf")

    assert titles(desk.get("/planung", suche="übung")) == ["Übung am Morgen"]
    assert "gibt es hier kein Angebot" in desk.get("/planung", suche="Klettern").text


def test_the_overview_counts_no_places_where_nobody_signs_up(desk, make_activity):
    make_activity(title_de="Offener Treff", needs_registration=False, capacity=None)

    page = desk.get("/planung")

    assert "ohne Anmeldung" in page.text
    assert "Plätze belegt" not in page.text


def test_the_overview_needs_as_many_statements_for_fifteen_as_for_one(desk, make_activity):
    make_activity()
    with statements() as few:
        desk.get("/planung")
    for _number in range(14):
        make_activity()

    with statements() as many:
        desk.get("/planung")

    assert many.count == few.count


def test_the_hub_says_of_every_part_how_far_it_is(desk, draft):
    page = desk.get(f"/planung/{draft.id}")

    states = [row.get_text(" ", strip=True) for row in page.soup.select(".bgm-plan li")]
    assert len(states) == 15
    assert "Barrierefreiheit: sieben Fragen fertig" in states
    assert "In einfacher Sprache freiwillig" in states


def test_somebody_else_who_plans_may_look_but_not_change(sign_in, colleague, draft):
    browser = sign_in(colleague)

    page = browser.get(f"/planung/{draft.id}")

    assert "Dieses Angebot betreuen andere Personen." in page.text
    browser.get(f"/planung/{draft.id}/grundangaben", status=403)
    browser.post(f"/planung/{draft.id}/grundangaben", status=403)
    browser.post(f"/planung/{draft.id}/veroeffentlichen", status=403)
    assert fresh(draft.id).state is ActivityState.DRAFT


@pytest.mark.parametrize(
    "part",
    [
        "grundangaben",
        "termine",
        "anmeldung",
        "arbeitszeit",
        "zugang",
        "moeglich",
        "mitmachen",
        "fragen",
        "ablauf",
        "einfache-sprache",
        "englisch",
        "kontakt",
    ],
)
def test_every_part_has_a_page(desk, draft, part):
    page = desk.get(f"/planung/{draft.id}/{part}")

    assert page.soup.select_one("form.bgm-form")


@pytest.mark.parametrize("rule", ["capped_week", "capped_year"])
@pytest.mark.parametrize("employer", ["worktime_ba", "worktime_city"])
def test_a_limit_of_working_time_is_asked_for_where_a_rule_speaks_of_one(
    desk, draft, employer, rule
):
    said = {"worktime_ba": "none", "worktime_city": "none", "insurance": "ask"} | {employer: rule}

    page = desk.post(f"/planung/{draft.id}/arbeitszeit", status=422, **said)
    assert page.errors() == ["Geben Sie die Grenze in Minuten ein."]

    desk.post(f"/planung/{draft.id}/arbeitszeit", worktime_cap_minutes="60", **said)
    assert fresh(draft.id).worktime_cap_minutes == 60


def test_texts_are_saved_and_noted(desk, draft):
    desk.post(
        f"/planung/{draft.id}/grundangaben",
        title_de="  Hagener Firmenlauf ",
        teaser_de="Ein Abend am See.",
        field="movement",
        kind="run_event",
        drawing="lauf",
        description_de="",
    )

    activity = fresh(draft.id)
    assert activity.title_de == "Hagener Firmenlauf"
    assert activity.drawing == "lauf"
    assert activity.description_de is None
    entry = audit.entries_on(draft.id, events=(Event.ACTIVITY_CHANGED,))[0]
    assert entry.facts == {"section": "grundangaben"}


def test_dates_are_typed_one_a_line(desk, draft, make_venue):
    place = make_venue(name_de="Sporthalle")

    desk.post(
        f"/planung/{draft.id}/termine",
        dates="28.05.2026 18:00–21:00\n21.05.2026 18:00–21:00",
        venue=str(place.id),
        online_venue="",
    )

    activity = fresh(draft.id)
    assert activity.venue_id == place.id
    assert activity.starts_at == RUN_STARTS
    assert activity.occurrences[0].ends_at == RUN_ENDS
    assert len(activity.occurrences) == 2


def test_a_date_that_is_not_understood_loses_nothing(desk, draft):
    page = desk.post(
        f"/planung/{draft.id}/termine", status=422, dates="am Montag", venue="", online_venue=""
    )

    assert page.errors() == [
        "Zeile 1: Schreiben Sie Tag und Uhrzeiten so: 21.05.2026 18:00–21:00.",
        "Wählen Sie einen Ort.",
    ]
    assert page.soup.select_one("#dates").get_text().strip() == "am Montag"


def test_places_and_deadline_are_saved(desk, draft):
    desk.post(
        f"/planung/{draft.id}/anmeldung",
        needs_registration="y",
        has_waiting_list="y",
        capacity="60",
        deadline_day="09.04.2026",
        deadline_time="",
        opens_day="",
    )

    activity = fresh(draft.id)
    assert activity.capacity == 60
    assert activity.registration_deadline.isoformat() == "2026-04-09T21:59:00+00:00"
    assert activity.registration_opens_at is None


def test_whoever_must_sign_up_needs_a_deadline(desk, draft):
    page = desk.post(
        f"/planung/{draft.id}/anmeldung", status=422, needs_registration="y", deadline_day=""
    )

    assert page.errors() == ["Geben Sie den Anmeldeschluss ein, zum Beispiel 09.04.2026."]


def test_what_is_needed_at_times_is_called_voluntary_nowhere(desk, draft):
    page = desk.get(f"/planung/{draft.id}/anmeldung")

    words = {
        name: page.soup.select_one(f"label[for={name}]").parent.get_text(" ", strip=True)
        for name in ("deadline_day", "decides_day", "capacity")
    }
    assert "Nötig, wenn man sich anmelden muss." in words["deadline_day"]
    assert "Nötig bei einer Mindestzahl." in words["decides_day"]
    assert [name for name, said in words.items() if "(freiwillig)" in said] == ["capacity"]


@pytest.mark.parametrize(("signs_up", "status"), [(True, 422), (False, 200)])
def test_a_published_activity_asks_for_a_deadline_where_people_sign_up(
    desk, make_activity, signs_up, status
):
    activity = make_activity(needs_registration=signs_up, registration_deadline=None)

    desk.post(f"/planung/{activity.id}/anmeldung", status=status, deadline_day="")


def test_nobody_signs_up_after_the_beginning(desk, draft):
    page = desk.post(
        f"/planung/{draft.id}/anmeldung",
        status=409,
        needs_registration="y",
        deadline_day="22.05.2026",
    )

    assert page.errors() == [
        "Der Anmeldeschluss liegt nach dem Beginn. Geben Sie einen früheren ein."
    ]


@pytest.mark.parametrize(
    "late", [{"registration_deadline": RUN_ENDS}, {"minimum": 2, "decides_at": RUN_ENDS}]
)
def test_a_deadline_that_a_move_left_behind_is_in_the_way_of_no_other_part(
    desk, make_activity, late
):
    activity = make_activity(**late)

    page = desk.post(f"/planung/{activity.id}/ablauf", course_de="Wir laufen zusammen.")
    own_part = desk.post(
        f"/planung/{activity.id}/anmeldung",
        status=409,
        capacity="10",
        deadline_day="21.05.2026",
        deadline_time="20:30",
        minimum="2",
        decides_day="22.05.2026",
    )

    assert "Gespeichert: Ablauf und Mitbringen." in page.text
    assert fresh(activity.id).course_de == "Wir laufen zusammen."
    assert len(own_part.errors()) == 1


def test_the_seven_questions_are_answered(desk, draft):
    desk.post(
        f"/planung/{draft.id}/zugang",
        **seven(hearing_support="unknown", step_free="no"),
        **{"step_free-detail_de": "18 Stufen"},
    )

    answers = {row.question: row for row in fresh(draft.id).answers}
    assert answers[AccessQuestion.HEARING_SUPPORT].answer is Answer.UNKNOWN
    assert answers[AccessQuestion.STEP_FREE].detail_de == "18 Stufen"
    assert len(answers) == 7


def test_silence_is_no_answer(desk, draft):
    page = desk.post(f"/planung/{draft.id}/zugang", status=422, **seven(quiet_space=""))

    assert page.errors() == [
        "Beantworten Sie „Ruhiger Platz“ mit „Ja“, „Nein“ oder „Noch nicht bekannt“."
    ]


def test_offers_are_ticked(desk, draft):
    desk.post(f"/planung/{draft.id}/moeglich", codes=["dgs", "breaks"])

    assert {row.code for row in fresh(draft.id).adaptations} == {"dgs", "breaks"}


def test_roles_are_added_reworded_and_removed(desk, draft):
    desk.post(
        f"/planung/{draft.id}/mitmachen",
        **{
            "rows-0-label_de": "Laufen",
            "rows-0-takes_place": "y",
            "rows-1-label_de": "Anfeuern",
        },
    )
    runner, supporter = fresh(draft.id).roles
    desk.post(
        f"/planung/{draft.id}/mitmachen",
        **{
            "rows-0-row_id": str(runner.id),
            "rows-0-label_de": "Laufen oder gehen",
            "rows-1-row_id": str(supporter.id),
            "rows-1-label_de": "Anfeuern",
            "rows-1-remove": "y",
            "rows-2-label_de": "Guide",
        },
    )

    roles = fresh(draft.id).roles
    assert [role.label_de for role in roles] == ["Laufen oder gehen", "Guide"]
    assert roles[0].id == runner.id
    assert [role.code for role in roles] == ["laufen", "guide"]


@pytest.mark.parametrize(
    "typed",
    [
        {"label_en": "Running"},
        {"hint_de": "In Ihrem Tempo"},
        {"hint_en": "At your pace"},
        {"start_time": "18:05"},
    ],
)
def test_a_role_without_a_name_is_asked_for_it_and_kept(desk, draft, typed):
    rows = {"rows-0-label_de": "Laufen"} | {f"rows-1-{name}": typed[name] for name in typed}

    page = desk.post(f"/planung/{draft.id}/mitmachen", status=422, **rows)

    assert page.errors() == ["Schreiben Sie dazu, als was man mitmacht."]
    assert page.soup.select_one("[name=rows-1-label_de][aria-invalid]")
    assert all(page.soup.select_one(f"[name=rows-1-{one}]")["value"] == typed[one] for one in typed)
    assert fresh(draft.id).roles == []


def test_a_role_goes_by_being_emptied_and_a_tick_alone_makes_none(desk, draft):
    role = ActivityRole(activity_id=draft.id, code="run", position=0, label_de="Laufen")
    db.session.add(role)
    db.session.commit()
    emptied = {"rows-0-row_id": str(role.id), "rows-0-label_de": "", "rows-0-takes_place": "y"}

    desk.post(
        f"/planung/{draft.id}/mitmachen",
        **emptied,
        **{"rows-1-takes_place": "y", "rows-1-hint_de": " ", "rows-1-start_time": " "},
    )

    assert fresh(draft.id).roles == []


def test_a_role_without_a_name_goes_by_its_tick(desk, draft):
    desk.post(f"/planung/{draft.id}/mitmachen", **{"rows-0-hint_de": "Weg", "rows-0-remove": "y"})

    assert fresh(draft.id).roles == []


def test_a_role_that_people_may_have_chosen_is_not_removed(desk, make_activity):
    activity = make_activity()
    db.session.add(ActivityRole(activity_id=activity.id, code="run", position=0, label_de="Laufen"))
    db.session.commit()

    typed = {"rows-0-row_id": "", "rows-0-label_de": "Neu"}

    page = desk.post(f"/planung/{activity.id}/mitmachen", status=409, **typed)

    assert "aber keine entfernen" in page.errors()[0]
    assert [role.label_de for role in queries.roles(activity.id)] == ["Laufen"]


def test_an_organiser_and_consents_are_named(desk, draft):
    desk.post(f"/planung/{draft.id}/fragen", organiser="Stadtsportbund", asks_photo_consent="y")

    activity = fresh(draft.id)
    assert activity.organiser == "Stadtsportbund"
    assert activity.asks_photo_consent


def test_saving_can_lead_back_to_more_rows(desk, draft):
    page = desk.post(f"/planung/{draft.id}/mitmachen", **{"rows-0-label_de": "Laufen", "more": "1"})

    assert page.h1 == "Mitmachen als"
    assert len(page.soup.select("form.bgm-form fieldset")) == 3


def test_the_contact_always_looks_after_the_activity(desk, draft, coordinator, colleague):
    desk.post(
        f"/planung/{draft.id}/kontakt", contact=str(colleague.id), others=[str(coordinator.id)]
    )

    assert fresh(draft.id).contact_id == colleague.id
    assert queries.is_assigned(colleague.id, draft.id)
    assert queries.is_assigned(coordinator.id, draft.id)


def test_whoever_is_taken_off_may_no_longer_change(desk, draft, coordinator, colleague):
    desk.post(f"/planung/{draft.id}/kontakt", contact=str(colleague.id))

    assert not queries.is_assigned(coordinator.id, draft.id)
    desk.get(f"/planung/{draft.id}/kontakt", status=403)


def test_only_those_who_coordinate_can_be_the_contact(desk, draft, employee, coordinator):
    page = desk.post(f"/planung/{draft.id}/kontakt", status=422, contact=str(employee.id))

    assert page.soup.select_one("#contact-fehler")
    assert fresh(draft.id).contact_id == coordinator.id


def test_the_preview_shows_what_staff_will_see(desk, draft):
    page = desk.get(f"/planung/{draft.id}/vorschau")

    assert page.h1 == "Firmenlauf"
    assert "Das ist die Vorschau." in page.text
    assert f"/angebote/{draft.id}/anmeldung" not in page.links()


def test_a_complete_draft_is_published(desk, draft, sign_in, employee):
    desk.post(f"/planung/{draft.id}/veroeffentlichen")

    activity = fresh(draft.id)
    assert activity.state is ActivityState.PUBLISHED
    assert activity.published_at == NOW
    assert sign_in(employee).get(f"/angebote/{draft.id}").h1 == "Firmenlauf"


def test_whoever_publishes_what_is_published_is_led_to_it(desk, make_activity):
    activity = make_activity(title_de="Firmenlauf")

    page = desk.get(f"/planung/{activity.id}/veroeffentlichen")

    assert "Das Angebot ist schon veröffentlicht." in page.text
    assert page.path == f"/planung/{activity.id}"


def test_what_is_missing_is_listed_and_linked(desk, make_activity):
    activity = make_activity(
        state=ActivityState.DRAFT, venue_id=None, registration_deadline=None, published_at=None
    )
    dossier = planning_queries.dossier(activity.id)
    db.session.delete(dossier.activity.answers[0])
    db.session.commit()

    page = desk.post(f"/planung/{activity.id}/veroeffentlichen", status=409)

    assert page.errors() == [
        "Wählen Sie einen Ort.",
        "Geben Sie den Anmeldeschluss ein.",
        SEVEN_MISSING,
    ]
    links = [link["href"] for link in page.soup.select(".bgm-errors a")]
    assert links[0] == f"/planung/{activity.id}/termine"
    assert fresh(activity.id).state is ActivityState.DRAFT


def test_the_capacity_of_a_published_activity_is_not_changed_in_passing(desk, make_activity):
    activity = make_activity(capacity=10)

    desk.post(
        f"/planung/{activity.id}/anmeldung", capacity="1", deadline_day="09.04.2026", opens_day=""
    )

    assert fresh(activity.id).capacity == 10


def test_the_dates_of_a_published_activity_are_moved_elsewhere(desk, make_activity):
    activity = make_activity()

    response = desk.raw(f"/planung/{activity.id}/termine")

    assert response.status_code == 302
    desk.post(
        f"/planung/{activity.id}/termine",
        status=409,
        dates="21.05.2026 18:00–21:00",
        venue=str(activity.venue_id),
        online_venue="",
    )


def test_what_is_over_is_completed(desk, make_activity):
    activity = make_activity(starts_at=YESTERDAY)

    desk.post(f"/planung/{activity.id}/abschliessen")

    assert fresh(activity.id).state is ActivityState.COMPLETED


def test_what_is_not_over_is_not_completed(desk, make_activity):
    activity = make_activity(starts_at=NEXT_WEEK)

    desk.post(f"/planung/{activity.id}/abschliessen", status=409)

    assert fresh(activity.id).state is ActivityState.PUBLISHED


def test_what_is_over_can_no_longer_be_changed(desk, make_activity):
    activity = make_activity(
        state=ActivityState.COMPLETED, starts_at=LAST_MONTH, ended_at=YESTERDAY
    )

    desk.post(f"/planung/{activity.id}/einfache-sprache", status=409, plain_de="Neu")

    assert fresh(activity.id).plain_de is None


def test_an_activity_serves_as_a_pattern_for_a_new_draft(sign_in, colleague, make_activity):
    source = make_activity(title_de="Firmenlauf", field=PreventionField.MOVEMENT, capacity=60)
    db.session.add(ActivityRole(activity_id=source.id, code="run", position=0, label_de="Laufen"))
    db.session.commit()
    source_id = source.id

    page = sign_in(colleague).post(f"/planung/{source_id}/als-vorlage", how="ohne")

    new_id = db.session.scalars(select(Activity.id).where(Activity.id != source_id)).one()
    new = fresh(new_id)
    assert page.h1 == "Firmenlauf"
    assert new.state is ActivityState.DRAFT
    assert new.contact_id == colleague.id
    assert new.capacity == 60
    assert new.starts_at is None
    assert new.taken == 0
    assert new.registration_deadline is None
    assert [role.label_de for role in new.roles] == ["Laufen"]
    assert len(new.answers) == 7


def test_an_unknown_activity_is_an_unknown_page(desk):
    desk.get(f"/planung/{UUID(int=1)}", status=404)
    desk.get(f"/planung/{UUID(int=1)}/zugang", status=404)
