"""Each of the 18 typical activities is planned through the pages, as it is, and appears.

What is typed here is what stands in the catalogue of the demonstration: nothing is left out because
a form could not take it.
"""

import json
from datetime import time, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from bgm_portal import demo
from bgm_portal.activities import adaptations, planning_queries, race_queries
from bgm_portal.activities.kinds import AccessQuestion, ActivityKind, ActivityState, Times
from bgm_portal.core.clock import local
from bgm_portal.demo.race import FACTS, STARTS
from tests.support.page import Page
from tests.support.times import NEXT_MONTH

CATALOGUE = json.loads((Path(demo.__file__).parent / "programme.json").read_text(encoding="utf-8"))[
    "activities"
]
FIRST = local(NEXT_MONTH).replace(hour=10, minute=0)
WEEKS = 8
WEEK = timedelta(weeks=1)
DAY = timedelta(days=1)
#: When the organiser of a run wants the names: after our own deadline, before the start.
NAMES_UNTIL = (FIRST - 7 * DAY).replace(hour=12)
#: What of the catalogue is booked by times, and how: as the demonstration has it.
BY_TIME = {
    "a07": {"times": "dates", "rows-0-places": "12"},
    "a08": {
        "times": "stations",
        "rows-0-name_de": "Blutdruck messen",
        "rows-0-minutes": "10",
        "rows-0-places": "1",
        "rows-0-quiet": "13:00–14:00",
    },
    "a09": {"times": "one", "rows-0-minutes": "10", "rows-0-places": "2"},
    "a10": {"times": "one", "rows-0-minutes": "15", "rows-0-places": "1"},
}


def lines_of(activity):
    """Return the dates as a coordinator types them: a series, a day, or some weeks."""
    if not activity.get("minutes"):
        last = FIRST + 20 * DAY
        return [f"{FIRST:%d.%m.%Y} 8:00–{last:%d.%m.%Y} 18:00"]
    ends = FIRST + timedelta(minutes=activity["minutes"])
    number = WEEKS if activity["type"] == ActivityKind.COURSE else 1
    return [f"{FIRST + n * WEEK:%d.%m.%Y} {FIRST:%H:%M}–{ends:%H:%M}" for n in range(number)]


def typed(values):
    """Return what is sent of these fields: an empty one and a box without a tick are not."""
    boxes = {name: "y" for name, value in values.items() if value is True}
    texts = {
        name: str(value) for name, value in values.items() if value and not isinstance(value, bool)
    }
    return boxes | texts


def fields(activity, *names):
    return typed({name: activity.get(name) for name in names})


@pytest.fixture
def desk(coordinator, sign_in):
    return sign_in(coordinator)


@pytest.fixture
def save(desk):
    """Return a function that fills in one part and insists that it was taken."""

    def _save(activity_id, part, **values):
        response = desk.raw(f"/planung/{activity_id}/{part}", method="POST", data=values)
        assert response.status_code in {302, 303}, (part, Page(response).errors())

    return _save


def plan(save, desk, activity, venue, online):
    """Fill in every part of a draft as the catalogue has it; return which activity it is."""
    begun = {"title_de": activity["title_de"], "teaser_de": activity["teaser_de"]}
    begun |= {"kind": activity["type"], "field": activity["field"]}
    page = desk.post("/planung/neu", **begun)
    activity_id = page.path.removeprefix("/planung/")
    basics = ("description_de", "intensity_de", "cost_de", "drawing", "discreet")
    save(activity_id, "grundangaben", **begun, **fields(activity, *basics))
    save(
        activity_id,
        "termine",
        dates="\n".join(lines_of(activity)),
        venue=str(venue.id),
        online_venue=str(online.id) if activity.get("online_venue") else "",
    )
    if activity["id"] in BY_TIME:
        save(activity_id, "zeiten", **BY_TIME[activity["id"]])
    if activity["type"] != ActivityKind.DROP_IN:
        deadline = FIRST - activity["registration_days_before"] * DAY / 2
        numbers = {"capacity": activity["capacity"], "has_waiting_list": activity["waitlist"]}
        save(
            activity_id,
            "anmeldung",
            needs_registration="y",
            deadline_day=f"{deadline:%d.%m.%Y}",
            deadline_time="8:00",
            **typed(numbers),
        )
    else:
        save(activity_id, "anmeldung", capacity="")
    rule = activity["worktime_rule"]
    save(
        activity_id,
        "arbeitszeit",
        worktime_ba=rule,
        worktime_city=rule,
        insurance=activity["insurance"],
        **fields(activity, "zpp_course_id"),
    )
    access = {f"{question}-answer": "yes" for question in AccessQuestion}
    for question, (answer, german, english) in activity["answers"].items():
        said = {"answer": answer, "detail_de": german, "detail_en": english}
        access |= {f"{question}-{name}": value for name, value in said.items() if value}
    save(activity_id, "zugang", **access)
    save(activity_id, "moeglich", codes=activity["adaptations"])
    for part, names in (
        ("ablauf", ("course_de", "bring_de")),
        ("einfache-sprache", ("plain_de",)),
        ("fragen", ("organiser", "asks_photo_consent", "asks_result_consent")),
        ("englisch", tuple(name for name in activity if name.endswith("_en"))),
    ):
        save(activity_id, part, **fields(activity, *names))
    return activity_id


@pytest.mark.parametrize("activity", CATALOGUE, ids=lambda one: one["id"])
def test_it_is_planned_without_a_workaround_and_appears(
    save, desk, make_venue, employee, sign_in, activity
):
    venue = make_venue(name_de="Haus Mitte")
    online = make_venue(name_de="Videokonferenz", is_online=True)

    activity_id = plan(save, desk, activity, venue, online)
    roles = roles_of(activity)
    if roles:
        save(activity_id, "mitmachen", **roles)
    is_race = activity["type"] == ActivityKind.RUN_EVENT
    if is_race:
        save(activity_id, "lauf", **laid_down())
    for question in activity.get("questions", []):
        ask(save, activity_id, question)
    hub = desk.get(f"/planung/{activity_id}")
    page = desk.post(f"/planung/{activity_id}/veroeffentlichen")

    assert "Alles Nötige ist da." in hub.text
    assert page.errors() == []
    seen = sign_in(employee).get(f"/angebote/{activity_id}")
    assert seen.h1 == activity["title_de"]
    planned = planning_queries.dossier(UUID(activity_id)).activity
    assert planned.state is ActivityState.PUBLISHED
    offered = {one.code for one in planned.adaptations}
    assert offered == set(adaptations.known(activity["adaptations"], use="E"))
    assert len(planned.roles) == len(activity.get("roles", []))
    assert len(planned.questions) == len(activity.get("questions", []))
    assert {one.label_de: one.start_time for one in planned.roles if one.start_time} == (
        STARTS if is_race else {}
    )
    assert facts_of(activity_id) == (FACTS | {"names_until": NAMES_UNTIL} if is_race else None)
    assert all(said_of_the_race(seen)) or not is_race
    assert (planned.times is not Times.NONE) == (activity["id"] in BY_TIME)
    for name in ("description_de", "course_de", "plain_de", "bring_de", "title_en", "cost_de"):
        assert (getattr(planned, name) or "").split() == (activity.get(name) or "").split()


def laid_down():
    """Return what the organiser of the run lays down, as the form sends it."""
    due = {"names_day": f"{NAMES_UNTIL:%d.%m.%Y}", "names_time": f"{NAMES_UNTIL:%H:%M}"}
    return typed(FACTS) | due


def facts_of(activity_id):
    """Return what is kept of the organiser's facts; nothing where there is no race."""
    race = race_queries.race(UUID(activity_id))
    return {name: getattr(race, name) for name in (*FACTS, "names_until")} if race else None


def said_of_the_race(page):
    """Tell of each fact whether those who may take part read it, and read no address."""
    read = ("length_de", "time_limit_de", "wheels_de", "pick_up_de", "fee_de")
    yield from (FACTS[name] in page.text for name in read)
    yield from (f"{at:%H:%M} Uhr" in page.text for at in STARTS.values())
    yield FACTS["reached_at"] not in page.text


def roles_of(activity):
    """Return the ways to take part as the form sends them, start classes with their times."""
    starts = STARTS if activity["type"] == ActivityKind.RUN_EVENT else {}
    names = ("label_de", "label_en", "hint_de", "hint_en", "takes_place")
    return {
        f"rows-{number}-{name}": value
        for number, (_code, *values) in enumerate(activity.get("roles", []))
        for name, value in typed(
            dict(zip(names, values, strict=True)) | {"start_time": written(starts.get(values[0]))}
        ).items()
    }


def written(at: time | None) -> str:
    """Return a time of day as people type it."""
    return f"{at:%H:%M}" if at else ""


def ask(save, activity_id, question):
    """Write a question as the catalogue has it."""
    names = ("label_de", "label_en", "hint_de", "hint_en", "purpose_de", "purpose_en")
    _code, *values, options = question
    lines = [one if isinstance(one, str) else " | ".join(one[1:]) for one in options]
    save(
        activity_id,
        "fragen/neu",
        kind="choice",
        keep_days="14",
        required="y",
        for_organiser="y",
        options="\n".join(lines),
        **typed(dict(zip(names, values, strict=True))),
    )


def test_the_catalogue_is_whole():
    assert len(CATALOGUE) == 18
    assert {one["type"] for one in CATALOGUE} == set(ActivityKind)
