"""Walking through everything a role can reach by links, one page of each kind."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Page

NOT_PAGES = re.compile(
    r"\.(ics|csv|eml|svg|css|js|woff2|pdf|xlsx|json|zip|gift|txt|webm|vtt)$|^/static/|^/abmelden"
)
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DATE = re.compile(r"termin=[^&]+$")
DIGITS = re.compile(r"\d{4}-\d{1,2}")
MODULE = re.compile(r"(?<=^/lernen/)[^/]+(?=/)|(?<=^/module/)[^/]+(?=/)")
LESSON = re.compile(r"lesson-\d+")
YEAR = re.compile(r"(?<=/jahr/)\d{4}|(?<=/berichte/)\d{4}/\d")


def kind(path: str) -> str:
    """Return what pages of the same view have in common."""
    path = path.partition("?")[0]
    path = LESSON.sub("<lesson>", MODULE.sub("<module>", YEAR.sub("<year>", path)))
    return DIGITS.sub("<month>", UUID.sub("<id>", path))


def local_links(page: Page) -> list[str]:
    """Return the paths that this page links to, in order, with the date that some need."""
    hrefs: list[str] = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    here = urlsplit(page.url).netloc
    parts = (urlsplit(href) for href in hrefs)
    return [
        part.path + (f"?{part.query}" if DATE.match(part.query) else "")
        for part in parts
        if part.netloc == here and part.path and not NOT_PAGES.search(part.path)
    ]


def walk(page: Page, start: str, look: Callable[[Page], None]) -> Iterator[str]:
    """Visit one page of every kind that can be reached, look at each, and yield its path."""
    waiting, known = [start], {kind(start)}
    while waiting:
        path = waiting.pop(0)
        response = page.goto(path)
        assert response is not None
        assert response.status < 400, f"{path} answered {response.status}"
        if not response.headers.get("content-type", "").startswith("text/html"):
            continue  # a picture that a page links to
        look(page)
        yield path
        for link in local_links(page):
            if kind(link) not in known:
                known.add(kind(link))
                waiting.append(link)
