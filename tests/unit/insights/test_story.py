"""The sentence about topics: it puts nothing first that the bands do not put first."""

from datetime import date

import pytest

from bgm_portal.core.i18n import NO_BREAK_SPACE, in_language
from bgm_portal.counting.rules import HalfYear
from bgm_portal.insights import story
from bgm_portal.insights.disclosure.bands import Band
from bgm_portal.insights.document import Report, TopicLine

LOW, HIGH = Band(5, 9), Band(20, 24)


def told(*topics):
    """Return the second of the three sentences of a report with these topics."""
    _reach, second, _access = story.sentences(
        Report(
            half_year=HalfYear(2026, 1),
            frozen_on=date(2026, 7, 15),
            staff=82,
            reached=HIGH,
            units=(),
            topics=tuple(
                TopicLine(field=field, quarter=quarter, reached=reached)
                for field, quarter, reached in topics
            ),
            events=(),
            offers=(),
            needs=None,
        )
    )
    return second.replace(NO_BREAK_SPACE, " ")


def test_one_topic_of_the_highest_band_is_named_among_those_that_are_told(app):
    topics = [("stress", 1, LOW), ("movement", 2, HIGH), ("medical", 1, None)]

    assert told(*topics) == (
        "Unter den ausgewiesenen Themen erreichte Bewegung am meisten Menschen: 20–24 im"
        " 2. Quartal 2026."
    )
    with in_language("en"):
        assert told(*topics) == (
            "Among the topics with a published figure, Movement reached most people: 20–24 in"
            " Quarter 2 of 2026."
        )


def test_topics_that_share_the_highest_band_are_all_named(app):
    topics = [
        ("movement", 1, HIGH),
        ("nutrition", 1, LOW),
        ("stress", 1, HIGH),
        ("stress", 2, HIGH),
    ]

    assert told(*topics) == (
        "Unter den ausgewiesenen Themen erreichten am meisten Menschen, je 20–24 in einem Quartal:"
        " „Bewegung“ (1. Quartal 2026), „Stress und Entspannung“ (1. Quartal 2026) und"
        " „Stress und Entspannung“ (2. Quartal 2026)."
    )
    with in_language("en"):
        assert told(*topics[:3]) == (
            "Among the topics with a published figure, these reached most people, 20–24 each in a"
            " quarter: “Movement” (Quarter 1 of 2026) and “Stress and relaxation” (Quarter 1 of"
            " 2026)."
        )


@pytest.mark.parametrize("topics", [[], [("movement", 1, None)]])
def test_where_no_topic_is_told_the_sentence_says_so(app, topics):
    assert told(*topics) == "Für kein Thema ist ausgewiesen, wie viele Menschen es erreicht hat."
    with in_language("en"):
        assert told(*topics) == "For no topic is there a published figure of the people it reached."
