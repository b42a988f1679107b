"""What a series is called: "10 × montags, 16:30 bis 17:30 Uhr", read off its dates."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from bgm_portal.core.i18n import long_date, time_range

from .recurrence import pattern

WEEKDAYS: tuple[LazyString, ...] = (
    _l("montags"),
    _l("dienstags"),
    _l("mittwochs"),
    _l("donnerstags"),
    _l("freitags"),
    _l("samstags"),
    _l("sonntags"),
)


class WithMinimum(Protocol):
    """An activity as far as its minimum number is concerned."""

    @property
    def minimum(self) -> int | None:
        """Return how many must come."""

    @property
    def decides_at(self) -> datetime | None:
        """Return when it is decided."""

    @property
    def goes_ahead_at(self) -> datetime | None:
        """Return since when it is sure to take place."""


def rhythm_in_words(dates: Sequence[tuple[datetime, datetime]]) -> str:
    """Say how often and when a series takes place; nothing where that cannot be said shortly."""
    found = pattern(dates)
    if found is None:
        return ""
    return str(
        _(
            "%(times)s × %(days)s, %(hours)s",
            times=found.times,
            days=_(" und ").join(str(WEEKDAYS[weekday]) for weekday in found.weekdays),
            hours=time_range(*found.span),
        )
    )


def minimum_in_words(activity: WithMinimum) -> tuple[str, str]:
    """Say how many must come, and when or that it is decided; twice nothing without a minimum."""
    if activity.minimum is None or activity.decides_at is None:
        return "", ""
    if activity.goes_ahead_at is not None:
        return str(_("Findet auf jeden Fall statt.")), ""
    day = long_date(activity.decides_at)
    return (
        str(_("Findet statt ab %(minimum)s Anmeldungen.", minimum=activity.minimum)),
        str(_("Das entscheidet sich am %(day)s. Sie bekommen eine Nachricht.", day=day)),
    )
