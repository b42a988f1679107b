"""What a story played through the pages needs: its people, their browsers, and the letters."""

import io
from typing import Any
from urllib.parse import urljoin

from bgm_portal import scheduler
from bgm_portal.core.database import db

RUN = "Hagener Firmenlauf"
RUNS, GUIDES = 0, 1  # the ways to take part, as they stand on the page


class Story:
    """The people of a story, and what any of them can do."""

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

    def sign_up(self, name, *, as_=RUNS, **needs):
        """Somebody goes through every step; return what the last page says."""
        visitor, begin = self.as_(name), f"/angebote/{self.run}/anmeldung"
        ways = visitor.get(begin).soup.select("[name=role]")
        visitor.post(f"{begin}/dabei-als", role=str(ways[as_]["value"]))
        visitor.post(f"{begin}/angaben", frage_shirt="M")
        visitor.post(f"{begin}/bedarf", **needs)
        page = visitor.post(f"{begin}/einwilligungen", organiser="ja")
        if page.path.endswith("/warteliste"):
            visitor.post(f"{begin}/warteliste", promotion="ask")
        page = visitor.post(f"{begin}/pruefen")
        self.own[name] = page.path.removesuffix("/fertig")
        return page.h1

    def read_in(self, kind, *lines):
        """Send a file, look at what it would change, and take it over."""
        desk, content = self.as_("nadine"), "\r\n".join(lines).encode("utf-8-sig")
        file = (io.BytesIO(content), "liste.csv")
        form = desk.post(f"{self.plan}/einlesen/{kind}", file=file).soup.select_one("main form")
        desk.post(str(form["action"]), **typed(form))


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
