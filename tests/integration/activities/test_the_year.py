"""One year of a coordinator, played through the pages while the clock goes on.

From last year's run to the frozen report: planning, telling, answering, the day, and what was
learned. What people see and which letters they get is asked for, never a table.
"""

import csv
import io
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

import pytest

from bgm_portal import scheduler
from bgm_portal.activities.kinds import ActivityKind, ActivityState
from bgm_portal.activities.race_models import Race
from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role

LAST_YEAR = (  # a Thursday, 18:00 to 21:00 in Germany
    datetime(2025, 5, 22, 16, 0, tzinfo=UTC),
    datetime(2025, 5, 22, 19, 0, tzinfo=UTC),
)
NOVEMBER = datetime(2025, 11, 20, 9, 0, tzinfo=UTC)
JANUARY = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
MARCH = datetime(2026, 3, 23, 8, 0, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 3, 24, 8, 0, tzinfo=UTC)
APRIL = datetime(2026, 4, 20, 8, 0, tzinfo=UTC)
WEEK_BEFORE = datetime(2026, 5, 21, 8, 0, tzinfo=UTC)
DAY_BEFORE = datetime(2026, 5, 27, 8, 0, tzinfo=UTC)
THE_EVENING = datetime(2026, 5, 28, 19, 0, tzinfo=UTC)
DAY_AFTER = datetime(2026, 5, 29, 8, 0, tzinfo=UTC)
JUNE = datetime(2026, 6, 15, 8, 0, tzinfo=UTC)
JULY = datetime(2026, 7, 15, 6, 0, tzinfo=UTC)

RUN = "Hagener Firmenlauf"
BUS = {"stop_de": "Haus Mitte", "leaves_at": "16:45", "back_at": "20:45", "seats": "9"}
FEE = {"name": "Startgeld", "planned": "300"}
SIGNS = {"name": "Dolmetschen", "planned": "400", "for_access": "y"}
TO_THE_BUS = {"number": "1", "state": "confirmed", "when": "jetzt", "role": ""}
TO_THE_BUS |= {"subject_de": "Abfahrt", "text_de": "Der Bus steht vor Haus Mitte."}
CALL = {"name": "Max Albers", "phone": "0171 234567"}
LEARNED = {"goal": "Alle kommen mit.", "lessons": "Gut so.", "next_step": "Ein zweiter Bus."}
CHECKLIST = ("ortmann", "Ihre Checkliste für heute")


class Year:
    """The people of the story, and what they do in each month."""

    def __init__(self, *, people, sign_in, mailbox):
        self._people, self._sign_in, self._mailbox = people, sign_in, mailbox
        self.plan = self.run = self.bus = ""
        self.own = {}

    def as_(self, name):
        """Return the browser of somebody who has just signed in."""
        return self._sign_in(self._people[name])

    def letters(self, now):
        """Let the worker do what is due; return which letters arrived: whose, and what about."""
        before = len(self._mailbox.letters)
        db.session.commit()
        for job in scheduler.JOBS:
            job.run(now)
        self._mailbox.deliver()
        return sorted((one.to.split("@")[0], one.subject) for one in self._mailbox.letters[before:])

    def day_of(self, name):
        """Return the address of somebody's page for the day."""
        return self.own[name].replace("meine-anmeldung", "mein-lauftag")

    def plan_again(self, last_run, now):
        """Last year's run becomes a draft, which leadership reads and comments on."""
        desk, reader = self.as_("nadine"), self.as_("vera")
        draft = desk.post(f"/planung/{last_run.id}/als-vorlage", how="jahr", year="2026")
        self.plan, self.run = draft.path, draft.path.rsplit("/", 1)[1]
        assert "Donnerstag, 21. Mai 2026" in desk.get(f"{self.plan}/vorschau").text
        desk.post(f"{self.plan}/teilen", people=[str(self._people["vera"].id)])
        assert self.letters(now) == [("vera", "Ein Entwurf zum Lesen")]
        assert reader.get(f"/entwuerfe/{self.run}/vorschau").h1 == RUN
        reader.post(f"/entwuerfe/{self.run}", words="Der Bus fehlt noch.")
        assert self.letters(now) == [("ortmann", "Ein Kommentar zu einem Entwurf")]
        assert "Der Bus fehlt noch." in desk.get(f"/entwuerfe/{self.run}").text

    def publish(self, now):
        """Bus, costs and checklist are there; the run appears in the programme."""
        desk = self.as_("nadine")
        desk.post(f"{self.plan}/busse/aendern", **rows(BUS | {"step_free_places": "1"}))
        assert "Geplant 700,00 €" in desk.post(f"{self.plan}/kosten", **rows(FEE, SIGNS)).text
        tasks = desk.post(f"{self.plan}/checkliste/vorlage")
        assert "0 von 18 erledigt" in tasks.text
        [first, *_others] = [one["value"] for one in tasks.soup.select("[name=aufgabe]")]
        ticked = desk.post(f"{self.plan}/checkliste/erledigt", aufgabe=first)
        assert "1 von 18 erledigt" in ticked.text
        desk.post(f"{self.plan}/veroeffentlichen")
        assert RUN in follow(self.as_("katrin"), "/angebote", "Ganzes Jahr").text
        announced = self.as_("katrin").get(f"/angebote/{self.run}")
        assert "2. März 2026" in announced.text
        assert f"/angebote/{self.run}/anmeldung" not in announced.links()
        assert ("vera", "Ein Entwurf ist nicht mehr mit Ihnen geteilt") in self.letters(now)

    def sign_up(self, name, **needs):
        """Somebody goes through every step; return what the last page says."""
        visitor, begin = self.as_(name), f"/angebote/{self.run}/anmeldung"
        role = visitor.get(begin).soup.select_one("[name=role]")["value"]
        visitor.post(f"{begin}/dabei-als", role=role)
        visitor.post(f"{begin}/angaben", frage_shirt="M")
        visitor.post(f"{begin}/bedarf", **needs)
        page = visitor.post(f"{begin}/einwilligungen", organiser="ja")
        if page.path.endswith("/warteliste"):
            visitor.post(f"{begin}/warteliste", promotion="ask")
        page = visitor.post(f"{begin}/pruefen")
        self.own[name] = page.path.removesuffix("/fertig")
        return page.h1

    def fill_the_run(self, now):
        """Two have a place, one of them with a need and a seat on the bus; the third one waits."""
        needs = {"bedarf_access": "step_free", "channel": "mail"}
        assert self.sign_up("katrin", **needs) == "Sie sind angemeldet"
        assert self.sign_up("tom") == "Sie sind angemeldet"
        assert "Warteliste" in self.sign_up("maria")
        katrin, day = self.as_("katrin"), self.day_of("katrin")
        katrin.post(f"{day}/notfallkontakt", **CALL)
        self.bus = katrin.get(f"{day}/bus").soup.select_one("[name=bus]")["value"]
        katrin.post(f"{day}/bus", bus=self.bus, step_free="y", goes_back="y")
        assert self.letters(now) == [
            ("albers", f"Sie sind angemeldet: {RUN}"),
            ("maria", f"Sie stehen auf der Warteliste: {RUN}"),
            CHECKLIST,
            ("tom", f"Sie sind angemeldet: {RUN}"),
        ]

    def answer_the_need(self, now):
        """The coordinator opens the need and answers; the person reads it and says it suits."""
        desk, katrin = self.as_("nadine"), self.as_("katrin")
        [row] = desk.get("/bedarfe").soup.select("main table tbody tr")
        case = desk.post(str(row.select_one("form")["action"]))
        desk.post(case.path, stand="arranged", message="Der Weg ist ohne Stufen.")
        assert self.letters(now) == [("albers", "Es gibt eine Antwort für Sie")]
        [need] = [one for one in katrin.get("/mein-bedarf").links() if "/mein-bedarf/" in one]
        assert "Der Weg ist ohne Stufen." in katrin.get(need).text
        katrin.post(f"{need}/bestaetigen")
        [row] = desk.get("/bedarfe").rows()
        assert row[3] == "Von der Person bestätigt"

    def pass_a_place_on(self, now):
        """Somebody cancels; who waits is asked."""
        self.as_("tom").post(f"{self.own['tom']}/absagen")
        assert self.letters(now) == [
            ("maria", f"Ein Platz ist für Sie frei: {RUN}"),
            ("tom", f"Ihre Anmeldung ist beendet: {RUN}"),
        ]

    def take_the_place(self, now):
        """Whoever waited says yes within the two days."""
        taken = self.as_("maria").post(f"{self.own['maria']}/annehmen")
        assert taken.h1 == "Sie sind angemeldet"
        assert ("maria", f"Sie haben jetzt einen Platz: {RUN}") in self.letters(now)

    def move(self, now):
        """The organiser moves the run by a week; everybody is told."""
        desk = self.as_("nadine")
        form = desk.get(f"{self.plan}/verschieben").soup.select_one("main form")
        moved = typed(form) | {"dates-0-day": "28.05.2026"}
        assert desk.post(f"{self.plan}/verschieben", **moved).h1 == "Wirklich verlegen?"
        done = desk.post(f"{self.plan}/verschieben", **moved | {"checked": "ja"})
        assert "Das Angebot ist verlegt. Benachrichtigt: 2 Personen." in done.text
        told = [(name, f"Neuer Termin: {RUN}") for name in ("albers", "maria")]
        assert self.letters(now) == sorted([*told, CHECKLIST])
        assert "28. Mai 2026" in self.as_("katrin").get(self.own["katrin"]).text

    def write_to_the_bus(self, now):
        """A circular reaches those on the bus alone."""
        desk, address = self.as_("nadine"), f"{self.plan}/nachrichten/neu"
        asked = desk.post(address, **TO_THE_BUS, bus=self.bus)
        assert "an eine Person" in asked.text
        desk.post(address, **TO_THE_BUS, bus=self.bus, step="senden")
        assert self.letters(now) == [("albers", f"{RUN}: Abfahrt")]

    def report_to_the_organiser(self):
        """The list leaves with those who agreed; the numbers come back and stand on the day."""
        desk = self.as_("nadine")
        sent = desk.raw(
            f"{self.plan}/listen/veranstalter",
            method="POST",
            data={"purpose": "Meldung der Startplätze", "kind": "csv"},
        )
        text = sent.get_data().decode("utf-8-sig")
        listed = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
        assert [one["Nachname"] for one in listed] == ["Albers", "Celik"]
        head = "Startnummer;Vorname;Nachname"
        self.read_in("startnummern", head, "0412;Katrin;Albers", "0413;Maria;Celik")
        assert "0412" in self.as_("katrin").get(self.day_of("katrin")).text

    def read_in(self, kind, *lines):
        """Send a file, look at what it would change, and take it over."""
        desk, content = self.as_("nadine"), "\r\n".join(lines).encode("utf-8-sig")
        file = (io.BytesIO(content), "liste.csv")
        form = desk.post(f"{self.plan}/einlesen/{kind}", file=file).soup.select_one("main form")
        desk.post(str(form["action"]), **typed(form))

    def hold_it(self):
        """On the evening: whom to call, and who is there."""
        desk = self.as_("nadine")
        called = desk.post(f"{self.plan}/notfallkontakte")
        assert called.rows() == [["Albers, Katrin", "Max Albers", "0171 234567"]]
        sheet = desk.get(f"{self.plan}/anwesenheit")
        assert [row[0] for row in sheet.rows()] == ["Albers, Katrin", "Celik, Maria"]
        form = sheet.soup.select_one("main form:has([name=present])")
        people = [one["value"] for one in form.select("[name=present]")]
        noted = desk.post(str(form["action"]), listed=people, present=people)
        assert len(noted.soup.select("[name=present][checked]")) == len(people)

    def look_back(self, now):
        """Results, opinions, what it cost and what was learned; then it is closed."""
        asked = [(name, f"Wie war es? {RUN}") for name in ("albers", "maria")]
        assert self.letters(now) == sorted([*asked, CHECKLIST])
        self.read_in("ergebnisse", "Startnummer;Zeit netto;Platz;Klasse", "0412;41:23;17;W45")
        desk, katrin = self.as_("nadine"), self.as_("katrin")
        assert "0:41:23" in katrin.get(self.day_of("katrin")).text
        assert "0:41:23" not in self.as_("maria").get(self.day_of("maria")).text
        opinion = katrin.post(
            f"/angebote/{self.run}/rueckmeldung", satisfaction="5", as_wished="yes"
        )
        assert "Ihre Antworten sind gespeichert, ohne Ihren Namen." in opinion.text
        paid = rows(FEE | {"actual": "320"}, SIGNS | {"actual": "380"})
        assert "Tatsächlich 700,00 €" in desk.post(f"{self.plan}/kosten", **paid).text
        told = desk.post(f"{self.plan}/auswertung", **LEARNED)
        assert "Kosten je Teilnahme 350,00 €" in told.text
        desk.post(f"{self.plan}/abschliessen")
        assert "abgeschlossen" in desk.get(self.plan).text

    def forget(self, now):
        """Names are gone, what was learned stays."""
        self.letters(now)
        assert self.as_("katrin").raw(self.day_of("katrin")).status_code == 404
        assert "Ein zweiter Bus." in self.as_("nadine").get(f"{self.plan}/auswertung").text

    def report(self, now):
        """Leadership reads the half-year: what was offered and spent, and of so few no number."""
        self.letters(now)
        told = self.as_("vera").get("/berichte/2026/1")
        assert "Eingefroren am 15. Juli 2026." in told.text
        assert "1 von 1 Angeboten waren stufenlos erreichbar" in told.text
        [event] = told.rows("section[aria-labelledby=angebote] table")
        assert (event[0], event[-1]) == (RUN, "*")
        assert "700" in told.text


@pytest.fixture
def last_run(make_activity, make_role, make_question):
    """The run of last year: two places, a question, an organiser who is told names."""
    activity = make_activity(
        title_de=RUN,
        kind=ActivityKind.RUN_EVENT,
        state=ActivityState.COMPLETED,
        ended_at=LAST_YEAR[1],
        published_at=datetime(2025, 1, 13, tzinfo=UTC),
        created_at=datetime(2024, 12, 2, tzinfo=UTC),
        dates=[LAST_YEAR],
        registration_opens_at=datetime(2025, 3, 3, 7, 0, tzinfo=UTC),
        registration_deadline=datetime(2025, 5, 12, 16, 0, tzinfo=UTC),
        capacity=2,
        organiser="Lauf-Agentur",
    )
    make_role(activity, "runner", label_de="Laufen")
    make_question(activity)
    db.session.add(Race(activity_id=activity.id, length_de="7,2 Kilometer"))
    db.session.commit()
    return activity


@pytest.fixture
def colleagues(make_staff, make_unit):
    """Forty people of whom we know nothing, so that there is a house to report on."""
    make_staff(make_unit(name="Leistung"), 40)


@pytest.fixture
def year(colleagues, coordinator, employee, make_person, sign_in, mailbox):
    """A house of more than forty people, some of whom we know by name."""
    named = (("vera", "Nordwind", Role.LEADERSHIP), ("tom", "Berg"), ("maria", "Celik"))
    people = {"nadine": coordinator, "katrin": employee} | {
        first: make_person(
            *roles,
            first_name=first.title(),
            last_name=last,
            email=f"{first}@jobcenter.example",
        )
        for first, last, *roles in named
    }
    return Year(people=people, sign_in=sign_in, mailbox=mailbox)


def test_the_year_of_a_coordinator_from_last_years_run_to_the_report(year, last_run, at):
    with at(NOVEMBER):
        year.plan_again(last_run, NOVEMBER)
    with at(JANUARY):
        year.publish(JANUARY)
    with at(MARCH):
        year.fill_the_run(MARCH)
        year.answer_the_need(MARCH)
        year.pass_a_place_on(MARCH)
    with at(NEXT_MORNING):
        year.take_the_place(NEXT_MORNING)
    with at(APRIL):
        year.move(APRIL)
        year.write_to_the_bus(APRIL)
        year.report_to_the_organiser()
    for moment in (WEEK_BEFORE, DAY_BEFORE):
        with at(moment):
            reminder = f"Erinnerung: {RUN} am Donnerstag, 28. Mai 2026"
            arrived = year.letters(moment)
            assert [one for one in arrived if one != CHECKLIST] == [
                ("albers", reminder),
                ("maria", reminder),
            ]
    with at(THE_EVENING):
        year.hold_it()
    with at(DAY_AFTER):
        year.look_back(DAY_AFTER)
    with at(JUNE):
        year.forget(JUNE)
    with at(JULY):
        year.report(JULY)


def follow(visitor, address, words):
    """Open a page and follow one of its links."""
    page = visitor.get(address)
    [link] = [one for one in page.soup.select("main a") if one.get_text(strip=True) == words]
    return visitor.get(urljoin(address, str(link["href"])))


def rows(*lines):
    """Return lines of a form as it sends them."""
    return {
        f"rows-{number}-{name}": value
        for number, line in enumerate(lines)
        for name, value in line.items()
    }


def typed(form: Any) -> dict[str, str]:
    """Return what a form sends as it stands."""
    fields = {str(one["name"]): str(one.get("value", "")) for one in form.select("input[name]")}
    for choice in form.select("select[name]"):
        chosen = choice.select_one("option[selected]")
        fields[str(choice["name"])] = str(chosen["value"]) if chosen else ""
    return fields
