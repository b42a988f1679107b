"""The page of what an activity costs as values: the form, and all lines added up in words."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.core.money import euros

from . import budget_queries
from .budget_rules import Line, by_source, sums
from .forms.budget import BudgetForm

BLANK_ROWS = 2


def form(activity_id: UUID) -> BudgetForm:
    """Return the form with what is stored, and room for more."""
    rows: list[dict[str, Any]] = [_row(line) for line in budget_queries.lines(activity_id)]
    return BudgetForm(data={"rows": rows + [{} for _row in range(BLANK_ROWS)]})


def _row(line: Line) -> dict[str, Any]:
    return asdict(line) | {"planned": line.planned_cents, "actual": line.actual_cents}


def in_words(activity_id: UUID) -> list[tuple[str, str, str]]:
    """Add up what is stored: planned, paid, for accessibility, by source."""
    lines = budget_queries.lines(activity_id)
    if not lines:
        return []
    all_ = sums(lines)
    return [
        (_("Geplant"), _sum(all_.planned), _for_access(all_.access_planned)),
        (_("Tatsächlich"), _sum(all_.actual), _for_access(all_.access_actual)),
        *(
            (
                name,
                _("geplant %(sum)s", sum=_sum(planned)),
                _("tatsächlich %(sum)s", sum=_sum(actual)),
            )
            for name, planned, actual in by_source(lines)
        ),
    ]


def _for_access(cents: int) -> str:
    return str(_("davon für Barrierefreiheit %(sum)s", sum=euros(cents)))


def _sum(cents: int | None) -> str:
    return str(_("noch offen")) if cents is None else euros(cents)
