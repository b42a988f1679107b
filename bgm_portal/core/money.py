"""Sums of money: whole cents inside, euros as people type and read them."""

import re

from babel.numbers import format_currency

from .i18n import language

CENTS = 100
#: 1.234,50 or 1234,5 or 80: a dot stands between thousands, and nowhere else.
_GERMAN = re.compile(r"([0-9]{1,7}|[0-9]{1,3}(?:[.][0-9]{3}){1,2})(?:,([0-9]{1,2}))?")
#: 1,234.50 or 1234.5 or 80, as people write who read the page in English.
_ENGLISH = re.compile(r"([0-9]{1,7}|[0-9]{1,3}(?:,[0-9]{3}){1,2})(?:[.]([0-9]{1,2}))?")


def parse_euros(text: str) -> int | None:
    """Return the cents that somebody typed in the way of the page, or nothing when it is no sum.

    On an English page a sum may be typed in the German way, too, where that can mean nothing else:
    "12,50" is no English number, and "1.234" is one with three digits too many behind its dot.
    """
    typed = text.strip().removeprefix("€").removesuffix("€").replace(" ", "")
    if language() == "en":
        found = _ENGLISH.fullmatch(typed) or _GERMAN.fullmatch(typed)
    else:
        found = _GERMAN.fullmatch(typed)
    if found is None:
        return None
    whole = found[1].replace(".", "").replace(",", "")
    euros, cents = int(whole), (found[2] or "").ljust(2, "0")
    return euros * CENTS + int(cents) if euros < 10**7 else None


def typed_euros(cents: int) -> str:
    """Write a sum as it is typed into a field on this page."""
    point = "." if language() == "en" else ","
    return f"{cents // CENTS}{point}{cents % CENTS:02}"


def euros(cents: int) -> str:
    """Write a sum in the language of the page."""
    return str(format_currency(cents / CENTS, "EUR", locale=language()))
