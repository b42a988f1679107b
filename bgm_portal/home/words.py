"""How the start pages speak of activities: title, place, how far away, how full."""

from datetime import date
from typing import Protocol

from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.core.i18n import in_words


class Named(Protocol):
    """A place with its name in two languages."""

    @property
    def name_de(self) -> str:
        """Return the German name."""

    @property
    def name_en(self) -> str | None:
        """Return the English name, if there is one."""


class Activity(Protocol):
    """An activity as far as these pages speak of it."""

    @property
    def title_de(self) -> str:
        """Return the German title."""

    @property
    def title_en(self) -> str | None:
        """Return the English title, if there is one."""

    @property
    def venue(self) -> Named | None:
        """Return where it is."""

    @property
    def online_venue(self) -> Named | None:
        """Return where it is online, if it is."""

    @property
    def capacity(self) -> int | None:
        """Return how many can come; nothing means no limit."""

    @property
    def taken(self) -> int:
        """Return how many places are taken or offered."""

    @property
    def waiting(self) -> int:
        """Return how many people wait."""


def title_of(activity: Activity) -> str:
    """Return the title in the language of the page."""
    return in_words(activity.title_de, activity.title_en)


def place_of(activity: Activity) -> str:
    """Name the place, and say that one can also take part online."""
    venue = activity.venue
    name = in_words(venue.name_de, venue.name_en) if venue is not None else ""
    if activity.online_venue is None:
        return name
    return str(_("%(place)s oder online", place=name) if name else _("online"))


def figures_of(activity: Activity) -> str:
    """Say exactly how full it is: only for those who plan."""
    if activity.capacity is None:
        return str(ngettext("%(num)s Platz belegt", "%(num)s Plätze belegt", activity.taken))
    taken = _(
        "%(taken)s von %(capacity)s Plätzen belegt",
        taken=activity.taken,
        capacity=activity.capacity,
    )
    if not activity.waiting:
        return str(taken)
    return str(
        _("%(taken)s, %(waiting)s auf der Warteliste", taken=taken, waiting=activity.waiting)
    )


def in_days(day: date, *, today: date) -> str:
    """Say how far a day is away."""
    days = (day - today).days
    if days <= 0:
        return str(_("heute"))
    if days == 1:
        return str(_("morgen"))
    return str(ngettext("in %(num)s Tag", "in %(num)s Tagen", days))
