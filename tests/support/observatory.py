"""The rubric of the MDN HTTP Observatory, for one answer.

Source: developer.mozilla.org/en-US/observatory/docs/tests_and_scoring (read in 2026). Penalties are
taken from 100; bonuses count only where 90 are left. What depends on the server in front (the
redirection to HTTPS, certificates, preload lists) is not judged here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

BASE, ENOUGH_FOR_BONUSES = 100, 90
HALF_A_YEAR = 15_768_000
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


def score(answer: TestResponse) -> int:
    """Return the points of an answer."""
    parts = (
        _cookies(answer),
        _sharing(answer),
        _policy(answer),
        _referrer(answer),
        _transport(answer),
        _sniffing(answer),
        _frames(answer),
        _resources(answer),
    )
    penalized = BASE + sum(part for part in parts if part < 0)
    if penalized < ENOUGH_FOR_BONUSES:
        return max(0, penalized)
    return penalized + sum(part for part in parts if part > 0)


def _cookies(answer: TestResponse) -> int:
    worst = 5 if answer.headers.getlist("Set-Cookie") else 0
    for cookie in answer.headers.getlist("Set-Cookie"):
        flags = cookie.lower()
        if "secure" not in flags:
            return -40
        if "httponly" not in flags:
            return -30
        if not re.search("samesite=(lax|strict)", flags):
            worst = min(worst, -20)
    return worst


def _sharing(answer: TestResponse) -> int:
    return -50 if "Access-Control-Allow-Origin" in answer.headers else 0


def _policy(answer: TestResponse) -> int:
    said = answer.headers.get("Content-Security-Policy", "")
    rules = {name: sources for name, *sources in (part.split() for part in said.split(";") if part)}
    if not rules or "default-src" not in rules:
        return -25
    scripts = rules.get("script-src", rules["default-src"])
    if {"'unsafe-inline'", "data:", "*", "https:", "http:"} & set(scripts):
        return -20
    if "'unsafe-eval'" in scripts:
        return -10
    if "'unsafe-inline'" in rules.get("style-src", []):
        return 0
    return 10 if rules["default-src"] == ["'none'"] else 5


def _referrer(answer: TestResponse) -> int:
    return 5 if answer.headers.get("Referrer-Policy") in PRIVATE else -5


def _transport(answer: TestResponse) -> int:
    found = re.search(r"max-age=(\d+)", answer.headers.get("Strict-Transport-Security", ""))
    if found is None:
        return -20
    return 0 if int(found[1]) >= HALF_A_YEAR else -10


def _sniffing(answer: TestResponse) -> int:
    return 0 if answer.headers.get("X-Content-Type-Options") == "nosniff" else -5


def _frames(answer: TestResponse) -> int:
    policy = answer.headers.get("Content-Security-Policy", "")
    denied = answer.headers.get("X-Frame-Options") in {"DENY", "SAMEORIGIN"}
    return 5 if "frame-ancestors 'none'" in policy or denied else -20


def _resources(answer: TestResponse) -> int:
    return 10 if answer.headers.get("Cross-Origin-Resource-Policy") == "same-origin" else 0
