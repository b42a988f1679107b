"""Hundreds of people who sign up at once, while something breaks beneath them.

Real web processes, real connections. Whoever is told that something is broken tries again, as the
page says; whoever is cut off does, too.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import flask_migrate
from bs4 import BeautifulSoup
from flask import Flask

from bgm_portal.app import create_app
from bgm_portal.core.database import db
from bgm_portal.registration.states import RegistrationState
from config import Config
from tests.benchmarks import world
from tests.benchmarks.load import Call
from tests.benchmarks.serving import Server
from tests.benchmarks.world import World
from tests.support import soundness
from tests.support.counters import counters_are_true

AT_ONCE = 8
PATIENCE = 120.0
OK, SEEN, AWAY = 200, 303, 503
NO_ROOM = "ready, but there is no room to save\n"


@dataclass
class Rush:
    """Everybody who signs up, each as often as it takes."""

    server: Server
    calls: list[Call]
    answers: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def done(self) -> int:
        return self.answers[str(SEEN)]

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Let them come while the block does its worst; wait for all of them after it."""
        shares = [self.calls[start::AT_ONCE] for start in range(AT_ONCE)]
        people = [threading.Thread(target=self._some, args=(share,)) for share in shares]
        for one in people:
            one.start()
        yield
        for one in people:
            one.join(PATIENCE)
        assert not any(one.is_alive() for one in people), self.answers

    def until(self, count: int) -> None:
        """Wait until so many have a place."""
        deadline = time.monotonic() + PATIENCE
        while self.done < count:
            assert time.monotonic() < deadline, self.answers
            time.sleep(0.02)

    def _some(self, calls: list[Call]) -> None:
        deadline = time.monotonic() + PATIENCE
        for call in calls:
            while self._once(call) != str(SEEN) and time.monotonic() < deadline:
                time.sleep(0.1)  # as somebody who reads the page and tries again

    def _once(self, call: Call) -> str:
        status, body = answer_to(self.server, call)
        with self.lock:
            self.answers[status] += 1
            if status == str(AWAY):
                self.broken.append(body)
        return status


def answer_to(server: Server, call: Call) -> tuple[str, str]:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=30)
    try:
        connection.request(call.method, call.path, body=call.body, headers=call.headers)
        response = connection.getresponse()
        return str(response.status), response.read().decode(errors="replace")  # perhaps compressed
    except (OSError, HTTPException):
        return "cut off", ""
    finally:
        connection.close()


def ready(server: Server) -> tuple[str, str]:
    """Return what machines that look after the portal are told."""
    return answer_to(server, Call(method="GET", path="/health/ready"))


class House:
    """A portal with 700 people at the door of 500 places."""

    def __init__(self, folder: Path, url: str) -> None:
        self.environ = {
            "BGM_ENV": "development",
            "BGM_DATABASE_URL": url,
            "BGM_INSTANCE": str(folder),
            "BGM_BASE_URL": "http://127.0.0.1",
            "BGM_TRUSTED_HOSTS": "127.0.0.1",
        }
        self.app: Flask = create_app(Config.from_env(self.environ))
        with self.app.app_context():
            db.create_all()
            flask_migrate.stamp()
        self.world: World = world.build(self.app)
        self.calls = list(world.signing_up(self.world))

    def nothing_is_lost(self) -> None:
        """Insist on every place given once, and on counters that say so."""
        with self.app.app_context():
            db.engine.dispose()
        given = world.places_given(self.app, self.world)
        assert given == {
            RegistrationState.CONFIRMED: world.PLACES,
            RegistrationState.WAITING: world.PEOPLE - world.PLACES,
        }
        with self.app.app_context():
            assert counters_are_true(self.world.activity_id)


def helps(page: str) -> None:
    """Insist on the page of the house, in both languages, fit to be read."""
    soup = BeautifulSoup(page, "html.parser")
    soundness.insist("503", page, soup)
    assert soup.select_one('[lang="en"]') is not None
    assert "BGM-Koordination" in soup.get_text()


@contextmanager
def house_on(folder: Path, url: str) -> Iterator[House]:
    """Build a house, and let go of its database at the end."""
    house = House(folder, url)
    try:
        yield house
    finally:
        with house.app.app_context():
            db.engine.dispose()


def wait_for(condition: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)
