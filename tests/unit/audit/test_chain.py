"""The chain of the notebook: what a walk along it finds."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from bgm_portal.audit.chain import START, Content, Flaw, Link, digest_of, flaws, tie
from tests.support.times import NEXT_MONTH, NOW

KEPT = NOW + timedelta(days=365)
OVER = KEPT + timedelta(seconds=1)
FIRST, SECOND, THIRD = (
    Content(
        id=UUID(int=number),
        at=NOW,
        event="accommodations.opened",
        actor_id=UUID(int=7),
        subject_id=UUID(int=8),
        object_id=None,
        facts={"a": 1, "b": "ü"},
        kept_until=KEPT,
    )
    for number in (1, 2, 3)
)


def chained(*contents):
    """Return the links of some entries."""
    before, links = START, []
    for number, content in enumerate(contents, start=1):
        digest = digest_of(content)
        before = tie(before, digest)
        links.append(
            Link(number=number, digest=digest, chain=before, kept_until=KEPT, entry=content)
        )
    return links


SOUND = chained(FIRST, SECOND, THIRD)
ONE, TWO, THREE = SOUND
OTHER = replace(SECOND, subject_id=UUID(int=9))


@pytest.mark.parametrize(
    ("links", "at", "found"),
    [
        (SOUND, NOW, []),
        ([], NOW, []),
        ([ONE, replace(TWO, entry=None), THREE], NEXT_MONTH, [(Flaw.MISSING, 2)]),
        ([ONE, replace(TWO, entry=None), THREE], KEPT, [(Flaw.MISSING, 2)]),
        ([ONE, replace(TWO, entry=None), THREE], OVER, []),
        ([ONE, replace(TWO, entry=OTHER), THREE], NOW, [(Flaw.CHANGED, 2)]),
        ([ONE, replace(TWO, kept_until=NOW), THREE], NOW, [(Flaw.CHANGED, 2)]),
        ([ONE, THREE], NOW, [(Flaw.BROKEN, 3)]),
        ([TWO, THREE], NOW, [(Flaw.BROKEN, 2)]),
        (
            [ONE, replace(TWO, entry=OTHER, digest=digest_of(OTHER)), THREE],
            NOW,
            [(Flaw.BROKEN, 2)],
        ),
    ],
    ids=[
        "sound",
        "empty",
        "gone-too-early",
        "gone-on-its-last-day",
        "gone-in-time",
        "changed",
        "term-shortened",
        "link-gone",
        "first-gone",
        "changed-with-its-digest",
    ],
)
def test_a_walk_along_the_chain_finds_what_is_wrong(links, at, found):
    assert [(one.flaw, one.number) for one in flaws(links, at=at)] == found


def test_the_order_of_facts_does_not_matter_and_everything_else_does():
    turned = replace(FIRST, facts={"b": "ü", "a": 1})
    others = [
        replace(FIRST, at=NEXT_MONTH),
        replace(FIRST, event="accommodations.changed"),
        replace(FIRST, actor_id=None),
        replace(FIRST, object_id=UUID(int=8), subject_id=None),
        replace(FIRST, facts={"a": 1}),
        replace(FIRST, kept_until=NEXT_MONTH),
    ]

    assert digest_of(turned) == digest_of(FIRST)
    assert len({digest_of(one) for one in (FIRST, SECOND, *others)}) == 8
