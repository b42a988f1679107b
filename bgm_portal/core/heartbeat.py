"""What the worker leaves behind so that others see that it lives: one small file.

It says when each job ran last, how that went, and since when it is running. Whoever reads it needs
no database, so it tells the truth even when the database is what is wrong.
"""

import fcntl
import json
import os
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path

from .jobs import Job

FILE = "worker.alive"
SILENCE = timedelta(minutes=2)
ROUNDS_MISSED = 3


@dataclass(frozen=True, kw_only=True)
class Beat:
    """A job's last sign of life: when, how much it did, and whether it came to its end.

    While it runs, `since` says since when, and the rest is what is known of the run before.
    """

    at: datetime
    did: int
    well: bool
    since: datetime | None = None


class Trouble(Enum):
    """What can be wrong with a worker, the worst first."""

    NEVER = "never"  # nobody ever saw one
    SILENT = "silent"
    HUNG = "hung"  # one job does not come back
    OVERDUE = "overdue"  # one job is not begun any more
    BROKEN_OFF = "broken_off"  # one job did not come to its end; the next run tries again


@dataclass(frozen=True, kw_only=True)
class Ailment:
    """Something that is wrong, with which jobs, and since when."""

    trouble: Trouble
    jobs: tuple[str, ...] = ()
    since: datetime | None = None


def leave(folder: Path, beats: Mapping[str, Beat]) -> None:
    """Write these beats; readers see the old file or the new one, nothing between."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = {name: _as_row(beat) for name, beat in beats.items()}
    unfinished = folder / f".{FILE}.{os.getpid()}"
    unfinished.write_text(json.dumps(rows, indent=2))
    unfinished.replace(folder / FILE)


def add(folder: Path, name: str, beat: Beat) -> None:
    """Write the beat of one job beside those of all others, whichever worker wrote them."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f".{FILE}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        leave(folder, found(folder) | {name: beat})


def found(folder: Path) -> dict[str, Beat]:
    """Return the last beats by job, none if no worker ever ran here."""
    try:
        rows = json.loads((folder / FILE).read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return {
        name: Beat(
            at=datetime.fromisoformat(row["at"]),
            did=row["did"],
            well=row["well"],
            since=datetime.fromisoformat(row["since"]) if row.get("since") else None,
        )
        for name, row in rows.items()
    }


def latest(beats: Mapping[str, Beat], *, at: datetime) -> datetime | None:
    """Return the moment of the last sign of life, which is now at the latest.

    What lies in the future was left before somebody set the clock back: by little, and it may have
    been left just now; by more, and it proves nothing.
    """
    past = [beat.at for beat in beats.values() if beat.at <= at + SILENCE]
    return min(max(past), at) if past else None


def ailments(beats: Mapping[str, Beat], jobs: Collection[Job], *, at: datetime) -> list[Ailment]:
    """Say what is wrong with the worker, the worst first; nothing when all is well."""
    last = latest(beats, at=at)
    if last is None:
        return [Ailment(trouble=Trouble.NEVER)]
    if at - last > SILENCE:
        return [Ailment(trouble=Trouble.SILENT, since=last)]
    known = [job for job in jobs if job.name in beats]
    found_ill = {
        Trouble.HUNG: [job.name for job in known if is_hung(beats[job.name], job, at=at)],
        Trouble.OVERDUE: [job.name for job in known if is_overdue(beats[job.name], job, at=at)],
        Trouble.BROKEN_OFF: [job.name for job in known if not beats[job.name].well],
    }
    return [
        Ailment(trouble=trouble, jobs=tuple(sorted(names)))
        for trouble, names in found_ill.items()
        if names
    ]


def is_hung(beat: Beat, job: Job, *, at: datetime) -> bool:
    """Tell whether a job runs longer than it ever should."""
    return beat.since is not None and at - beat.since > timedelta(seconds=job.longest_seconds)


def is_overdue(beat: Beat, job: Job, *, at: datetime) -> bool:
    """Tell whether a job was not begun for much longer than its rhythm allows."""
    rounds = timedelta(seconds=ROUNDS_MISSED * job.every_seconds)
    return beat.since is None and at - beat.at > rounds + SILENCE


def _as_row(beat: Beat) -> dict[str, object]:
    since = beat.since.isoformat() if beat.since else None
    return asdict(beat) | {"at": beat.at.isoformat(), "since": since}
