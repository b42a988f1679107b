"""What the steering group aimed at in a year, and how far that is reached, as published."""

from collections.abc import Mapping, Sequence

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from bgm_portal.core.i18n import _

from . import rules, words
from .disclosure.bands import STAR
from .document import Report
from .kinds import Goal, Progress
from .parts import Section

GOALS: dict[Goal, LazyString] = {
    Goal.REACH: _l("Beschäftigte, die in einem Halbjahr erreicht werden"),
    Goal.ACCESSIBLE: _l("Angebote ohne Hürde: stufenlos und im Sitzen möglich, oder auch online"),
}
PROGRESS: dict[Progress, LazyString] = {
    Progress.REACHED: _l("erreicht"),
    Progress.NOT_YET: _l("noch nicht erreicht"),
    Progress.PERHAPS: _l("liegt im Bereich, ob erreicht, bleibt offen"),
    Progress.UNTOLD: _l("dazu ist nichts veröffentlicht"),
}


def frozen_goals(report: Report) -> Section:
    """Return the goals as they stood when this report was frozen, and how far they were reached."""
    return goals([report], {Goal(line.goal): line.target for line in report.goals})


def goals(own: Sequence[Report], targets: Mapping[Goal, int]) -> Section:
    """Return goals of a year, and how far each report says that they are reached."""
    return Section(
        key="ziele",
        title=_("Ziele und wie weit wir sind"),
        definition=_(
            "Die Steuerungsgruppe setzt die Ziele für ein Jahr. Der Stand kommt allein aus"
            " veröffentlichten Bereichen."
        ),
        caption=_("Ziele des Jahres"),
        head=(_("Ziel"), _("mindestens"), *(words.name_of(one.half_year) for one in own)),
        rows=[
            (
                str(GOALS[goal]),
                _("%(target)s %%", target=targets[goal]),
                *(_standing(goal, targets[goal], one) for one in own),
            )
            for goal in Goal
            if goal in targets
        ],
        numbers_from=99,
    )


def _standing(goal: Goal, target: int, report: Report) -> str:
    found = _range(goal, report)
    if found is None:
        return f"{STAR} ({PROGRESS[Progress.UNTOLD]})"
    low, high = found
    shown = f"{low} %" if low == high else f"{low}–{high} %"
    return f"{shown}: {PROGRESS[rules.progress(target, low, high)]}"


def _range(goal: Goal, report: Report) -> tuple[int, int] | None:
    if goal is Goal.REACH:
        return rules.share(report.reached, report.staff) if report.reached else None
    offers = sum(line.offers for line in report.offers)
    if not offers:
        return None
    share = 100 * sum(line.accessible for line in report.offers) // offers
    return share, share
