"""The programs of PostgreSQL that write and read its dumps."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import URL

from .errors import tool_missing

DEBIAN = Path("/usr/lib/postgresql")  # one folder a version, outside the search path


class ToolFailed(Exception):
    """A program of PostgreSQL is missing, or came to no good end."""


def dump(url: URL, file: Path, *, snapshot: str, left_out: Sequence[str]) -> None:
    """Write the database into a file as it was at an exported snapshot, some tables empty."""
    _run(
        "pg_dump",
        url,
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--snapshot={snapshot}",
        *(f"--exclude-table-data={table}" for table in left_out),
        f"--file={file}",
    )


def restore(url: URL, file: Path) -> None:
    """Fill an empty database from a dump, as a whole or not at all."""
    _run(
        "pg_restore",
        url,
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--single-transaction",
        str(file),
    )


def _run(name: str, url: URL, *arguments: str) -> None:
    """Run a program; the password goes by the environment, where no list of processes shows it."""
    command = [find(name), f"--dbname={_without_password(url)}", *arguments]
    done = subprocess.run(  # noqa: S603 - a program that we found, our own arguments
        command,
        env=os.environ | {"PGPASSWORD": str(url.password or "")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [f"{name}: {done.returncode}"]
        raise ToolFailed(lines[-1])


def find(name: str) -> str:
    """Return the path of a program, the newest one that Debian keeps apart, too."""
    apart = sorted(DEBIAN.glob(f"*/bin/{name}"), key=_version, reverse=True)
    found = str(apart[0]) if apart else shutil.which(name)
    if found is None:
        raise ToolFailed(tool_missing(name))
    return found


def _version(path: Path) -> int:
    text = path.parent.parent.name
    return int(text) if text.isdecimal() else 0


def _without_password(url: URL) -> str:
    plain = url.set(drivername="postgresql", password=None)
    return plain.render_as_string(hide_password=False)
