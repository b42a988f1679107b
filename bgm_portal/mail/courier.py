"""Whoever delivers, on which terms, and what is in hand. Values only."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from .assembly import Letter, Letterhead
from .states import DeliveryPolicy
from .transports import Transport


@dataclass(frozen=True, kw_only=True)
class Terms:
    """How long things may take. The lease must outlast the longest talk with a mail server."""

    lease: timedelta = timedelta(minutes=5)
    batch: int = 50
    first_delay: timedelta = timedelta(seconds=30)
    longest_delay: timedelta = timedelta(minutes=15)
    look_round: timedelta = timedelta(seconds=10)  # how often what was left lying is looked for
    round: timedelta = timedelta(minutes=5)  # then the job ends, and the next tick goes on
    give_up_after: timedelta = timedelta(days=5)  # as RFC 5321, 4.5.4.1 advises

    @property
    def begin_within(self) -> timedelta:
        """Return how long after claiming a batch its last message may be begun."""
        return self.lease * 2 / 5

    @property
    def fresh(self) -> timedelta:
        """Return for how long "it has begun" is believed without asking the database again."""
        return self.lease / 10

    def delay(self, attempt: int, *, chance: float) -> timedelta:
        """Return when to try again: ever later, and never all at once."""
        steps = min(attempt - 1, 12)
        longest = min(self.longest_delay, self.first_delay * (1 << steps))
        return longest * (0.5 + chance)


@dataclass(frozen=True, kw_only=True)
class Courier:
    """Whoever delivers: by which way, under which name, with which clock and dice."""

    transport: Transport
    head: Letterhead
    owner: str
    now: Callable[[], datetime]
    chance: Callable[[], float]
    terms: Terms = Terms()


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A message that is ours until the lease ends."""

    mail_id: UUID
    attempt: int
    kind: str
    policy: DeliveryPolicy
    created_at: datetime
    letter: Letter
    refused_before: bool  # its address is known for refusing messages, and forgotten when one goes
