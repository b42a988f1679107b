"""The house as a whole: compared with earlier reports, and seen from the framework agreement."""

from collections.abc import Sequence

from bgm_portal.core.i18n import _, per_cent
from bgm_portal.counting.rules import HalfYear

from . import beside_sections, rules, words
from .chart import Chart, chart
from .disclosure.bands import STAR, Band
from .document import Report
from .parts import Section


def until(report: Report, others: Sequence[Report]) -> list[Report]:
    """Return a report after all that were frozen before it, to compare it with them."""
    earlier = [one for one in others if one.half_year < report.half_year]
    return [*sorted(earlier, key=lambda one: one.half_year), report]


def neighbours(report: Report, others: Sequence[Report]) -> tuple[HalfYear | None, HalfYear | None]:
    """Return the half-years of the reports just before and just after this one."""
    half_years = [one.half_year for one in others]
    before = [one for one in half_years if one < report.half_year]
    after = [one for one in half_years if one > report.half_year]
    return max(before, default=None), min(after, default=None)


def comparison(report: Report, others: Sequence[Report]) -> Section:
    """Return the house in each half-year up to this one."""
    lines = until(report, others)
    return Section(
        key="vergleich",
        title=_("Im Vergleich mit früheren Berichten"),
        definition=_(
            "Jeder Bericht ist für sich eingefroren. Benachbarte Bereiche, zum Beispiel 20–24 und"
            " 25–29, können sich um eine einzige Person unterscheiden. Ohne Hürde heißt: stufenlos"
            " erreichbar und im Sitzen möglich, oder auch online."
        ),
        caption=_("Ganzes Haus nach Halbjahr"),
        head=(_("Halbjahr"), _("Beschäftigte"), _("Beteiligt"), _("Anteil"), _("ohne Hürde")),
        rows=[
            (
                words.name_of(one.half_year),
                str(one.staff),
                words.people(one.reached),
                words.share(one.reached, one.staff),
                words.of(
                    sum(line.accessible for line in one.offers),
                    sum(line.offers for line in one.offers),
                ),
            )
            for one in lines
        ],
        chart=chart(
            _("Beteiligte Beschäftigte je Halbjahr, als Bereich"),
            [(words.name_of(one.half_year), [words.told(one.reached)]) for one in lines],
        )
        if len(lines) > 1
        else None,
    )


def action_fields(report: Report) -> Section:
    """Return what the report says about the action fields of the framework agreement."""
    inclusion = [line for line in report.topics if line.field == "inclusion"]
    offers = sum(line.offers for line in report.offers)
    accessible = sum(line.accessible for line in report.offers)
    quarters = ", ".join(
        f"{words.quarter(line.quarter, report.half_year.year)}: {words.people(line.reached)}"
        for line in inclusion
    )
    elsewhere = _("Dazu sagt das Portal nichts.")
    return Section(
        key="handlungsfelder",
        title=_("Was das für „NRW inklusiv“ heißt"),
        definition=_(
            "Die Rahmenvereinbarung Inklusion vom Februar 2018 nennt sechs Handlungsfelder. Zu"
            " dreien trägt das Gesundheitsmanagement unmittelbar bei."
        ),
        caption=_("Handlungsfelder der Rahmenvereinbarung und was dieser Bericht dazu zeigt"),
        head=(_("Handlungsfeld"), _("Was dieser Bericht zeigt")),
        rows=[
            (
                _("1. Inklusion als Aufgabe der ganzen Organisation"),
                _(
                    "%(reached)s von %(staff)s Beschäftigten erreicht",
                    reached=words.people(report.reached),
                    staff=report.staff,
                ),
            ),
            (
                _("2. Barrierefreiheit"),
                _("%(share)s Angeboten ohne Hürde", share=words.of(accessible, offers)),
            ),
            (
                _("3. Beratungskompetenz der Beschäftigten"),
                "; ".join((_awareness(quarters), *beside_sections.learned(report))),
            ),
            (_("4. Arbeitgeber gewinnen"), elsewhere),
            (_("5. Junge Menschen"), elsewhere),
            (_("6. Netzwerke"), elsewhere),
        ],
        chart=_chart_of_action_fields(report, accessible, offers),
        numbers_from=2,
        is_wide=True,
    )


def _chart_of_action_fields(report: Report, accessible: int, offers: int) -> Chart | None:
    inclusion = [line.reached for line in report.topics if line.field == "inclusion"]
    best = max((band for band in inclusion if band), default=None)
    return chart(
        _(
            "Anteile in Prozent: erreichte Beschäftigte, Angebote ohne Hürde, und Beschäftigte, die"
            " Angebote zu Inklusion im stärkeren Quartal erreichten"
        ),
        [
            (_("1. Inklusion als Aufgabe"), [_part(report.reached, report.staff)]),
            (_("2. Barrierefreiheit"), [100 * accessible // offers if offers else STAR]),
            (_("3. Beratungskompetenz"), [_part(best, report.staff)]),
        ],
        say=per_cent,
    )


def _part(band: Band | None, staff: int) -> Band | str:
    return Band(*rules.share(band, staff)) if band and staff else STAR


def _awareness(quarters: str) -> str:
    if not quarters:
        return _("Kein Angebot zu Inklusion und Sensibilisierung")
    return _("Inklusion und Sensibilisierung: %(quarters)s", quarters=quarters)
