"""Sums of money: whole cents inside, euros as people type and read them."""

import re

from babel.numbers import format_currency

from .i18n import language

CENTS = 100
#: 1.234,50 or 1234,5 or 80: a dot stands between thousands, and nowhere else.
_SUM = re.compile(r"([0-9]{1,7}|[0-9]{1,3}(?:[.][0-9]{3}){1,2})(?:,([0-9]{1,2}))?")


def parse_euros(text: str) -> int | None:
    """Return the cents that somebody typed as "1.234,50", or nothing when it is no sum."""
    found = _SUM.fullmatch(text.strip().removesuffix("€").replace(" ", ""))
    if found is None:
        return None
    euros, cents = int(found[1].replace(".", "")), (found[2] or "").ljust(2, "0")
    return euros * CENTS + int(cents) if euros < 10**7 else None


def euros(cents: int) -> str:
    """Write a sum in the language of the page."""
    return str(format_currency(cents / CENTS, "EUR", locale=language()))
