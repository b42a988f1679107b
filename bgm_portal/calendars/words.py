"""The calendars in words."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from .kinds import FeedKind


@dataclass(frozen=True, kw_only=True)
class Words:
    """What a calendar is called, and what it shows."""

    title: LazyString
    shows: LazyString


#: How many minutes before each date a calendar may ring.
ALARMS: dict[int | None, LazyString] = {
    None: _l("Nein"),
    15: _l("15 Minuten vorher"),
    60: _l("1 Stunde vorher"),
    24 * 60: _l("1 Tag vorher"),
}

KINDS: dict[FeedKind, Words] = {
    FeedKind.OWN: Words(
        title=_l("Ihre Termine"),
        shows=_l(
            "Alle Termine, zu denen Sie angemeldet sind. Wird einer verlegt oder abgesagt, ändert"
            " er sich auch im Kalender."
        ),
    ),
    FeedKind.CARE: Words(
        title=_l("Angebote, die Sie betreuen"),
        shows=_l("Alle Termine dieser Angebote, auch Entwürfe. Namen stehen nicht darin."),
    ),
}
