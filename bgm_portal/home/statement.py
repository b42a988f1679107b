"""What the accessibility statement says that is not prose: dates, laws, and who decides in the end.

It is disputed whether a joint institution falls under federal law or the law of its state, so the
house says which it follows (setting BGM_ENFORCEMENT). Whoever reviews the statement changes
REVIEWED_ON; it has to be reviewed every year.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

CREATED_ON = date(2026, 11, 22)
REVIEWED_ON = date(2026, 11, 22)
NEXT_REVIEW_BY = REVIEWED_ON + timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Enforcement:
    """Under which law the house stands, and who helps when the house does not answer well."""

    law: LazyString
    body: LazyString
    about: LazyString
    address: str
    monitor: LazyString


ENFORCEMENT = {
    "federal": Enforcement(
        law=_l(
            "dem Behindertengleichstellungsgesetz (BGG, §§ 12 bis 12d) und der"
            " Barrierefreie-Informationstechnik-Verordnung (BITV 2.0)"
        ),
        body=_l(
            "Schlichtungsstelle nach § 16 BGG bei dem Beauftragten der Bundesregierung für die"
            " Belange von Menschen mit Behinderungen"
        ),
        about=_l(
            "Die Schlichtungsstelle vermittelt zwischen Menschen mit Behinderungen und öffentlichen"
            " Stellen des Bundes. Das Verfahren ist kostenlos, ein Rechtsbeistand ist nicht nötig."
        ),
        address="https://www.schlichtungsstelle-bgg.de",
        monitor=_l("Überwachungsstelle des Bundes für Barrierefreiheit von Informationstechnik"),
    ),
    "nrw": Enforcement(
        law=_l(
            "dem Behindertengleichstellungsgesetz Nordrhein-Westfalen (BGG NRW, §§ 10 bis 10e) und"
            " der Barrierefreie-Informationstechnik-Verordnung Nordrhein-Westfalen (BITVNRW)"
        ),
        body=_l(
            "Ombudsstelle für barrierefreie Informationstechnik des Landes Nordrhein-Westfalen"
            " (§ 10d BGG NRW)"
        ),
        about=_l(
            "Die Ombudsstelle ist der Beauftragten des Landes für die Belange der Menschen"
            " mit Behinderungen zugeordnet. Sie vermittelt, wenn Sie sich mit uns nicht einigen"
            " konnten. Das Verfahren ist kostenlos."
        ),
        address="https://www.lbbp.nrw.de/ombudsstelle",
        monitor=_l(
            "Überwachungsstelle für barrierefreie Informationstechnik des Landes"
            " Nordrhein-Westfalen"
        ),
    ),
}
