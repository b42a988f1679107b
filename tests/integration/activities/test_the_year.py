"""One year of a coordinator, played through the pages while the clock goes on.

From last year's run to the frozen report: planning, telling, answering, the day, and what was
learned. What people see and which letters they get is asked for, never a table.
"""

import csv
import io
from datetime import UTC, datetime

import pytest

from bgm_portal.activities.kinds import ActivityKind, ActivityState
from bgm_portal.activities.race_models import Race
from bgm_portal.core.database import db
from bgm_portal.identity.permissions import Role

from .story import GUIDES, RUN, follow, rows, typed
from .together import TEAM, Together

LAST_YEAR = (  # a Thursday, 18:00 to 21:00 in Germany
    datetime(2025, 5, 22, 16, 0, tzinfo=UTC),
    datetime(2025, 5, 22, 19, 0, tzinfo=UTC),
)
NOVEMBER = datetime(2025, 11, 20, 9, 0, tzinfo=UTC)
JANUARY = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
MARCH = datetime(2026, 3, 23, 8, 0, tzinfo=UTC)
NEXT_MORNING = datetime(2026, 3, 24, 8, 0, tzinfo=UTC)
APRIL = datetime(2026, 4, 20, 8, 0, tzinfo=UTC)
LATE_IN_MAY = datetime(2026, 5, 18, 8, 0, tzinfo=UTC)
WEEK_BEFORE = datetime(2026, 5, 21, 8, 0, tzinfo=UTC)
DAY_BEFORE = datetime(2026, 5, 27, 8, 0, tzinfo=UTC)
THE_EVENING = datetime(2026, 5, 28, 19, 0, tzinfo=UTC)
DAY_AFTER = datetime(2026, 5, 29, 8, 0, tzinfo=UTC)
JUNE = datetime(2026, 6, 15, 8, 0, tzinfo=UTC)
JULY = datetime(2026, 7, 15, 6, 0, tzinfo=UTC)

LAID_DOWN = {"length_de": "7,2 Kilometer", "names_day": "14.05.2026", "has_teams": "y"}
BUS = {"stop_de": "Haus Mitte", "leaves_at": "16:45", "back_at": "20:45", "seats": "9"}
FEE = {"name": "Startgeld", "planned": "300"}
SIGNS = {"name": "Dolmetschen", "planned": "400", "for_access": "y"}
TO_THE_BUS = {"number": "1", "state": "confirmed", "when": "jetzt", "role": ""}
TO_THE_BUS |= {"subject_de": "Abfahrt", "text_de": "Der Bus steht vor Haus Mitte."}
CALL = {"name": "Max Albers", "phone": "0171 234567"}
LEARNED = {"goal": "Alle kommen mit.", "lessons": "Gut so.", "next_step": "Ein zweiter Bus."}
CHECKLIST = ("ortmann", "Ihre Checkliste für heute")
COLLEAGUES = (
    ("tom", "Berg"),
    ("maria", "Celik"),
    ("olga", "Sommer"),
    ("gus", "Weber"),
    ("lea", "Neu"),
)


class Year(Together):
    """The people of the story, and what they do in each month."""

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
        desk.post(f"{self.plan}/lauf", **LAID_DOWN)
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

    def fill_the_run(self, now):
        """Three have a place, one with a need and a seat on the bus, one by phone; one waits."""
        needs = {"bedarf_access": "step_free", "channel": "mail"}
        assert self.sign_up("katrin", **needs) == "Sie sind angemeldet"
        assert self.sign_up("tom") == "Sie sind angemeldet"
        self.sign_up_a_caller("olga")
        assert "Warteliste" in self.sign_up("maria")
        assert self.sign_up("gus", as_=GUIDES) == "Sie sind angemeldet"
        katrin, day = self.as_("katrin"), self.day_of("katrin")
        katrin.post(f"{day}/notfallkontakt", **CALL)
        self.bus = katrin.get(f"{day}/bus").soup.select_one("[name=bus]")["value"]
        katrin.post(f"{day}/bus", bus=self.bus, step_free="y", goes_back="y")
        assert self.letters(now) == [
            ("albers", f"Sie sind angemeldet: {RUN}"),
            ("gus", f"Sie sind angemeldet: {RUN}"),
            ("maria", f"Sie stehen auf der Warteliste: {RUN}"),
            ("olga", f"Sie wurden angemeldet: {RUN}"),
            CHECKLIST,
            ("tom", f"Sie sind angemeldet: {RUN}"),
        ]

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
        assert "Das Angebot ist verlegt. Benachrichtigt: 4 Personen." in done.text
        told = [(name, f"Neuer Termin: {RUN}") for name in ("albers", "gus", "maria", "olga")]
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
        names = {one["Nachname"]: one["Teamname"] for one in listed}
        assert names == {"Albers": TEAM, "Celik": "", "Sommer": "", "Weber": TEAM}
        head = "Startnummer;Vorname;Nachname"
        self.read_in(
            "startnummern", head, "0412;Katrin;Albers", "0413;Maria;Celik", "0414;Olga;Sommer"
        )
        assert "0412" in self.as_("katrin").get(self.day_of("katrin")).text

    def hold_it(self):
        """On the evening: whom to call, and who is there."""
        desk = self.as_("nadine")
        called = desk.post(f"{self.plan}/notfallkontakte")
        assert called.rows() == [["Albers, Katrin", "Max Albers", "0171 234567"]]
        sheet = desk.get(f"{self.plan}/anwesenheit")
        assert [row[0] for row in sheet.rows()] == [
            "Albers, Katrin",
            "Celik, Maria",
            "Neu, Lea",
            "Weber, Gus",
        ]
        form = sheet.soup.select_one("main form:has([name=present])")
        people = [one["value"] for one in form.select("[name=present]")]
        noted = desk.post(str(form["action"]), listed=people, present=people)
        assert len(noted.soup.select("[name=present][checked]")) == len(people)

    def look_back(self, now):
        """Results, opinions, what it cost and what was learned; then it is closed."""
        asked = [(name, f"Wie war es? {RUN}") for name in ("albers", "gus", "lea", "maria")]
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
        assert "Kosten je Teilnahme 175,00 €" in told.text
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
    """The run of last year: three places, a question, an organiser who is told names."""
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
        capacity=3,
        organiser="Lauf-Agentur",
        asks_photo_consent=True,
    )
    make_role(activity, "runner", label_de="Laufen", position=1)
    make_role(activity, "guide", label_de="Guide sein", position=2, takes_place=False)
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
    named = (("vera", "Nordwind", Role.LEADERSHIP), *COLLEAGUES)
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
        year.find_together(APRIL)
        year.report_to_the_organiser()
    with at(LATE_IN_MAY):
        year.swap_a_name("olga", "lea", number="0414", now=LATE_IN_MAY)
    for moment in (WEEK_BEFORE, DAY_BEFORE):
        with at(moment):
            reminder = f"Erinnerung: {RUN} am Donnerstag, 28. Mai 2026"
            arrived = year.letters(moment)
            assert [one for one in arrived if one != CHECKLIST] == [
                (name, reminder) for name in ("albers", "gus", "lea", "maria")
            ]
    with at(THE_EVENING):
        year.hold_it()
    with at(DAY_AFTER):
        year.look_back(DAY_AFTER)
        year.fill_the_album()
    with at(JUNE):
        year.forget(JUNE)
    with at(JULY):
        year.report(JULY)
