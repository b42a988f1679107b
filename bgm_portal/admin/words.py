"""What the pages of administration call things."""

from datetime import datetime, timedelta

from babel.dates import format_timedelta
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from bgm_portal.core.i18n import language
from bgm_portal.settings.names import Part

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


#: Under which law on accessible pages the house stands, and who helps in the end.
ENFORCEMENTS = {
    "federal": _l("Schlichtungsstelle des Bundes (§ 16 BGG)"),
    "nrw": _l("Ombudsstelle des Landes Nordrhein-Westfalen (§ 10d BGG NRW)"),
}

#: The states as ISO 3166-2 calls them.
STATES = {
    "BW": _l("Baden-Württemberg"),
    "BY": _l("Bayern"),
    "BE": _l("Berlin"),
    "BB": _l("Brandenburg"),
    "HB": _l("Bremen"),
    "HH": _l("Hamburg"),
    "HE": _l("Hessen"),
    "MV": _l("Mecklenburg-Vorpommern"),
    "NI": _l("Niedersachsen"),
    "NW": _l("Nordrhein-Westfalen"),
    "RP": _l("Rheinland-Pfalz"),
    "SL": _l("Saarland"),
    "SN": _l("Sachsen"),
    "ST": _l("Sachsen-Anhalt"),
    "SH": _l("Schleswig-Holstein"),
    "TH": _l("Thüringen"),
}

#: What each part of the page about the house is called.
PARTS = {
    Part.NAME: _l("Name und Recht"),
    Part.CONTACT: _l("Wer hilft"),
    Part.LOOK: _l("Farben"),
    Part.TIMES: _l("Arbeitszeit und Ruhezeit"),
    Part.CLOSING: _l("Bundesland"),
}
