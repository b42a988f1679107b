"""PostgreSQL has no room left: for its tables, or for the log that it writes ahead of them.

A disk of its own is full to the last byte. Web processes and worker are the same before and after,
and whatever was promised by letter arrives.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bgm_portal.activities.models import Activity
from bgm_portal.core.database import db
from bgm_portal.mail.models import OutgoingMail
from bgm_portal.mail.states import MailState
from bgm_portal.registration.models import Registration
from config import MailSettings
from tests.benchmarks import world
from tests.benchmarks.serving import Server, children, serving
from tests.torture import cluster
from tests.torture.cluster import Cluster
from tests.torture.disk import Disk
from tests.torture.post_office import PostOffice, post_office
from tests.torture.rush import (
    AWAY,
    NO_ROOM,
    OK,
    PATIENCE,
    SEEN,
    House,
    Rush,
    answer_to,
    helps,
    house_on,
    ready,
    wait_for,
)

pytestmark = [pytest.mark.torture, pytest.mark.long, pytest.mark.postgres, pytest.mark.mounts]

LINES = MailSettings.lines  # on each of them a letter may be under way
SEED = 20261127
MANY = 40


@dataclass(frozen=True, kw_only=True)
class Place:
    """A house at work, and the disk that will be full."""

    house: House
    elephant: Cluster
    disk: Disk
    server: Server
    office: PostOffice

    def reads(self) -> str:
        """Return what somebody is answered who only looks."""
        page = f"/angebote/{self.house.world.activity_id}"
        return answer_to(self.server, world.reading(self.house.world, page, count=1)[0])[0]

    def promised(self) -> tuple[int, int, int]:
        """Return sign-ups, what the activity counted of them, and letters, at one moment."""
        theirs = Registration.activity_id == Activity.id
        with self.house.app.app_context():
            row = db.session.execute(
                select(
                    select(func.count()).where(theirs).correlate(Activity).scalar_subquery(),
                    Activity.taken + Activity.waiting,
                    select(func.count()).select_from(OutgoingMail).scalar_subquery(),
                ).where(Activity.id == self.house.world.activity_id)
            ).one()
        return row[0], row[1], row[2]


@contextmanager
def at_work(folder: Path, *, tables: bool) -> Iterator[Place]:
    programs = cluster.programs()
    if programs is None:
        pytest.skip("PostgreSQL's programs are not installed")
    with (
        cluster.on_small_disk(programs, tables=tables) as (elephant, disk),
        house_on(folder, elephant.url) as house,
        post_office(folder, elephant.url, refusing=0.0, seed=SEED) as office,
        serving("bgm_portal.app:create_app()", house.environ) as server,
    ):
        office.jobs = ("deliver-mail", "remind")
        office.start(1)
        office.wait_until(lambda: office.at_work == 1, seconds=PATIENCE, what="the worker")
        yield Place(house=house, elephant=elephant, disk=disk, server=server, office=office)


def test_there_is_no_room_for_tables(tmp_path):
    with at_work(tmp_path, tables=True) as place:
        rush = Rush(place.server, place.house.calls)
        before = children(place.server.master)

        with rush.going_on():
            rush.until(100)
            place.disk.fill()
            wait_for(lambda: len(rush.broken) > MANY, "many who are told")
            read = place.reads()
            wait_for(lambda: ready(place.server) == (str(OK), NO_ROOM), "a word to who watches")
            signed_up, counted, letters = place.promised()
            place.disk.make_room()
        place.office.wait_until(place.office.is_done, seconds=PATIENCE, what="all letters")

        assert "No space left on device" in place.elephant.said
        assert read == str(OK)
        assert signed_up == counted == letters
        everybody_is_served(place, rush, before)


def test_there_is_no_room_for_what_postgresql_writes_ahead(tmp_path):
    with at_work(tmp_path, tables=False) as place:
        rush = Rush(place.server, place.house.calls)
        before = children(place.server.master)

        with rush.going_on():
            rush.until(100)
            place.disk.fill()
            wait_for(lambda: not place.elephant.runs(), "the end of PostgreSQL")
            wait_for(lambda: ready(place.server)[0] == str(AWAY), "a word to who watches")
            told = len(rush.broken)
            wait_for(lambda: len(rush.broken) > told, "somebody who is told")
            place.disk.make_room()
            place.elephant.start()  # as systemd or compose does
        place.office.wait_until(place.office.is_done, seconds=PATIENCE, what="all letters")

        assert "PANIC" in place.elephant.said
        everybody_is_served(place, rush, before)


def everybody_is_served(place: Place, rush: Rush, processes: list[int]) -> None:
    """Insist on a place and a letter for each, by the same processes as before."""
    assert set(rush.answers) <= {str(SEEN), str(AWAY)}
    assert rush.done == world.PEOPLE
    helps(rush.broken[0])
    place.house.nothing_is_lost()
    copies = place.office.copies()
    assert place.office.states() == {MailState.SENT: world.PEOPLE}
    assert len(copies) == world.PEOPLE
    unknown = LINES * place.office.broken_off  # the server took it, and that could not be saved
    assert sum(copies.values()) - world.PEOPLE <= unknown
    assert children(place.server.master) == processes
    assert place.office.stop() == [0]
