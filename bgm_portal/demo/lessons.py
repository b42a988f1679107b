"""What those who plan write down about what is over: short, honest, with a next step."""

from datetime import datetime, timedelta
from random import Random

from bgm_portal.activities import budget_service
from bgm_portal.activities.budget_rules import Line
from bgm_portal.core.database import transaction
from bgm_portal.evaluation import service

from .programme import Planned

COSTS = (18_000, 42_000, 64_000, 96_000, 150_000)
WRITTEN = (
    (
        "Ein Angebot, bei dem alle im Sitzen mitmachen können.",
        "Die Stühle kamen gut an. Die Uhrzeit passt für Teilzeit nicht.",
        "Beim nächsten Mal am Vormittag; die Koordination fragt im März nach Räumen.",
    ),
    (
        "Mehr Kolleginnen und Kollegen aus dem Haus Nord erreichen.",
        "Der Weg war gut beschrieben. Es fehlte ein ruhiger Platz.",
        "Einen Ruheraum von Anfang an mitbuchen.",
    ),
)


def _lines(cost: int) -> list[Line]:
    """Return what it cost in three lines; the last one is the eighth for accessibility."""
    access, fee = cost // 8, cost // 2
    return [
        Line(name="Kursleitung", planned_cents=fee, actual_cents=fee, source="Krankenkasse"),
        Line(
            name="Raum und Material",
            planned_cents=cost // 4,
            actual_cents=cost - fee - access,
            source="BGM-Mittel",
        ),
        Line(
            name="Dolmetschen und Fahrdienst",
            planned_cents=access,
            actual_cents=access,
            for_access=True,
            source="Integrationsamt",
        ),
    ]


def evaluate(planned: Planned, random: Random, *, now: datetime) -> None:
    """Count what is over, and write down what was learned from it."""
    at = planned.dates[-1][1] + timedelta(days=2)
    if at >= now:
        return
    cost = random.choice(COSTS)
    goal, lessons, next_step = random.choice(WRITTEN)
    with transaction():
        budget_service.write(planned.id, _lines(cost), by=planned.contact_id, at=at)
        service.freeze(planned.id)
        service.write(
            planned.id,
            service.Words(
                goal=goal,
                lessons=lessons,
                next_step=next_step,
            ),
            by=planned.contact_id,
            at=at,
        )
