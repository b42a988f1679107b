"""Restoring a backup, and rehearsing it.

A backup is older than what happened since. So nobody stays signed in by it, no one-time link comes
back to life, and messages that waited at its moment are not sent a second time by themselves: an
administrator sees them as uncertain and decides.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import URL, Engine, create_engine, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

from bgm_portal.core.database import db
from bgm_portal.core.sealed import keyring
from bgm_portal.mail.states import MailState
from bgm_portal.privacy import key_care, ledger
from bgm_portal.privacy.key_care import Kept
from bgm_portal.privacy.ledger import Entry

from . import backup, postgres, rows, schema
from .backup import MEDIA, Manifest
from .errors import CannotRestore
from .schema import Fit

ENDED = ("sign_in_session", "personal_link", "throttle")


@dataclass(frozen=True, kw_only=True)
class Restored:
    """What a restored backup holds, as it was counted after restoring."""

    manifest: Manifest
    rows: int
    uncertain: int  # messages that waited at the moment of the backup
    keys_missing: tuple[str, ...]
    erased_again: int  # rows that were erased after the backup was made
    shut: int  # rows that nobody opens any more: the key of their event is gone


def restore(path: Path, *, replace: bool) -> Restored:
    """Put a backup in the place of the database; raise CannotRestore and change nothing if not.

    The portal and its worker must be stopped. What is in the database is lost with `replace`.
    """
    engine = db.engine
    with tempfile.TemporaryDirectory(prefix="bgm-restore-") as name:
        work = Path(name)
        manifest = _readable(path, work, engine.dialect.name)
        if not replace and _holds_rows(engine):
            raise CannotRestore(
                _(
                    "Die Datenbank enthält schon Daten. Sichern Sie sie zuerst; mit --replace "
                    "werden sie durch die Sicherung ersetzt."
                )
            )
        erased = ledger.known(engine)  # before its table is replaced by an older one
        keys = key_care.known(engine, erased)
        db.session.remove()
        engine.dispose()
        _put_in_place(engine.url, work / manifest.database)
        _put_media(work / MEDIA)
        return _finish(engine, manifest, erased, keys)


def rehearse(path: Path) -> Restored:
    """Restore a backup beside the portal, count and upgrade it there, and throw it away again."""
    with tempfile.TemporaryDirectory(prefix="bgm-rehearsal-") as name:
        work = Path(name)
        manifest = _readable(path, work, db.engine.dialect.name)
        with _scratch(db.engine.url, work) as url:
            _put_in_place(url, work / manifest.database)
            engine = create_engine(url)
            try:
                erased = ledger.known(db.engine)
                keys = key_care.known(db.engine, erased)
                return _finish(engine, manifest, erased, keys)
            finally:
                engine.dispose()


def _readable(path: Path, work: Path, dialect: str) -> Manifest:
    manifest = backup.read(path, work)
    if manifest.dialect != dialect:
        raise CannotRestore(
            _(
                "Die Sicherung stammt aus %(theirs)s, eingestellt ist %(ours)s. Stellen Sie sie "
                "dort wieder her, und ziehen Sie dann um: flask bgm move-to",
                theirs=manifest.dialect,
                ours=dialect,
            )
        )
    if schema.fit(manifest.schema) is Fit.NEWER:
        raise CannotRestore(_("Diese Sicherung stammt von einer neueren Version des Portals."))
    return manifest


def _holds_rows(engine: Engine) -> bool:
    if not inspect(engine).has_table("person"):
        return False
    with engine.connect() as connection:
        return bool(connection.scalar(text("SELECT count(*) FROM person")))


def _put_in_place(url: URL, file: Path) -> None:
    if url.get_backend_name() == "sqlite":
        _put_sqlite(Path(str(url.database)), file)
        return
    try:
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("DROP SCHEMA IF EXISTS public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()
        postgres.restore(url, file)
    except (SQLAlchemyError, postgres.ToolFailed) as error:
        raise CannotRestore(_("PostgreSQL hat abgelehnt: %(why)s", why=error)) from error


def _put_sqlite(target: Path, file: Path) -> None:
    """Put the file in place by one rename, and take away what belonged to the old one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.restored")
    shutil.copyfile(file, beside)
    for ending in ("-wal", "-shm", "-journal"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    beside.replace(target)


def _put_media(folder: Path) -> None:
    target = Path(current_app.instance_path) / MEDIA
    if target.is_dir():
        shutil.rmtree(target)
    if folder.is_dir():
        shutil.copytree(folder, target)


def _finish(
    engine: Engine, manifest: Manifest, erased: Sequence[Entry], keys: Sequence[Kept]
) -> Restored:
    """Lead the tables to the present version, compare, and end what must not come back to life.

    What people had erased after the backup was made is erased again. Keys of events come back from
    beside it, if they were not destroyed since.
    """
    _insist_on_counts(engine, manifest)
    upgrade(engine.url)
    with engine.begin() as connection:
        for name in ENDED:
            connection.execute(db.metadata.tables[name].delete())
        mail = db.metadata.tables["outgoing_mail"]
        waiting = mail.c.state.in_((MailState.QUEUED, MailState.SENDING))
        uncertain = connection.execute(
            mail.update().where(waiting).values(state=MailState.UNCERTAIN)
        ).rowcount
        made_at = datetime.fromisoformat(manifest.made_at)
        again = ledger.replay(connection, erased, since=made_at)
        key_care.put_back(connection, keys)
        shut = sum(key_care.orphans(connection).values())
        missing = backup.key_names_in_use(connection) - set(keyring().names)
    return Restored(
        manifest=manifest,
        rows=sum(manifest.rows.values()),
        uncertain=uncertain,
        keys_missing=tuple(sorted(missing)),
        erased_again=again,
        shut=shut,
    )


def _insist_on_counts(engine: Engine, manifest: Manifest) -> None:
    """Insist that every row that was saved is there again, before anything is changed."""
    prepare = engine.dialect.identifier_preparer
    with rows.snapshot(engine) as connection:
        for table, expected in manifest.rows.items():
            statement = text(f"SELECT count(*) FROM {prepare.quote(table)}")  # noqa: S608 - quoted
            if connection.scalar(statement) != expected:
                raise CannotRestore(_("In der Tabelle %(table)s fehlen Zeilen.", table=table))


def upgrade(url: URL) -> None:
    """Run the migrations on a database, in a process of its own that knows no other one."""
    if _is_current(url):
        return
    shown = url.render_as_string(hide_password=False)
    if url.get_backend_name() == "sqlite":
        shown = f"sqlite:///{Path(str(url.database)).resolve()}"
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "bgm_portal.app", "db", "upgrade"],
        cwd=Path(current_app.root_path).parent,
        env=os.environ | {"BGM_DATABASE_URL": shown},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["flask db upgrade"]
        raise CannotRestore(_("Die Tabellen ließen sich nicht erneuern: %(why)s", why=lines[-1]))


def _is_current(url: URL) -> bool:
    engine = create_engine(url)
    try:
        return schema.version(engine).fit is Fit.CURRENT
    finally:
        engine.dispose()


@contextmanager
def _scratch(url: URL, work: Path) -> Iterator[URL]:
    """Lend a database that nobody else knows."""
    if url.get_backend_name() == "sqlite":
        yield make_url(f"sqlite:///{work / 'rehearsal.db'}")
        return
    name = f"bgm_rehearsal_{os.getpid()}"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with server.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}"'))
        yield url.set(database=name)
    except SQLAlchemyError as error:
        raise CannotRestore(
            _("Für die Probe braucht das Konto das Recht CREATEDB: %(why)s", why=error)
        ) from error
    finally:
        with server.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        server.dispose()
