"""The parts of a report: each with its definition, its table and, where it helps, its chart.

Page, spreadsheet and paper are made of the same parts, and these of the frozen bytes alone.
"""

from collections.abc import Sequence

from bgm_portal.core.i18n import _, in_words, short_date

from . import beside_sections, words
from .chart import chart
from .document import Report, TopicLine
from .parts import Section


def sections(report: Report, others: Sequence[Report]) -> list[Section]:
    """Return all parts of a report in the order of reading; `others` to compare it with."""
    earlier = until(report, others)
    found = [
        _units(report),
        _topics(report),
        _events(report),
        beside_sections.modules([report]),
        needs(report),
        beside_sections.answers(earlier),
        _offers(report),
        beside_sections.costs(earlier),
        comparison(report, others),
        action_fields(report),
    ]
    return [section for section in found if section.rows]


def until(report: Report, others: Sequence[Report]) -> list[Report]:
    """Return a report after all that were frozen before it, to compare it with them."""
    earlier = [one for one in others if one.half_year < report.half_year]
    return [*sorted(earlier, key=lambda one: one.half_year), report]


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
            " vom Beginn des Kalenderjahres; kleine Einheiten sind zusammengefasst."
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
            [(line.name, line.reached) for line in report.units],
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
    )


def _topic(line: TopicLine | None) -> str:
    return words.people(line.reached) if line else _("kein Angebot")


def _events(report: Report) -> Section:
    return Section(
        key="angebote",
        title=_("Beteiligung nach Angebot"),
        definition=_(
            "Wie viele Personen an mindestens einem Termin des Angebots in diesem Halbjahr da"
            " waren, im ganzen Haus. Angebote ohne Anwesenheitsliste tragen immer den Stern."
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
        numbers_from=3,
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
            " heißt: Für alles, was sie genannt haben, war bis zum vereinbarten Tag gesorgt. Diese"
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
        ],
    )


def _offers(report: Report) -> Section:
    rows = [
        (
            words.field(line.field),
            *map(str, (line.offers, line.dates, line.step_free, line.seated, line.online)),
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
            " zählen gleich."
        ),
        caption=_("Angebote mit mindestens einem Termin, %(period)s", period=period(report)),
        head=(
            _("Thema"),
            _("Angebote"),
            _("Termine"),
            _("stufenlos"),
            _("im Sitzen"),
            _("online"),
            _("ohne Hürde"),
        ),
        rows=sorted(rows),
        total=(_("Zusammen"), *(str(sum(map(int, column))) for column in columns)),
    )


def comparison(report: Report, others: Sequence[Report]) -> Section:
    """Return the house in each half-year up to this one."""
    lines = until(report, others)
    return Section(
        key="vergleich",
        title=_("Im Vergleich mit früheren Berichten"),
        definition=_(
            "Jeder Bericht ist für sich eingefroren. Benachbarte Bereiche, zum Beispiel 20–24 und"
            " 25–29, können sich um eine einzige Person unterscheiden."
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
            [(words.name_of(one.half_year), one.reached) for one in lines],
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
        numbers_from=2,
    )


def _awareness(quarters: str) -> str:
    if not quarters:
        return _("Kein Angebot zu Inklusion und Sensibilisierung")
    return _("Inklusion und Sensibilisierung: %(quarters)s", quarters=quarters)
