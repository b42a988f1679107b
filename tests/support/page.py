"""A test client whose every page must be sound HTML and sound for a screen reader.

No page is tested without being read strictly: all tests fetch through `Visitor`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup

from bgm_portal.core.database import db
from tests.support import soundness
from tests.support.soundness import words
from tests.support.unmeasured import unmeasured

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse


class Page:
    """What came back, and whether it is fit to be read."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.get_data().decode(errors="replace")  # papers are no text
        self.path = response.request.path
        with unmeasured():
            self.soup = BeautifulSoup(self.html, "html.parser")

    @property
    def text(self) -> str:
        """Return the words of the page, with single spaces."""
        return re.sub(r"\s+", " ", self.soup.get_text(" ")).strip()

    @property
    def h1(self) -> str:
        """Return the main heading."""
        return words(self.soup.select_one("h1"))

    def errors(self) -> list[str]:
        """Return the lines of the error summary."""
        return [words(item) for item in self.soup.select(".bgm-errors li")]

    def links(self) -> list[str]:
        """Return every local address that the page links to, without fragments."""
        hrefs = (str(link["href"]) for link in self.soup.select("a[href]"))
        return [h.split("#")[0] for h in hrefs if h.startswith("/") and h.split("#")[0]]

    def boxes(self, name: str) -> list[str]:
        """Return the words of all boxes of a field, with a tick before those that are ticked."""
        found = []
        for box in self.soup.select(f'input[name="{name}"]'):
            label = self.soup.find("label", {"for": box["id"]})
            assert label is not None, f"{box} has no label"
            found.append(("✓ " if box.has_attr("checked") else "") + label.get_text())
        return found

    def rows(self, selector: str = "table") -> list[list[str]]:
        """Return the body cells of a table as words."""
        table = self.soup.select_one(selector)
        assert table is not None, f"no {selector} on the page"
        return [[words(c) for c in row.select("th, td")] for row in table.select("tbody tr")]

    def must_be_sound(self) -> Page:
        """Insist that it is fit to be read; see `soundness`."""
        with unmeasured():
            soundness.insist(self.path, self.html, self.soup)
        return self


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
