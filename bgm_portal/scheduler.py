"""Gathers every room's jobs and runs them by the clock.

APScheduler only ticks: what is due stands in the database, so a missed tick is made up for by the
next one, and two workers at once are harmless. It runs in a process of its own, `flask bgm worker`,
never inside the web server.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from bgm_portal.accommodations import jobs as accommodations
from bgm_portal.activities import jobs as activities
from bgm_portal.albums import jobs as albums
from bgm_portal.audit import jobs as audit
from bgm_portal.challenges import jobs as challenges
from bgm_portal.checklists import jobs as checklists
from bgm_portal.circulars import jobs as circulars
from bgm_portal.contacts import jobs as contacts
from bgm_portal.core import clock, heartbeat
from bgm_portal.core.database import transaction, write_mode
from bgm_portal.core.heartbeat import Beat
from bgm_portal.core.jobs import Job, stop_requested
from bgm_portal.core.personal_data import register
from bgm_portal.counting import jobs as counting
from bgm_portal.diary import jobs as diary
from bgm_portal.evaluation import jobs as evaluation
from bgm_portal.exchange import jobs as exchange
from bgm_portal.feedback import jobs as feedback
from bgm_portal.home import jobs as home
from bgm_portal.identity import jobs as identity
from bgm_portal.insights import jobs as insights
from bgm_portal.learning import jobs as learning
from bgm_portal.mail import jobs as mail
from bgm_portal.mail.courier import Terms
from bgm_portal.participation import jobs as participation
from bgm_portal.privacy import jobs as privacy
from bgm_portal.privacy import ledger
from bgm_portal.registration import jobs as registration
from bgm_portal.reminders import jobs as reminders
from bgm_portal.runs import jobs as runs

log = logging.getLogger(__name__)

ROOMS = (
    registration,
    reminders,
    mail,
    accommodations,
    activities,
    contacts,
    participation,
    runs,
    checklists,
    exchange,
    circulars,
    feedback,
    diary,
    challenges,
    albums,
    learning,
    evaluation,
    identity,
    privacy,
    audit,
    home,
    counting,
    insights,
)
JOBS: tuple[Job, ...] = tuple(job for room in ROOMS for job in room.JOBS)
THREADS = 4
LOOK_EVERY = 5.0
PATIENCE = 60.0


def init_app(app: Flask) -> None:
    """Let pages name the jobs without knowing the rooms that have them."""
    app.extensions["jobs"] = JOBS


def rehearsal(tick: float) -> Terms:
    """Return terms of delivery in proportion to a quick tick, for trying out what goes wrong."""
    return Terms(
        lease=timedelta(seconds=max(8.0, 10 * tick)),
        first_delay=timedelta(seconds=tick),
        longest_delay=timedelta(seconds=4 * tick),
    )


class Rhythm(IntervalTrigger):  # type: ignore[misc]  # APScheduler 3 has no types
    """Every so many seconds; what was missed is made up for by one tick.

    The tick that is due is followed by one in the future. Counting those between, as APScheduler
    does, takes minutes when a machine wakes up in 1970 and then learns what year it is.
    """

    def get_next_fire_time(
        self, previous_fire_time: datetime | None, now: datetime
    ) -> datetime | None:
        """Return when the next tick is due."""
        following: datetime | None = super().get_next_fire_time(previous_fire_time, now)
        if previous_fire_time is None or following is None or following > now:
            return following
        interval: timedelta = self.interval
        return now + interval


class Worker:
    """Runs jobs until it is asked to stop, and finishes what it has in hand."""

    def __init__(
        self,
        app: Flask,
        jobs: tuple[Job, ...],
        *,
        tick: float | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._monotonic = monotonic
        self._jobs = {job.name: job for job in jobs}
        self._tick = tick
        # With a quick tick all is quick, as in `rehearsal`.
        self._look_every = LOOK_EVERY if tick is None else min(LOOK_EVERY, tick)
        self._patience = PATIENCE if tick is None else min(PATIENCE, 5 * tick)
        self._folder = Path(app.instance_path)
        self._begun: dict[str, float] = {}
        self._last: dict[str, Beat] = {}
        self._writing = Lock()
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(THREADS)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def run(self, *, since: datetime | None = None) -> None:
        """Run until `stop_requested` is set, then wait for the jobs that are under way.

        Jobs are due at once, or `since` some time ago: however late, each runs, and once.
        """
        for job in self._jobs.values():
            self._begun[job.name] = self._monotonic()
            self._scheduler.add_job(
                self.tick,
                Rhythm(seconds=self._seconds(job), timezone=UTC),
                id=job.name,
                args=(job.name,),
                next_run_time=since or _machine_time(),
            )
        self._scheduler.start()
        log.info("worker: %d jobs", len(self._jobs))
        while not stop_requested.wait(self._look_every):
            self._wake()
        log.info("worker: asked to stop, finishing what is in hand")
        self._scheduler.shutdown(wait=True)

    def tick(self, name: str) -> None:
        """Run a job once; what goes wrong is noted, and the next tick tries again."""
        self._begun[name] = self._monotonic()
        at, did, well = clock.now(), 0, False
        self._leave(name, self._still_running(name, at))
        write_mode.set(True)  # whatever this thread did before
        try:
            with self._app.app_context():
                did = self._jobs[name].run(at)
                _note_erased(name, did, at=at)
            well = True
        except SQLAlchemyError as error:
            # Without its text, which may hold what people entered.
            log.warning("job %s: database error %s, trying again", name, type(error).__name__)
        finally:
            self._last[name] = Beat(at=clock.now(), did=did, well=well)
            self._leave(name, self._last[name])
        if did:
            log.info("job %s: did=%d", name, did)

    def _wake(self) -> None:
        """Wake jobs that overslept, because somebody set the clock of the machine back."""
        present = self._monotonic()
        beats = heartbeat.found(self._folder)
        for job in self._jobs.values():
            if job.name in beats and heartbeat.is_hung(beats[job.name], job, at=clock.now()):
                log.error("job %s: hangs, it runs longer than ever", job.name)
            if present - self._begun[job.name] > 5 * self._seconds(job) + self._patience:
                self._begun[job.name] = present
                self._scheduler.modify_job(job.name, next_run_time=_machine_time())
                log.warning("job %s: due at once, it had not begun for long", job.name)

    def _seconds(self, job: Job) -> float:
        return self._tick or job.every_seconds

    def _still_running(self, name: str, since: datetime) -> Beat:
        before = self._last.get(name, Beat(at=since, did=0, well=True))
        return replace(before, at=since, since=since)

    def _leave(self, name: str, beat: Beat) -> None:
        with self._writing:
            try:
                heartbeat.add(self._folder, name, beat)
            except OSError as error:
                log.warning("worker: no sign of life can be left: %s", error)


def run_once(name: str, *, at: datetime) -> int:
    """Run one job now, in the present application context; return how much it did."""
    did = next(job for job in JOBS if job.name == name).run(at)
    _note_erased(name, did, at=at)
    return did


def _note_erased(name: str, did: int, *, at: datetime) -> None:
    """Keep a proof of what a job of retention erased."""
    if did and any(name in holding.erased_by for holding in register):
        with transaction():
            ledger.note_run(name, did, at=at)


def _machine_time() -> datetime:
    """Return the time by which APScheduler lives, wherever the portal's own clock stands."""
    return datetime.fromtimestamp(time.time(), UTC)
