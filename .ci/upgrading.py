"""Rehearse an upgrade with data: an older tree, the present one beside it, and back again.

The older tree fills a database with the invented year and serves it. While its web process runs,
the present tree changes the tables; people go on reading. Then the present tree takes over, every
row is counted, and the way back is taken with all data. Without the older commit in the history
(a shallow clone, an archive) it says so and is left out.
"""

from __future__ import annotations

import base64
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from sqlalchemy import MetaData, create_engine, func, inspect, make_url, select, text

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 90
FLASK = ("-m", "flask", "--app", "bgm_portal.app")
WHO, PASSWORD = "beschaeftigte@demo.example", "Gemeinsam-zum-See-28"
PAGES = ("/", "/angebote", "/mein-bereich", "/lernen", "/konto")
#: Tables whose rows come and go by themselves while people read and sign in.
MOVING = frozenset({"alembic_version", "audit_entry", "sign_in_session", "throttle"})


#: Said by the older version beside the newer tables. It reads every column that it knows of each
#: table, and writes a row again that is there: the only thing to be said against it must be that.
#: Databases ask whether something must not be empty, and every check, before they ask for keys.
READ_AND_WRITE = """
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from bgm_portal.app import create_app
from bgm_portal.core.database import db

written, empty, faults = 0, [], []
with create_app().app_context():
    for table in db.metadata.sorted_tables:
        row = db.session.execute(select(table).limit(1)).mappings().first()
        if row is None:
            empty.append(table.name)
            continue
        try:
            db.session.execute(table.insert(), dict(row))
            faults.append(f"{table.name}: written twice")
        except IntegrityError as refused:
            said = str(refused.orig)
            if "UNIQUE constraint" not in said and "duplicate key" not in said:
                faults.append(f"{table.name}: {said}")
            written += 1
        db.session.rollback()
print(f"{written} tables, {len(empty)} without a row: {', '.join(empty)}")
if faults:
    raise SystemExit("\\n".join(faults))
"""


class Failed(Exception):
    """Something was lost, or somebody could not go on."""


class Tree:
    """A version of the portal on a database."""

    def __init__(self, name: str, folder: Path, settings: dict[str, str]) -> None:
        self.name = name
        self.folder = folder
        self.environ = {
            **{key: value for key, value in os.environ.items() if not key.startswith("BGM_")},
            **settings,
        }

    def flask(self, *arguments: str) -> str:
        """Run a command of this version."""
        return self.python(*FLASK, *arguments)

    def python(self, *arguments: str) -> str:
        """Run something with the code of this version."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Failed(f"{self.name}: {' '.join(arguments)[:200]}\n{done.stdout}{done.stderr}")
        return done.stdout

    @contextmanager
    def serving(self) -> Iterator[Browser]:
        """Serve the pages of this version; hand over a browser in which somebody has signed in."""
        port = _free_port()
        command = [sys.executable, "-m", "gunicorn", "bgm_portal.app:create_app()", "--preload"]
        web = subprocess.Popen(
            [*command, "--bind", f"127.0.0.1:{port}", "--threads", "4", "--log-level", "error"],
            cwd=self.folder,
            env=self.environ,
        )
        try:
            browser = Browser(port)
            browser.wait(web)
            yield browser
        finally:
            web.send_signal(signal.SIGTERM)
            web.wait(timeout=PATIENCE_SECONDS)


class Browser:
    """Somebody who has signed in and reads."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def wait(self, web: subprocess.Popen[bytes]) -> None:
        """Wait until the web process answers."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and web.poll() is None:
            try:
                self.get("/health/live")
            except OSError:
                time.sleep(0.2)
            else:
                return
        raise Failed("no web process answers")

    def get(self, path: str) -> str:
        """Return a page, or say which one failed."""
        try:
            with self._opener.open(self.address + path, timeout=30) as answer:
                return str(answer.read().decode())
        except HTTPError as error:
            raise Failed(f"{path} answered {error.code}") from error

    def sign_in(self) -> None:
        """Sign in as the employee of the invented year."""
        form = self.get("/anmelden")
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form)
        if token is None:
            raise Failed("the sign-in page has no form")
        data = {"csrf_token": token[1], "email": WHO, "password": PASSWORD}
        with self._opener.open(self.address + "/anmelden", urlencode(data).encode()) as answer:
            if "Abmelden" not in answer.read().decode():
                raise Failed("nobody can sign in")

    def read_all(self) -> None:
        """Open what an employee opens every day."""
        for path in PAGES:
            self.get(path)


def main() -> int:
    """Rehearse on SQLite, and beside it on PostgreSQL where TEST_POSTGRES_URL names a server."""
    commit = _older()
    if commit is None:
        print("LEFT OUT: the upgrade; the commit in .ci/older-release is not in this history")
        return 0
    with tempfile.TemporaryDirectory(prefix="bgm-upgrade-") as name:
        folder = Path(name)
        older = _checked_out(commit, folder / "older")
        try:
            with ThreadPoolExecutor(1) as beside:
                elsewhere = beside.submit(_on_postgres, folder / "pg", older)
                _rehearse("SQLite", folder / "lite", older, f"sqlite:///{folder}/portal.db")
                elsewhere.result()
        except Failed as why:
            print(f"The upgrade failed: {why}", file=sys.stderr)
            return 1
    return 0


def _on_postgres(state: Path, older: Path) -> None:
    server = os.environ.get("TEST_POSTGRES_URL")
    if not server:
        print("LEFT OUT: the upgrade on PostgreSQL, because TEST_POSTGRES_URL is not set")
        return
    with _database(server) as url:
        _rehearse("PostgreSQL", state, older, url)


def _older() -> str | None:
    """Return the commit of the first release; where its tag is at hand, it must be that one."""
    lines = (ROOT / ".ci/older-release").read_text().splitlines()
    tag, commit = [line for line in lines if line and not line.startswith("#")]
    tagged = _git("rev-parse", "--quiet", "--verify", f"refs/tags/{tag}^{{commit}}").strip()
    if tagged not in {"", commit}:
        raise SystemExit(f"{tag} is {tagged}, but .ci/older-release names {commit}")
    known = _git("rev-parse", "--quiet", "--verify", f"{commit}^{{commit}}").strip()
    return known or None


def _git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout


def _checked_out(commit: str, folder: Path) -> Path:
    """Lay the older tree into a folder; its packages are those of this one, its look its own."""
    folder.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", str(folder)], input=archive.stdout, check=True)
    for step in (
        ("-m", "bgm_portal.web.vendor"),
        ("-m", "babel.messages.frontend", "--quiet", "compile", "--use-fuzzy", "--directory"),
    ):
        more = ("bgm_portal/translations",) if "--directory" in step else ()
        subprocess.run(
            [sys.executable, *step, *more], cwd=folder, check=True, stdout=subprocess.DEVNULL
        )
    return folder


def _rehearse(title: str, state: Path, older: Path, url: str) -> None:
    settings = {
        "BGM_ENV": "demo",
        "BGM_DATABASE_URL": url,
        "BGM_INSTANCE": str(state),
        "BGM_BASE_URL": "http://127.0.0.1:5000",
        "BGM_TRUSTED_HOSTS": "127.0.0.1",
        "BGM_MAIL_TRANSPORT": "files",
        "BGM_MAIL_SENDER": "bgm@demo.example",
        "BGM_CONTACT_NAME": "BGM-Koordination",
        "BGM_CONTACT_PHONE": "intern 140",
        "BGM_CONTACT_EMAIL": "bgm@demo.example",
        "BGM_SECRET_KEY": secrets.token_urlsafe(48),
        "BGM_SEAL_KEYS": f"2026:{base64.b64encode(os.urandom(32)).decode()}",
    }
    before, now = Tree("older", older, settings), Tree("present", ROOT, settings)
    before.flask("db", "upgrade")
    before.flask("bgm", "fill-demo")
    revision, rows = _revision(url), _rows(url)
    print(f"{title}: the older version has a year of data, {sum(rows.values()):,} rows")
    with before.serving() as browser:
        browser.sign_in()
        browser.read_all()
        now.flask("db", "upgrade")
        browser.read_all()
        print(f"{title}: people go on reading with the older version beside the new tables")
        wrote = before.python("-c", READ_AND_WRITE)
        print(f"{title}: the older version reads and writes beside them: {wrote.strip()}")
    _compare(rows, _rows(url), "upgrading")
    with now.serving() as browser:
        browser.sign_in()
        browser.read_all()
    print(f"{title}: every row is there, and the present version serves it")
    now.flask("db", "downgrade", revision)
    _compare(rows, _rows(url), "going back")
    with before.serving() as browser:
        browser.sign_in()
        browser.read_all()
    print(f"{title}: back again with all rows, and the older version serves them")
    now.flask("db", "upgrade")
    now.flask("bgm", "rotate-keys")  # from here on only a backup leads back
    with now.serving() as browser:
        browser.sign_in()
        browser.read_all()
    print(f"{title}: upgraded once more, older needs led over to keys of their events")


def _revision(url: str) -> str:
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    engine.dispose()
    return str(found)


def _rows(url: str) -> dict[str, int]:
    """Count every table that does not change by being read."""
    engine = create_engine(url)
    metadata = MetaData()
    with engine.connect() as connection:
        names = sorted(set(inspect(connection).get_table_names()) - MOVING)
        metadata.reflect(connection, only=names)
        counted = {
            name: connection.scalar(select(func.count()).select_from(metadata.tables[name])) or 0
            for name in names
        }
    engine.dispose()
    return counted


def _compare(before: dict[str, int], after: dict[str, int], step: str) -> None:
    lost = {
        name: (count, after.get(name)) for name, count in before.items() if after.get(name) != count
    }
    if lost:
        raise Failed(f"{step} changed the number of rows: {lost}")


@contextmanager
def _database(server: str) -> Iterator[str]:
    name = f"bgm_upgrade_{os.getpid()}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
        try:
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
    engine.dispose()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
