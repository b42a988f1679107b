"""For whom an activity is. Pure.

An employer, units and sites are conditions of their own: all that are named must be met. Whoever
has signed up keeps the place even if the circle is drawn closer later; this is asked of newcomers
alone.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from bgm_portal.identity.kinds import Employer


class Verdict(StrEnum):
    """How somebody stands to the circle of people that an activity is for."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    SITE_UNKNOWN = "site_unknown"  # all that keeps them out is that nobody noted where they work


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Somebody beside the circle of people that an activity is for."""

    for_employer: Employer | None
    for_units: bool
    for_sites: bool
    employer: Employer
    in_unit: bool  # of those that are named
    in_site: bool  # of those that are named
    has_site: bool


def judge(standing: Standing) -> Verdict:
    """Tell whether an activity is for somebody, and if not, whether only a note is missing."""
    if is_for(standing):
        return Verdict.INSIDE
    if not standing.has_site and is_for(replace(standing, in_site=True)):
        return Verdict.SITE_UNKNOWN
    return Verdict.OUTSIDE


def is_for(standing: Standing) -> bool:
    """Tell whether an activity is for somebody."""
    if standing.for_employer not in (None, standing.employer):
        return False
    in_unit = standing.in_unit or not standing.for_units
    return in_unit and (standing.in_site or not standing.for_sites)
