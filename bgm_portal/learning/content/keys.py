"""Keys of parts, questions and options: made of words, and never given twice."""

import re
import unicodedata
from collections.abc import Collection

LONGEST = 40


def slug(title: str) -> str:
    """Return a name for addresses that is made of a title."""
    replaced = title.lower()
    for letter, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        replaced = replaced.replace(letter, letters)
    plain = unicodedata.normalize("NFKD", replaced).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].strip("-") or "modul"


def fresh(key: str, taken: Collection[str]) -> str:
    """Return a key that is not taken yet."""
    number, found = 2, key
    while found in taken:
        found, number = f"{key}-{number}", number + 1
    return found
