"""When a contact point must be checked or goes, how it is found, what its key may be. Pure."""

import re
from collections.abc import Iterable
from datetime import date

KEY = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
KEY_LENGTH = 40
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
NO_KEY_SIGN = re.compile(r"[^a-z0-9]+")
DIALLED = re.compile(r"[+0][0-9 ()/–-]+")


def a_year_after(day: date) -> date:
    """Return the same day a year later; what began on 29 February ends on 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def is_unchecked(checked_on: date, *, today: date) -> bool:
    """Tell whether the last check is a year ago or longer."""
    return today >= a_year_after(checked_on)


def is_forgotten(retired_on: date, *, today: date) -> bool:
    """Tell whether a retired contact point was kept long enough."""
    return today >= a_year_after(retired_on)


def is_key(text: str) -> bool:
    """Tell whether this can be a key: "sbv", "eaa-hagen"; short, lower case, without umlauts."""
    return len(text) <= KEY_LENGTH and KEY.fullmatch(text) is not None


def key_from(name: str) -> str:
    """Make a key from a name, or nothing when it has no letter to begin with."""
    plain = NO_KEY_SIGN.sub("-", name.lower().translate(UMLAUTS))
    return plain.lstrip("0123456789-")[:KEY_LENGTH].rstrip("-")


def matches(words: str, texts: Iterable[str | None]) -> bool:
    """Tell whether every word stands somewhere in the texts, whatever its case."""
    found_in = " ".join(text for text in texts if text).casefold()
    return all(word in found_in for word in words.casefold().split())


def dialled(phone: str) -> str:
    """Return a number as a telephone dials it, or nothing where words stand ("intern 150")."""
    if DIALLED.fullmatch(phone.strip()) is None:
        return ""
    return re.sub(r"[^+0-9]", "", phone.replace("(0)", ""))
