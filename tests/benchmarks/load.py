"""Requests over real connections, several at once, and what they took."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import chain

from tests.benchmarks.serving import Server


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What a number of requests took."""

    count: int
    seconds: float
    cpu_ms: float  # of the server, for one request
    p95_ms: float
    statuses: Counter[int]
    at_once: int

    @property
    def rate(self) -> float:
        """Return requests in a second."""
        return self.count / self.seconds


def measure(server: Server, calls: Sequence[Call], *, at_once: int) -> Measured:
    """Send the calls over `at_once` connections and measure the server's own work."""
    shares = [calls[start::at_once] for start in range(at_once)]
    cpu_before = server.cpu_seconds()
    begun = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        results = list(chain.from_iterable(pool.map(_sender(server.port), shares)))
    seconds = time.perf_counter() - begun
    cpu = server.cpu_seconds() - cpu_before
    times = sorted(duration for _status, duration in results)
    return Measured(
        count=len(results),
        seconds=seconds,
        cpu_ms=cpu / len(results) * 1000,
        p95_ms=times[int(len(times) * 0.95)] * 1000,
        statuses=Counter(status for status, _duration in results),
        at_once=at_once,
    )


def _sender(port: int) -> Callable[[Sequence[Call]], list[tuple[int, float]]]:
    def _send(calls: Sequence[Call]) -> list[tuple[int, float]]:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        done = []
        for call in calls:
            begun = time.perf_counter()
            connection.request(call.method, call.path, body=call.body, headers=call.headers)
            response = connection.getresponse()
            response.read()
            done.append((response.status, time.perf_counter() - begun))
        connection.close()
        return done

    return _send
