"""Whether an answer is right, and what of it is. Pure: the same answer, the same verdict."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bgm_portal.learning.content.document import Option, Question
from bgm_portal.learning.content.vocabulary import QuestionKind

Given = Mapping[str, Any]
MISSES_BEFORE_SOLUTION = 2


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What of an answer is right: `hits` of `wanted`, and how much was chosen wrongly."""

    solved: bool
    hits: int
    wrong: int
    wanted: int
    right: frozenset[str] = frozenset()

    @property
    def missing(self) -> int:
        """Return how much of what is right was not chosen."""
        return self.wanted - self.hits


def grade(question: Question, given: Given) -> Verdict:
    """Return the verdict on an answer."""
    match question.kind:
        case QuestionKind.MATCHING:
            return _verdict(question, _matched(question, given))
        case QuestionKind.ORDERING:
            return _verdict(question, _in_place(question, order_of(question, given)))
        case QuestionKind.GAP:
            return _verdict(question, _filled(question, given))
        case QuestionKind.SCENARIO:
            return Verdict(solved=False, hits=0, wrong=0, wanted=0)
        case _:
            return _chosen(question, chosen_of(question, given))


def in_all_languages(question: Question, others: Iterable[Question]) -> Question:
    """Return a question whose gaps also take the words of its translations, its own first.

    What somebody filled in is judged the same in whatever language the page is read later.
    """
    if question.kind is not QuestionKind.GAP:
        return question
    words = [{option.key: option.text for option in other.options} for other in others]
    options = tuple(
        replace(
            option,
            text="|".join(
                [option.text, *(some[option.key] for some in words if option.key in some)]
            ),
        )
        for option in question.options
    )
    return replace(question, options=options)


def _chosen(question: Question, chosen: frozenset[str]) -> Verdict:
    hits = chosen & question.right
    return Verdict(
        solved=chosen == question.right,
        hits=len(hits),
        wrong=len(chosen - question.right),
        wanted=len(question.right),
        right=hits,
    )


def _verdict(question: Question, right: frozenset[str]) -> Verdict:
    wanted = len(question.options)
    return Verdict(
        solved=len(right) == wanted,
        hits=len(right),
        wrong=wanted - len(right),
        wanted=wanted,
        right=right,
    )


def chosen_of(question: Question, given: Given) -> frozenset[str]:
    """Return what was chosen, without what the question does not offer."""
    return frozenset(given.get("chosen", ())) & {option.key for option in question.options}


def order_of(question: Question, given: Given) -> tuple[str, ...]:
    """Return the order that somebody made, or the one to begin with."""
    known = {option.key for option in question.options}
    order = [key for key in given.get("order", ()) if key in known]
    if len(order) == len(known) == len(set(order)):
        return tuple(order)
    return shuffled(question)


def shuffled(question: Question) -> tuple[str, ...]:
    """Return an order that is always the same and never the right one."""
    right = [option.key for option in question.options]
    mixed = sorted(right, key=lambda key: _scattered(question.key, key))
    return tuple(mixed[1:] + mixed[:1] if mixed == right else mixed)


def offered_matches(question: Question) -> list[Option]:
    """Return the options in the order in which their other halves are offered."""
    return sorted(question.options, key=lambda option: _scattered(question.key, option.match))


def moved(order: Sequence[str], key: str, *, up: bool) -> tuple[str, ...]:
    """Return the order with one thing a place higher or lower; at the end it stays."""
    changed = list(order)
    if key not in changed:
        return tuple(changed)
    place = changed.index(key)
    other = max(0, place - 1) if up else min(len(changed) - 1, place + 1)
    changed[place], changed[other] = changed[other], changed[place]
    return tuple(changed)


def is_empty(question: Question, given: Given) -> bool:
    """Tell whether nothing was answered yet; an order is always an answer."""
    match question.kind:
        case QuestionKind.ORDERING:
            return False
        case QuestionKind.MATCHING | QuestionKind.GAP:
            return not any(str(value).strip() for value in given.get("filled", {}).values())
        case _:
            return not chosen_of(question, given)


def _matched(question: Question, given: Given) -> frozenset[str]:
    """Return what was matched well; two halves with the same words stand for each other."""
    words = {option.key: option.match for option in question.options}
    filled: Mapping[str, str] = given.get("filled", {})
    return frozenset(
        option.key
        for option in question.options
        if words.get(filled.get(option.key, "")) == option.match
    )


def _in_place(question: Question, order: Sequence[str]) -> frozenset[str]:
    right = [option.key for option in question.options]
    return frozenset(key for key, wanted in zip(order, right, strict=True) if key == wanted)


def _filled(question: Question, given: Given) -> frozenset[str]:
    filled: Mapping[str, str] = given.get("filled", {})
    return frozenset(
        option.key
        for option in question.options
        if plain(filled.get(option.key, "")) in {plain(word) for word in option.text.split("|")}
    )


def plain(words: str) -> str:
    """Return words without what does not matter: case, blanks, a full stop."""
    return " ".join(words.split()).rstrip(".").casefold()


def _scattered(question: str, key: str) -> str:
    return hashlib.sha256(f"{question}:{key}".encode()).hexdigest()
