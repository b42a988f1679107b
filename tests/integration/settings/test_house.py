"""An administrator changes what the house says, and everybody sees it without a restart."""

import io
from datetime import UTC, date, datetime

import pytest
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from bgm_portal.activities import closed_days, draft_service
from bgm_portal.activities import queries as activities
from bgm_portal.activities.kinds import ActivityKind, PreventionField, WorktimeRule
from bgm_portal.admin.forms import house_days
from bgm_portal.audit.events import Event
from bgm_portal.audit.models import AuditEntry
from bgm_portal.core import clock, quiet_hours
from bgm_portal.core.database import db
from bgm_portal.core.house import Teller, house, teller
from bgm_portal.identity.permissions import Role
from bgm_portal.registration import rules as places
from bgm_portal.settings import service
from bgm_portal.settings.models import ClosingDay, HouseSetting

NAME = {
    "name": "Gesund im Amt",
    "claim": "",
    "employer_name": "Jobcenter Musterstadt",
    "employer_address": "Musterstraße 1, 44135 Dortmund",
    "privacy_contact": "datenschutz@haus.example",
    "enforcement": "nrw",
}
CONTACT = {
    "contact_name": "Olga Neumann",
    "contact_role": "Gesundheitsmanagement",
    "contact_phone": "intern 7",
    "contact_room": "",
    "contact_email": "olga@haus.example",
}
TIMES = {
    "worktime_ba": "half",
    "worktime_city": "capped_week",
    "worktime_cap_minutes": "60",
    "quiet_from": "18:30",
    "quiet_until": "6",
}
LOOK = {"lead_light": "003366", "lead_dark": "", "band_light": "#E2001A", "band_dark": ""}
GOOD = {
    "name": NAME,
    "ansprechperson": CONTACT,
    "zeiten": TIMES,
    "aussehen": LOOK,
    "schliesstage": {"state": "BY"},
}


@pytest.fixture
def admin(make_account, sign_in):
    return sign_in(make_account(Role.ADMIN))


def noted() -> int:
    entries = select(func.count()).where(AuditEntry.event == Event.HOUSE_CHANGED)
    return db.session.scalar(entries) or 0


def settings() -> int:
    return db.session.scalar(select(func.count()).select_from(HouseSetting)) or 0


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 300)) -> io.BytesIO:
    out = io.BytesIO()
    Image.new("RGB", size, "#e2001a").save(out, kind)
    out.seek(0)
    return out


def test_what_the_house_says_stands_on_pages_and_in_the_imprint_at_once(admin, visitor):
    admin.post("/betrieb/haus/name", **NAME)
    admin.post("/betrieb/haus/ansprechperson", **CONTACT)

    page = visitor.get("/impressum")
    assert "Gesund im Amt" in page.text
    assert "Musterstraße 1, 44135 Dortmund" in page.text
    assert "Gesundheitsmanagement: Olga Neumann" in page.text
    assert "Haus Mitte" not in page.text  # the room was taken away
    assert "Ombudsstelle" in visitor.get("/barrierefreiheit").text
    assert noted() == 2


def test_saving_without_a_change_is_not_noted(admin):
    admin.post("/betrieb/haus/name", **NAME)
    admin.post("/betrieb/haus/name", **NAME)

    assert noted() == 1


@pytest.mark.parametrize("part", GOOD)
def test_a_form_shows_what_was_saved(admin, part):
    admin.post(f"/betrieb/haus/{part}", **GOOD[part])
    page = admin.get(f"/betrieb/haus/{part}")

    fields = page.soup.select("form.bgm-form input:not([type=hidden])")
    shown = {str(one["name"]): str(one.get("value", "")) for one in fields}
    for chosen in page.soup.select("form.bgm-form option[selected]"):
        shown[str(chosen.find_parent("select")["name"])] = str(chosen["value"])
    sent = GOOD[part] | {"quiet_until": "06:00", "lead_light": "#003366", "band_light": "#e2001a"}
    assert shown == {name: sent[name] for name in GOOD[part]}


@pytest.mark.parametrize(
    ("part", "changed", "sentence"),
    [
        ("name", {"name": " "}, "Geben Sie ein, wie das Portal heißt."),
        ("name", {"name": "x" * 81}, "Kürzen Sie den Text auf höchstens 80 Zeichen."),
        ("name", {"employer_name": ""}, "Geben Sie ein, wie der Arbeitgeber heißt."),
        ("name", {"enforcement": "eu"}, None),
        ("ansprechperson", {"contact_name": ""}, "Geben Sie ein, wer hilft."),
        ("ansprechperson", {"contact_phone": ""}, None),
        (
            "ansprechperson",
            {"contact_email": "olga"},
            "Schreiben Sie eine Adresse wie vorname.nachname@haus.example.",
        ),
        (
            "aussehen",
            {"lead_light": "rot"},
            "Geben Sie die Farbe mit sechs Zeichen ein, zum Beispiel #0a4b53.",
        ),
        (
            "aussehen",
            {"lead_light": "#ffcc00"},
            (
                "Diese Farbe hebt sich zu wenig ab: 1,3 zu 1, nötig sind 4,5 zu 1 (WCAG 1.4.3)."
                " Es ginge zum Beispiel #806600."
            ),
        ),
        ("aussehen", {"lead_dark": "#003366"}, None),
        ("aussehen", {"band_light": "#ffcc00"}, None),
        ("aussehen", {"band_dark": "#000000"}, None),
        ("zeiten", {"worktime_cap_minutes": ""}, "Geben Sie die Grenze in Minuten ein."),
        ("zeiten", {"worktime_cap_minutes": "viel"}, None),
        ("zeiten", {"quiet_from": "12:00"}, "Wählen Sie eine Uhrzeit zwischen 16 und 22 Uhr."),
        ("zeiten", {"quiet_until": "10:00"}, "Wählen Sie eine Uhrzeit zwischen 5 und 9 Uhr."),
        ("zeiten", {"quiet_from": "abends"}, None),
        ("zeiten", {"quiet_from": ""}, "Geben Sie ein, ab wann Ruhe ist."),
        ("zeiten", {"worktime_ba": "manchmal"}, None),
        ("schliesstage", {"state": "XX"}, None),
    ],
)
def test_bad_input_gets_a_sentence_keeps_what_was_typed_and_changes_nothing(
    admin, part, changed, sentence
):
    page = admin.post(f"/betrieb/haus/{part}", status=422, **(GOOD[part] | changed))

    [error] = page.errors()
    assert sentence is None or error == sentence
    [(name, typed)] = changed.items()
    field = page.soup.select_one(f"#{name}")
    assert field.name == "select" or field.get("value", "") == typed.strip()
    assert settings() == noted() == 0


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.LEADERSHIP, Role.AUDITOR, Role.EDITOR])
def test_nobody_but_administrators_changes_the_house(make_account, sign_in, role):
    other = sign_in(make_account(role))

    other.get("/betrieb/haus", status=403)
    other.post("/betrieb/haus/name", status=403, **NAME)
    assert settings() == 0


def test_a_part_that_there_is_not_is_not_found(admin):
    admin.get("/betrieb/haus/keller", status=404)
    admin.post("/betrieb/haus/keller", status=404)


def test_colours_are_a_style_sheet_of_their_own_that_gives_way_to_forced_colours(admin, visitor):
    assert not visitor.get("/").soup.select('link[href*="/haus/farben/"]')
    admin.post("/betrieb/haus/aussehen", **LOOK)

    [link] = visitor.get("/").soup.select('link[href*="/haus/farben/"]')
    sheet = visitor.raw(str(link["href"]))
    assert sheet.mimetype == "text/css"
    assert "immutable" in sheet.headers["Cache-Control"]
    assert sheet.text.startswith("@media (forced-colors: none)")
    assert "--lead: light-dark(#003366, #93d3d5);" in sheet.text
    assert "--band: light-dark(#e2001a, #f2a063);" in sheet.text


def test_a_logo_is_drawn_anew_and_stands_on_every_page(admin, visitor):
    admin.post("/betrieb/haus-logo", file=(picture("JPEG"), "logo.jpg"))

    [image] = visitor.get("/").soup.select(".bgm-brand img")
    answer = visitor.raw(str(image["src"]))
    drawn = Image.open(io.BytesIO(answer.data))
    assert (drawn.format, drawn.size) == ("PNG", (480, 160))
    assert image["alt"] == ""
    assert noted() == 1

    admin.post("/betrieb/haus-logo/entfernen")
    assert not visitor.get("/").soup.select(".bgm-brand img")
    assert visitor.raw(str(image["src"])).status_code == 404


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", b"<svg onload='x'/>", b"\0" * 2001],
    ids=["nothing", "text", "script", "large"],
)
def test_what_is_no_picture_becomes_no_logo(admin, content, monkeypatch):
    monkeypatch.setattr(house_days, "LARGEST_LOGO", 2000)
    page = admin.post("/betrieb/haus-logo", status=422, file=(io.BytesIO(content), "logo.png"))

    assert len(page.errors()) == 1
    assert noted() == 0


def closing(**values):
    return {"first_day": "16.02.2026", "last_day": "", "name_de": "Rosenmontag"} | values


def test_a_series_leaves_out_days_on_which_the_house_is_closed(admin):
    page = admin.post("/betrieb/haus-schliesstag", **closing(last_day="17.02.2026"))

    assert "16. Februar 2026 bis 17. Februar 2026: Rosenmontag" in page.text
    gaps = closed_days.gaps(date(2026, 2, 1), date(2026, 2, 28), public=True, school=False)
    assert gaps == {date(2026, 2, 16): "Rosenmontag", date(2026, 2, 17): "Rosenmontag"}

    day = db.session.scalars(select(ClosingDay)).one()
    for _twice in range(2):
        admin.post(f"/betrieb/haus-schliesstag/{day.id}/entfernen")
    assert not closed_days.gaps(date(2026, 2, 1), date(2026, 2, 28), public=True, school=False)
    assert noted() == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"first_day": ""}, "Geben Sie den ersten Tag ein."),
        ({"first_day": "31.02.2026"}, None),
        ({"name_de": ""}, "Geben Sie ein, warum das Haus geschlossen ist."),
        (
            {"last_day": "15.02.2026"},
            "Geben Sie einen letzten Tag ein, der nicht vor dem ersten liegt.",
        ),
        ({"last_day": "16.02.2027"}, "Das sind mehr als 60 Tage. Prüfen Sie das Jahr."),
    ],
)
def test_a_closing_day_that_is_none_gets_a_sentence(admin, changed, sentence):
    page = admin.post("/betrieb/haus-schliesstag", status=422, **closing(**changed))

    assert len(page.errors()) == 1
    assert sentence in {None, *page.errors()}
    assert noted() == 0


def test_more_closing_days_than_a_page_shows_are_refused(admin, monkeypatch):
    monkeypatch.setattr(service, "MOST_CLOSING_DAYS", 1)
    admin.post("/betrieb/haus-schliesstag", **closing())

    page = admin.post("/betrieb/haus-schliesstag", status=422, **closing())

    assert page.errors() == ["Es stehen schon 200 Schließtage hier. Entfernen Sie zuerst alte."]


def test_holidays_are_those_of_the_state(admin):
    epiphany = date(2026, 1, 6)
    assert epiphany not in closed_days.public_holidays(epiphany, epiphany)

    admin.post("/betrieb/haus/schliesstage", state="BY")

    assert epiphany in closed_days.public_holidays(epiphany, epiphany)
    assert closed_days.school_holidays(date(2026, 1, 1), date(2026, 12, 31)) == {}
    assert closed_days.school_known_until() == date.min


def test_quiet_hours_of_the_house_move_offers_out_of_the_night(admin):
    evening = datetime(2026, 3, 31, 16, 45, tzinfo=UTC)  # 18:45 on the wall
    assert places.out_of_quiet_hours(evening) == evening

    admin.post("/betrieb/haus/zeiten", **TIMES)

    assert places.out_of_quiet_hours(evening) == datetime(2026, 4, 1, 7, tzinfo=UTC)
    assert quiet_hours.over(evening) == datetime(2026, 4, 1, 4, tzinfo=UTC)
    assert quiet_hours.before(evening) == datetime(2026, 3, 31, 15, 30, tzinfo=UTC)
    assert quiet_hours.on_the_wall() == {"evening": "18:30", "morning": "6"}


def test_a_new_draft_begins_with_the_working_time_of_the_house(admin, coordinator):
    admin.post("/betrieb/haus/zeiten", **TIMES)

    draft = draft_service.create(
        title="Yoga",
        teaser="",
        kind=ActivityKind.COURSE,
        field=PreventionField.MOVEMENT,
        by=coordinator.id,
        at=clock.now(),
    )

    activity = activities.activity(draft)
    assert activity.worktime_ba is WorktimeRule.HALF
    assert activity.worktime_city is WorktimeRule.CAPPED_WEEK
    assert activity.worktime_cap_minutes == 60


def test_another_process_sees_a_change_after_a_minute_and_asks_no_more_often(app, monkeypatch):
    asked: list[dict[str, str]] = [{"name": "Neu"}, {"name": "Neuer"}]
    now = [0.0]
    monkeypatch.setattr("bgm_portal.core.house.stopwatch.monotonic", lambda: now[0] + 1)
    monkeypatch.setattr("bgm_portal.core.house.LOOK_AGAIN_SECONDS", 60.0)
    other = Teller(teller().installed, lambda: asked.pop(0))

    names = []
    for seconds in (0, 59, 61):
        now[0] = seconds
        names.append(other.told().name)

    assert names == ["Neu", "Neu", "Neuer"]


def test_while_the_database_is_away_pages_say_what_they_said_before(app):
    is_away = [False]

    def changed() -> dict[str, str]:
        if is_away[0]:
            raise OperationalError("select", {}, ConnectionError())
        return {"name": "Gesund im Amt"}

    other = Teller(teller().installed, changed)
    before = other.told()
    is_away[0] = True
    other.forget()

    assert other.told() == before
    assert before.name == "Gesund im Amt"


def test_a_name_of_a_newer_version_is_read_past(app):
    db.session.add(HouseSetting(name="of_tomorrow", value="x"))
    db.session.commit()
    teller().forget()

    assert house() == teller().installed
