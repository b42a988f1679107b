"""What can be made possible: the catalogue of 78 adaptations, read once from `adaptations.csv`.

One list, three uses: a fact about a place (V), something an activity offers (E), something a person
can ask for (R).
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from bgm_portal.core.i18n import in_words

SOURCE = Path(__file__).with_name("adaptations.csv")
NOBODY = "–"

GROUPS: dict[str, LazyString] = {
    "access": _l("Zugang und Räume"),
    "travel": _l("Anreise"),
    "hearing": _l("Hören"),
    "seeing": _l("Sehen"),
    "understanding": _l("Verstehen"),
    "calm": _l("Ruhe und Sicherheit im Ablauf"),
    "time": _l("Zeit und Pausen"),
    "people": _l("Menschen, die dabei sind"),
    "sport": _l("Mitmachen bei Bewegung"),
    "food": _l("Essen, Trinken, Medikamente"),
    "safety": _l("Notfall und Wetter"),
    "challenge": _l("Aktionen über mehrere Wochen"),
    "other": _l("Etwas anderes"),
}


@dataclass(frozen=True, kw_only=True)
class Adaptation:
    """One thing that can be made possible.

    `lead_days` is how long arranging it normally takes; `share` says who may learn that it is
    needed: C the coordination, I the people on site, O the organiser after release.
    """

    code: str
    group: str
    uses: frozenset[str]
    de: str
    en: str
    plain: str
    lead_days: int
    share: frozenset[str]

    @property
    def label(self) -> str:
        """Return what it is called in the language of the page."""
        return in_words(self.de, self.en)


def _read() -> dict[str, Adaptation]:
    with SOURCE.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    return {
        row["code"]: Adaptation(
            code=row["code"],
            group=row["group"],
            uses=frozenset(row["use"].split()),
            de=row["de"],
            en=row["en"],
            plain=row["plain"],
            lead_days=0 if row["lead_days"] == NOBODY else int(row["lead_days"]),
            share=frozenset(row["share"].split()) - {NOBODY},
        )
        for row in rows
    }


ADAPTATIONS: dict[str, Adaptation] = _read()


def groups(use: str = "") -> list[tuple[str, list[Adaptation]]]:
    """Return the groups with their labels, in the order of the list; `use` is V, E or R."""
    found = [
        (str(label), [a for a in ADAPTATIONS.values() if a.group == group and _fits(a, use)])
        for group, label in GROUPS.items()
    ]
    return [(label, adaptations) for label, adaptations in found if adaptations]


def known(codes: list[str], *, use: str = "") -> list[str]:
    """Return those codes that are in the list and fit the use, in the order of the list."""
    wanted = set(codes)
    return [a.code for a in ADAPTATIONS.values() if a.code in wanted and _fits(a, use)]


def _fits(adaptation: Adaptation, use: str) -> bool:
    return not use or use in adaptation.uses
