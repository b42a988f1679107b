"""What the steering group aimed at in a year, and how far that is reached, as published."""

from collections.abc import Mapping, Sequence

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from bgm_portal.core.i18n import _, per_cent

from . import rules, words
from .chart import Chart, Figure, chart
from .disclosure.bands import STAR, Band, band_of
from .document import Report
from .kinds import Goal, Progress
from .parts import Section

EVERYTHING = 100
GOALS: dict[Goal, LazyString] = {
    Goal.REACH: _l("Beschäftigte, die in einem Halbjahr erreicht werden"),
    Goal.ACCESSIBLE: _l("Angebote ohne Hürde: stufenlos und im Sitzen möglich, oder auch online"),
    Goal.ALTERNATIVE: _l("Angebote, die auch im Sitzen oder online möglich sind"),
}
PROGRESS: dict[Progress, LazyString] = {
    Progress.REACHED: _l("erreicht"),
    Progress.NOT_YET: _l("noch nicht erreicht"),
    Progress.PERHAPS: _l("liegt im Bereich, ob erreicht, bleibt offen"),
    Progress.UNTOLD: _l("dazu ist nichts veröffentlicht"),
}
Targets = Mapping[Goal, int]


def frozen_goals(report: Report) -> Section:
    """Return the goals as they stood when this report was frozen, and how far they were reached."""
    return _section([report], [_targets(report)])


def goals_of_year(own: Sequence[Report], *, planned: Targets) -> Section:
    """Return the goals of a year: those that are frozen, and before the first report the plan."""
    return _section(own, [_targets(one) for one in own] or [planned])


def band_of_reach(target: int) -> Band:
    """Return a goal for reach as the band that it begins."""
    return band_of(target)


def aim(goal: Goal, target: int) -> str:
    """Return a goal in words: a band for people, a share for offers."""
    if goal is Goal.REACH:
        return per_cent(band_of_reach(target))
    if target == EVERYTHING:
        return _("alle")
    return _("mindestens %(share)s", share=per_cent(target))


def _targets(report: Report) -> Targets:
    return {Goal(line.goal): line.target for line in report.goals}


def _section(own: Sequence[Report], targets: Sequence[Targets]) -> Section:
    """`targets` are those of each report in turn; without a report, one set of planned ones."""
    latest = {goal: some[goal] for some in targets for goal in Goal if goal in some}
    return Section(
        key="ziele",
        title=_("Ziele und wie weit wir sind"),
        definition=_(
            "Die Steuerungsgruppe setzt die Ziele für ein Jahr. Jeder Bericht hält sie fest, wie"
            " sie am Tag des Einfrierens waren. Der Stand kommt allein aus veröffentlichten"
            " Bereichen. Erreicht ist ein Ziel, wenn der Anteil sicher mindestens so hoch ist."
        ),
        caption=_("Ziele des Jahres"),
        head=(_("Ziel"), _("angestrebt"), *(words.name_of(one.half_year) for one in own)),
        rows=[
            (
                str(GOALS[goal]),
                aim(goal, latest[goal]),
                *(
                    _standing(goal, some.get(goal), one, latest=latest[goal])
                    for one, some in zip(own, targets, strict=False)
                ),
            )
            for goal in Goal
            if goal in latest
        ],
        chart=_chart(own, latest) if own else None,
        numbers_from=99,
        is_wide=True,
    )


def _chart(own: Sequence[Report], latest: Targets) -> Chart | None:
    return chart(
        _("Ziele und der Stand in jedem Halbjahr, in Prozent"),
        [
            (str(GOALS[goal]), [_aimed(goal, latest[goal]), *(_figure(goal, one) for one in own)])
            for goal in Goal
            if goal in latest
        ],
        series=[_("angestrebt"), *(words.name_of(one.half_year) for one in own)],
        say=per_cent,
    )


def _aimed(goal: Goal, target: int) -> Figure:
    return band_of_reach(target) if goal is Goal.REACH else target


def _figure(goal: Goal, report: Report) -> Figure:
    found = _range(goal, report)
    if found is None:
        return STAR
    low, high = found
    return low if low == high else Band(low, high)


def _standing(goal: Goal, target: int | None, report: Report, *, latest: int) -> str:
    found = _range(goal, report)
    if target is None:
        return _("damals kein Ziel")
    if found is None:
        return f"{STAR} ({PROGRESS[Progress.UNTOLD]})"
    low, high = found
    shown = per_cent(low if low == high else f"{low}–{high}")
    least = band_of_reach(target).low if goal is Goal.REACH else target
    said = f"{shown}: {PROGRESS[rules.progress(least, low, high)]}"
    if target == latest:
        return said
    return _("%(said)s (Ziel damals: %(aim)s)", said=said, aim=aim(goal, target))


def _range(goal: Goal, report: Report) -> tuple[int, int] | None:
    if goal is Goal.REACH:
        return rules.share(report.reached, report.staff) if report.reached else None
    offers = sum(line.offers for line in report.offers)
    some = [
        line.accessible if goal is Goal.ACCESSIBLE else line.alternative for line in report.offers
    ]
    if not offers or None in some:
        return None
    share = EVERYTHING * sum(filter(None, some)) // offers
    return share, share
