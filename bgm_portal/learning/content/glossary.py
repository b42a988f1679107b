"""Words that are explained where they are read: the first of each on a page is linked to a list.

The list stands at the end of the same page. That works without script, on paper and by ear, and
nobody loses the place where they were.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

FILE = Path(__file__).parent / "glossary.csv"


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word and what it means; `anchor` is its place on the page."""

    word: str
    explanation: str

    @property
    def anchor(self) -> str:
        """Return an id that is sound in an address."""
        return "wort-" + re.sub(r"[^a-z0-9]+", "-", self.word.lower()).strip("-")


class Reader:
    """Reads a page and remembers which words were explained on it."""

    def __init__(self, language: str) -> None:
        self._terms, self._pattern = terms(language)
        self.found: dict[str, Term] = {}

    def link(self, text: str) -> str:
        """Return the text as markup, with the first of each word linked to its explanation."""
        drawn, end = "", 0
        for match in self._pattern.finditer(text):
            term = self._terms[match[0]]
            if term.word in self.found:
                continue
            self.found[term.word] = term
            link = Markup('<a class="bgm-term" href="#{}">{}</a>').format(term.anchor, match[0])
            drawn += str(Markup.escape(text[end : match.start()])) + str(link)
            end = match.end()
        return drawn + str(Markup.escape(text[end:]))

    @property
    def list(self) -> list[Term]:
        """Return what was explained, in the order of the alphabet."""
        return sorted(self.found.values(), key=lambda term: term.word.lower())


@lru_cache(maxsize=4)
def terms(language: str) -> tuple[Mapping[str, Term], re.Pattern[str]]:
    """Return the words of a language, and a pattern that finds them."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter=";") if row["lang"] == language]
    known = {row["term"]: Term(word=row["term"], explanation=row["explanation"]) for row in rows}
    either = "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True))
    return known, re.compile(rf"(?<![\w-])(?:{either})(?![\w-])")
