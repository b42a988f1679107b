"""The parts of a report: each with its definition, its table and, where it helps, its chart.

Page, spreadsheet and paper are made of the same parts, and these of the frozen bytes alone.
"""

from collections.abc import Sequence

from bgm_portal.core.i18n import _, in_words, short_date

from . import beside_sections, comparisons, goal_sections, house_sections, words
from .chart import chart
from .disclosure.bands import Band
from .document import WITH_ALTERNATIVES, Report, TopicLine
from .parts import Section


def sections(report: Report, others: Sequence[Report]) -> list[Section]:
    """Return all parts of a report in the order of reading; `others` to compare it with."""
    earlier = house_sections.until(report, others)
    found = [
        _units(report),
        _topics(report),
        _events(report),
        beside_sections.modules([report]),
        needs(report),
        beside_sections.answers(earlier),
        _offers(report),
        beside_sections.costs(earlier),
        house_sections.comparison(report, others),
        *comparisons.with_earlier(earlier),
        goal_sections.frozen_goals(report),
        house_sections.action_fields(report),
    ]
    return [section for section in found if section.rows]


def period(report: Report) -> str:
    """Return "1. Januar 2026 bis 30. Juni 2026"."""
    return _(
        "%(first)s bis %(last)s",
        first=short_date(report.half_year.first_day),
        last=short_date(report.half_year.last_day),
    )


def _units(report: Report) -> Section:
    return Section(
        key="einheiten",
        title=_("Beteiligung nach Einheit"),
        definition=_(
            "Gezählt wird, wer mindestens einmal da war, jede Person einmal. Die Einheit ist die"
            " vom Beginn des Kalenderjahres; kleine Einheiten sind zusammengefasst. Beschäftigte"
            " sind alle, die im Halbjahr ein Konto hatten. Der Anteil ist auf ganze Prozent nach"
            " außen gerundet."
        ),
        caption=_("Personen mit mindestens einer Teilnahme, %(period)s", period=period(report)),
        head=(_("Einheit"), _("Beschäftigte"), _("Beteiligt"), _("Anteil")),
        rows=[
            (
                line.name,
                str(line.staff),
                words.people(line.reached),
                words.share(line.reached, line.staff),
            )
            for line in report.units
        ],
        total=(
            _("Ganzes Haus"),
            str(report.staff),
            words.people(report.reached),
            words.share(report.reached, report.staff),
        ),
        chart=chart(
            _("Beteiligte Beschäftigte je Einheit, als Bereich"),
            [(line.name, [words.told(line.reached)]) for line in report.units],
        ),
    )


def _topics(report: Report) -> Section:
    by_field: dict[str, dict[int, TopicLine]] = {}
    for line in report.topics:
        by_field.setdefault(line.field, {})[line.quarter] = line
    quarters = report.half_year.quarters
    return Section(
        key="themen",
        title=_("Beteiligung nach Thema"),
        definition=_(
            "Wie viele Personen ein Präventionsfeld in einem Quartal erreicht hat, im ganzen Haus."
            " Wer zu zwei Themen kam, zählt bei beiden; die Zeilen ergeben zusammen nicht das Haus."
        ),
        caption=_("Ganzes Haus, Personen mit mindestens einer Teilnahme"),
        head=(_("Thema"), *(words.quarter(one, report.half_year.year) for one in quarters)),
        rows=sorted(
            (words.field(field), *(_topic(lines.get(one)) for one in quarters))
            for field, lines in by_field.items()
        ),
        chart=chart(
            _("Beteiligte Beschäftigte je Thema und Quartal, als Bereich"),
            sorted(
                (words.field(field), [_drawn(lines.get(one)) for one in quarters])
                for field, lines in by_field.items()
            ),
            series=[words.quarter(one, report.half_year.year) for one in quarters],
        ),
    )


def _topic(line: TopicLine | None) -> str:
    return str(_drawn(line))


def _drawn(line: TopicLine | None) -> Band | str:
    return words.told(line.reached) if line else _("kein Angebot")


def _events(report: Report) -> Section:
    return Section(
        key="angebote",
        title=_("Beteiligung nach Angebot"),
        definition=_(
            "Wie viele Personen an mindestens einem Termin des Angebots in diesem Halbjahr da"
            " waren, im ganzen Haus. Ein Angebot, das über das Ende eines Halbjahres läuft, steht"
            " in beiden Berichten, jeder zählt seine Termine und deren Menschen. Angebote ohne"
            " Anwesenheitsliste tragen immer den Stern."
        ),
        caption=_("Angebote des Halbjahres nach ihrem ersten Tag"),
        head=(_("Angebot"), _("Thema"), _("Zeit"), _("Termine"), _("Beteiligt")),
        rows=[
            (
                in_words(line.title_de, line.title_en),
                words.field(line.field),
                short_date(line.first_day)
                if line.first_day == line.last_day
                else _(
                    "%(first)s bis %(last)s",
                    first=short_date(line.first_day),
                    last=short_date(line.last_day),
                ),
                str(line.dates),
                words.people(line.reached),
            )
            for line in report.events
        ],
        chart=chart(
            _("Beteiligte Beschäftigte je Angebot, als Bereich"),
            [
                (in_words(line.title_de, line.title_en), [words.told(line.reached)])
                for line in report.events
            ],
        ),
        numbers_from=3,
        is_wide=True,
    )


def needs(report: Report) -> Section:
    """Return whether needs were met; in the first half of a year, nothing."""
    told = report.needs
    late = report.half_year.half == 1
    return Section(
        key="bedarfe",
        title=_("Ob Bedarfe erfüllt wurden"),
        definition=_(
            "Gezählt werden Menschen, die für ein Angebot einen Bedarf genannt haben. Rechtzeitig"
            " heißt: Für alles, was sie genannt haben, war bis zum vereinbarten Tag gesorgt. Früh"
            " heißt: mindestens eine Woche, bevor das Angebot begann. Diese"
            " Zahlen erscheinen einmal im Jahr, mit dem Bericht des zweiten Halbjahres, und erst ab"
            " 10 Menschen."
        ),
        caption=_("Bedarfe im Jahr %(year)s, ganzes Haus", year=report.half_year.year),
        head=(_("Was"), _("Menschen")),
        rows=[]
        if late
        else [
            (_("mit mindestens einem Bedarf"), words.people(told.people if told else None)),
            (
                _("davon alles rechtzeitig organisiert"),
                words.people(told.in_time if told else None),
            ),
            *(
                [(_("davon alles früh organisiert"), words.people(told.early if told else None))]
                if report.format >= WITH_ALTERNATIVES
                else []
            ),
        ],
        chart=chart(
            _("Menschen mit einem Bedarf und für wie viele rechtzeitig gesorgt war, als Bereich"),
            [
                (_("mit mindestens einem Bedarf"), [told.people]),
                (_("davon alles rechtzeitig organisiert"), [told.in_time]),
                *(
                    [(_("davon alles früh organisiert"), [words.told(told.early)])]
                    if report.format >= WITH_ALTERNATIVES
                    else []
                ),
            ],
        )
        if told
        else None,
    )


def _offers(report: Report) -> Section:
    rows = [
        (
            words.field(line.field),
            *map(str, (line.offers, line.dates, line.step_free, line.seated, line.online)),
            *([] if line.alternative is None else [str(line.alternative)]),
            str(line.accessible),
        )
        for line in report.offers
    ]
    columns = list(zip(*(row[1:] for row in rows), strict=True))
    return Section(
        key="zugang",
        title=_("Wie zugänglich die Angebote waren"),
        definition=_(
            "Diese Zahlen enthalten keine Personen und sind deshalb genau. Ohne Hürde heißt:"
            " stufenlos erreichbar und im Sitzen möglich, oder auch online. „Nein“ und „unbekannt“"
            " zählen gleich. Ein Angebot mit mehreren Terminen zählt als eines."
        ),
        caption=_("Angebote mit mindestens einem Termin, %(period)s", period=period(report)),
        head=(
            _("Thema"),
            _("Angebote"),
            _("Termine"),
            _("stufenlos"),
            _("im Sitzen"),
            _("online"),
            *([_("im Sitzen oder online")] if report.format >= WITH_ALTERNATIVES else []),
            _("ohne Hürde"),
        ),
        rows=sorted(rows),
        total=(_("Zusammen"), *(str(sum(map(int, column))) for column in columns)),
        chart=chart(
            _("Angebote je Thema, und wie viele davon ohne Hürde waren"),
            sorted(
                (words.field(line.field), (line.offers, line.accessible)) for line in report.offers
            ),
            series=(_("Angebote"), _("ohne Hürde")),
        ),
        is_wide=True,
    )
