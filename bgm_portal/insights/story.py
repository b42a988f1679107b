"""The three sentences with which a report begins, made of what is published and of nothing else."""

from bgm_portal.core.i18n import _

from . import words
from .document import Report, TopicLine


def sentences(report: Report) -> list[str]:
    """Return who was reached, whether needs were met or what drew most, and how open it was."""
    told = [_reach(report), _needs(report) or _strongest(report), _access(report)]
    return [sentence for sentence in told if sentence]


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
    found = [(line.reached, line) for line in report.topics if line.reached is not None]
    if not found:
        return ""
    band, line = max(found, key=_rank)
    return _(
        "Am meisten Menschen erreichte das Thema %(field)s: %(reached)s im %(quarter)s.",
        field=words.field(line.field),
        reached=band,
        quarter=words.quarter(line.quarter, report.half_year.year),
    )


def _rank(found: tuple[object, TopicLine]) -> tuple[int, int, str]:
    line = found[1]
    return (line.reached.low if line.reached else 0, -line.quarter, line.field)


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
