"""What the pages of administration call things."""

from datetime import datetime, timedelta

from babel.dates import format_timedelta
from flask_babel import ngettext

from bgm_portal.core.i18n import language

MINUTE, HOUR, DAY = 60, 60 * 60, 24 * 60 * 60


def rhythm(seconds: int) -> str:
    """Write how often something happens: "alle 5 Minuten"."""
    if seconds % DAY == 0:
        return str(ngettext("jeden Tag", "alle %(num)s Tage", seconds // DAY))
    if seconds % HOUR == 0:
        return str(ngettext("jede Stunde", "alle %(num)s Stunden", seconds // HOUR))
    if seconds % MINUTE == 0:
        return str(ngettext("jede Minute", "alle %(num)s Minuten", seconds // MINUTE))
    return str(ngettext("jede Sekunde", "alle %(num)s Sekunden", seconds))


def ago(moment: datetime, at: datetime) -> str:
    """Write how long ago something was: "vor 3 Minuten"."""
    past = min(moment - at, timedelta(seconds=-1))
    return format_timedelta(past, add_direction=True, locale=language())


def for_how_long(moment: datetime, at: datetime) -> str:
    """Write how long something lasts already: "3 Minuten"."""
    return format_timedelta(max(at - moment, timedelta(seconds=1)), locale=language())
