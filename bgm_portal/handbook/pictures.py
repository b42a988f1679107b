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
            "Die Seite „Mein Bereich“: groß das nächste eigene Angebot mit Tag, Ort und Weg, und"
            " ein Knopf, der zum Ablauf führt."
        ),
    ),
    Page(
        name="angebote",
        account="beschaeftigte",
        address="/angebote",
        shown_at=(("beschaeftigte", "angebote"),),
        alt=_l(
            "Das Programm: links Suchwort und „Passt für mich“, rechts Angebote nach Tagen, mit"
            " Uhrzeit und Ort."
        ),
    ),
    Page(
        name="angebote-telefon",
        account="beschaeftigte",
        address="/angebote",
        shown_at=(("einfach", "mitmachen"),),
        alt=_l("Das Programm auf dem Telefon: Menü, Überschrift und Suche stehen untereinander."),
        **PHONE,
    ),
    Page(
        name="lernen",
        account="beschaeftigte",
        address="/lernen",
        shown_at=(("beschaeftigte", "lernen"), ("einfach", "lernen")),
        alt=_l("Die Seite „Lernen“: Lernmodule mit Inhalt, Dauer und dem eigenen Stand."),
    ),
    Page(
        name="schreibtisch",
        account="koordination",
        address="/schreibtisch",
        shown_at=(("koordination", "schreibtisch"),),
        alt=_l(
            "Der Schreibtisch: Aufgaben von heute mit ihrer Frist, daneben der Stand des nächsten"
            " Laufs."
        ),
    ),
    Page(
        name="planung",
        account="koordination",
        address="/planung",
        shown_at=(("koordination", "planen"),),
        alt=_l(
            "Die Planung: „Neues Angebot planen“, Filter, darunter kommende Angebote als Tabelle."
        ),
    ),
    Page(
        name="berichte",
        account="leitung",
        address="/berichte",
        shown_at=(("leitung", "berichte"),),
        alt=_l("Die Berichte: zu jedem Halbjahr ein Satz mit Bereichen, und „Bericht lesen“."),
    ),
    Page(
        name="lernmodule",
        account="redaktion",
        address="/module",
        shown_at=(("redaktion", "module"),),
        alt=_l("Lernmodule der Redaktion: Stand, Fassung und was man mit jedem tun kann."),
    ),
    Page(
        name="konten",
        account="administration",
        address="/konten",
        shown_at=(("verwaltung", "konten"),),
        alt=_l("Die Konten: „Konto anlegen“, darunter Suche nach Name, Einheit, Rolle und Stand."),
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
        alt=_l(
            "Das Protokoll: ob etwas ungewöhnlich war und wie oft Bedarfe geöffnet wurden, ohne"
            " Namen."
        ),
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
