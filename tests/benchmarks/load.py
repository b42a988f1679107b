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

    seconds: float
    cpu_seconds: float  # of the server
    times: list[float]  # of each request, as whoever waits sees it
    statuses: Counter[int]

    @property
    def rate(self) -> float:
        """Return requests in a second."""
        return len(self.times) / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Return the processor time of the server for one request."""
        return self.cpu_seconds / len(self.times) * 1000

    @property
    def p95_ms(self) -> float:
        """Return how long 95 of 100 requests took at most."""
        return sorted(self.times)[int(len(self.times) * 0.95)] * 1000


def together(several: Sequence[Measured]) -> Measured:
    """Return what several turns took together."""
    return Measured(
        seconds=sum(one.seconds for one in several),
        cpu_seconds=sum(one.cpu_seconds for one in several),
        times=[duration for one in several for duration in one.times],
        statuses=sum((one.statuses for one in several), Counter()),
    )


def measure(server: Server, calls: Sequence[Call], *, at_once: int) -> Measured:
    """Send the calls over `at_once` connections and measure the server's own work."""
    shares = [calls[start::at_once] for start in range(at_once)]
    cpu_before = server.cpu_seconds()
    begun = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        results = list(chain.from_iterable(pool.map(_sender(server.port), shares)))
    seconds = time.perf_counter() - begun
    cpu = server.cpu_seconds() - cpu_before
    return Measured(
        seconds=seconds,
        cpu_seconds=cpu,
        times=[duration for _status, duration in results],
        statuses=Counter(status for status, _duration in results),
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
