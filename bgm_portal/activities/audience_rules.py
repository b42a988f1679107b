"""For whom an activity is. Pure.

An employer and units are two conditions: where both are named, both must be met. Whoever has signed
up keeps the place even if the circle is drawn closer later; this is asked of newcomers alone.
"""

from dataclasses import dataclass

from bgm_portal.identity.kinds import Employer


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Somebody beside the circle of people that an activity is for."""

    for_employer: Employer | None
    for_units: bool
    employer: Employer
    in_unit: bool  # of those that are named


def is_for(standing: Standing) -> bool:
    """Tell whether an activity is for somebody."""
    if standing.for_employer not in (None, standing.employer):
        return False
    return standing.in_unit or not standing.for_units
