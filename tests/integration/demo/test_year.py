"""The demonstration tells its whole story, on both databases, through the services."""

import json
from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import func, select

from bgm_portal.accommodations.models import Need
from bgm_portal.accommodations.states import NeedStatus
from bgm_portal.activities.kinds import ActivityState
from bgm_portal.activities.models import Activity, ActivityRole, AudienceSite, AudienceUnit, Venue
from bgm_portal.core.database import db
from bgm_portal.demo import house, programme, year
from bgm_portal.demo.learning import LEADER
from bgm_portal.demo.people import ACCOUNTS, STAFF, UNITS, DemoPerson
from bgm_portal.identity import sites
from bgm_portal.identity.models import Person, Unit
from bgm_portal.insights import releases
from bgm_portal.registration.models import Registration
from bgm_portal.registration.states import RegistrationState
from tests.support.page import Visitor
from tests.support.times import NOW

RUN_WITH_PLACES = 24


def count(table: type[object]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def signs_in(app: Flask, account: DemoPerson) -> bool:
    page = Visitor(app.test_client()).post(
        "/anmelden", email=account.email, password=house.PASSWORD
    )
    return "Abmelden" in page.text


def the_run() -> Activity:
    found = db.session.scalars(
        select(Activity)
        .where(Activity.title_de.contains("Firmenlauf"), Activity.starts_at > NOW)
        .order_by(Activity.starts_at)
    ).all()
    assert len(found) == 1
    return found[0]


def catalogue() -> list[dict[str, str]]:
    """Return the activities that a house like this one offers."""
    content = json.loads(programme.FILE.read_text(encoding="utf-8"))
    return list(content["activities"])


@pytest.mark.long
def test_the_year_holds_what_the_readme_promises(app: Flask) -> None:
    year.fill(now=NOW)

    run = the_run()
    published = set(
        db.session.scalars(select(Activity.title_de).where(Activity.published_at.is_not(None)))
    )
    states = Counter(
        db.session.scalars(select(Registration.state).where(Registration.activity_id == run.id))
    )
    roles = set(
        db.session.scalars(
            select(ActivityRole.label_de)
            .join(Registration, Registration.role_id == ActivityRole.id)
            .where(
                Registration.activity_id == run.id,
                Registration.state == RegistrationState.CONFIRMED,
            )
        )
    )
    needs = set(db.session.scalars(select(Need.status)))

    assert published == {activity["title_de"] for activity in catalogue()}  # all eighteen
    assert (count(Person), count(Unit), count(Venue)) == (STAFF, len(UNITS), 10)
    assert states[RegistrationState.CONFIRMED] + states[RegistrationState.OFFERED] == 28
    assert states[RegistrationState.WAITING] > 0
    assert (run.taken, run.capacity) == (RUN_WITH_PLACES, RUN_WITH_PLACES)
    assert {"Laufen", "Handbike", "Rollstuhl oder Rennrollstuhl", "Guide sein"} <= roles
    assert needs == set(NeedStatus)
    assert count(Activity) > 25
    assert count(AudienceUnit) == 5  # of the one activity that is for some units
    the_branch_has_something_of_its_own(app)
    assert len([one for one in releases.releases() if one.sound]) >= 2
    assert releases.reports()[0].reached is not None
    assert any(line.completed for line in releases.reports()[0].modules)
    assert set(db.session.scalars(select(Activity.state))) >= {
        ActivityState.DRAFT,
        ActivityState.PUBLISHED,
        ActivityState.COMPLETED,
    }
    assert [account.email for account in ACCOUNTS if not signs_in(app, account)] == []
    learners_are_at_every_stage(app)
    modules_are_written(app)
    the_run_is_looked_after(app, f"/planung/{run.id}")


def the_branch_has_something_of_its_own(app: Flask) -> None:
    """Everybody works somewhere; whoever is not at the branch reads for whom that activity is."""
    assert None not in sites.people_by_site()
    [only] = db.session.scalars(select(AudienceSite.activity_id))
    told = seen(app, ACCOUNTS[0].email, f"/angebote/{only}")
    assert "Dieses Angebot ist nur für Beschäftigte am Standort Haus Nord." in told
    assert "Sie gehören nicht zu diesem Kreis." in told


def seen(app: Flask, email: str, address: str) -> str:
    """Return what somebody reads on a page."""
    visitor = Visitor(app.test_client())
    visitor.post("/anmelden", email=email, password=house.PASSWORD)
    return visitor.get(address).text


def learners_are_at_every_stage(app: Flask) -> None:
    """Completed, to be renewed, begun, in the quiz, meant for everybody, and not begun yet."""
    employee = ACCOUNTS[0].email
    overview = seen(app, employee, "/lernen")

    assert "Abgeschlossen" in overview
    assert "gilt bis" in overview
    assert "Begonnen" in overview
    assert "Noch nicht begonnen" in overview
    assert "Empfohlen bis" in overview
    assert "Vorgesehen bis" in overview
    assert "Wissen auffrischen" in seen(app, employee, "/lernen/inklusion-recht")
    assert "neue Fassung" in seen(app, employee, "/lernen/mobilitaet")
    assert "galt bis" in seen(app, employee, "/lernen/dokumente")
    assert "Auffrischung begonnen: 2 von" in seen(app, LEADER, "/lernen/dokumente")


def modules_are_written(app: Flask) -> None:
    """One draft is open, one waits for release, one translation is out of date in one part."""
    editor = "redaktion@demo.example"
    shelf = seen(app, editor, "/module")

    assert "Entwurf in Arbeit" in shelf
    assert "wartet auf Freigabe" in shelf
    assert "Die Übersetzung (Englisch) ist älter als der deutsche Text." in shelf
    assert seen(app, editor, "/module/mobilitaet/entwurf?sprache=en").count("veraltet") == 1


def the_run_is_looked_after(app: Flask, plan: str) -> None:
    """A message went to one team, another one waits; somebody said whom to call on the day."""
    desk = "koordination@demo.example"
    messages = seen(app, desk, f"{plan}/nachrichten")

    assert "Team „" in messages
    assert "Abfahrt des Busses" in messages
    called = seen(app, desk, f"{plan}/notfallkontakte")
    assert "Eine Person hat einen Notfallkontakt genannt." in called
    assert "Jonas" not in called
