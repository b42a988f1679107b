"""The parts of a report beside attendance: learning, what people said, what it cost.

They take one report or several, so that page and yearly report tell them alike.
"""

from collections.abc import Sequence

from babel.numbers import format_decimal

from bgm_portal.core.i18n import _, in_words, language, unbroken

from . import words
from .chart import chart
from .disclosure.bands import STAR, Band
from .document import AnswersLine, ModuleLine, Report
from .parts import Section


def modules(reports: Sequence[Report]) -> Section:
    """Return how many people completed which module in which quarter."""
    completed = {
        (_title(line), (one.half_year.year, line.quarter)): words.told(line.completed)
        for one in reports
        for line in one.modules
    }
    quarters = sorted({quarter for _title_, quarter in completed})
    rows = [
        (title, [completed.get((title, quarter), _("nicht angeboten")) for quarter in quarters])
        for title in dict.fromkeys(title for title, _quarter in completed)
    ]
    series = [words.quarter(number, year) for year, number in quarters]
    return Section(
        key="lernmodule",
        title=_("Was gelernt wurde"),
        definition=_(
            "Wie viele Personen ein Lernmodul in einem Quartal abgeschlossen haben, im ganzen Haus."
            " Wer zwei Module abschließt, zählt bei beiden. Ergebnisse von Fragen sieht niemand."
        ),
        caption=_("Ganzes Haus, Personen mit einem Abschluss im Quartal"),
        head=(_("Lernmodul"), *series),
        rows=[(title, *(str(told) for told in cells)) for title, cells in rows],
        chart=chart(
            _("Abschlüsse je Lernmodul und Quartal, als Bereich"),
            rows,
            series=series,
        ),
    )


def answers(reports: Sequence[Report]) -> Section:
    """Return how content people were, half-year by half-year."""
    return Section(
        key="rueckmeldungen",
        title=_("Wie es war"),
        definition=_(
            "Antworten auf die Fragen nach einem Angebot, alle Angebote des Halbjahres zusammen."
            " Antworten haben keinen Namen. Gezeigt werden sie ab 5 Antworten. Zufrieden heißt:"
            " „sehr“ oder „eher zufrieden“."
        ),
        caption=_("Antworten zu allen Angeboten, die im Halbjahr endeten"),
        head=(_("Halbjahr"), _("Antworten"), _("zufrieden"), _("Teilnahme wie gewünscht")),
        rows=[
            (words.name_of(one.half_year), *_said(one.answers)) for one in reports if one.format > 1
        ],
        chart=chart(
            _("Antworten je Halbjahr, und wie viele zufrieden waren, als Bereich"),
            [
                (words.name_of(one.half_year), _answered(one.answers))
                for one in reports
                if one.format > 1
            ],
            series=(_("Antworten"), _("zufrieden"), _("Teilnahme wie gewünscht")),
        ),
    )


def costs(reports: Sequence[Report]) -> Section:
    """Return what it cost, and how much of that went into accessibility."""
    return Section(
        key="kosten",
        title=_("Was es gekostet hat"),
        definition=_(
            "Kosten, wie die Koordination sie nach dem Ende eines Angebots aufgeschrieben hat, auf"
            " 100 Euro gerundet. Was die Barrierefreiheit kostet, steht erst da, wenn dafür bei"
            " mindestens 5 Angeboten Kosten entstanden, damit es auf niemanden zeigt."
        ),
        caption=_("Angebote, die im Halbjahr endeten"),
        head=(
            _("Halbjahr"),
            _("Angebote mit Kosten"),
            _("Kosten"),
            _("davon für Barrierefreiheit"),
        ),
        rows=[
            (
                words.name_of(one.half_year),
                str(one.costs.offers),
                _euros(one.costs.euros),
                _euros(one.costs.access_euros),
            )
            for one in reports
            if one.costs
        ],
        chart=chart(
            _("Kosten je Halbjahr, und was davon in die Barrierefreiheit floss"),
            [
                (
                    words.name_of(one.half_year),
                    (
                        one.costs.euros,
                        STAR if one.costs.access_euros is None else one.costs.access_euros,
                    ),
                )
                for one in reports
                if one.costs
            ],
            series=(_("Kosten"), _("davon für Barrierefreiheit")),
            say=_euros,
        ),
    )


def learned(report: Report) -> list[str]:
    """Return in words which modules were completed, as far as that is told."""
    return [
        _(
            "Lernmodul %(title)s im %(quarter)s: %(people)s",
            title=_title(line),
            quarter=words.quarter(line.quarter, report.half_year.year),
            people=line.completed,
        )
        for line in report.modules
        if line.completed
    ]


def _title(line: ModuleLine) -> str:
    return in_words(line.title_de, line.title_en)


def _said(told: AnswersLine | None) -> tuple[str, ...]:
    return tuple(str(figure) for figure in _answered(told))


def _answered(told: AnswersLine | None) -> tuple[Band | str, ...]:
    if told is None:
        return STAR, STAR, STAR
    return told.answers, words.told(told.content), words.told(told.as_wished)


def _euros(sum_: int | None) -> str:
    if sum_ is None:
        return STAR
    return unbroken(_("%(sum)s €", sum=format_decimal(sum_, locale=language())))
