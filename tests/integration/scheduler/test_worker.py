"""The worker: what it runs, what it leaves behind, how it ends."""

import logging
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
from flask import Flask, current_app
from sqlalchemy.exc import OperationalError

from bgm_portal import scheduler
from bgm_portal.core import heartbeat
from bgm_portal.core.database import write_mode
from bgm_portal.core.jobs import Job, stop_requested
from bgm_portal.scheduler import JOBS, Worker
from tests.support.times import NOW


@pytest.fixture(autouse=True)
def nothing_is_left(app: Flask) -> Iterator[None]:
    """Every worker begins as if none had been there."""
    stop_requested.clear()
    yield
    stop_requested.clear()
    (Path(app.instance_path) / heartbeat.FILE).unlink(missing_ok=True)


def job(run: Callable[[datetime], int], *, name: str = "try", **values: Any) -> Job:
    return Job(**{"name": name, "every_seconds": 60, "run": run, "description": "Probe"} | values)


def test_a_worker_runs_its_jobs_at_once_and_ends_when_asked(app):
    seen: list[str] = []

    def run(_at: datetime) -> int:
        seen.append(current_app.name)
        stop_requested.set()
        return 1

    Worker(app, (job(run),)).run()

    assert seen == ["bgm_portal"]


def test_a_worker_finishes_the_job_in_hand(app):
    done = []

    def long(_at: datetime) -> int:
        stop_requested.set()
        done.append("finished")
        return 1

    Worker(app, (job(long),)).run()

    assert done == ["finished"]
    assert heartbeat.found(Path(app.instance_path))["try"].did == 1


def test_a_job_may_write_from_its_first_statement(app):
    modes = []

    Worker(app, (job(lambda _at: modes.append(write_mode.get()) or 0),)).tick("try")

    assert modes == [True]


def test_a_job_leaves_a_sign_of_life(app):
    Worker(app, (job(lambda _at: 7),)).tick("try")

    beat = heartbeat.found(Path(app.instance_path))["try"]
    assert (beat.at, beat.did, beat.well) == (NOW, 7, True)


def test_a_job_says_since_when_it_runs_until_it_comes_back(app):
    folder = Path(app.instance_path)
    seen = []

    def run(_at: datetime) -> int:
        seen.append(heartbeat.found(folder)["try"].since)
        return 1

    Worker(app, (job(run),)).tick("try")

    assert [*seen, heartbeat.found(folder)["try"].since] == [NOW, None]


def test_a_worker_leaves_the_signs_of_life_of_another_one(app):
    Worker(app, (job(lambda _at: 1, name="one"),)).tick("one")
    Worker(app, (job(lambda _at: 2, name="two"),)).tick("two")

    beats = heartbeat.found(Path(app.instance_path))

    assert {name: beat.did for name, beat in beats.items()} == {"one": 1, "two": 2}


@pytest.fixture
def deadline():
    """Stop whatever does not stop by itself."""
    timer = Timer(30, stop_requested.set)
    timer.start()
    yield
    timer.cancel()


def test_a_job_that_hangs_stands_in_the_log(app, monkeypatch, caplog, deadline):
    monkeypatch.setattr(scheduler, "LOOK_EVERY", 0.01)

    def run(_at: datetime) -> int:
        while "job try: hangs" not in caplog.text and not stop_requested.wait(0.01):
            pass
        stop_requested.set()
        return 0

    Worker(app, (job(run, longest_seconds=-1),)).run()  # the clock stands still in tests

    assert "job try: hangs" in caplog.text


def test_ticks_that_were_missed_for_hours_are_made_up_for_once(app, deadline):
    runs = []

    def run(_at: datetime) -> int:
        runs.append("run")
        stop_requested.set()
        return 0

    hours_ago = datetime.fromtimestamp(time.time(), UTC) - timedelta(hours=2, minutes=30)
    Worker(app, (job(run, every_seconds=3600),)).run(since=hours_ago)

    assert runs == ["run"]


@pytest.mark.parametrize(
    ("last", "following"),
    [
        (NOW - timedelta(seconds=2), NOW + timedelta(seconds=3)),
        (NOW - timedelta(hours=9), NOW + timedelta(seconds=5)),
        (datetime(1970, 1, 1, tzinfo=UTC), NOW + timedelta(seconds=5)),
    ],
)
def test_however_much_was_missed_the_tick_after_it_lies_in_the_future(last, following):
    rhythm = scheduler.Rhythm(seconds=5, timezone=UTC)

    assert rhythm.get_next_fire_time(last, NOW) == following


def test_a_job_that_takes_longer_than_its_rhythm_is_not_begun_beside_itself(app, deadline, caplog):
    under_way, most = [], []

    def run(_at: datetime) -> int:
        under_way.append("run")
        most.append(len(under_way))
        while "maximum number of running instances" not in caplog.text and len(most) < 2:
            if stop_requested.wait(0.01):
                break
        stop_requested.set()
        under_way.pop()
        return 0

    with caplog.at_level(logging.WARNING, logger="apscheduler"):  # the worker's own log is quieter
        Worker(app, (job(run),), tick=0.05).run()

    assert max(most) == 1
    assert "maximum number of running instances" in caplog.text


def test_an_error_of_the_database_is_noted_without_its_words_and_tried_again(app, caplog):
    answers = iter([OperationalError("SELECT", {"name": "Albers"}, Exception("Albers")), 3])

    def run(_at: datetime) -> int:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    worker = Worker(app, (job(run),))
    with caplog.at_level(logging.INFO):
        worker.tick("try")
        after_error = heartbeat.found(Path(app.instance_path))["try"].well
        worker.tick("try")

    assert (after_error, heartbeat.found(Path(app.instance_path))["try"].did) == (False, 3)
    assert "database error OperationalError" in caplog.text
    assert "Albers" not in caplog.text


def test_a_programming_mistake_is_not_hidden(app):
    def run(_at: datetime) -> int:
        raise KeyError

    with pytest.raises(KeyError):
        Worker(app, (job(run),)).tick("try")

    assert not heartbeat.found(Path(app.instance_path))["try"].well


def test_a_worker_whose_folder_is_gone_works_on(app, caplog, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(app, "instance_path", str(tmp_path / "file"))

    Worker(app, (job(lambda _at: 1),)).tick("try")

    assert "no sign of life can be left" in caplog.text


def test_a_job_that_overslept_because_the_clock_was_set_back_is_woken(app, monkeypatch):
    monkeypatch.setattr(scheduler, "LOOK_EVERY", 0.01)
    years = count(step=10**9)
    runs = iter([lambda: None, stop_requested.set, lambda: None])

    def run(_at: datetime) -> int:
        next(runs)()
        return 0

    Worker(app, (job(run),), monotonic=lambda: float(next(years))).run()

    assert len(list(runs)) <= 1


def test_every_job_of_the_house_has_a_name_of_its_own_and_can_be_run(app):
    names = [one.name for one in JOBS]

    did = [scheduler.run_once(name, at=NOW) for name in names]

    assert len(names) == len(set(names))
    assert did == [0] * len(names)


def test_a_quick_tick_shortens_lease_and_delay():
    terms = scheduler.rehearsal(0.2)

    assert terms.lease.total_seconds() == 8.0
    assert terms.delay(1, chance=0.5).total_seconds() == 0.2


def test_a_torn_sign_of_life_counts_as_none(tmp_path):
    (tmp_path / heartbeat.FILE).write_text('{"try": ')

    assert heartbeat.found(tmp_path) == {}
