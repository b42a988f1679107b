"""People sign up while something breaks beneath them: nothing is lost, and nobody mends it."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks import world
from tests.benchmarks.serving import children, serving
from tests.torture import cluster
from tests.torture.rush import (
    AWAY,
    NO_ROOM,
    OK,
    SEEN,
    House,
    Rush,
    answer_to,
    helps,
    house_on,
    ready,
    wait_for,
)

pytestmark = pytest.mark.torture


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[House]:
    with house_on(tmp_path, f"sqlite:///{tmp_path / 'portal.db'}") as house:
        yield house


@pytest.fixture
def elephant() -> Iterator[cluster.Cluster]:
    where = cluster.programs()
    if where is None:
        pytest.skip("PostgreSQL's programs are not installed")
    with cluster.running(where) as server:
        yield server


@pytest.fixture
def large(tmp_path: Path, elephant: cluster.Cluster) -> Iterator[House]:
    with house_on(tmp_path, elephant.url) as house:
        yield house


@pytest.mark.postgres
def test_postgresql_is_restarted_under_load(large, elephant):
    with serving("bgm_portal.app:create_app()", large.environ) as server:
        rush = Rush(server, large.calls)
        with rush.going_on():
            rush.until(100)
            elephant.stop()
            wait_for(lambda: rush.broken, "somebody who is told")
            elephant.start()

    assert set(rush.answers) <= {str(SEEN), str(AWAY)}
    assert rush.done == world.PEOPLE
    helps(rush.broken[0])
    large.nothing_is_lost()


def test_one_of_two_web_processes_is_killed(tmp_path, lite):
    with serving("bgm_portal.app:create_app()", lite.environ) as server:
        rush = Rush(server, lite.calls)
        with rush.going_on():
            rush.until(100)
            victim = children(server.master)[0]
            os.kill(victim, signal.SIGKILL)
        after = children(server.master)

    assert victim not in after
    assert len(after) == 2
    assert set(rush.answers) <= {str(SEEN), "cut off"}
    assert rush.done == world.PEOPLE
    lite.nothing_is_lost()


def test_the_disk_is_full_for_a_while(tmp_path, lite):
    with serving("bgm_portal.app:create_app()", lite.environ) as server:
        rush = Rush(server, lite.calls)
        with rush.going_on():
            rush.until(100)
            workers = children(server.master)
            limit(workers, 4096)
            wait_for(lambda: rush.broken, "somebody who is told")
            reads = world.reading(lite.world, f"/angebote/{lite.world.activity_id}", count=1)
            read, _page = answer_to(server, reads[0])
            wait_for(lambda: ready(server) == (str(OK), NO_ROOM), "a word to whoever watches")
            limit(workers, resource.RLIM_INFINITY)

    assert read == str(OK)
    assert set(rush.answers) <= {str(SEEN), str(AWAY)}
    assert rush.done == world.PEOPLE
    helps(rush.broken[0])
    lite.nothing_is_lost()


def limit(pids: list[int], size: int) -> None:
    """Let no file of these processes become longer than that, as on a disk without room."""
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
