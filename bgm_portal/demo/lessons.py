"""What those who plan write down about what is over: short, honest, with a next step."""

from datetime import datetime, timedelta
from random import Random

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


def evaluate(planned: Planned, random: Random, *, now: datetime) -> None:
    """Count what is over, and write down what was learned from it."""
    at = planned.dates[-1][1] + timedelta(days=2)
    if at >= now:
        return
    cost = random.choice(COSTS)
    goal, lessons, next_step = random.choice(WRITTEN)
    with transaction():
        service.freeze(planned.id)
        service.write(
            planned.id,
            service.Words(
                cost_cents=cost,
                access_cost_cents=cost // 8,
                goal=goal,
                lessons=lessons,
                next_step=next_step,
            ),
            by=planned.contact_id,
            at=at,
        )
