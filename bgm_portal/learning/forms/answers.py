"""What comes from a question: which option, which words, which order."""

from collections.abc import Mapping
from typing import Any

from bgm_portal.learning.content.document import Question
from bgm_portal.learning.content.vocabulary import QuestionKind
from bgm_portal.learning.service.answering import Sent

MOST_REVISIONS = 1_000_000
LONGEST_WORD = 200


def sent(question: Question, form: Any) -> Sent:
    """Return the answer that a form holds; whatever the question does not offer is left out."""
    known = [option.key for option in question.options]
    match question.kind:
        case QuestionKind.MATCHING | QuestionKind.GAP:
            filled = {key: form.get(f"wort-{key}", "")[:LONGEST_WORD].strip() for key in known}
            given: dict[str, Any] = {"filled": filled}
        case QuestionKind.ORDERING:
            order = form.get("ordnung", "").split(",")
            given = {"order": [key for key in order if key in known]}
        case QuestionKind.MULTIPLE:
            given = {"chosen": [key for key in known if key in form.getlist("antwort")]}
        case _:
            given = {"chosen": [key for key in known if key in form.getlist("antwort")][:1]}
    revision = form.get("fassung", 0, type=int)
    return Sent(given=given, revision=max(0, min(revision, MOST_REVISIONS)))


def hidden(question: Question, given: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return an answer as hidden fields, to be sent once more."""
    filled: Mapping[str, str] = given.get("filled", {})
    fields = [(f"wort-{key}", value) for key, value in filled.items()]
    fields += [("antwort", key) for key in given.get("chosen", ())]
    if question.kind is QuestionKind.ORDERING:
        fields.append(("ordnung", ",".join(given.get("order", ()))))
    return fields
