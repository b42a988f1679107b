"""The three sentences with which a report begins, made of what is published and of nothing else."""

from collections.abc import Sequence

from babel.lists import format_list

from bgm_portal.core.i18n import _, language

from . import words
from .document import Report, TopicLine


def sentences(report: Report) -> list[str]:
    """Return who was reached, whether needs were met or what drew most, and how open it was."""
    return [_reach(report), _needs(report) or _strongest(report), _access(report)]


def _reach(report: Report) -> str:
    if report.reached is None:
        return _(
            "Wie viele der %(staff)s Beschäftigten an einem Angebot teilgenommen haben, ist aus"
            " Datenschutzgründen nicht ausgewiesen.",
            staff=report.staff,
        )
    return _(
        "Von %(staff)s Beschäftigten haben %(reached)s an mindestens einem Angebot teilgenommen.",
        staff=report.staff,
        reached=report.reached,
    )


def _needs(report: Report) -> str:
    if report.needs is None:
        return ""
    return _(
        "Von %(people)s Menschen mit einem Bedarf im Jahr %(year)s war für %(in_time)s alles"
        " rechtzeitig organisiert.",
        people=report.needs.people,
        year=report.half_year.year,
        in_time=report.needs.in_time,
    )


def _strongest(report: Report) -> str:
    """Return the told topics of the highest band: all of them, for within a band nothing leads."""
    told = [(line.reached, line) for line in report.topics if line.reached is not None]
    if not told:
        return _("Für kein Thema ist ausgewiesen, wie viele Menschen es erreicht hat.")
    band = max(reached for reached, _line in told)
    first, *others = [line for reached, line in told if reached == band]
    if others:
        return _(
            "Unter den ausgewiesenen Themen erreichten am meisten Menschen, je %(reached)s in einem"
            " Quartal: %(topics)s.",
            reached=band,
            topics=_together([first, *others], report.half_year.year),
        )
    return _(
        "Unter den ausgewiesenen Themen erreichte %(field)s am meisten Menschen: %(reached)s im"
        " %(quarter)s.",
        field=words.field(first.field),
        reached=band,
        quarter=words.quarter(first.quarter, report.half_year.year),
    )


def _together(lines: Sequence[TopicLine], year: int) -> str:
    names = [
        _(
            "„%(field)s“ (%(quarter)s)",
            field=words.field(line.field),
            quarter=words.quarter(line.quarter, year),
        )
        for line in lines
    ]
    return format_list(names, locale=language())


def _access(report: Report) -> str:
    offers = sum(line.offers for line in report.offers)
    if not offers:
        return _("In diesem Halbjahr gab es kein Angebot.")
    accessible = sum(line.accessible for line in report.offers)
    return _(
        "%(part)s von %(whole)s Angeboten waren stufenlos erreichbar und im Sitzen möglich, oder"
        " es gab sie auch online.",
        part=accessible,
        whole=offers,
    )
