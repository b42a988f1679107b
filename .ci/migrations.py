"""Lead a new database through all migrations to the models, back to nothing, and forth again.

On SQLite always; on PostgreSQL, too, where TEST_POSTGRES_URL names one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

ROOT = Path(__file__).resolve().parent.parent
STEPS = (
    (["upgrade"], "from nothing to the newest version"),
    (["check"], "the models and the migrations agree"),
    (["downgrade", "base"], "back to nothing"),
    (["upgrade"], "and forth again"),
)


class Broken(Exception):
    """A step that went wrong."""


def flask_db(arguments: list[str], url: str, instance: Path) -> str:
    """Run one command of Flask-Migrate against a database and return what it said."""
    settings = {"BGM_ENV": "development", "BGM_DATABASE_URL": url, "BGM_INSTANCE": str(instance)}
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "bgm_portal.app", "db", *arguments],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Broken(f"flask db {' '.join(arguments)}\n{done.stdout}{done.stderr}")
    return done.stdout


def insist_on_one_head(instance: Path) -> None:
    """Refuse two newest migrations, as two branches leave them when they are merged."""
    heads = flask_db(["heads"], f"sqlite:///{instance / 'heads.db'}", instance)
    if len([line for line in heads.splitlines() if line.strip()]) != 1:
        raise Broken(f"There must be exactly one newest migration:\n{heads}")


def walk(name: str, url: str, instance: Path) -> None:
    """Take all steps on one database."""
    for arguments, meaning in STEPS:
        flask_db(arguments, url, instance)
        print(f"{name}: {meaning}")


@contextmanager
def postgres_database(server: str) -> Iterator[str]:
    """Lend the address of a database that is gone afterwards."""
    database = f"bgm_migrations_{os.getpid()}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{database}"'))
        try:
            yield make_url(server).set(database=database).render_as_string(hide_password=False)
        finally:
            connection.execute(text(f'DROP DATABASE "{database}" WITH (FORCE)'))
    engine.dispose()


def main() -> int:
    """Walk on every database that is here."""
    server = os.environ.get("TEST_POSTGRES_URL")
    with tempfile.TemporaryDirectory(prefix="bgm-migrations-") as folder:
        instance = Path(folder)
        try:
            insist_on_one_head(instance)
            walk("SQLite", f"sqlite:///{instance / 'portal.db'}", instance)
            if server:
                with postgres_database(server) as url:
                    walk("PostgreSQL", url, instance)
            else:
                print("PostgreSQL: NOT TESTED HERE, because TEST_POSTGRES_URL names none")
        except Broken as broken:
            print(broken, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
