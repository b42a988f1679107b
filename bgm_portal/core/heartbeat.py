"""What the worker leaves behind so that others see that it lives: one small file.

It says when each job ran last and how that went. Whoever reads it needs no database, so it tells
the truth even when the database is what is wrong.
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

FILE = "worker.alive"


@dataclass(frozen=True, kw_only=True)
class Beat:
    """The last run of a job: when, how much it did, and whether it came to its end."""

    at: datetime
    did: int
    well: bool


def leave(folder: Path, beats: dict[str, Beat]) -> None:
    """Write all beats at once; readers see the old file or the new one, nothing between."""
    rows = {name: asdict(beat) | {"at": beat.at.isoformat()} for name, beat in beats.items()}
    unfinished = folder / f".{FILE}.{os.getpid()}"
    folder.mkdir(parents=True, exist_ok=True)
    unfinished.write_text(json.dumps(rows, indent=2))
    unfinished.replace(folder / FILE)


def found(folder: Path) -> dict[str, Beat]:
    """Return the last beats by job, none if no worker ever ran here."""
    try:
        rows = json.loads((folder / FILE).read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return {
        name: Beat(at=datetime.fromisoformat(row["at"]), did=row["did"], well=row["well"])
        for name, row in rows.items()
    }


def latest(beats: dict[str, Beat]) -> datetime | None:
    """Return the moment of the last sign of life."""
    return max((beat.at for beat in beats.values()), default=None)
