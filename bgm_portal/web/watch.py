"""Watching what the portal does: a name for each request, its time, and its statements.

Views are named by their endpoint and never by their address, so that no figure and no line of the
log tells what somebody looked at.
"""

import logging
import math
import secrets
import time
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import structlog
from flask import Flask, Response, current_app, g, request
from prometheus_client import Counter, Histogram
from sqlalchemy import Connection, Engine, event

log = logging.getLogger("bgm_portal.requests")

REQUESTS = Counter(
    "bgm_requests", "Answers, by view, method and status.", ("view", "method", "status")
)
SECONDS = Histogram(
    "bgm_request_seconds",
    "Time that answers took, by view.",
    ("view",),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
)
STATEMENTS = Counter("bgm_statements", "Statements sent to the database, by view.", ("view",))
SLOW_STATEMENTS = Counter("bgm_slow_statements", "Statements slower than BGM_SLOW_STATEMENT_MS.")
NOWHERE = "none"
LONGEST_STATEMENT = 500


@dataclass(slots=True)
class Tally:
    """What a request has used so far."""

    began: float
    slow: float  # seconds from which on a statement is worth a line
    statements: int = 0


_tally: ContextVar[Tally | None] = ContextVar("tally", default=None)


def init_app(app: Flask) -> None:
    """Give every request a name, and note what it took when it is answered."""
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    _tally.set(Tally(began=time.perf_counter(), slow=_slow()))
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _end(response: Response) -> Response:
    tally = _tally.get()
    if tally is None or "request_id" not in g:
        return response
    _tally.set(None)
    view = request.endpoint or NOWHERE
    seconds = time.perf_counter() - tally.began
    REQUESTS.labels(view, request.method, response.status_code).inc()
    SECONDS.labels(view).observe(seconds)
    STATEMENTS.labels(view).inc(tally.statements)
    response.headers["X-Request-ID"] = g.request_id
    if current_app.config["REQUEST_LOG"]:
        log.info(
            "answered",
            extra={
                "view": view,
                "method": request.method,
                "status": response.status_code,
                "ms": round(seconds * 1000, 1),
                "statements": tally.statements,
            },
        )
    return response


def _slow() -> float:
    # Engines are watched wherever this is loaded, also those of an application that is not ours.
    seconds: float = current_app.config.get("SLOW_STATEMENT_SECONDS", math.inf)
    return seconds


@event.listens_for(Engine, "before_cursor_execute")
def _statement_begins(connection: Connection, *_rest: Any) -> None:
    connection.info["began"] = time.perf_counter()


@event.listens_for(Engine, "after_cursor_execute")
def _statement_ends(connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
    seconds = time.perf_counter() - connection.info["began"]
    tally = _tally.get()
    if tally is not None:
        tally.statements += 1
        slow = tally.slow
    else:
        slow = _slow() if current_app else math.inf
    if seconds >= slow:
        SLOW_STATEMENTS.inc()
        log.warning(
            "slow statement",
            extra={"ms": round(seconds * 1000), "statement": statement[:LONGEST_STATEMENT]},
        )
