"""Words are code: every sentence has an English twin, and none of them excludes anybody."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "bgm_portal" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS = DEFAULT_KEYWORDS | {"_l": None}

#: Not "you there", nobody cheered, nobody left out (docs/glossary.md).
FORBIDDEN = (
    r"!",
    r"\b[Dd]u\b|\b[Dd]ein(e[mnrs]?)?\b",
    r"\bMitarbeiter(n|s)?\b|\bMitarbeiterinnen\b",
    r"\bTeilnehmer(n|s)?\b",
    r"\b(Be)?[Nn]utzer(n|s)?\b|\b[Uu]ser\b",
    r"\bHandicap|\bbehindertengerecht|\bgesunde Menschen\b|\bInvalid|\bTaubstumm",
    r"\bleide[nt] an\b|\bgefesselt\b|\bbetroffen von\b|\ban den Rollstuhl\b",
    r"\bPasswort|\bEvent\b|\bLogin\b|\beinloggen\b|\bFeedback\b",
    r"\bleider\b|\bOops\b|\bHoppla\b",
    r"\(in\)|\*in|:in\b|[a-z]Innen\b|/-?innen",
)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SPOKEN = ("aria-label", "alt", "title", "placeholder")
SYNTAX = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)
#: Pages and names that stand in their own language on purpose.
NOT_TRANSLATED = {"errors/500.html", "errors/503.html", "errors/bare.html"}
OWN_NAMES = {"Deutsch", "English"}


@lru_cache(maxsize=1)
def spoken_in_the_portal() -> dict[str | tuple[str, ...], str]:
    """Return every message of code and templates, with where it stands."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]["mappings"]
    method_map = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    found = extract_from_dir(str(ROOT), method_map, keywords=KEYWORDS)
    return {message: f"{name}:{line}" for name, line, message, *_rest in found if message}


@lru_cache(maxsize=1)
def english() -> Catalog:
    """Return the English catalogue."""
    if not CATALOGUE.exists():
        return Catalog(locale="en")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def in_english(message: str | tuple[str, ...]) -> Message | None:
    """Return the English twin of a message, if it has one that somebody stands by."""
    found = english().get(message if isinstance(message, str) else message[0])
    return found if found and not found.fuzzy and found.string and all(strings(found)) else None


def strings(message: Message) -> tuple[str, ...]:
    """Return all forms of a translation."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def german(message: str | tuple[str, ...]) -> str:
    """Return all forms of a message as one text."""
    return message if isinstance(message, str) else " ".join(message)


def placeholders(text: str) -> set[str]:
    """Return the names that a sentence leaves open."""
    return set(re.findall(r"%\((\w+)\)", text)) - {"num"}


def untranslated(path: Path) -> list[str]:
    """Return the words of a template that are not handed to the catalogue."""
    soup = BeautifulSoup(SYNTAX.sub("", path.read_text(encoding="utf-8")), "html.parser")
    for style in soup.select("style"):
        style.decompose()
    said = [soup.get_text(" ")]
    said += [str(tag[name]) for name in SPOKEN for tag in soup.select(f"[{name}]")]
    words = re.findall(r"[A-Za-zÄÖÜäöüß]{2,}", " ".join(said))
    return [word for word in words if word not in OWN_NAMES]


def test_every_sentence_has_an_english_twin():
    missing = [
        f"{german(m)} ({where})"
        for m, where in spoken_in_the_portal().items()
        if in_english(m) is None
    ]

    assert missing == []


def test_every_english_twin_leaves_the_same_places_open():
    pairs = [(german(m), found) for m in spoken_in_the_portal() if (found := in_english(m))]

    different = [
        m for m, found in pairs if placeholders(m) != placeholders(" ".join(strings(found)))
    ]

    assert different == []


@pytest.mark.parametrize("forbidden", FORBIDDEN)
def test_no_sentence_excludes_cheers_or_speaks_jargon(forbidden):
    bad = [
        f"{german(m)} ({where})"
        for m, where in spoken_in_the_portal().items()
        if re.search(forbidden, german(m))
    ]

    assert bad == []


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=[str(path.relative_to(ROOT / "templates")) for path in TEMPLATES]
)
def test_every_word_of_a_template_is_handed_to_the_catalogue(path):
    expected_in_german = str(path.relative_to(ROOT / "templates")) in NOT_TRANSLATED

    assert expected_in_german or untranslated(path) == []
