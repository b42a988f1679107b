"""The proof of erasing: which job erased how much, and when. Nobody is named."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app

from bgm_portal.core.jobs import Job
from bgm_portal.core.personal_data import register
from bgm_portal.privacy import queries

YEAR = timedelta(days=365)
RUNS_SHOWN = 100


@dataclass(frozen=True, kw_only=True)
class Line:
    """What one job promises, and how it kept that in a year."""

    words: str
    runs: int
    count: int
    last: datetime | None


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run in which something was erased."""

    at: datetime
    words: str
    count: int


@dataclass(frozen=True, kw_only=True)
class Proof:
    """All jobs of retention, and their latest runs."""

    lines: list[Line]
    runs: list[Run]


def proof(*, at: datetime) -> Proof:
    """Return what was erased within a year."""
    words = {job.name: str(job.description) for job in _erasing()}
    done = {job: (runs, n, last) for job, runs, n, last in queries.erased_by_job(since=at - YEAR)}
    runs = queries.erasure_runs(since=at - YEAR, limit=RUNS_SHOWN)
    return Proof(
        lines=[_line(said, done.get(name)) for name, said in words.items()],
        runs=[Run(at=r.at, words=words.get(r.job, r.job), count=r.count) for r in runs],
    )


def _line(words: str, found: tuple[int, int, datetime] | None) -> Line:
    runs, count, last = found or (0, 0, None)
    return Line(words=words, runs=runs, count=count, last=last)


def _erasing() -> list[Job]:
    names = {name for holding in register for name in holding.erased_by}
    jobs: tuple[Job, ...] = current_app.extensions["jobs"]
    return sorted((job for job in jobs if job.name in names), key=lambda job: str(job.description))
