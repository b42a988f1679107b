"""What is left to do, when a module is finished, and until when that is worth something."""

from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bgm_portal.learning.content.document import Document, Question
from bgm_portal.learning.content.vocabulary import QuestionKind
from bgm_portal.learning.kinds import Change

NOTICE = timedelta(days=30)  # before a completion ends because a module was renewed
RENEW_BEFORE = timedelta(days=60)
FINISH_WITHIN = timedelta(days=30)  # after a module was withdrawn
ANSWERS_KEPT = timedelta(days=30)
IDLE_KEPT = timedelta(days=180)
COMPLETIONS_KEPT_MONTHS = 36


class Standing(StrEnum):
    """How somebody stands to a module."""

    NEW = "new"
    BEGUN = "begun"
    DONE = "done"
    ENDING = "ending"  # done, and soon to be renewed
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class Progress:
    """What somebody has read, skipped and solved."""

    read: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    solved: frozenset[str] = frozenset()
    skipped_questions: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Left:
    """How much of a module is done, and what comes next."""

    lessons: int
    lessons_done: int
    questions: int
    solved: int
    needed: int
    next_lesson: str | None
    next_question: str | None

    @property
    def quiz_is_met(self) -> bool:
        """Tell whether enough questions are solved."""
        return self.solved >= self.needed

    @property
    def is_complete(self) -> bool:
        """Tell whether every lesson is confirmed and enough questions are solved."""
        return self.lessons_done == self.lessons and self.quiz_is_met


def skippable(document: Document) -> frozenset[str]:
    """Return the lessons and questions that need not be done.

    A note on the content that names a lesson allows to skip it, and the question of its number,
    unless the module names itself what can be skipped.
    """
    named = document.head.names("skip")
    if named:
        return frozenset(named)
    note = document.head.text("content_note_de")
    numbers = {lesson.number for lesson in document.lessons if f"Lektion {lesson.number} " in note}
    lessons = {lesson.key for lesson in document.lessons if lesson.number in numbers}
    return frozenset(lessons | {q.key for q in document.questions if q.number in numbers})


def needed(questions: int, percent: int) -> int:
    """Return how many questions must be solved, in whole numbers: 80 percent of 6 are 5."""
    return -(-questions * percent // 100)


def left(document: Document, progress: Progress) -> Left:
    """Return what is left to do. What was skipped counts as done where it may be skipped."""
    may_skip = skippable(document)
    confirmed = progress.read | (progress.skipped & may_skip)
    lessons = [lesson.key for lesson in document.lessons]
    scored = [question.key for question in document.scored]
    solved = [key for key in scored if key in progress.solved]
    put_off = progress.skipped_questions & may_skip
    return Left(
        lessons=len(lessons),
        lessons_done=sum(1 for key in lessons if key in confirmed),
        questions=len(scored),
        solved=len(solved),
        needed=needed(len(scored), document.head.number("pass_percent", 80)),
        next_lesson=next((key for key in lessons if key not in confirmed), None),
        next_question=next((k for k in scored if k not in solved and k not in put_off), None),
    )


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def valid_until(
    completed_on: date, *, renewal_months: int, renewed_on: date | None = None
) -> date | None:
    """Return the last day on which a completion counts, or nothing if it always does.

    A renewed version ends it earlier, but never with less than the notice.
    """
    by_time = months_later(completed_on, renewal_months) if renewal_months else None
    by_version = renewed_on + NOTICE if renewed_on else None
    return min((day for day in (by_time, by_version) if day), default=None)


def last_day(completed_on: date, until: date | None) -> date:
    """Return the last day on which a completion can be shown: after 36 months it is erased."""
    kept = months_later(completed_on, COMPLETIONS_KEPT_MONTHS)
    return min(until, kept) if until else kept


def standing(*, begun: bool, completed: bool, until: date | None, today: date) -> Standing:
    """Say how somebody stands to a module; `begun` is about what was begun since then."""
    if not completed:
        return Standing.BEGUN if begun else Standing.NEW
    if until is None or today <= until - RENEW_BEFORE:
        return Standing.DONE
    return Standing.ENDING if today <= until else Standing.ENDED


def finish_by(withdrawn_on: date) -> date:
    """Return the last day on which a withdrawn module can be finished, that day included."""
    return withdrawn_on + FINISH_WITHIN


def may_be_learnt(*, withdrawn_on: date | None, begun: bool, today: date) -> bool:
    """Tell whether somebody may go on: a withdrawn module is finished within 30 days."""
    return withdrawn_on is None or (begun and today <= finish_by(withdrawn_on))


def moves_along(changes: Collection[Change]) -> bool:
    """Tell whether somebody goes on with a newer version by itself: other words, nothing else."""
    return all(change is Change.EDITORIAL for change in changes)


def only_words_changed(
    before: Mapping[str, Document], after: Mapping[str, Document], *, base: str
) -> bool:
    """Tell whether nobody's answer is judged otherwise: in no language that there was before.

    A gap takes the words of all languages. Whoever takes one away, or writes another, changes what
    is right; a language that is new only adds to it.
    """
    others = [language for language in before if language != base]
    return is_editorial(before[base], after[base]) and all(
        _gap_words(before[one]) == (_gap_words(after[one]) if one in after else ())
        for one in others
    )


def _gap_words(document: Document) -> tuple[tuple[str, ...], ...]:
    """Return the words that fill the gaps of a document, by question."""
    gaps = [one for one in document.questions if one.kind is QuestionKind.GAP]
    return tuple((one.key, *_words_that_count(one)) for one in sorted(gaps, key=lambda q: q.key))


def is_editorial(before: Document, after: Document) -> bool:
    """Tell whether two versions have the same lessons, questions and right answers.

    An option of the newer version that has no id of its own is known by its place alone, so it has
    to say the same as before: else answers that were given would stand for other words.
    """
    by_place = frozenset(
        (question.key, option.key)
        for question in after.questions
        for option in question.options
        if option.is_by_place
    )
    return _skeleton(before, by_place) == _skeleton(after, by_place)


def _skeleton(document: Document, by_place: Collection[tuple[str, str]]) -> tuple[object, ...]:
    return (
        tuple(lesson.key for lesson in document.lessons),
        tuple((question.key, _answers(question, by_place)) for question in document.questions),
        document.head.number("pass_percent", 80),
    )


def _answers(question: Question, by_place: Collection[tuple[str, str]]) -> tuple[object, ...]:
    return (
        question.kind,
        tuple(
            (
                option.key,
                option.right,
                option.leads_to,
                option.text if (question.key, option.key) in by_place else "",
            )
            for option in question.options
        ),
        _words_that_count(question),
    )


def _words_that_count(question: Question) -> tuple[str, ...]:
    """Return the words that decide what is right where no option is marked, in their order."""
    match question.kind:
        case QuestionKind.MATCHING:
            return tuple(option.match for option in question.options)
        case QuestionKind.GAP | QuestionKind.ORDERING:
            return tuple(option.text for option in question.options)
        case _:
            return ()
