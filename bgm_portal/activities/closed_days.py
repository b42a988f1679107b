"""Days on which a series usually rests: holidays, school holidays, and when the house is shut.

Which state the house lies in, and when it is closed, an administrator says on its page.

School holidays: Ordnung der Ferien, RdErl. des Ministeriums für Schule und Bildung NRW vom
19.05.2022 (Amtsblatt NRW 06/22), school years 2022/23 to 2029/30; here until Easter 2028.
"""

from datetime import date, timedelta

import holidays
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from bgm_portal.core.house import house
from bgm_portal.core.i18n import in_words, language
from bgm_portal.settings import queries as settings

WITH_SCHOOL_HOLIDAYS = "NW"
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


def school_known_until() -> date:
    """Return until when the school holidays of the state are known; at no time of most states."""
    return KNOWN_UNTIL if house().state == WITH_SCHOOL_HOLIDAYS else date.min


def public_holidays(first: date, last: date) -> dict[date, str]:
    """Return the public holidays of a time by day, in the language of the page."""
    years = range(first.year, last.year + 1)
    found = holidays.country_holidays(
        "DE", subdiv=house().state, years=years, language=LIBRARY_LANGUAGES[language()]
    )
    return {day: name for day, name in sorted(found.items()) if first <= day <= last}


def school_holidays(first: date, last: date) -> dict[date, str]:
    """Return the days of school holidays in a time, with their names."""
    if house().state != WITH_SCHOOL_HOLIDAYS:
        return {}
    return {
        start + timedelta(days=number): str(name)
        for name, start, end in SCHOOL_HOLIDAYS
        for number in range((end - start).days + 1)
        if first <= start + timedelta(days=number) <= last
    }


def house_closed(first: date, last: date) -> dict[date, str]:
    """Return the days in a time on which the house is closed, with the reasons that it gave."""
    return {
        day.first_day + timedelta(days=number): in_words(day.name_de, day.name_en)
        for day in settings.closing_days(first, last)
        for number in range((day.last_day - day.first_day).days + 1)
        if first <= day.first_day + timedelta(days=number) <= last
    }


def gaps(first: date, last: date, *, public: bool, school: bool) -> dict[date, str]:
    """Return the days that a series leaves out, and why; a public holiday is named first.

    Days on which the house is closed go with the public holidays: whoever plans on those does it
    knowing that the house is empty.
    """
    found = school_holidays(first, last) if school else {}
    if public:
        found |= house_closed(first, last) | public_holidays(first, last)
    return found
