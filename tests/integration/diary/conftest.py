"""A house in which Katrin keeps a diary and chose a goal: numbers that stand nowhere else."""

import re

import pytest

from bgm_portal.challenges import service as challenges
from bgm_portal.core.database import transaction
from bgm_portal.diary import service
from bgm_portal.diary.rules import Entry
from tests.support.times import NOW

MINUTES, GOAL = 1237, 1259
CANARY = re.compile(rf"(?<![\w-])({MINUTES}|{GOAL})(?![\w-])")  # and not a piece of an id


@pytest.fixture
def world(build_world):
    built = build_world()
    katrin = built.people["katrin"]
    with transaction():
        service.write(Entry(day=NOW.date(), minutes=MINUTES), by=katrin, at=NOW)
        wish = challenges.Wish(goal=GOAL, new_team="Die Ruhigen")
        challenges.leave(built.ids["challenge"], by=katrin, at=NOW)
        challenges.join(built.ids["challenge"], wish, by=katrin, at=NOW)
    return built
