"""Half-years that are over: the worker of those days counts, forgets, and freezes their reports."""

from datetime import datetime, timedelta
from uuid import UUID

from bgm_portal.accommodations import jobs as needs
from bgm_portal.core import clock
from bgm_portal.core.database import transaction
from bgm_portal.counting import jobs as counting
from bgm_portal.counting.rules import half_year_of
from bgm_portal.insights import jobs as insights
from bgm_portal.insights import yearly_service
from bgm_portal.insights.kinds import Goal, Part

MORNING = timedelta(hours=7)
GOALS: dict[Goal, int | None] = {
    Goal.REACH: 25,
    Goal.ACCESSIBLE: 90,
    Goal.ALTERNATIVE: 100,
}
TEXTS = {
    Part.SUMMARY: (
        "Im Mittelpunkt standen Angebote, an denen alle teilnehmen können: im Stehen, im Sitzen"
        " und mit Begleitung."
    ),
    Part.WENT_WELL: (
        "Die meisten Angebote waren stufenlos erreichbar und im Sitzen möglich.\n"
        "Die meisten Bedarfe waren bis zum vereinbarten Tag geklärt."
    ),
    Part.WILL_CHANGE: (
        "Wir laden früher ein, damit mehr Zeit für Bedarfe bleibt.\n"
        "Vorträge soll es künftig auch online geben."
    ),
}


def plan_years(by: UUID, *, founded: datetime, now: datetime) -> None:
    """Set goals for every year, and write about the one that is over."""
    present = clock.local_day(now).year
    with transaction():
        for year in range(clock.local_day(founded).year, present + 1):
            yearly_service.plan_year(year=year, goals=GOALS, by=by, at=founded)
        yearly_service.write_year(year=present - 1, texts=TEXTS, by=by, at=now)


def freeze_the_past(founded: datetime, *, now: datetime) -> None:
    """Let every half-year since the beginning be counted, and frozen when it was due."""
    half_year = half_year_of(clock.local_day(founded))
    while half_year.first_day <= clock.local_day(now):
        begins = max(founded, clock.midnight(half_year.first_day) + MORNING)
        with clock.standing_at(begins):
            counting.keep_roster(begins)
        frozen_at = clock.midnight(half_year.freezes_on) + MORNING
        if frozen_at <= now:
            with clock.standing_at(frozen_at):
                needs.erase_what_is_over(frozen_at)
                insights.freeze_reports(frozen_at)
        half_year = half_year.next
