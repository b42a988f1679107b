"""How fast reminders are written and sent: `python -m tests.benchmarks.post`.

Everybody at one large activity is reminded at once. What the outbox does beyond sending (claims,
leases, a commit for each message) is told as a ratio: the same messages are sent to the same mail
server once more in a bare loop. On SQLite, and on PostgreSQL where TEST_POSTGRES_URL names one.
Ends with 1 when fewer than 200 messages a second are written.
"""

import argparse
import multiprocessing
import os
import smtplib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import NamedTuple

import flask_migrate

from bgm_portal.app import create_app
from bgm_portal.core import clock
from bgm_portal.core.database import db, transaction
from bgm_portal.mail.jobs import deliver
from bgm_portal.reminders.jobs import remind
from config import Config, MailSettings
from tests.benchmarks import world
from tests.support.smtp import listening
from tests.torture.databases import empty_database

WRITTEN_BOUND = 200
NINE_IN_THE_MORNING = datetime(2031, 5, 20, 7, 0, tzinfo=UTC)  # at Hagen, the day before
NOON_THE_NEXT_DAY = datetime(2031, 5, 21, 10, 0, tzinfo=UTC)


def main() -> int:
    """Measure on every database that is here, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--lines", type=int, default=MailSettings.lines)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument(
        "--thinks",
        type=float,
        default=0,
        metavar="MILLISECONDS",
        help="how long the mail server takes for each message, as one that writes to a disk does",
    )
    options = parser.parse_args()
    crew = _Crew(options.workers, options.lines, options.thinks / 1000)
    count = options.messages
    print(f"{'database':<12}{'written/s':>11}{'sent/s':>9}{'bare loop/s':>13}{'ratio':>7}")
    with tempfile.TemporaryDirectory(prefix="bgm-post-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'portal.db'}"
        written = [_measure("SQLite", folder, url, count, crew)]
        server = os.environ.get("TEST_POSTGRES_URL")
        if server:
            url = empty_database(server, "bgm_post")
            written.append(_measure("PostgreSQL", folder, url, count, crew))
    return 0 if min(written) >= WRITTEN_BOUND else 1


class _Crew(NamedTuple):
    workers: int
    lines: int
    server_thinks_for: float  # seconds


def _measure(database: str, folder: Path, url: str, count: int, crew: _Crew) -> float:
    with _server(crew.server_thinks_for) as (port, taken):
        environ = _environ(folder, url, port, crew.lines)
        app = create_app(Config.from_env(environ))
        with app.app_context():
            db.create_all()
            flask_migrate.stamp()
            with transaction():
                world.many_places(count, starts_at=NOON_THE_NEXT_DAY)
            with clock.standing_at(NINE_IN_THE_MORNING):
                written = count / _seconds(lambda: remind(NINE_IN_THE_MORNING))
            db.engine.dispose()
        sent = count / _delivering(environ, crew.workers)
        letters = taken()
        assert len(letters) == count
        bare = count / _seconds(lambda: _bare_loop(letters, port))
    print(f"{database:<12}{written:>11.0f}{sent:>9.0f}{bare:>13.0f}{sent / bare:>7.2f}", flush=True)
    return written


def _environ(folder: Path, url: str, port: int, lines: int) -> dict[str, str]:
    return {
        "BGM_ENV": "development",
        "BGM_DATABASE_URL": url,
        "BGM_INSTANCE": str(folder),
        "BGM_MAIL_TRANSPORT": "smtp",
        "BGM_SMTP_HOST": "127.0.0.1",
        "BGM_SMTP_PORT": str(port),
        "BGM_SMTP_LINES": str(lines),
        "BGM_SMTP_SECURITY": "none",
    }


def _delivering(environ: dict[str, str], workers: int) -> float:
    """Return in how many seconds so many workers, each a process of its own, have sent it all."""
    processes = multiprocessing.get_context("spawn")
    start = processes.Barrier(workers + 1)
    crew = [processes.Process(target=_work, args=(environ, start)) for _ in range(workers)]
    for worker in crew:
        worker.start()
    start.wait()

    def until_all_are_done() -> None:
        for worker in crew:
            worker.join()

    return _seconds(until_all_are_done)


def _work(environ: dict[str, str], start: Barrier) -> None:
    app = create_app(Config.from_env(environ))
    with app.app_context(), clock.standing_at(NINE_IN_THE_MORNING):
        start.wait()
        deliver(NINE_IN_THE_MORNING)


@contextmanager
def _server(thinks_for: float) -> Iterator[tuple[int, Callable[[], list[tuple[str, bytes]]]]]:
    """Run a mail server in a process of its own, as in a house; yield its port and its post."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs, thinks_for))
    server.start()

    def taken() -> list[tuple[str, bytes]]:
        ours.send("post")
        post: list[tuple[str, bytes]] = ours.recv()
        return post

    try:
        yield ours.recv(), taken
    finally:
        ours.send("end")
        server.join()


def _serve(line: Connection, thinks_for: float) -> None:
    with listening(thinks_for=thinks_for) as (sink, port):
        line.send(port)
        while line.recv() == "post":
            line.send(sink.taken)


def _bare_loop(post: list[tuple[str, bytes]], port: int) -> None:
    """Send what arrived once more, with nothing around it."""
    letters = [(to, message_from_bytes(wire)) for to, wire in post]
    with smtplib.SMTP("127.0.0.1", port) as line:
        for to, letter in letters:
            line.send_message(letter, to_addrs=[to])


def _seconds(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
