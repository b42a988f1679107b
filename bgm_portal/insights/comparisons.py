"""Reports side by side: units by half-year, topics by quarter, each figure as it was frozen."""

from collections.abc import Mapping, Sequence
from typing import Any

from bgm_portal.core.i18n import _

from . import words
from .chart import chart
from .disclosure.bands import Band
from .document import Report
from .parts import Section

MOST_HALF_YEARS, MOST_FOR_TOPICS = 4, 2  # columns that a page holds, and patterns to tell them


def with_earlier(reports: Sequence[Report]) -> list[Section]:
    """Return the last of these reports beside those before it, if there are any."""
    if len(reports) < 2:  # noqa: PLR2004 - one alone is compared with nothing
        return []
    return [
        units(reports, key="einheiten-vergleich", title=_("Einheiten im Vergleich")),
        topics(reports, key="themen-vergleich", title=_("Themen im Vergleich")),
    ]


def units(reports: Sequence[Report], *, key: str = "einheiten", title: str = "") -> Section:
    """Return how many people of each unit were reached in each half-year."""
    shown = reports[-MOST_HALF_YEARS:]
    names = sorted({line.name for one in shown for line in one.units})
    reached = {(one.half_year, line.name): line.reached for one in shown for line in one.units}
    rows = [(name, [_figure(reached, (one.half_year, name)) for one in shown]) for name in names]
    return Section(
        key=key,
        title=title or _("Beteiligung nach Einheit"),
        definition=_(
            "Jeder Bericht zählt für sich, jede Person in einem Halbjahr einmal. Benachbarte"
            " Bereiche können sich um eine einzige Person unterscheiden. Zum Jahreswechsel können"
            " Einheiten anders zusammengefasst sein; „–“ heißt: In diesem Halbjahr gab es die"
            " Einheit so nicht."
        ),
        caption=_("Personen mit mindestens einer Teilnahme"),
        head=(_("Einheit"), *(words.name_of(one.half_year) for one in shown)),
        rows=[(name, *map(str, figures)) for name, figures in rows],
        chart=chart(
            _("Beteiligte Beschäftigte je Einheit und Halbjahr, als Bereich"),
            rows,
            series=[words.name_of(one.half_year) for one in shown],
        ),
        is_wide=True,
    )


def topics(reports: Sequence[Report], *, key: str = "themen", title: str = "") -> Section:
    """Return how many people each topic reached in each quarter."""
    shown = reports[-MOST_FOR_TOPICS:]
    quarters = [
        (one.half_year.year, quarter) for one in shown for quarter in one.half_year.quarters
    ]
    reached = {
        ((one.half_year.year, line.quarter), line.field): line.reached
        for one in shown
        for line in one.topics
    }
    fields = {words.field(field): field for _quarter, field in reached}
    rows = [
        (
            name,
            [_figure(reached, (one, field), missing=_("kein Angebot")) for one in quarters],
        )
        for name, field in sorted(fields.items())
    ]
    return Section(
        key=key,
        title=title or _("Beteiligung nach Thema"),
        definition=_(
            "Wie viele Personen ein Präventionsfeld in einem Quartal erreicht hat, im ganzen Haus."
            " Wer zu zwei Themen kam, zählt bei beiden; die Zeilen ergeben zusammen nicht das Haus."
        ),
        caption=_("Ganzes Haus, Personen mit mindestens einer Teilnahme"),
        head=(_("Thema"), *(words.quarter(quarter, year) for year, quarter in quarters)),
        rows=[(name, *map(str, figures)) for name, figures in rows],
        chart=chart(
            _("Beteiligte Beschäftigte je Thema und Quartal, als Bereich"),
            rows,
            series=[words.quarter(quarter, year) for year, quarter in quarters],
        ),
        is_wide=True,
    )


def _figure(
    reached: Mapping[Any, Band | None], place: tuple[object, str], *, missing: str = "–"
) -> Band | str:
    return words.told(reached[place]) if place in reached else missing
