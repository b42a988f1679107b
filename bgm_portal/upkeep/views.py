"""Addresses for machines that look after the portal: is it alive, is it ready, how is it."""

import hmac
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST

from bgm_portal.core import clock, heartbeat, room
from bgm_portal.core.heartbeat import Trouble
from bgm_portal.identity.access import public

from . import metrics, start

bp = Blueprint("health", __name__)

PLAIN = "text/plain; charset=utf-8"
WORKER_WORDS = {
    Trouble.NEVER: "silent",
    Trouble.SILENT: "silent",
    Trouble.HUNG: "a job hangs",
    Trouble.OVERDUE: "a job is overdue",
}


@bp.get("/health/live")
@public
def live() -> ResponseReturnValue:
    """Answer as long as this process can; ask nothing else."""
    return Response("alive\n", content_type=PLAIN)


@bp.get("/health/ready")
@public
def ready() -> ResponseReturnValue:
    """Say whether requests can be answered: the database is there and its tables fit.

    While its disk is full, people still read: that is told in words, and is no reason to shut out.
    """
    if start.refusal():
        return Response("not ready\n", 503, content_type=PLAIN)
    words = "ready, but there is no room to save\n" if room.is_short() else "ready\n"
    return Response(words, content_type=PLAIN)


@bp.get("/health/worker")
@public
def worker() -> ResponseReturnValue:
    """Say whether the worker lives and every job comes back, and is begun, in time.

    A job that was broken off is tried again by itself, so it is no reason to start anew.
    """
    beats = heartbeat.found(Path(current_app.instance_path))
    found = heartbeat.ailments(beats, current_app.extensions["jobs"], at=clock.now())
    worst = next((ill.trouble for ill in found if ill.trouble is not Trouble.BROKEN_OFF), None)
    if worst is None:
        return Response("alive\n", content_type=PLAIN)
    return Response(f"{WORKER_WORDS[worst]}\n", 503, content_type=PLAIN)


@bp.get("/metrics")
@public
def figures() -> ResponseReturnValue:
    """Give the figures to whoever knows BGM_METRICS_TOKEN; without it there is no such address."""
    token = current_app.config["METRICS_TOKEN"]
    said = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(said.encode(), token.encode()):
        abort(404)
    return Response(metrics.text(at=clock.now()), content_type=CONTENT_TYPE_LATEST)
