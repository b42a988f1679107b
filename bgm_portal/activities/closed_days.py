"""Days on which a series in North Rhine-Westphalia usually rests: public and school holidays.

School holidays: Ordnung der Ferien, RdErl. des Ministeriums für Schule und Bildung NRW vom
19.05.2022 (Amtsblatt NRW 06/22), school years 2022/23 to 2029/30; here until Easter 2028.
"""

from datetime import date, timedelta

import holidays
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from bgm_portal.core.i18n import language

STATE = "NW"
LIBRARY_LANGUAGES = {"de": "de", "en": "en_US"}

_AUTUMN = _l("Herbstferien")
_CHRISTMAS = _l("Weihnachtsferien")
_EASTER = _l("Osterferien")
_WHITSUN = _l("Pfingstferien")
_SUMMER = _l("Sommerferien")

SCHOOL_HOLIDAYS: tuple[tuple[LazyString, date, date], ...] = (
    (_CHRISTMAS, date(2025, 12, 22), date(2026, 1, 6)),
    (_EASTER, date(2026, 3, 30), date(2026, 4, 11)),
    (_WHITSUN, date(2026, 5, 26), date(2026, 5, 26)),
    (_SUMMER, date(2026, 7, 20), date(2026, 9, 1)),
    (_AUTUMN, date(2026, 10, 17), date(2026, 10, 31)),
    (_CHRISTMAS, date(2026, 12, 23), date(2027, 1, 6)),
    (_EASTER, date(2027, 3, 22), date(2027, 4, 3)),
    (_WHITSUN, date(2027, 5, 18), date(2027, 5, 18)),
    (_SUMMER, date(2027, 7, 19), date(2027, 8, 31)),
    (_AUTUMN, date(2027, 10, 23), date(2027, 11, 6)),
    (_CHRISTMAS, date(2027, 12, 24), date(2028, 1, 8)),
    (_EASTER, date(2028, 4, 10), date(2028, 4, 22)),
)
KNOWN_UNTIL = SCHOOL_HOLIDAYS[-1][2]


def public_holidays(first: date, last: date) -> dict[date, str]:
    """Return the public holidays of a time by day, in the language of the page."""
    years = range(first.year, last.year + 1)
    found = holidays.country_holidays(
        "DE", subdiv=STATE, years=years, language=LIBRARY_LANGUAGES[language()]
    )
    return {day: name for day, name in sorted(found.items()) if first <= day <= last}


def school_holidays(first: date, last: date) -> dict[date, str]:
    """Return the days of school holidays in a time, with their names."""
    return {
        start + timedelta(days=number): str(name)
        for name, start, end in SCHOOL_HOLIDAYS
        for number in range((end - start).days + 1)
        if first <= start + timedelta(days=number) <= last
    }


def gaps(first: date, last: date, *, public: bool, school: bool) -> dict[date, str]:
    """Return the days that a series leaves out, and why; a public holiday is named first."""
    found = school_holidays(first, last) if school else {}
    return found | (public_holidays(first, last) if public else {})
