"""What makes a page sound HTML, and sound for a screen reader.

Every page of every test is read by this, so it walks through a page once and keeps what it saw by
name; a page that was found sound before is not read again.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import html5lib
from bs4 import NavigableString, Tag

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TYPEWRITER_QUOTES = re.compile(r"(?<![=\w])\"\w|\w\"(?![>\w=])")
VOID_OF_WORDS = ("Fehler: ", "Error: ")
NOT_PROSE = frozenset({"script", "style", "code", "pre", "textarea"})
REFERENCES = ("aria-describedby", "aria-labelledby", "aria-controls", "headers")

#: A page: what surrounds its main part, and the part itself.
MAIN = re.compile(r"(?P<before>.*)(?P<main><main\b.*</main>)(?P<after>.*)", re.DOTALL)
#: What stands between quotes and can neither end them, nor open a tag, nor begin an entity.
HARMLESS = re.compile(r'"[^"<>&]*"')
BARE = "<!DOCTYPE html><html lang='de'><head><title>x</title></head><body>{}</body></html>"

_sound: set[tuple[str, str]] = set()
_sound_frames: set[str] = set()


def insist(path: str, html: str, soup: BeautifulSoup) -> None:
    """Insist on sound HTML, headings, title, labels, references, tables, language, quotes."""
    if (path, html) in _sound:
        return
    _html_is_valid(path, html)
    Reading(path, soup).insist()
    _sound.add((path, html))


def words(tag: Tag | None) -> str:
    """Return the words within a tag, with single spaces."""
    return re.sub(r"\s+", " ", tag.get_text()).strip() if tag is not None else ""


def _html_is_valid(path: str, html: str) -> None:
    """Insist on it; what surrounds the main part is the same on many pages, and read once.

    Whatever a main part leaves open, or closes too early, is found in a bare page as well.
    """
    found = MAIN.fullmatch(html)
    frame = HARMLESS.sub('""', found["before"] + found["after"]) if found else ""
    is_known = found is not None and frame in _sound_frames
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(BARE.format(found["main"]) if found and is_known else html)
    assert not parser.errors, f"{path}: {parser.errors[:5]}"
    if found:
        _sound_frames.add(frame)


class Reading:
    """One walk through a page, and what must be true of what was seen."""

    def __init__(self, path: str, soup: BeautifulSoup) -> None:
        self.path = path
        self.tags = [node for node in soup.descendants if isinstance(node, Tag)]
        self.named: dict[str, list[Tag]] = defaultdict(list)
        for tag in self.tags:
            self.named[tag.name].append(tag)
        self.ids = Counter(str(tag["id"]) for tag in self.tags if tag.has_attr("id"))

    def insist(self) -> None:
        """Insist on all of it."""
        self._language_is_named()
        self._headings_are_in_order()
        self._title_begins_with_heading()
        self._landmarks_are_there()
        self._ids_are_unique()
        self._controls_are_labelled()
        self._references_resolve()
        self._tables_have_headers()
        self._links_and_buttons_have_names()
        self._pictures_have_words()
        self._quotes_are_typographic()
        self._nothing_is_inline()

    def _all(self, *names: str) -> list[Tag]:
        return [tag for name in names for tag in self.named.get(name, ())]

    @property
    def _main(self) -> Tag:
        mains = self._all("main")
        assert mains, f"{self.path}: a page has a main part"
        return mains[0]

    def _language_is_named(self) -> None:
        html = self._all("html")
        assert html, "no html element"
        assert html[0].get("lang") in {"de", "en"}, "the page names its language"

    def _headings_are_in_order(self) -> None:
        assert len(self._all("h1")) == 1, f"{self.path}: a page has exactly one h1"
        level = 0
        for heading in self._main.find_all(HEADINGS):
            if heading.find_parent(class_="bgm-errors") is not None:
                continue  # what went wrong is said first, before the h1
            now = int(heading.name[1])
            assert now <= level + 1, f"{self.path}: skipped level before {heading}"
            assert words(heading), f"{self.path}: empty heading"
            level = now

    def _title_begins_with_heading(self) -> None:
        title, h1 = words(next(iter(self._all("title")), None)), words(self._all("h1")[0])
        for prefix in VOID_OF_WORDS:
            title = title.removeprefix(prefix)
        assert title.startswith(h1), f"{self.path}: {title!r} does not begin with {h1!r}"

    def _landmarks_are_there(self) -> None:
        links = self._all("a")
        assert links, "no skip link"
        assert links[0].get("href") == "#inhalt", "the first stop is the skip link"
        assert [main.get("id") for main in self._all("main")] == ["inhalt"], "one main part"
        for nav in self._all("nav"):
            assert nav.get("aria-label") or nav.get("aria-labelledby"), "every nav is named"

    def _ids_are_unique(self) -> None:
        double = {name for name, times in self.ids.items() if times > 1}
        assert not double, f"{self.path}: ids twice: {double}"
        assert not [name for name in self.ids if not name or " " in name], "ids are words"

    def _controls_are_labelled(self) -> None:
        labels = {str(label.get("for")): label for label in reversed(self._all("label"))}
        for control in self._all("input", "select", "textarea"):
            if control.get("type") in {"hidden", "submit"}:
                continue
            named = words(labels.get(str(control.get("id")))) or control.get("aria-labelledby")
            assert named or control.get("aria-label"), f"{self.path}: no label: {control}"
            assert not control.get("placeholder"), "a placeholder is no label"
            if control.get("type") == "radio":
                assert control.find_parent("fieldset") is not None, "radios stand in a group"
        for group in self._all("fieldset"):
            assert group.find("legend") is not None, f"{self.path}: a group without a legend"

    def _references_resolve(self) -> None:
        for tag in self.tags:
            for attribute in REFERENCES:
                for ref in _names_in(tag, attribute):
                    assert ref in self.ids, f"{self.path}: {attribute} points nowhere: {ref}"
        for tag in self._all("label"):
            if tag.has_attr("for"):
                assert tag["for"] in self.ids, f"{self.path}: label points nowhere: {tag}"
        for link in self._all("a"):
            href = str(link.get("href", ""))
            if href.startswith("#"):
                assert href[1:] in self.ids, f"{self.path}: link points nowhere: {link}"

    def _tables_have_headers(self) -> None:
        for table in self._all("table"):
            caption = table.find("caption")
            assert isinstance(caption, Tag), f"{self.path}: a table without a caption"
            assert words(caption), f"{self.path}: an empty caption"
            headers = table.find_all("th")
            assert headers, f"{self.path}: a table without headers"
            assert all(th.get("scope") for th in headers), f"{self.path}: th without scope"

    def _links_and_buttons_have_names(self) -> None:
        links = [link for link in self._all("a") if link.has_attr("href")]
        for tag in (*links, *self._all("button")):
            assert words(tag) or tag.get("aria-label"), f"{self.path}: no name: {tag}"
        for button in self._all("button"):
            assert button.get("type"), f"{self.path}: a button says what it does: {button}"
            assert not button.has_attr("disabled"), f"{self.path}: no disabled buttons"

    def _pictures_have_words(self) -> None:
        assert all(img.has_attr("alt") for img in self._all("img")), "img without alt"
        for svg in self._all("svg"):
            named = svg.get("role") == "img" and svg.find("title") is not None
            hidden = svg.get("aria-hidden") == "true" or svg.find_parent(
                attrs={"aria-hidden": "true"}
            )
            assert named or hidden, f"{self.path}: a drawing is named or hidden"

    def _quotes_are_typographic(self) -> None:
        for text in self._main.descendants:
            if not isinstance(text, NavigableString) or not TYPEWRITER_QUOTES.search(text):
                continue
            inside = any(parent.name in NOT_PROSE for parent in text.parents)
            assert inside, f"{self.path}: quotes in {text!r}"

    def _nothing_is_inline(self) -> None:
        styled = [*self._all("style"), *(tag for tag in self.tags if tag.has_attr("style"))]
        assert not styled, f"{self.path}: inline style"
        scripts = [script for script in self._all("script") if not script.has_attr("src")]
        assert not scripts, f"{self.path}: inline script"
        linked = [tag for tag in self._all("link") if tag.has_attr("href")]
        for tag in (*linked, *(tag for tag in self.tags if tag.has_attr("src"))):
            address = str(tag.get("src") or tag.get("href"))
            assert not urlsplit(address).netloc, f"{self.path}: another host: {address}"


def _names_in(tag: Tag, attribute: str) -> list[str]:
    said = tag.get(attribute) or ""
    return said.split() if isinstance(said, str) else list(said)  # `headers` comes as a list
