"""A backup: one file with the database as it was at one moment, uploads, and a list of contents.

The keys that open sealed texts never go into it: a backup in foreign hands shows nobody's needs.
Those of single events do not either, not even wrapped, so that they are gone once destroyed.
"""

import hashlib
import json
import sqlite3
import tarfile
import tempfile
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import Connection, Engine, create_engine, select, text
from sqlalchemy.exc import SQLAlchemyError

from bgm_portal.core.database import db
from bgm_portal.core.sealed import keyring
from bgm_portal.privacy import event_keys

from . import postgres, rows, schema
from .errors import CannotBackUp, CannotRestore
from .schema import Fit

FORMAT = 1
MANIFEST = "manifest.json"
MEDIA = "media"
DATABASES = {"sqlite": "portal.db", "postgresql": "portal.dump"}
LEFT_OUT = ("event_key",)  # their rows; the tables themselves are there


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup says of itself."""

    format: int
    made_at: str
    dialect: str
    schema: tuple[str, ...]
    keys: tuple[str, ...]  # names of the keys that sealed something, not the keys
    rows: dict[str, int]
    files: dict[str, str]  # path in the backup: SHA-256

    @property
    def database(self) -> str:
        """Return the name of the file that holds the database."""
        return DATABASES[self.dialect]


def make(folder: Path, *, at: datetime) -> Path:
    """Write a backup into a folder while the portal goes on; return its path."""
    engine = db.engine
    version = schema.version(engine)
    if version.fit is not Fit.CURRENT:
        raise CannotBackUp(_("Die Tabellen passen nicht zu dieser Version: flask bgm doctor"))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"bgm-{at:%Y%m%d-%H%M%S}.tar"
    with tempfile.TemporaryDirectory(dir=folder, prefix=".bgm-backup-") as name:
        work = Path(name)
        file = work / DATABASES[engine.dialect.name]
        try:
            counted = _copy_out(engine, file)
        except (OSError, SQLAlchemyError, postgres.ToolFailed, sqlite3.Error) as error:
            raise CannotBackUp(_("Die Sicherung ist misslungen: %(why)s", why=error)) from error
        media = Path(current_app.instance_path) / MEDIA
        manifest = Manifest(
            format=FORMAT,
            made_at=at.isoformat(),
            dialect=engine.dialect.name,
            schema=version.present,
            keys=keyring().names,
            rows=counted,
            files={file.name: fingerprint(file)} | _media(media),
        )
        (work / MANIFEST).write_text(json.dumps(asdict(manifest), indent=2))
        _pack(work / path.name, [work / MANIFEST, file], media)
        (work / path.name).replace(path)
    return path


def read(path: Path, into: Path) -> Manifest:
    """Unpack a backup and check every file; raise CannotRestore when anything is amiss."""
    try:
        with tarfile.open(path) as archive:
            archive.extractall(into, filter="data")
        raw: dict[str, Any] = json.loads((into / MANIFEST).read_text())
        manifest = Manifest(**raw | {"schema": tuple(raw["schema"]), "keys": tuple(raw["keys"])})
    except (OSError, tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise CannotRestore(
            _("Das ist keine vollständige Sicherung des Portals: %(file)s", file=path.name)
        ) from error
    if manifest.format != FORMAT:
        raise CannotRestore(_("Diese Sicherung stammt von einer neueren Version des Portals."))
    for name, expected in manifest.files.items():
        if not (into / name).is_file() or fingerprint(into / name) != expected:
            raise CannotRestore(_("Die Sicherung ist beschädigt: %(file)s", file=name))
    return manifest


def fingerprint(file: Path) -> str:
    """Return the SHA-256 of a file."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def count_in_file(file: Path) -> dict[str, int]:
    """Count the rows in a copied SQLite file, and insist that it is whole."""
    engine = create_engine(f"sqlite:///{file}")
    try:
        with engine.connect() as connection:
            if connection.scalar(text("PRAGMA integrity_check")) != "ok":
                raise CannotBackUp(_("Die Datenbank ist beschädigt. Stellen Sie sie wieder her."))
            return rows.counts(connection)
    finally:
        engine.dispose()


def _copy_out(engine: Engine, file: Path) -> dict[str, int]:
    if engine.dialect.name == "sqlite":
        _copy_sqlite(engine, file)
        return count_in_file(file)
    with rows.snapshot(engine) as connection:
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        postgres.dump(engine.url, file, snapshot=str(snapshot), left_out=LEFT_OUT)
        return rows.counts(connection) | dict.fromkeys(LEFT_OUT, 0)


def _copy_sqlite(engine: Engine, file: Path) -> None:
    """Copy by SQLite's own way, which gives one moment however many write meanwhile."""
    raw = engine.raw_connection()
    copy = sqlite3.connect(file)
    try:
        cast("sqlite3.Connection", raw.driver_connection).backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        for table in LEFT_OUT:
            copy.execute(f"DELETE FROM {table}")  # noqa: S608 - our own word
        copy.commit()
        copy.execute("VACUUM")  # nothing of them is left between the rows
    finally:
        copy.close()
        raw.close()


def _media(folder: Path) -> dict[str, str]:
    return {
        f"{MEDIA}/{file.relative_to(folder).as_posix()}": fingerprint(file)
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def _pack(path: Path, files: list[Path], media: Path) -> None:
    with tarfile.open(path, "w") as archive:
        for file in files:
            archive.add(file, arcname=file.name)
        if media.is_dir():
            archive.add(media, arcname=MEDIA)


def key_names_in_use(connection: Connection) -> set[str]:
    """Return the names of keys of the house that sealed something in this database."""
    names: set[str] = set()
    for table in rows.tables():
        if "key_name" in table.columns:
            column = table.columns["key_name"]
            found = connection.scalars(select(column).where(column.is_not(None)).distinct())
            names |= {name for name in found if not event_keys.is_of_event(name)}
    return names
