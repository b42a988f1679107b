"""When somebody can say how it was, and what may be shown of it. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum

from .kinds import Again, AsWished, FactsRight, Satisfaction

OPEN_DAYS = 10  # names are known for fourteen: whoever answers can be told from whoever may not
SMALLEST = 5  # answers, below which nothing is shown
LONGEST = 500  # letters of one's own words


class Window(StrEnum):
    """Whether one can answer now."""

    TOO_EARLY = "too_early"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class Said:
    """The answers of one person. Each may be left out."""

    satisfaction: Satisfaction | None = None
    as_wished: AsWished | None = None
    facts_right: FactsRight | None = None
    again: Again | None = None
    words: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was said at all."""
        return not any(getattr(self, field.name) for field in fields(self))


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How often each answer to a question was given; nothing when too few answered it."""

    counts: dict[str, int] | None

    @property
    def total(self) -> int:
        """Return how many answered the question."""
        return sum((self.counts or {}).values())

    def share(self, code: str) -> int | None:
        """Return the share of an answer in per cent, or nothing where nothing is shown."""
        if not self.counts:
            return None
        return round(100 * self.counts.get(code, 0) / self.total)


@dataclass(frozen=True, kw_only=True)
class Summary:
    """All that may be shown of the answers to an activity."""

    answers: int
    satisfaction: Counted
    as_wished: Counted
    facts_right: Counted
    again: Counted
    words: tuple[str, ...]  # in the order of the alphabet, which tells nothing about their arrival

    @property
    def mean(self) -> float | None:
        """Return the mean satisfaction on five steps, or nothing where nothing is shown."""
        counts = self.satisfaction.counts
        if not counts:
            return None
        points = sum(int(step) * count for step, count in counts.items())
        return points / self.satisfaction.total


def could_take_part(summary: Summary) -> int | None:
    """Return the share of those who could take part as they wished, of those who were there."""
    counts = summary.as_wished.counts or {}
    there = sum(count for code, count in counts.items() if code != AsWished.NOT_THERE)
    wished = counts.get(AsWished.YES, 0)
    return round(100 * wished / there) if there >= SMALLEST and wished not in {0, there} else None


def last_day(ended_on: date) -> date:
    """Return the last day on which one can answer."""
    return ended_on + timedelta(days=OPEN_DAYS)


def window(ended_on: date, *, is_over: bool, today: date) -> Window:
    """Say whether one can answer today."""
    if not is_over:
        return Window.TOO_EARLY
    return Window.OPEN if today <= last_day(ended_on) else Window.CLOSED


def kept_since(today: date) -> date:
    """Return the first end of an activity of which answers are kept: all go with the next year."""
    return date(today.year - 1, 1, 1)


def summary(said: Sequence[Said]) -> Summary | None:
    """Return what may be shown, or nothing when too few answered."""
    if len(said) < SMALLEST:
        return None
    return Summary(
        answers=len(said),
        satisfaction=_counted(one.satisfaction for one in said),
        as_wished=_counted(one.as_wished for one in said),
        facts_right=_counted(one.facts_right for one in said),
        again=_counted(one.again for one in said),
        words=tuple(sorted(one.words for one in said if one.words)),
    )


def _counted(answers: Iterable[StrEnum | None]) -> Counted:
    """Count answers. If all are alike, each person's is known: then they look like too few."""
    counts = Counter(answer.value for answer in answers if answer is not None)
    may_be_told = counts.total() >= SMALLEST and len(counts) > 1
    return Counted(counts=dict(counts) if may_be_told else None)
