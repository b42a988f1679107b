"""An installation to be tortured: a database, a mail server that refuses, workers that are killed.

Everything is real: worker processes of their own, SMTP over a socket, SIGKILL. Only waiting for a
condition is allowed here, always with a deadline.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import flask_migrate
from flask import Flask

from bgm_portal.app import create_app
from bgm_portal.core import clock
from bgm_portal.core.database import db, transaction
from bgm_portal.mail import outbox, queries
from bgm_portal.mail.message import Message, Recipient
from bgm_portal.mail.states import MailState
from config import Config
from tests.benchmarks import world
from tests.support.smtp import OK, Sink, listening
from tests.torture.clocks import OtherClock

ROOT = Path(__file__).resolve().parents[2]
TICK = "0.2"
SLOWER_TICK = "5"  # who is owed a reminder is asked in this rhythm, too
REMIND_AND_DELIVER = ("remind", "deliver-mail")
SOON = timedelta(minutes=119)  # the reminder of two hours before is due
STEP = 0.05
NO_WAY_OUT = "no way out of the house"
BEGUN = re.compile(r" worker: \d+ jobs$", re.MULTILINE)


class TooSlow(AssertionError):
    """What was waited for did not happen in time."""


class PostOffice:
    """A portal with its outbox, its workers, and the server they speak to."""

    def __init__(self, folder: Path, database_url: str, sink: Sink, port: int) -> None:
        self.folder = folder
        self.sink = sink
        self.kills = 0
        self.outages = 0
        self.jobs: tuple[str, ...] = ("deliver-mail",)
        self.tick = TICK
        self.workers: list[subprocess.Popen[bytes]] = []
        self.clock: OtherClock | None = None
        self._environ = {
            "BGM_ENV": "development",
            "BGM_DATABASE_URL": database_url,
            "BGM_INSTANCE": str(folder),
            "BGM_MAIL_TRANSPORT": "smtp",
            "BGM_SMTP_HOST": "127.0.0.1",
            "BGM_SMTP_PORT": str(port),
            "BGM_SMTP_SECURITY": "none",
        }
        self.app: Flask = create_app(Config.from_env(self._environ))
        with self.app.app_context():
            db.create_all()
            flask_migrate.stamp()  # no worker starts on tables of an unknown version

    def write(self, count: int) -> None:
        """Put messages into the outbox, each to an address of its own."""
        with self.app.app_context(), transaction():
            for number in range(count):
                outbox.enqueue(_message(number), at=clock.now())

    def expect(self, count: int, *, tick: str = SLOWER_TICK) -> None:
        """Let so many people have a place at something in person, of which to remind them now.

        Nobody wrote the reminders: the workers have to find out that they are owed.
        """
        self.jobs = REMIND_AND_DELIVER
        self.tick = tick
        with self.app.app_context(), transaction():
            world.many_places(count, starts_at=clock.now() + SOON)

    def start(self, count: int) -> None:
        """Start workers."""
        only = [word for name in self.jobs for word in ("--only", name)]
        for _number in range(count):
            with (self.folder / "worker.log").open("ab") as log:
                self.workers.append(
                    subprocess.Popen(
                        [
                            *(sys.executable, "-m", "flask", "--app", "bgm_portal.app"),
                            *("bgm", "worker", "--tick", self.tick, *only),
                        ],
                        cwd=ROOT,
                        env=os.environ | self._environ | self._time,
                        stdout=log,
                        stderr=log,
                    )
                )

    @property
    def _time(self) -> dict[str, str]:
        return self.clock.environ if self.clock else {}

    def wait_until(self, condition: Callable[[], bool], *, seconds: float, what: str) -> None:
        """Wait for something to become true while all workers work."""
        deadline = time.monotonic() + seconds
        while not condition():
            if any(worker.poll() is not None for worker in self.workers):
                raise AssertionError(self._log()[-2000:])
            if time.monotonic() > deadline:
                raise TooSlow(what)
            time.sleep(STEP)

    def kill_one(self, chance: random.Random) -> None:
        """Kill a worker where it stands, and let another take its place."""
        victim = self.workers.pop(chance.randrange(len(self.workers)))
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        self.kills += 1
        self.start(1)

    def go_without_server(self, *, seconds: float) -> None:
        """Let the mail server be away until a worker has noticed."""
        before = self._log().count(NO_WAY_OUT)
        with self.sink.away():
            self.wait_until(
                lambda: self._log().count(NO_WAY_OUT) > before, seconds=seconds, what="an outage"
            )
        self.outages += 1

    def stop(self) -> list[int]:
        """Ask all workers to end; return their exit codes."""
        for worker in self.workers:
            worker.send_signal(signal.SIGTERM)
        codes = [worker.wait(timeout=30) for worker in self.workers]
        self.workers.clear()
        return codes

    def states(self) -> dict[MailState, int]:
        """Return how many messages stand where."""
        with self.app.app_context():
            return {state: count for state, count in queries.counts().items() if count}

    def is_done(self) -> bool:
        """Tell whether nothing waits and nothing is under way."""
        states = self.states()
        return not (states.keys() & {MailState.QUEUED, MailState.SENDING})

    def are_over(self, count: int) -> bool:
        """Tell whether so many messages were written and all of them are over."""
        return sum(self.states().values()) >= count and self.is_done()

    @property
    def at_work(self) -> int:
        """Return how many workers have begun so far; each says so when it listens to signals."""
        return len(BEGUN.findall(self._log()))

    @property
    def broken_off(self) -> int:
        """Return how many rounds ended because the database refused."""
        return self._log().count(": database error ")

    def _log(self) -> str:
        return (self.folder / "worker.log").read_text()

    @property
    def arrived(self) -> int:
        """Return how many messages the server took so far."""
        return len(self.sink.taken)

    def copies(self) -> Counter[str]:
        """Return how often each address got its message."""
        return Counter(address for address, _wire in self.sink.taken)

    def identities(self) -> int:
        """Return how many different messages the server took, by Message-ID."""
        return len({message_from_bytes(wire)["Message-ID"] for _who, wire in self.sink.taken})

    def close(self) -> None:
        """End what still runs."""
        for worker in self.workers:
            worker.kill()
            worker.wait()
        with self.app.app_context():
            db.engine.dispose()


@contextmanager
def post_office(
    folder: Path, database_url: str, *, refusing: float, seed: int
) -> Iterator[PostOffice]:
    """Open an installation whose mail server refuses a share of all messages for the moment."""
    chance = random.Random(seed)  # noqa: S311 - dice, not secrets

    def answer(_address: str) -> str:
        return "451 try again later" if chance.random() < refusing / 2 else OK

    with listening(on_recipient=answer, on_data=answer) as (sink, port):
        office = PostOffice(folder, database_url, sink, port)
        try:
            yield office
        finally:
            office.close()


def _message(number: int) -> Message:
    return Message(
        key=f"torture:{number}",
        kind="identity.notice",
        to=Recipient(
            person_id=None, address=f"m{number}@jobcenter.example", language="de", name="Alex"
        ),
        subject="Ein Hinweis",
        text="Guten Tag,\n",
        html="<p>Guten Tag,</p>\n",
    )
