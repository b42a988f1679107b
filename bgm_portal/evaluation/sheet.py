"""The evaluation of an activity in words: the same for the page and for the paper."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.activities import budget_queries
from bgm_portal.activities.budget_rules import Sums
from bgm_portal.core.i18n import in_words, per_cent, short_date, span
from bgm_portal.core.money import euros
from bgm_portal.feedback import queries as feedback_queries
from bgm_portal.feedback import results as feedback
from bgm_portal.feedback import rules as feedback_rules
from bgm_portal.feedback import service as feedback_service
from bgm_portal.web import papers
from bgm_portal.web.papers import Block, Facts, Heading, Table, Words

from . import queries, rules

NOT_SHOWN = "*"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All that page and paper say."""

    title: str
    is_over: bool
    rows: list[tuple[str, str]]
    written: Any

    def blocks(self) -> list[Block]:
        """Return the paper, in the order in which one plans, does, checks and goes on."""
        written = self.written
        return [
            Heading(_("Planen")),
            Words((written.goal if written else "") or _("Es ist kein Ziel festgehalten.")),
            Heading(_("Durchführen und prüfen")),
            Table(_("Kennzahlen ohne Namen"), [_("Kennzahl"), _("Wert")], self.rows),
            Words(foot()),
            Heading(_("Gelernt")),
            Words((written.lessons if written else "") or _("Es ist nichts festgehalten.")),
            Heading(_("Nächster Schritt")),
            Words((written.next_step if written else "") or _("Es ist nichts festgehalten.")),
        ]


def of(activity: Any, *, at: datetime) -> Sheet:
    """Gather the evaluation of an activity."""
    written = queries.words(activity.id)
    shown, attendances = queries.shown(activity.id)
    figures = queries.figures(activity.id)
    return Sheet(
        title=in_words(activity.title_de, activity.title_en),
        is_over=activity.ends_at is not None and activity.ends_at <= at,
        rows=[
            *_counted(figures),
            (
                _("Erschienen, von den Angemeldeten"),
                _per_cent(rules.share(shown.came, shown.expected)),
            ),
            *_said(activity, at=at),
            *_cost(budget_queries.sums_of(activity.id), attendances),
        ],
        written=written,
    )


def pdf(activity: Any, *, at: datetime) -> bytes:
    """Print the evaluation on one page."""
    found = of(activity, at=at)
    when = span(activity.starts_at, activity.ends_at) if activity.starts_at else ""
    return papers.sheet(
        _("Auswertung: %(title)s", title=found.title),
        [Facts([(_("Zeitraum"), when)]), *found.blocks()],
        at=at,
        foot=_("Erstellt am %(day)s mit dem BGM-Portal", day=short_date(at)),
        one_page=True,
    )


def foot() -> str:
    """Say what the star means."""
    return str(
        _(
            "* = nicht ausgewiesen, weil es weniger als %(people)s Personen oder weniger als"
            " %(needs)s Bedarfe sind oder weil noch nichts gezählt ist.",
            people=rules.SMALLEST,
            needs=rules.SMALLEST_NEEDS,
        )
    )


def _counted(figures: rules.Figures | None) -> list[tuple[str, str]]:
    if figures is None:
        return []
    enough = figures.needs >= rules.SMALLEST_NEEDS
    days = figures.need_days if enough else None
    return [
        (
            _("Auslastung, vergebene Plätze"),
            _per_cent(rules.share(figures.confirmed, figures.capacity)),
        ),
        (_("Von der Warteliste bedient"), _per_cent(rules.share(figures.served, figures.waited))),
        (
            _("Bedarfe rechtzeitig erfüllt"),
            _per_cent(
                rules.share(figures.needs_in_time, figures.needs, smallest=rules.SMALLEST_NEEDS)
            ),
        ),
        (
            _("Von der Nennung bis zur Lösung, in der Mitte"),
            NOT_SHOWN if days is None else ngettext("%(num)s Tag", "%(num)s Tage", days),
        ),
    ]


def _said(activity: Any, *, at: datetime) -> list[tuple[str, str]]:
    """Return what people said, when nobody can say anything any more."""
    if feedback_service.window(activity, at=at) is not feedback_rules.Window.CLOSED:
        return []
    summary = feedback_rules.summary(feedback_queries.said(activity.id))
    return feedback.figures(summary) if summary else [(_("Antworten"), NOT_SHOWN)]


def _cost(sums: Sums, attendances: int) -> list[tuple[str, str]]:
    if sums.actual is None:
        return []
    each = rules.cents_each(sums.actual, attendances)
    planned = [] if sums.planned is None else [(_("Kosten, geplant"), euros(sums.planned))]
    return [
        *planned,
        (_("Kosten"), euros(sums.actual)),
        (_("Davon für Barrierefreiheit"), euros(sums.access_actual)),
        (_("Kosten je Teilnahme"), NOT_SHOWN if each is None else euros(each)),
    ]


def _per_cent(share: int | None) -> str:
    return NOT_SHOWN if share is None else per_cent(share)
