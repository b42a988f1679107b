"""The words of the written form: fixed headings and marks, in each language."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What a section of a module is for. Only lessons are read one after the other."""

    GOALS = "goals"
    PLAIN = "plain"
    LESSON = "lesson"
    SUMMARY = "summary"
    QUIZ = "quiz"
    SOURCES = "sources"
    STRAY = "stray"  # has no place in a module; kept until somebody gives it one, or deletes it


class QuestionKind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "truefalse"
    MATCHING = "matching"
    ORDERING = "ordering"
    GAP = "gap"
    SCENARIO = "scenario"


#: Answered by choosing among options, one of which may be wrong.
CHOOSING = frozenset({QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE})


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """What the fixed headings and marks are called in one language."""

    goals: str
    plain: str
    lesson: str
    summary: str
    quiz: str
    sources: str
    question: str
    key_point: str
    explanation: str
    decorative: str
    description: str

    def headings(self) -> dict[str, Part]:
        """Return the fixed headings of level two, those of lessons left out."""
        return {
            self.goals: Part.GOALS,
            self.plain: Part.PLAIN,
            self.summary: Part.SUMMARY,
            self.quiz: Part.QUIZ,
            self.sources: Part.SOURCES,
        }

    def lesson_heading(self, text: str) -> tuple[int, str] | None:
        """Return number and title of a lesson, if this is the heading of one."""
        found = re.fullmatch(rf"{self.lesson} (\d{{1,3}}): (.+)", text)
        return (int(found[1]), found[2].strip()) if found else None

    def question_heading(self, text: str) -> int | None:
        """Return the number of a question, if this is the heading of one."""
        found = re.fullmatch(rf"{self.question} (\d{{1,3}})", text)
        return int(found[1]) if found else None


VOCABULARIES = {
    "de": Vocabulary(
        goals="Lernziele",
        plain="In einfacher Sprache",
        lesson="Lektion",
        summary="Auf einen Blick",
        quiz="Quiz",
        sources="Quellen",
        question="Frage",
        key_point="Merksatz",
        explanation="Erklärung",
        decorative="dekorativ",
        description="Audiodeskription",
    ),
    "en": Vocabulary(
        goals="Learning goals",
        plain="In plain language",
        lesson="Lesson",
        summary="At a glance",
        quiz="Quiz",
        sources="Sources",
        question="Question",
        key_point="Key point",
        explanation="Explanation",
        decorative="decorative",
        description="Audio description",
    ),
}
