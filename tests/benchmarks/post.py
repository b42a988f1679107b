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
from email.message import Message
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
        "--rounds", type=int, default=1, help="tell the one in the middle of so many"
    )
    parser.add_argument(
        "--thinks",
        type=float,
        default=0,
        metavar="MILLISECONDS",
        help="how long the mail server takes for each message, as one that writes to a disk does",
    )
    options = parser.parse_args()
    crew = _Crew(options.workers, options.lines, options.thinks / 1000, options.rounds)
    count = options.messages
    print(f"{'database':<12}{'written/s':>11}{'sent/s':>9}{'bare loop/s':>13}{'ratio':>7}")
    written = [_in_the_middle("SQLite", count, crew)]
    if os.environ.get("TEST_POSTGRES_URL"):
        written.append(_in_the_middle("PostgreSQL", count, crew))
    return 0 if min(written) >= WRITTEN_BOUND else 1


class _Crew(NamedTuple):
    workers: int
    lines: int
    server_thinks_for: float  # seconds
    rounds: int


class _Speed(NamedTuple):
    ratio: float
    written: float  # a second, as all of them
    sent: float
    bare: float


def _in_the_middle(database: str, count: int, crew: _Crew) -> float:
    """Print the round whose ratio is the median one; return how many a second it wrote."""
    rounds = []
    for _ in range(crew.rounds):
        with tempfile.TemporaryDirectory(prefix="bgm-post-") as name:
            rounds.append(_measure(Path(name), _empty(database, Path(name)), count, crew))
    one = sorted(rounds)[len(rounds) // 2]
    print(
        f"{database:<12}{one.written:>11.0f}{one.sent:>9.0f}{one.bare:>13.0f}{one.ratio:>7.2f}",
        flush=True,
    )
    return one.written


def _empty(database: str, folder: Path) -> str:
    if database == "SQLite":
        return f"sqlite:///{folder / 'portal.db'}"
    return empty_database(os.environ["TEST_POSTGRES_URL"], "bgm_post")


def _measure(folder: Path, url: str, count: int, crew: _Crew) -> _Speed:
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
        letters = [(to, message_from_bytes(wire)) for to, wire in taken()]
        assert len(letters) == count
        bare = count / _seconds(lambda: _bare_loop(letters, port))
    return _Speed(sent / bare, written, sent, bare)


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
    """Return in how many seconds so many workers, each a process of its own, have sent it all.

    Neither how long a process takes to begin is counted nor how long it takes to end.
    """
    processes = multiprocessing.get_context("spawn")
    meeting = processes.Barrier(workers + 1)
    crew = [processes.Process(target=_work, args=(environ, meeting)) for _ in range(workers)]
    for worker in crew:
        worker.start()
    meeting.wait()
    seconds = _seconds(meeting.wait)
    for worker in crew:
        worker.join()
    return seconds


def _work(environ: dict[str, str], meeting: Barrier) -> None:
    app = create_app(Config.from_env(environ))
    with app.app_context(), clock.standing_at(NINE_IN_THE_MORNING):
        meeting.wait()
        deliver(NINE_IN_THE_MORNING)
        meeting.wait()


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


def _bare_loop(letters: list[tuple[str, Message]], port: int) -> None:
    """Send what arrived once more, with nothing around it; to read it was not part of the time."""
    with smtplib.SMTP("127.0.0.1", port) as line:
        for to, letter in letters:
            line.send_message(letter, to_addrs=[to])


def _seconds(deed: Callable[[], object]) -> float:
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
