"""Rules about the quiz: every question can be answered, and every wrong answer is explained."""

from collections import Counter

from .document import Document, Question
from .findings import Notebook, Rule
from .vocabulary import CHOOSING, QuestionKind

LEAST = {
    QuestionKind.MULTIPLE: 2,
    QuestionKind.SINGLE: 2,
    QuestionKind.TRUE_FALSE: 2,
    QuestionKind.MATCHING: 2,
    QuestionKind.ORDERING: 2,
    QuestionKind.GAP: 1,
    QuestionKind.SCENARIO: 2,
}


def shape(question: Question) -> tuple[object, ...]:
    """Return what a question and its translation have in common."""
    return (
        question.kind,
        tuple(option.key for option in question.options),
        tuple(option.right for option in question.options),
        tuple(option.leads_to for option in question.options),
    )


def check(document: Document, find: Notebook) -> None:
    """Note what is wrong with the questions."""
    for question in document.questions:
        _check_question(question, find)
        if question.kind in CHOOSING:
            _check_choices(question, find)
        if question.kind is QuestionKind.MATCHING:
            _check_pairs(question, find)
        if question.kind is QuestionKind.SCENARIO:
            _check_ways(question, document, find)


def _check_question(question: Question, find: Notebook) -> None:
    if not question.text:
        find(Rule.NO_QUESTION_TEXT, question.line)
    if len(question.options) < LEAST[question.kind]:
        find(Rule.TOO_FEW_OPTIONS, question.line, least=LEAST[question.kind])
    keys = Counter(option.key for option in question.options)
    words = Counter(option.text for option in question.options)
    for option in question.options:
        if keys[option.key] > 1:
            find(Rule.DOUBLE_ID, option.line, name=option.key)
        if words[option.text] > 1 and question.kind is not QuestionKind.GAP:
            find(Rule.DOUBLE_OPTION, option.line, name=option.text)


def _check_choices(question: Question, find: Notebook) -> None:
    right = len(question.right)
    if not question.options:
        return
    if right == 0:
        find(Rule.NO_RIGHT_OPTION, question.line)
    if right > 1 and question.kind is not QuestionKind.MULTIPLE:
        find(Rule.TOO_MANY_RIGHT, question.line)
    if right == len(question.options):
        find(Rule.NOTHING_WRONG, question.line)
    for option in question.options:
        if not option.right and not option.feedback and not question.explanation:
            find(Rule.NOT_EXPLAINED, option.line)


def _check_pairs(question: Question, find: Notebook) -> None:
    for option in question.options:
        if not option.match or not option.text:
            find(Rule.NO_MATCH, option.line, name=option.text or option.match)


def _check_ways(question: Question, document: Document, find: Notebook) -> None:
    situations = {q.key for q in document.questions if q.kind is QuestionKind.SCENARIO}
    for option in question.options:
        leads_on = option.leads_to in situations and option.leads_to != question.key
        ends_here = not option.leads_to and option.feedback
        if not leads_on and not ends_here:
            find(Rule.DEAD_END, option.line, name=option.text)
