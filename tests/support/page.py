"""A test client whose every page must be sound HTML and sound for a screen reader.

No page is tested without being read strictly: all tests fetch through `Visitor`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag

from bgm_portal.core.database import db

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TYPEWRITER_QUOTES = re.compile(r"(?<![=\w])\"\w|\w\"(?![>\w=])")
VOID_OF_WORDS = ("Fehler: ", "Error: ")


class Page:
    """What came back, and whether it is fit to be read."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.get_data().decode(errors="replace")  # papers are no text
        self.path = response.request.path
        self.soup = BeautifulSoup(self.html, "html.parser")

    @property
    def text(self) -> str:
        """Return the words of the page, with single spaces."""
        return re.sub(r"\s+", " ", self.soup.get_text(" ")).strip()

    @property
    def h1(self) -> str:
        """Return the main heading."""
        return _words(self.soup.select_one("h1"))

    def errors(self) -> list[str]:
        """Return the lines of the error summary."""
        return [_words(item) for item in self.soup.select(".bgm-errors li")]

    def links(self) -> list[str]:
        """Return every local address that the page links to, without fragments."""
        hrefs = (str(link["href"]) for link in self.soup.select("a[href]"))
        return [h.split("#")[0] for h in hrefs if h.startswith("/") and h.split("#")[0]]

    def rows(self, selector: str = "table") -> list[list[str]]:
        """Return the body cells of a table as words."""
        table = self.soup.select_one(selector)
        assert table is not None, f"no {selector} on the page"
        return [[_words(c) for c in row.select("th, td")] for row in table.select("tbody tr")]

    def must_be_sound(self) -> Page:
        """Insist on sound HTML, headings, title, labels, references, tables, language, quotes."""
        self._html_is_valid()
        self._language_is_named()
        self._headings_are_in_order()
        self._title_begins_with_heading()
        self._landmarks_are_there()
        ids = self._ids_are_unique()
        self._controls_are_labelled()
        self._references_resolve(ids)
        self._tables_have_headers()
        self._links_and_buttons_have_names()
        self._pictures_have_words()
        self._quotes_are_typographic()
        self._nothing_is_inline()
        return self

    def _html_is_valid(self) -> None:
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(self.html)
        assert not parser.errors, f"{self.path}: {parser.errors[:5]}"

    def _language_is_named(self) -> None:
        html = self.soup.html
        assert html is not None, "no html element"
        assert html.get("lang") in {"de", "en"}, "the page names its language"

    def _headings_are_in_order(self) -> None:
        assert len(self.soup.select("h1")) == 1, f"{self.path}: a page has exactly one h1"
        main = self.soup.select_one("main")
        assert main is not None, f"{self.path}: a page has a main part"
        level = 0
        for heading in main.find_all(HEADINGS):
            if heading.find_parent(class_="bgm-errors") is not None:
                continue  # what went wrong is said first, before the h1
            now = int(heading.name[1])
            assert now <= level + 1, f"{self.path}: skipped level before {heading}"
            assert _words(heading), f"{self.path}: empty heading"
            level = now

    def _title_begins_with_heading(self) -> None:
        title = _words(self.soup.title)
        for prefix in VOID_OF_WORDS:
            title = title.removeprefix(prefix)
        assert title.startswith(self.h1), f"{self.path}: {title!r} does not begin with {self.h1!r}"

    def _landmarks_are_there(self) -> None:
        first = self.soup.select_one("body a")
        assert first is not None, "no skip link"
        assert first.get("href") == "#inhalt", "the first stop is the skip link"
        assert len(self.soup.select("main#inhalt")) == 1, "one main part"
        for nav in self.soup.select("nav"):
            assert nav.get("aria-label") or nav.get("aria-labelledby"), "every nav is named"

    def _ids_are_unique(self) -> set[str]:
        ids = [str(tag["id"]) for tag in self.soup.select("[id]")]
        double = {i for i in ids if ids.count(i) > 1}
        assert not double, f"{self.path}: ids twice: {double}"
        assert not [i for i in ids if not i or " " in i], "ids are words"
        return set(ids)

    def _controls_are_labelled(self) -> None:
        for control in self.soup.select("input, select, textarea"):
            if control.get("type") in {"hidden", "submit"}:
                continue
            label = self.soup.select_one(f'label[for="{control.get("id")}"]')
            named = (label is not None and _words(label)) or control.get("aria-labelledby")
            assert named or control.get("aria-label"), f"{self.path}: no label: {control}"
            assert not control.get("placeholder"), "a placeholder is no label"
        for group in self.soup.select("fieldset"):
            assert group.find("legend") is not None, f"{self.path}: a group without a legend"
        for radio in self.soup.select('input[type="radio"]'):
            assert radio.find_parent("fieldset") is not None, "radios stand in a group"

    def _references_resolve(self, ids: set[str]) -> None:
        for attribute in ("aria-describedby", "aria-labelledby", "aria-controls", "headers"):
            for tag in self.soup.select(f"[{attribute}]"):
                for ref in str(tag[attribute]).split():
                    assert ref in ids, f"{self.path}: {attribute} points nowhere: {ref}"
        for tag in self.soup.select("label[for]"):
            assert str(tag["for"]) in ids, f"{self.path}: label points nowhere: {tag}"
        for link in self.soup.select('a[href^="#"]'):
            assert str(link["href"])[1:] in ids, f"{self.path}: link points nowhere: {link}"

    def _tables_have_headers(self) -> None:
        for table in self.soup.select("table"):
            caption = table.find("caption")
            assert isinstance(caption, Tag), f"{self.path}: a table without a caption"
            assert _words(caption), f"{self.path}: an empty caption"
            headers = table.select("th")
            assert headers, f"{self.path}: a table without headers"
            assert all(th.get("scope") for th in headers), f"{self.path}: th without scope"

    def _links_and_buttons_have_names(self) -> None:
        for tag in self.soup.select("a[href], button"):
            assert _words(tag) or tag.get("aria-label"), f"{self.path}: no name: {tag}"
        for button in self.soup.select("button"):
            assert button.get("type"), f"{self.path}: a button says what it does: {button}"
            assert not button.has_attr("disabled"), f"{self.path}: no disabled buttons"

    def _pictures_have_words(self) -> None:
        assert all(img.has_attr("alt") for img in self.soup.select("img")), "img without alt"
        for svg in self.soup.select("svg"):
            named = svg.get("role") == "img" and svg.find("title") is not None
            hidden = svg.get("aria-hidden") == "true" or svg.find_parent(
                attrs={"aria-hidden": "true"}
            )
            assert named or hidden, f"{self.path}: a drawing is named or hidden"

    def _quotes_are_typographic(self) -> None:
        main = self.soup.select_one("main")
        assert main is not None, "no main part"
        for text in main.find_all(string=True):
            inside = text.find_parent(["script", "style", "code", "pre", "textarea"])
            assert inside or not TYPEWRITER_QUOTES.search(text), f"{self.path}: quotes in {text!r}"

    def _nothing_is_inline(self) -> None:
        assert not self.soup.select("[style], style"), f"{self.path}: inline style"
        assert not self.soup.select("script:not([src])"), f"{self.path}: inline script"
        for tag in self.soup.select("[src], link[href]"):
            address = str(tag.get("src") or tag.get("href"))
            assert not urlsplit(address).netloc, f"{self.path}: another host: {address}"


class Visitor:
    """Somebody with a browser, read over the shoulder by a strict reader."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str, *, status: int = 200, **query: str) -> Page:
        """Fetch a page, follow redirects, and insist on its soundness."""
        response = self.client.get(path, query_string=query or None, follow_redirects=True)
        return self._read(response, status)

    def post(self, path: str, *, status: int = 200, **data: Any) -> Page:
        """Send a form, follow redirects, and insist on the soundness of what comes back."""
        response = self.client.post(path, data=data, follow_redirects=True)
        return self._read(response, status)

    def raw(self, path: str, **options: Any) -> TestResponse:
        """Fetch something that is not a page: a file, a header, a redirect."""
        response = self.client.open(path, **options)
        db.session.rollback()
        return response

    def _read(self, response: TestResponse, status: int) -> Page:
        db.session.rollback()  # whatever the view forgot to commit is gone now
        db.session.expire_all()
        page = Page(response)
        assert page.status == status, f"{page.path} answered {page.status}: {page.text[:600]}"
        return page.must_be_sound()


def _words(tag: Tag | None) -> str:
    return re.sub(r"\s+", " ", tag.get_text()).strip() if tag is not None else ""
