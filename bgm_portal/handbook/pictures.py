"""The pictures in the handbooks: which page is shown where, and what is to be seen.

`make screenshots` draws them from the invented year, in both languages, so that they never age.
"""

import base64
import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _l

FOLDER = Path(__file__).parent / "pictures"


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page that is drawn: who opens it, how wide the window is, and where it is shown."""

    name: str
    account: str
    address: str
    shown_at: tuple[tuple[str, str], ...]  # handbook and section
    alt: Any
    width: int = 1280
    height: int = 800


PHONE = {"width": 320, "height": 640}

PAGES = (
    Page(
        name="mein-bereich",
        account="beschaeftigte",
        address="/mein-bereich",
        shown_at=(("beschaeftigte", "start"), ("einfach", "start")),
        alt=_l(
            "Die Seite „Mein Bereich“: oben, was als Nächstes ansteht, darunter eigene Angebote,"
            " Lernmodule und Mitteilungen."
        ),
    ),
    Page(
        name="angebote",
        account="beschaeftigte",
        address="/angebote",
        shown_at=(("beschaeftigte", "angebote"),),
        alt=_l(
            "Das Programm: ein Suchfeld und Filter, darunter Angebote mit Tag, Ort und freien"
            " Plätzen."
        ),
    ),
    Page(
        name="angebote-telefon",
        account="beschaeftigte",
        address="/angebote",
        shown_at=(("einfach", "mitmachen"),),
        alt=_l("Das Programm auf dem Telefon: alles steht untereinander, nichts fehlt."),
        **PHONE,
    ),
    Page(
        name="lernen",
        account="beschaeftigte",
        address="/lernen",
        shown_at=(("beschaeftigte", "lernen"), ("einfach", "lernen")),
        alt=_l("Die Seite „Lernen“: Lernmodule mit Dauer und eigenem Fortschritt."),
    ),
    Page(
        name="schreibtisch",
        account="koordination",
        address="/schreibtisch",
        shown_at=(("koordination", "schreibtisch"),),
        alt=_l("Der Schreibtisch der Koordination: eine Liste von dem, was heute zu tun ist."),
    ),
    Page(
        name="planung",
        account="koordination",
        address="/planung",
        shown_at=(("koordination", "planen"),),
        alt=_l("Die Planung: eigene Angebote mit Stand, Terminen und Plätzen als Tabelle."),
    ),
    Page(
        name="berichte",
        account="leitung",
        address="/berichte",
        shown_at=(("leitung", "berichte"),),
        alt=_l("Die Berichte: ein Halbjahr je Zeile, mit dem Tag, an dem es eingefroren wurde."),
    ),
    Page(
        name="lernmodule",
        account="redaktion",
        address="/module",
        shown_at=(("redaktion", "module"),),
        alt=_l("Das Regal der Redaktion: Lernmodule mit Fassung und Stand."),
    ),
    Page(
        name="konten",
        account="administration",
        address="/konten",
        shown_at=(("verwaltung", "konten"),),
        alt=_l("Die Konten: oben Suche und Filter, darunter Menschen mit Einheit und Rolle."),
    ),
    Page(
        name="das-haus",
        account="administration",
        address="/betrieb/haus",
        shown_at=(("verwaltung", "das-haus"),),
        alt=_l("Die Seite „Das Haus“: Name, Arbeitgeber, Recht, und wo man es ändert."),
    ),
    Page(
        name="protokoll",
        account="datenschutz",
        address="/protokoll",
        shown_at=(("datenschutz", "protokoll"),),
        alt=_l("Das Protokoll: wie oft was geschah, ohne Namen, und ob es unverändert ist."),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A picture as a page or a paper shows it."""

    file: str
    alt: str
    width: int
    height: int

    @property
    def svg(self) -> str:
        """Return the picture as papers take it."""
        pixels = base64.b64encode(content(self.file)).decode()
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}">'
            f'<image href="data:image/png;base64,{pixels}"'
            f' width="{self.width}" height="{self.height}"/></svg>'
        )


def files() -> dict[str, Page]:
    """Return every file that there is, and what it shows."""
    return {f"{page.name}.{code}.png": page for page in PAGES for code in ("de", "en")}


def picture(book: str, section: str, language: str) -> Shown | None:
    """Return the picture of a section, if it has one."""
    page = next((one for one in PAGES if (book, section) in one.shown_at), None)
    if page is None:
        return None
    file = f"{page.name}.{language}.png"
    width, height = _size(file)
    return Shown(file=file, alt=str(page.alt), width=width, height=height)


@lru_cache(maxsize=64)
def content(file: str) -> bytes:
    """Return what is in a file."""
    return (FOLDER / file).read_bytes()


def _size(file: str) -> tuple[int, int]:
    """Read width and height where every PNG says them."""
    width, height = struct.unpack(">II", content(file)[16:24])
    return int(width), int(height)
