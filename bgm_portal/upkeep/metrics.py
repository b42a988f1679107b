"""Figures for a monitoring system, in the text format of Prometheus. None of them names anybody.

What this process counted comes from `web.watch`; what stands in the database and in the worker's
sign of life is asked when the figures are fetched, so it is right whichever process answers.
"""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from flask import current_app
from prometheus_client import CollectorRegistry, generate_latest, multiprocess
from prometheus_client.core import REGISTRY, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from bgm_portal.audit import queries as audit
from bgm_portal.core import heartbeat
from bgm_portal.mail import queries as mail

SHARED_BY_PROCESSES = "PROMETHEUS_MULTIPROC_DIR"
WINDOW_MINUTES = 60


def text(*, at: datetime) -> bytes:
    """Return all figures."""
    standing = CollectorRegistry()
    standing.register(_Standing(at))
    counted = REGISTRY
    if os.environ.get(SHARED_BY_PROCESSES):
        counted = CollectorRegistry()
        multiprocess.MultiProcessCollector(counted)  # type: ignore[no-untyped-call]  # its own
    return generate_latest(counted) + generate_latest(standing)


class _Standing(Collector):
    """What stands in the database and in the sign of life of the worker."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def collect(self) -> Iterator[Metric]:
        yield from self._mail()
        yield from self._jobs()
        yield GaugeMetricFamily(
            "bgm_sign_in_failures",
            f"Failed sign-ins within the last {WINDOW_MINUTES} minutes.",
            value=audit.sign_in_failures(minutes=WINDOW_MINUTES, at=self._at),
        )

        state = audit.state()
        yield GaugeMetricFamily(
            "bgm_audit_flaws",
            "What the last check of the audit log found to be wrong.",
            value=(state.flaws or 0) if state else 0,
        )

    def _mail(self) -> Iterator[Metric]:
        messages = GaugeMetricFamily(
            "bgm_mail",
            f"Messages in the outbox, by state; {mail.MOST_COUNTED} means as many or more.",
            labels=["state"],
        )
        for state, count in mail.counts().items():
            messages.add_metric([state.value], count)
        yield messages
        yield GaugeMetricFamily(
            "bgm_mail_due", "Messages that should go out now.", value=mail.due(at=self._at)
        )
        since = mail.waiting_since(at=self._at)
        yield GaugeMetricFamily(
            "bgm_mail_overdue_seconds",
            "How long the message waits that should have gone first.",
            value=(self._at - since).total_seconds() if since else 0,
        )

    def _jobs(self) -> Iterator[Metric]:
        beats = heartbeat.found(Path(current_app.instance_path))
        age = GaugeMetricFamily("bgm_job_age_seconds", "Time since a job ran.", labels=["job"])
        well = GaugeMetricFamily("bgm_job_well", "1 if a job came to its end.", labels=["job"])
        runs = GaugeMetricFamily(
            "bgm_job_running_seconds",
            "How long a job is running, 0 when it is not.",
            labels=["job"],
        )
        for name, beat in sorted(beats.items()):
            running = (self._at - beat.since).total_seconds() if beat.since else 0
            runs.add_metric([name], running)
            age.add_metric([name], (self._at - beat.at).total_seconds())
            well.add_metric([name], float(beat.well))
        yield age
        yield well
        yield runs
