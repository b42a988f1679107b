"""Addresses for machines that look after the portal: is it alive, is it ready, how is it."""

import hmac
from datetime import timedelta
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST

from bgm_portal.core import clock, heartbeat
from bgm_portal.identity.access import public

from . import metrics, start

bp = Blueprint("health", __name__)

SILENCE = timedelta(minutes=2)
PLAIN = "text/plain; charset=utf-8"


@bp.get("/health/live")
@public
def live() -> ResponseReturnValue:
    """Answer as long as this process can; ask nothing else."""
    return Response("alive\n", content_type=PLAIN)


@bp.get("/health/ready")
@public
def ready() -> ResponseReturnValue:
    """Say whether requests can be answered: the database is there and its tables fit."""
    well = not start.refusal()
    return Response("ready\n" if well else "not ready\n", 200 if well else 503, content_type=PLAIN)


@bp.get("/health/worker")
@public
def worker() -> ResponseReturnValue:
    """Say whether the worker gave a sign of life within two minutes."""
    last = heartbeat.latest(heartbeat.found(Path(current_app.instance_path)))
    well = last is not None and clock.now() - last <= SILENCE
    return Response("alive\n" if well else "silent\n", 200 if well else 503, content_type=PLAIN)


@bp.get("/metrics")
@public
def figures() -> ResponseReturnValue:
    """Give the figures to whoever knows BGM_METRICS_TOKEN; without it there is no such address."""
    token = current_app.config["METRICS_TOKEN"]
    said = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(said.encode(), token.encode()):
        abort(404)
    return Response(metrics.text(at=clock.now()), content_type=CONTENT_TYPE_LATEST)
