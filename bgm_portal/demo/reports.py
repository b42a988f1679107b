"""Half-years that are over: the worker of those days counts, forgets, and freezes their reports."""

from datetime import datetime, timedelta

from bgm_portal.accommodations import jobs as needs
from bgm_portal.core import clock
from bgm_portal.counting import jobs as counting
from bgm_portal.counting.rules import half_year_of
from bgm_portal.insights import jobs as insights

MORNING = timedelta(hours=7)


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
