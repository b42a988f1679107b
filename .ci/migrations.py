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

from sqlalchemy import create_engine, inspect, make_url, text

ROOT = Path(__file__).resolve().parent.parent
STEPS = (
    (["upgrade"], "from nothing to the newest version"),
    (["check"], "the models and the migrations agree"),
    (["downgrade", "base"], "back to nothing"),
    (["upgrade"], "and forth again"),
)


#: Makes every table from its model, without any migration.
MAKE = """
from bgm_portal.app import create_app
from bgm_portal.core.database import db
with create_app().app_context():
    db.create_all()
"""


class Broken(Exception):
    """A step that went wrong."""


def flask_db(arguments: list[str], url: str, instance: Path) -> str:
    """Run one command of Flask-Migrate against a database and return what it said."""
    flask = [sys.executable, "-m", "flask", "--app", "bgm_portal.app", "db"]
    return run([*flask, *arguments], url, instance)


def run(command: list[str], url: str, instance: Path) -> str:
    """Run a command of the portal against a database and return what it said."""
    settings = {"BGM_ENV": "development", "BGM_DATABASE_URL": url, "BGM_INSTANCE": str(instance)}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Broken(f"{' '.join(command[1:])}\n{done.stdout}{done.stderr}")
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


def insist_on_the_same_checks(instance: Path) -> None:
    """Refuse a check of a migrated table that differs from the one of its model.

    Alembic compares no checks: a value that was added to an enum is refused by installations that
    were updated, and by no test.
    """
    migrated, made = (instance / name for name in ("checks.db", "models.db"))
    flask_db(["upgrade"], f"sqlite:///{migrated}", instance)
    run([sys.executable, "-c", MAKE], f"sqlite:///{made}", instance)
    before, after = checks(migrated), checks(made)
    different = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    if different:
        names = ", ".join(sorted(f"{table}.{name}" for table, name in different))
        raise Broken(f"Models and migrations disagree about checks: {names}")


def checks(database: Path) -> dict[tuple[str, str], str]:
    """Return every check of a database by table and name, whatever the order of its values."""
    engine = create_engine(f"sqlite:///{database}")
    found = {}
    tables = inspect(engine)
    for table in tables.get_table_names():
        for check in tables.get_check_constraints(table):
            words = check["sqltext"].replace("(", " ").replace(")", " ").replace(",", " ").split()
            found[table, str(check["name"])] = " ".join(sorted(words))
    engine.dispose()
    return found


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
            insist_on_the_same_checks(instance)
            print("SQLite: the checks of models and migrations agree")
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
