"""A real worker lives through what clocks do: two changes a year, being set back, hours without it.

One worker for each database goes from moment to moment; each test has dates of its own, in months
of their own, so that none sees what another left.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.utils import parsedate_to_datetime

import pytest

from bgm_portal.core import heartbeat
from bgm_portal.core.database import transaction
from bgm_portal.mail import outbox, queries
from bgm_portal.mail.message import Message, Recipient
from bgm_portal.mail.states import MailState
from tests.benchmarks import world
from tests.torture.clocks import OtherClock
from tests.torture.databases import empty_database
from tests.torture.post_office import REMIND_AND_DELIVER, PostOffice, post_office

pytestmark = [pytest.mark.torture, pytest.mark.faketime]

PATIENCE = 60.0  # for a machine with much else to do
HOUR = timedelta(hours=1)
ALMOST_AN_HOUR = timedelta(minutes=59)
SOON = timedelta(minutes=1)


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2031, month, day, hour, minute, tzinfo=UTC)


# In 2031 the clocks change on 30 March and on 26 October. Each date: when, and since when somebody
# has a place at it, which is late enough for the one reminder that the test is about.
# Two hours before the first of each pair is the hour that is left out, or the second of the two
# that come in autumn; of the second one people are told at nine on the day of the change.
SPRING = (utc(3, 30, 3), utc(3, 29, 20)), (utc(3, 31, 10), utc(3, 27, 10))
AUTUMN = (utc(10, 26, 3, 30), utc(10, 25, 20)), (utc(10, 27, 11), utc(10, 23, 10))
IN_MAY = (utc(5, 14, 10), utc(5, 10, 10))
IN_JUNE = (utc(6, 18, 10), utc(6, 14, 10))
MEANWHILE_IN_JUNE = (utc(6, 17, 11), utc(6, 16, 10))
DATES = (*SPRING, *AUTUMN, IN_MAY, IN_JUNE, MEANWHILE_IN_JUNE)


class Observatory:
    """An installation whose worker lives by a clock that is set from outside."""

    def __init__(self, office: PostOffice, clock: OtherClock) -> None:
        self._office = office
        self._clock = clock

    def at(self, moment: datetime) -> None:
        """Let it be this moment, and wait until the worker has asked what is due, and sent it."""
        self._clock.set(moment)
        if not self._office.workers:
            self._office.start(1)
        self._run_of("deliver-mail", after=self._run_of("remind", after=moment))

    def _run_of(self, job: str, *, after: datetime) -> datetime:
        """Wait for a run that also began after this moment: the second one to end."""
        return self._beat(job, after=self._beat(job, after=after))

    def _beat(self, job: str, *, after: datetime) -> datetime:
        """Wait until a job has come to its end after this moment, and return when."""
        seen: list[datetime] = []

        def came() -> bool:
            beat = heartbeat.found(self._office.folder).get(job)
            if beat and beat.well and beat.since is None and after < beat.at < after + HOUR:
                seen.append(beat.at)
            return bool(seen)

        self._office.wait_until(came, seconds=PATIENCE, what=f"{job} after {after}")
        return seen[-1]

    def stop(self) -> list[int]:
        return self._office.stop()

    def sent(self, which: tuple[datetime, datetime]) -> list[datetime]:
        """Return when messages about one of the dates were sent, by their own words."""
        return self.sent_to(_address(which))

    def sent_to(self, wanted: str) -> list[datetime]:
        taken = self._office.sink.taken
        wires = [message_from_bytes(wire) for address, wire in taken if address == wanted]
        return [parsedate_to_datetime(wire["Date"]) for wire in wires]

    @contextmanager
    def without_mail_server(self) -> Iterator[None]:
        """Let nobody take mail until the block ends."""
        with self._office.sink.away():
            yield

    def states(self, which: tuple[datetime, datetime]) -> list[MailState]:
        """Return where the messages about one of the dates stand."""
        with self._office.app.app_context(), transaction():
            rows = queries.envelopes().rows
        return [one.state for one in rows if one.recipient == _address(which)]

    def write(self, address: str, *, at: datetime) -> None:
        """Let the portal write a message to somebody."""
        with self._office.app.app_context(), transaction():
            outbox.enqueue(
                Message(
                    key=f"clock:{address}",
                    kind="identity.notice",
                    to=Recipient(person_id=None, address=address, language="de", name="Alex"),
                    subject="Ein Hinweis",
                    text="Guten Tag,\n",
                    html="<p>Guten Tag,</p>\n",
                ),
                at=at,
            )


def _address(which: tuple[datetime, datetime]) -> str:
    return f"m{DATES.index(which)}@jobcenter.example"


@pytest.fixture(scope="module", params=["sqlite", pytest.param("pg", marks=pytest.mark.postgres)])
def world_clock(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Observatory]:
    """A worker, reminders and a mail server, at no particular time."""
    folder = tmp_path_factory.mktemp("clocks")
    url = f"sqlite:///{folder / 'portal.db'}"
    if request.param == "pg":
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        url = empty_database(os.environ["TEST_POSTGRES_URL"], f"bgm_clocks_{worker}")
    with post_office(folder, url, refusing=0, seed=1) as office:
        office.tick = "0.2"
        office.jobs, office.clock = REMIND_AND_DELIVER, OtherClock(folder)
        with office.app.app_context(), transaction():
            world.a_place_at_each(DATES)
        yield Observatory(office, office.clock)
        office.stop()  # who is killed leaves libfaketime's shared memory behind


@pytest.mark.parametrize(
    ("at_night", "next_day", "due_at_night", "due_at_nine"),
    [
        pytest.param(*SPRING, utc(3, 30, 1), utc(3, 30, 7), id="spring"),
        pytest.param(*AUTUMN, utc(10, 26, 1, 30), utc(10, 26, 8), id="autumn"),
    ],
)
def test_reminders_come_at_the_hour_on_the_wall_on_the_day_the_clocks_change(
    world_clock, at_night, next_day, due_at_night, due_at_nine
):
    world_clock.at(due_at_night - ALMOST_AN_HOUR)  # in autumn the wall shows the same hour
    early = world_clock.sent(at_night)
    world_clock.at(due_at_night)
    world_clock.at(due_at_nine - ALMOST_AN_HOUR)
    early += world_clock.sent(next_day)
    world_clock.at(due_at_nine)

    assert early == []
    assert [moment - due_at_night < SOON for moment in world_clock.sent(at_night)] == [True]
    assert [moment - due_at_nine < SOON for moment in world_clock.sent(next_day)] == [True]


def test_a_clock_that_is_set_back_stops_no_message_and_doubles_none(world_clock):
    nine, six = utc(5, 13, 7), utc(5, 13, 4)
    world_clock.at(nine)

    world_clock.write("back@jobcenter.example", at=six)
    world_clock.at(six)
    world_clock.at(nine)

    assert [at - six < HOUR for at in world_clock.sent_to("back@jobcenter.example")] == [True]
    assert len(world_clock.sent(IN_MAY)) == 1


def test_after_hours_of_downtime_what_helps_is_sent_and_what_came_too_late_is_missed(world_clock):
    before, after = utc(6, 17, 6, 50), utc(6, 17, 16)
    world_clock.at(before)
    codes = world_clock.stop()

    world_clock.at(after)

    assert codes == [0]
    assert [after <= moment < after + HOUR for moment in world_clock.sent(IN_JUNE)] == [True]
    assert world_clock.sent(MEANWHILE_IN_JUNE) == []
    assert world_clock.states(MEANWHILE_IN_JUNE) == [MailState.MISSED]


def test_a_mail_server_that_is_away_for_a_day_loses_and_doubles_nothing(world_clock):
    morning, address = utc(7, 8, 8), "day@jobcenter.example"
    world_clock.at(morning - SOON)

    with world_clock.without_mail_server():
        world_clock.write(address, at=morning - SOON)
        for hours in (0, 1, 4, 12, 23):
            world_clock.at(morning + hours * HOUR)
        taken_meanwhile = world_clock.sent_to(address)
    world_clock.at(morning + 24 * HOUR)
    world_clock.at(morning + 25 * HOUR)

    assert taken_meanwhile == []
    assert [morning < at < morning + 26 * HOUR for at in world_clock.sent_to(address)] == [True]
