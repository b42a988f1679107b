"""Two foreign calendars read what we write: khal, fed by vdirsyncer, and ical.js of Thunderbird.

Entries that came by mail (REQUEST, the same with a higher SEQUENCE, CANCEL) and a calendar that is
fetched, each with dates on both sides of both changes of the clocks, and in the hour that comes
twice.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from bgm_portal.calendars import service
from bgm_portal.calendars.kinds import FeedKind
from bgm_portal.core.database import db, transaction
from bgm_portal.registration.service import dates, ending
from tests.support.times import NOW

ICAL_JS = Path(__file__).resolve().parents[3] / "static/vendor/test/ical.js"
HOUR = timedelta(hours=1)
STARTS = [
    datetime(2026, 3, 28, 11, 0, tzinfo=UTC),  # noon in winter …
    datetime(2026, 3, 29, 10, 0, tzinfo=UTC),  # … and on the next day in summer
    datetime(2026, 10, 24, 10, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # half past two, in summer …
    datetime(2026, 10, 25, 1, 30, tzinfo=UTC),  # … and once more, in winter
    datetime(2026, 10, 25, 11, 0, tzinfo=UTC),
]
KHAL = """
[calendars]
[[portal]]
path = {folder}/entries
type = calendar
[sqlite]
path = {folder}/khal.db
[default]
default_calendar = portal
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""
VDIRSYNCER = """
[general]
status_path = "{folder}/status/"
[pair portal]
a = "address"
b = "folder"
collections = null
conflict_resolution = "a wins"
[storage address]
type = "http"
url = "{url}"
[storage folder]
type = "filesystem"
path = "{folder}/entries"
fileext = ".ics"
"""


@pytest.fixture
def course(make_activity):
    return make_activity(
        title_de="Rückenschule",
        starts_at=STARTS[0],
        registration_deadline=NOW + HOUR,
        dates=[(start, start + HOUR / 2) for start in STARTS],
    )


@pytest.fixture
def moved(course, coordinator) -> Callable[[], list[datetime]]:
    """Return a function that moves the second date by an hour: when all dates are from then on."""

    def _move() -> list[datetime]:
        later = [STARTS[0], STARTS[1] + HOUR, *STARTS[2:]]
        with transaction():
            plan = [(start, start + HOUR / 2) for start in later]
            dates.move_activity(course.id, plan, by=coordinator.id, at=NOW)
        return later

    return _move


@pytest.fixture
def registration(course, register, employee):
    """Katrin Albers takes part in the course."""
    return register(employee, course)


@pytest.fixture
def entries(registration, employee, moved, mailbox) -> list[str]:
    """What came by mail: the entry, the same after a move, and its end."""
    [confirmed] = mailbox.deliver()
    moved()
    [again] = mailbox.deliver()
    with transaction():
        ending.cancel(registration.id, by=employee.id, at=NOW)
    [ended] = mailbox.deliver()
    letters = [confirmed, again, ended]
    assert [one.calendar_method for one in letters] == ["REQUEST", "REQUEST", "CANCEL"]
    return [one.calendar for one in letters]


@pytest.fixture
def khal(tmp_path) -> Callable[..., str]:
    """Return a function that runs khal with a calendar of its own."""
    (tmp_path / "entries").mkdir()
    (tmp_path / "khal.conf").write_text(KHAL.format(folder=tmp_path))

    def _khal(*words: str) -> str:
        return run("khal", "-c", str(tmp_path / "khal.conf"), *words, home=tmp_path)

    return _khal


def run(*words: str, home: Path, typed: str = "") -> str:
    environ = {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        words, env=environ, input=typed, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def shown(khal: Callable[..., str]) -> list[tuple[str, str, bool]]:
    """Return what khal shows: when, what, and whether it is cancelled."""
    line = "{start-long}|{title}|{cancelled}"
    listed = khal("list", "--day-format", "", "--format", line, "2026-03-01", "2026-11-30")
    rows = [row.split("|") for row in listed.splitlines() if "|" in row]
    return [(when, what, bool(cancelled.strip())) for when, what, cancelled in rows]


def expected(starts: list[datetime], *, cancelled: bool = False) -> list[tuple[str, str, bool]]:
    return [(f"{start:%Y-%m-%d %H:%M}", "Rückenschule", cancelled) for start in sorted(starts)]


@pytest.mark.subscriber
def test_khal_enters_changes_and_takes_out_what_came_by_mail(entries, khal, tmp_path):
    seen = []
    for text in entries:
        (tmp_path / "mail.ics").write_text(text, newline="")
        khal("import", "--batch", "-a", "portal", str(tmp_path / "mail.ics"))
        seen.append(shown(khal))

    later = [STARTS[0], STARTS[1] + HOUR, *STARTS[2:]]
    assert seen == [expected(STARTS), expected(later), expected(later, cancelled=True)]


def subscribe(person, *, alarm_minutes: int | None = None) -> str:
    with transaction():
        return service.make(
            FeedKind.OWN, by=person.id, neutral=False, alarm_minutes=alarm_minutes, at=NOW
        )


@contextmanager
def served(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()


@pytest.mark.subscriber
@pytest.mark.usefixtures("registration")
def test_a_subscriber_fetches_again_what_moved_and_what_was_cancelled(  # noqa: PLR0917
    app, course, employee, coordinator, moved, khal, tmp_path
):
    token = subscribe(employee)
    seen = []
    with served(app) as address:
        config = tmp_path / "vdirsyncer.conf"
        config.write_text(VDIRSYNCER.format(folder=tmp_path, url=f"{address}/kalender/{token}.ics"))

        def look() -> None:
            db.session.commit()
            run("vdirsyncer", "-c", str(config), "sync", home=tmp_path)
            seen.append(shown(khal))

        run("vdirsyncer", "-c", str(config), "discover", home=tmp_path, typed="y\n")
        look()
        moved()
        look()
        with transaction():
            dates.cancel_activity(course.id, note="Sturm", by=coordinator.id, at=NOW)
        look()

    later = [STARTS[0], STARTS[1] + HOUR, *STARTS[2:]]
    gone = [(when, f"Abgesagt: {what}", True) for when, what, _no in expected(later)]
    assert seen == [expected(STARTS), expected(later), gone]


READ = """text => {
    const calendar = new ICAL.Component(ICAL.parse(text));
    for (const zone of calendar.getAllSubcomponents("vtimezone")) {
        ICAL.TimezoneService.register(new ICAL.Timezone(zone));
    }
    return calendar.getAllSubcomponents("vevent").map(part => {
        const event = new ICAL.Event(part);
        return {
            method: calendar.getFirstPropertyValue("method"),
            start: event.startDate.toJSDate().toISOString(),
            wall: event.startDate.toString(),
            uid: event.uid,
            sequence: event.sequence,
            status: part.getFirstPropertyValue("status"),
            summary: event.summary,
            alarms: part.getAllSubcomponents("valarm").length,
        };
    });
}"""


@pytest.fixture
def ical_js(browser: Browser) -> Iterator[Callable[[str], list[dict]]]:
    """Return a function that reads a calendar with ical.js."""
    context = browser.new_context(timezone_id="Pacific/Auckland")
    page = context.new_page()
    source = re.sub(r"export\s*\{(\w+) as default\};?", r"window.ICAL=\1;", ICAL_JS.read_text())
    page.evaluate(source)
    yield lambda text: page.evaluate(READ, text)
    context.close()


@pytest.mark.browser
def test_ical_js_reads_the_same_entry_three_times_with_rising_numbers(entries, ical_js):
    confirmed, again, ended = (ical_js(text) for text in entries)

    later = [STARTS[0], STARTS[1] + HOUR, *STARTS[2:]]
    assert [datetime.fromisoformat(one["start"]) for one in confirmed] == STARTS
    assert [datetime.fromisoformat(one["start"]) for one in again] == later
    assert {one["uid"] for one in confirmed} == {one["uid"] for one in again}
    assert {one["uid"] for one in again} == {one["uid"] for one in ended}
    numbers = [{one["sequence"] for one in part} for part in (confirmed, again, ended)]
    assert [len(some) for some in numbers] == [1, 1, 1]
    assert numbers == sorted(numbers, key=min)
    assert numbers[0] != numbers[1]
    assert {(one["method"], one["status"]) for one in confirmed + again} == {
        ("REQUEST", "CONFIRMED")
    }
    assert {(one["method"], one["status"]) for one in ended} == {("CANCEL", "CANCELLED")}


@pytest.mark.browser
@pytest.mark.usefixtures("registration")
def test_ical_js_reads_a_calendar_that_is_fetched(visitor, employee, ical_js):
    token = subscribe(employee, alarm_minutes=60)

    read = ical_js(visitor.raw(f"/kalender/{token}.ics").get_data(as_text=True))

    assert [datetime.fromisoformat(one["start"]) for one in read] == STARTS
    walls = [one["wall"][11:16] for one in read if not one["wall"].endswith("Z")]
    assert walls == ["12:00"] * 4
    assert {one["alarms"] for one in read} == {1}
