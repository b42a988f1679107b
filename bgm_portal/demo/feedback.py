"""What people of the invented house say about what is over: most are content, some are honest."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from bgm_portal.core.database import transaction
from bgm_portal.feedback import service
from bgm_portal.feedback.kinds import Again, AsWished, FactsRight, Satisfaction
from bgm_portal.feedback.rules import Said

from .programme import Planned

ANSWER_RATE = 0.45
SENTENCE_RATE = 0.3
MOODS = (
    Said(
        satisfaction=Satisfaction.VERY,
        as_wished=AsWished.YES,
        facts_right=FactsRight.YES,
        again=Again.YES,
    ),
    Said(
        satisfaction=Satisfaction.RATHER,
        as_wished=AsWished.YES,
        facts_right=FactsRight.YES,
        again=Again.YES,
    ),
    Said(
        satisfaction=Satisfaction.RATHER,
        as_wished=AsWished.PARTLY,
        facts_right=FactsRight.UNKNOWN,
        again=Again.PERHAPS,
    ),
    Said(
        satisfaction=Satisfaction.LITTLE,
        as_wished=AsWished.NO,
        facts_right=FactsRight.PARTLY,
        again=Again.PERHAPS,
    ),
)
WEIGHTS = (5, 4, 2, 1)
SENTENCES = (
    "Der Weg vom Bus war gut beschrieben, ich habe alles gefunden.",
    "Bitte wieder mit Stühlen, nicht nur mit Matten.",
    "Die Zeit am Nachmittag passt für Teilzeit leider nicht.",
    "Es war laut. Ein ruhiger Platz in der Nähe wäre gut.",
    "Ruhig und freundlich angeleitet, danke.",
    "Etwas mehr Pausen, sonst sehr gut.",
)


def answer(planned: Planned, people: list[UUID], random: Random, *, now: datetime) -> None:
    """Let some of those who took part say how it was, within the days in which one can."""
    at = planned.dates[-1][1] + timedelta(days=2)
    if at >= now:
        return
    for person_id in people:
        if random.random() >= ANSWER_RATE:
            continue
        [mood] = random.choices(MOODS, WEIGHTS)
        words = random.choice(SENTENCES) if random.random() < SENTENCE_RATE else ""
        said = Said(
            satisfaction=mood.satisfaction,
            as_wished=mood.as_wished,
            facts_right=mood.facts_right,
            again=mood.again,
            words=words,
        )
        with transaction():
            service.answer(planned.id, said, by=person_id, at=at)
