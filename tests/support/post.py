"""Ways out of the house that go wrong in a chosen way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage

from bgm_portal.mail.errors import NotDelivered, OutOfReach


def nothing(*_: object) -> None:
    """Let it happen."""


class Post:
    """Takes messages, and lets a test step in before each of the two steps."""

    at_once = 1

    def __init__(
        self,
        *,
        on_announce: Callable[..., None] = nothing,
        on_hand_over: Callable[..., None] = nothing,
    ) -> None:
        self.taken: list[EmailMessage] = []
        self.lines = 0
        self.called_off = 0
        self._on_announce = on_announce
        self._on_hand_over = on_hand_over

    @contextmanager
    def open(self) -> Iterator[Post]:
        self.lines += 1
        yield self

    def check(self) -> None:
        """Be there."""

    def announce(self, *, recipient: str) -> None:
        self._on_announce(recipient)

    def call_off(self) -> None:
        self.called_off += 1

    def hand_over(self, content: EmailMessage, *, name: str) -> None:
        self._on_hand_over(content)
        self.taken.append(content)


class Closed:
    """No server answers."""

    @contextmanager
    def open(self) -> Iterator[Post]:
        raise OutOfReach("ConnectionRefusedError: nobody is there")
        yield  # pragma: no cover - a context manager needs it

    def check(self) -> None:
        raise OutOfReach("ConnectionRefusedError: nobody is there")


def refuse(reason: str, *, permanent: bool = False, unclear: bool = False) -> Callable[..., None]:
    """Return a step that refuses."""

    def _refuse(*_: object) -> None:
        raise NotDelivered(reason, permanent=permanent, unclear=unclear)

    return _refuse


class Killed(BaseException):
    """What `kill -9` does, as far as Python can pretend."""


def die(*_: object) -> None:
    """End this worker in the middle of its work."""
    raise Killed


class Clock:
    """Goes on when it is told to."""

    def __init__(self, begin: datetime) -> None:
        self._now = begin

    def __call__(self) -> datetime:
        return self._now

    def pass_by(self, duration: timedelta) -> None:
        self._now += duration
