"""Skips are loud: what was not tested for want of Chromium or PostgreSQL is listed at the end.

The hooks are taken over by tests/conftest.py. With TEST_REFUSE_SKIPS=1, as in continuous
integration, a skipped test of any kind fails the run.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tests.torture import disk

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Return the path of the machine's Chromium, or of the one that TEST_CHROMIUM names."""
    named = os.environ.get("TEST_CHROMIUM")
    if named:
        return shutil.which(named)
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def java() -> str | None:
    """Return the path of a Java that also compiles, for the validator of papers."""
    return shutil.which("java") if shutil.which("javac") else None


def postgres_url() -> str | None:
    """Return the address of a PostgreSQL in which tests may make databases."""
    return os.environ.get("TEST_POSTGRES_URL") or None


def subscriber() -> str | None:
    """Return the path of khal, where vdirsyncer is there to feed it."""
    return shutil.which("khal") if shutil.which("vdirsyncer") else None


def faketime() -> str | None:
    """Return the path of what lets a process live by another clock."""
    return shutil.which("faketime")


def own_mounts() -> str | None:
    """Return what mounts a disk that nobody else sees, where the kernel grants it."""
    return None if disk.is_refused() else disk.ALONE[0]


KERNEL_REFUSES = "no mounts of one's own: this kernel refuses them, as within many containers"
NEEDS: dict[str, tuple[Callable[[], str | None], str]] = {
    "browser": (chromium, "no Chromium (Debian, Ubuntu: apt install chromium)"),
    "papers": (java, "no Java with a compiler (Debian, Ubuntu: apt install default-jdk-headless)"),
    "subscriber": (
        subscriber,
        "no foreign calendar (Debian, Ubuntu: apt install khal vdirsyncer)",
    ),
    "faketime": (faketime, "no other clock (Debian, Ubuntu: apt install faketime)"),
    "mounts": (own_mounts, KERNEL_REFUSES),
    "postgres": (
        postgres_url,
        "no PostgreSQL in TEST_POSTGRES_URL (make test-postgres brings one)",
    ),
}


def pytest_collection_modifyitems(config: pytest.Config, items: Iterable[pytest.Item]) -> None:
    """Skip what this machine lacks, and say what would help."""
    lacking = {
        mark: pytest.mark.skip(reason=reason)
        for mark, (find, reason) in NEEDS.items()
        if find() is None
    }
    for item in items:
        for mark, skip in lacking.items():
            if item.get_closest_marker(mark):
                item.add_marker(skip)


def skips_are_refused() -> bool:
    """Is this a run in which everything must be tested?"""
    return os.environ.get("TEST_REFUSE_SKIPS", "") not in ("", "0")


def skipped(config: pytest.Config) -> list[Any]:
    """Return the reports of what was skipped, in the process that prints them."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return list(reporter.stats.get("skipped", [])) if reporter else []


def reason_of(report: Any) -> str:
    """Return why, without file and line."""
    longrepr = report.longrepr
    text = longrepr[2] if isinstance(longrepr, tuple) else str(longrepr)
    return str(text).removeprefix("Skipped: ")


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """List each skipped test under its reason."""
    by_reason: dict[str, list[str]] = {}
    for report in skipped(config):
        by_reason.setdefault(reason_of(report), []).append(report.nodeid)
    if not by_reason:
        return
    total = sum(map(len, by_reason.values()))
    terminalreporter.section(f"NOT TESTED HERE: {total} skipped", sep="!", red=True, bold=True)
    for reason, nodes in sorted(by_reason.items()):
        terminalreporter.write_line(f"{len(nodes)} × {reason}", yellow=True, bold=True)
        for node in sorted(nodes):
            terminalreporter.write_line(f"    {node}")
    if skips_are_refused() and by_reason.keys() - {KERNEL_REFUSES}:
        terminalreporter.write_line("TEST_REFUSE_SKIPS is set: the run fails.", red=True, bold=True)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Turn a run with skips into a failed one where skips are refused."""
    missed = {reason_of(report) for report in skipped(session.config)} - {KERNEL_REFUSES}
    if skips_are_refused() and missed and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
