"""What people of a run do with and for each other: by phone, in teams, in pairs, by name."""

import csv
import io
import re

from tests.factories.albums import square

from .story import RUN, Story

TEAM = "Die Eiligen"
PICTURE = "Drei Menschen lachen im Ziel."


class Together(Story):
    """The steps of a year that take two."""

    def sign_up_a_caller(self, name):
        """Somebody calls, is signed up by the coordinator, and agrees on their own page."""
        desk, person = self.as_("nadine"), self._people[name]
        address = f"{self.plan}/teilnahme/anmelden"
        assert person.name_in_list in desk.get(f"{address}?name={person.last_name}").text
        asked = desk.get(f"{address}/{person.id}")
        role = next(one["value"] for one in asked.soup.select("[name=role]") if one.get("value"))
        done = desk.post(f"{address}/{person.id}", role=str(role), frage_shirt="M")
        assert f"{person.name} ist angemeldet und bekommt eine E-Mail." in done.text
        own = self.as_(name)
        links = [one for one in own.get("/mein-bereich").links() if "/meine-anmeldung/" in one]
        self.own[name] = min(links, key=len)  # the others lead on from it
        assert "Nadine Ortmann hat Sie angemeldet" in own.get(self.own[name]).text
        own.post(f"/meine-einwilligungen/{self.run}/organiser/geben")

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

    def find_together(self, now):
        """A team is founded and joined under names of choice; a runner and a guide agree."""
        katrin, gus, day = self.as_("katrin"), self.as_("gus"), self.day_of("katrin")
        named = {"name": TEAM, "display_name": "Blitz", "is_open": "y"}
        assert katrin.post(f"{day}/team/gruenden", **named).h1 == f"Ihr Team: {TEAM}"
        joining = f"{self.day_of('gus')}/team/beitreten"
        team = str(gus.get(joining).soup.select_one("[name=team]")["value"])
        joined = gus.post(joining, team=team, display_name="Ente")
        assert "Blitz, leitet das Team" in joined.text
        assert "Katrin" not in joined.text
        katrin.post(f"{day}/zu-zweit", email="gus@jobcenter.example")
        assert self.letters(now) == [("gus", f"Möchten Sie zu zweit laufen? {RUN}")]
        gus.post(f"{self.day_of('gus')}/zu-zweit/zusagen")
        assert self.letters(now) == [
            (name, f"Sie laufen zu zweit: {RUN}") for name in ("albers", "gus")
        ]
        assert "Gus Weber" in katrin.get(day).text
        assert "Katrin Albers" in gus.get(self.day_of("gus")).text

    def swap_a_name(self, old, new, *, number, now):
        """After the organiser has the names, a place goes to a colleague with its number."""
        giver, taker = self.as_(old), self.as_(new)
        giver.post(f"{self.day_of(old)}/weitergeben", email=self._people[new].email)
        assert (new, f"Möchten Sie einen Platz übernehmen? {RUN}") in self.letters(now)
        [letter] = [one for one in self._mailbox.letters if one.to == self._people[new].email]
        question = re.search(r"/platz-uebernehmen/[0-9a-f-]+", letter.text)
        taken = taker.post(question.group(), agrees="y")
        assert taken.h1.startswith("Ihre Anmeldung")
        self.own[new] = taken.path
        assert (old, f"Ihr Platz ist übernommen: {RUN}") in self.letters(now)
        assert number in taker.get(self.day_of(new)).text
        swapped = self.as_("nadine").raw(
            f"{self.plan}/listen/korrekturen",
            method="POST",
            data={"purpose": "Geänderte Namen", "kind": "csv"},
        )
        text = swapped.get_data().decode("utf-8-sig")
        [line] = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
        assert number in line.values()
        assert self._people[new].last_name in line.values()

    def fill_the_album(self):
        """A picture of somebody who agreed is there for everybody, until they change their mind."""
        desk, katrin = self.as_("nadine"), self.as_("katrin")
        consent = f"/meine-einwilligungen/{self.run}/photo_intranet"
        sent = {"alt": PICTURE, "people": [str(self._people["katrin"].id)]}
        missing = desk.post(
            f"{self.plan}/album/neu", status=422, file=(io.BytesIO(square()), "ziel.png"), **sent
        )
        assert "fehlt eine Einwilligung: Katrin Albers." in missing.text
        katrin.post(f"{consent}/geben")
        added = desk.post(f"{self.plan}/album/neu", file=(io.BytesIO(square()), "ziel.png"), **sent)
        assert "Das Bild ist im Album." in added.text
        album = self.as_("maria").get(f"/angebote/{self.run}/album")
        assert [one["alt"] for one in album.soup.select("main img")] == [PICTURE]
        pixels = str(album.soup.select_one("main img")["src"])
        katrin.post(f"{consent}/zuruecknehmen")
        assert self.as_("maria").raw(pixels).status_code == 404
