"""How fast reminders are written and sent: `python -m tests.benchmarks.post`.

Everybody at one large activity is reminded at once. What the outbox does beyond sending (claims,
leases, a commit before and after each message) is told as a ratio: the same messages are sent to
the same mail server once more in a bare loop. On SQLite, and on PostgreSQL where TEST_POSTGRES_URL
names one. Ends with 1 when fewer than 200 messages a second are written.
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
from pathlib import Path

import flask_migrate
from flask import Flask

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
    options = parser.parse_args()
    count, lines = options.messages, options.lines
    print(f"{'database':<12}{'written/s':>11}{'sent/s':>9}{'bare loop/s':>13}{'ratio':>7}")
    with tempfile.TemporaryDirectory(prefix="bgm-post-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'portal.db'}"
        written = [_measure("SQLite", folder, url, count, lines)]
        server = os.environ.get("TEST_POSTGRES_URL")
        if server:
            url = empty_database(server, "bgm_post")
            written.append(_measure("PostgreSQL", folder, url, count, lines))
    return 0 if min(written) >= WRITTEN_BOUND else 1


def _measure(database: str, folder: Path, url: str, count: int, lines: int) -> float:
    with _server() as (port, taken):
        app = _portal(folder, url, port, lines)
        with app.app_context():
            with transaction():
                world.many_places(count, starts_at=NOON_THE_NEXT_DAY)
            with clock.standing_at(NINE_IN_THE_MORNING):
                written = count / _seconds(lambda: remind(NINE_IN_THE_MORNING))
                sent = count / _seconds(lambda: deliver(NINE_IN_THE_MORNING))
            db.engine.dispose()
        letters = taken()
        assert len(letters) == count
        bare = count / _seconds(lambda: _bare_loop(letters, port))
    print(f"{database:<12}{written:>11.0f}{sent:>9.0f}{bare:>13.0f}{sent / bare:>7.2f}", flush=True)
    return written


def _portal(folder: Path, url: str, port: int, lines: int) -> Flask:
    environ = {
        "BGM_ENV": "development",
        "BGM_DATABASE_URL": url,
        "BGM_INSTANCE": str(folder),
        "BGM_MAIL_TRANSPORT": "smtp",
        "BGM_SMTP_HOST": "127.0.0.1",
        "BGM_SMTP_PORT": str(port),
        "BGM_SMTP_LINES": str(lines),
        "BGM_SMTP_SECURITY": "none",
    }
    app = create_app(Config.from_env(environ))
    with app.app_context():
        db.create_all()
        flask_migrate.stamp()
    return app


@contextmanager
def _server() -> Iterator[tuple[int, Callable[[], list[tuple[str, bytes]]]]]:
    """Run a mail server in a process of its own, as in a house; yield its port and its post."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(theirs,))
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


def _serve(line: Connection) -> None:
    with listening() as (sink, port):
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
