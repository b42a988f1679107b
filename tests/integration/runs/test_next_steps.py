"""After signing up for a run: team, bus, partner and whom to call are named with their deadline."""

from datetime import timedelta

import pytest

from bgm_portal.core.database import transaction
from bgm_portal.registration.service import ending
from bgm_portal.runs.service import buses, entries, teams
from bgm_portal.runs.service.buses import Wish
from tests.support.times import NOW, RUN_STARTS

UNTIL = "bis Mittwoch, 22. April 2026, 10:00 Uhr"
FREE = {
    "Team gründen oder beitreten": UNTIL,
    "Platz im Bus nehmen": "solange Plätze frei sind",
    "Zu zweit laufen": "freiwillig",
    "Wen wir anrufen, wenn etwas ist": "freiwillig",
}


def steps(page):
    return {
        item.a.get_text(strip=True): " ".join(
            item.a.find_next_sibling().get_text(" ", strip=True).split()
        )
        for item in page.soup.select("section[aria-labelledby=noch] li")
    }


@pytest.mark.parametrize("path", ["", "/fertig"])
def test_what_can_be_chosen_is_named_with_its_deadline(of, on_the_run, bus, path):
    katrin = on_the_run("Katrin")

    page = of(katrin).get(f"/meine-anmeldung/{katrin.id}{path}")

    assert steps(page) == FREE
    assert f"/mein-lauftag/{katrin.id}" in page.links()
    for link in page.soup.select("section[aria-labelledby=noch] a"):
        of(katrin).get(link["href"])


def test_what_was_chosen_is_said(of, on_the_run, bus, race):
    katrin = on_the_run("Katrin")
    with transaction():
        teams.found(
            katrin.id, name="Seeblick", display_name="K", is_open=True, by=katrin.person_id, at=NOW
        )
        buses.take(katrin.id, Wish(bus_id=bus), by=katrin.person_id, at=NOW)
        entries.name_emergency_contact(
            katrin.id, activity_id=race.id, name="Max", phone="0171", at=NOW
        )

    page = of(katrin).get(f"/meine-anmeldung/{katrin.id}")

    assert steps(page) == {
        "Ihr Team ansehen": "Seeblick",
        "Platz im Bus ändern": "16:45 Uhr ab Haus Mitte",
        "Zu zweit laufen": "freiwillig",
        "Wen wir anrufen, wenn etwas ist": "genannt",
    }


def test_nothing_is_offered_that_would_be_refused(of, on_the_run, bus, at):
    katrin, kim = on_the_run("Katrin"), on_the_run("Kim")
    with transaction():
        ending.cancel(kim.id, by=kim.person_id, at=NOW)

    with at(NOW + timedelta(days=31)):
        after_the_names = of(katrin).get(f"/meine-anmeldung/{katrin.id}")
    with at(RUN_STARTS):
        on_the_way = of(katrin).get(f"/meine-anmeldung/{katrin.id}")

    assert "Team gründen oder beitreten" not in steps(after_the_names)
    assert "Platz im Bus nehmen" in steps(after_the_names)
    assert steps(on_the_way) == {}
    assert steps(of(kim).get(f"/meine-anmeldung/{kim.id}")) == {}


def test_a_course_asks_nothing_further(employee, make_activity, register, sign_in):
    registration = register(employee, make_activity())

    assert steps(sign_in(employee).get(f"/meine-anmeldung/{registration.id}/fertig")) == {}
