"""What editors type into a section or the card of a question, as it was sent. Nothing is cut."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count, islice, takewhile
from typing import Any

from flask_babel import gettext as _

from bgm_portal.learning.content import picture_marks
from bgm_portal.learning.content.blocks import Block, BlockKind
from bgm_portal.learning.content.document import Question
from bgm_portal.learning.content.vocabulary import QuestionKind
from bgm_portal.web.fields import in_one_line

LONGEST_TEXT = 20_000
LONGEST_LINE = 1_000
SHOWN = 40
SPARE_OPTIONS = 2


def too_long(form: Any) -> tuple[str, str] | None:
    """Say which field holds more than a draft takes, and how much. It is refused, never cut."""
    for name, value in form.items(multi=True):
        most = LONGEST_TEXT if name == "frage" or name.startswith("text-") else LONGEST_LINE
        if len(value) > most:
            said = _(
                "„%(begin)s …“ hat mehr als %(most)s Zeichen. Kürzen oder teilen Sie den Text.",
                begin=in_one_line(value)[:SHOWN],
                most=most,
            )
            return name.replace("alt-", "text-"), str(said)
    return None


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What was typed into the form of a section."""

    title: str
    takeaway: str | None  # nothing where the form does not ask: what is there stays
    blocks: list[Block]
    revision: int


def typed_section(form: Any) -> Typed:
    """Return the blocks of a section as they were sent."""
    sent = takewhile(lambda number: f"art-{number}" in form, count())
    said = islice(sent, max(0, form.get("bloecke", 0, type=int)))
    return Typed(
        title=in_one_line(form.get("titel")),
        takeaway=in_one_line(form["merksatz"]) if "merksatz" in form else None,
        blocks=[_block(form, number) for number in said],
        revision=revision(form),
    )


def revision(form: Any) -> int:
    """Return the revision that somebody saw."""
    seen: int = form.get("fassung", 0, type=int)
    return max(0, min(seen, 1_000_000))


def _block(form: Any, number: int) -> Block:
    kind = form.get(f"art-{number}", "")
    text = form.get(f"text-{number}", "").replace("\r\n", "\n")
    kind = BlockKind(kind) if kind in set(BlockKind) else BlockKind.TEXT
    if kind is BlockKind.HEADING:
        text = in_one_line(text)
    if kind is BlockKind.FILE:
        text = _described(text, form.get(f"alt-{number}"))
    return Block(kind=kind, text=text)


def _described(reference: str, alt: str | None) -> str:
    """Return a file with other words for those who do not see it."""
    picture = picture_marks.alone(reference)
    if picture is None or alt is None or in_one_line(alt) == picture.alt:
        return reference
    return picture_marks.written(replace(picture, alt=in_one_line(alt)))


def typed_question(question: Question, form: Any) -> tuple[str, str, list[Mapping[str, str]]]:
    """Return text, explanation and lines of a question as they were sent."""
    lines: list[Mapping[str, str]] = []
    known = {option.key: option for option in question.options}
    for number in takewhile(lambda number: f"option-{number}" in form, count()):
        chosen = form.get("richtig", "") if _is_one(question.kind) else ""
        right = form.get(f"richtig-{number}", "") or ("ja" if chosen == str(number) else "")
        key = form.get(f"kennung-{number}", "")
        before = known.get(key)  # what the card does not ask stays as it is
        lines.append(
            {
                "key": key if before else "",
                "text": in_one_line(form.get(f"option-{number}")),
                "match": in_one_line(form.get(f"passt-{number}", before.match if before else "")),
                "feedback": in_one_line(
                    form.get(f"meldung-{number}", before.feedback if before else "")
                ),
                "leads_to": in_one_line(
                    form.get(f"ziel-{number}", before.leads_to if before else "")
                ),
                "right": right,
            }
        )
    text = form.get("frage", "").replace("\r\n", "\n").strip()
    return text, in_one_line(form.get("erklaerung")), lines


def _is_one(kind: QuestionKind) -> bool:
    return kind in {QuestionKind.SINGLE, QuestionKind.TRUE_FALSE}
