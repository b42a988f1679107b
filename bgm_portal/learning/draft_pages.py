"""What editors see of the parts of a draft: blocks, cards, pictures, previews."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext
from markupsafe import Markup

from bgm_portal.contacts import queries as contacts

from . import drafts, library, queries
from .author_pages import LANGUAGES, Hub
from .content import blocks, contact_links, difference, picture_marks, readable, rendering
from .content.blocks import BlockKind
from .content.document import Document, Question, Section
from .content.vocabulary import CHOOSING, Part, QuestionKind
from .errors import SectionMissing
from .forms.parts import SPARE_OPTIONS
from .library import BASE
from .models import ModuleDraft


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


def section_of(document: Document, key: str) -> Section:
    """Return a section of a draft, or raise SectionMissing."""
    found = next((one for one in document.sections if one.key == key), None)
    if found is None or found.part is Part.QUIZ:
        raise SectionMissing
    return found


def question_of(document: Document, key: str) -> Question:
    """Return a question of a draft, or raise SectionMissing."""
    found = next((one for one in document.questions if one.key == key), None)
    if found is None:
        raise SectionMissing
    return found


def option_lines(
    question: Question, lines: Sequence[Mapping[str, str]] | None = None, *, more: bool = False
) -> list[dict[str, Any]]:
    """Return the options of a question as lines of its card, at first with some to spare.

    Gaps stand in the text; the card asks only what to say about each.
    """
    is_gap = question.kind is QuestionKind.GAP
    known = lines if lines is not None and not is_gap else [
        {
            "key": one.key,
            "text": one.text,
            "match": one.match,
            "feedback": one.feedback,
            "leads_to": one.leads_to,
            "right": "ja" if one.right else "",
        }
        for one in question.options
    ]  # fmt: skip
    empty = dict.fromkeys(("key", "text", "match", "feedback", "leads_to", "right"), "")
    grows = question.kind is not QuestionKind.TRUE_FALSE and (lines is None or more)
    spare = SPARE_OPTIONS if grows and not is_gap else 0
    least = 0 if is_gap else 2
    missing = max(0, least - len(known)) + spare
    return [dict(one) for one in known] + [dict(empty) for _n in range(missing)]


def situations(document: Document, question: Question) -> list[tuple[str, str]]:
    """Return to which situations a scenario may lead."""
    return [
        (one.key, f"{one.number}. {one.text[:60]}")
        for one in document.questions
        if one.kind is QuestionKind.SCENARIO and one.key != question.key
    ]


def is_choosing(question: Question) -> bool:
    """Tell whether options of a question are marked as right."""
    return question.kind in CHOOSING


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A text as it will look, and what a screen reader gets of it."""

    body: Markup
    heard: list[str]


def preview(key: str, body: str, document: Document, *, deeper: int = 2) -> Preview:
    """Draw a text that is being written."""
    named = contacts.references(contact_links.named_in(body))
    setting = rendering.Setting(
        language=document.language,
        title=document.title,
        table=_("Tabelle"),
        captions=_("Untertitel"),
        transcript=_("Text zum Nachlesen"),
        deeper=deeper,
        address=lambda name: url_for("drafts.medium", key=key, name=name),
        contact=lambda one: contact_address(named.get(one)),
    )
    return Preview(body=rendering.html(body, setting), heard=_heard(body))


def contact_address(one: contacts.Reference | None) -> str:
    """Return where a contact is shown; nothing if it is not in the directory."""
    is_there = one is not None and not one.is_retired
    return url_for("contacts.detail", contact_id=one.id) if one and is_there else ""


def _heard(body: str) -> list[str]:
    """Return what a screen reader says, line by line."""
    said: list[str] = []
    known = picture_marks.definitions(body)
    for one in blocks.split(body):
        lines = readable.block_lines(one, known)
        match one.kind:
            case BlockKind.HEADING:
                said.append(_("Überschrift: %(words)s", words=one.text))
                continue
            case BlockKind.LIST | BlockKind.STEPS:
                said.append(_("Liste mit %(number)s Einträgen", number=len(lines)))
            case BlockKind.TABLE:
                said.append(_("Tabelle mit %(number)s Zeilen", number=len(lines)))
            case _:
                pass
        said += lines
    return said


def changes(draft: ModuleDraft) -> list[tuple[str, list[difference.Row]]]:
    """Return what a draft changes, by language."""
    version = queries.find_newest_version(draft.key)
    before = library.documents(version.texts, version.media, name=draft.key) if version else {}
    return [
        (str(LANGUAGES[code]), rows)
        for code in sorted(draft.texts)
        if (
            rows := difference.rows(
                readable.lines(before[code]) if code in before else [],
                readable.lines(drafts.document(draft, code)),
            )
        )
        and any(row.kind not in {"same", "gap"} for row in rows)
    ]


def drawn(hub: Hub) -> list[tuple[str, Preview, str]]:
    """Draw all sections of a draft: title, text, key point."""
    return [
        (one.title, preview(hub.key, one.body, hub.document, deeper=1), one.takeaway)
        for one, _is_lesson in hub.sections
    ]


def original(key: str, german: Document, section: str) -> Preview | None:
    """Draw the German text beside its translation, if it has this section."""
    found = next((one for one in german.sections if one.key == section), None)
    return preview(key, f"{found.body}\n\n{found.takeaway}", german, deeper=1) if found else None


def original_question(hub: Hub, key: str) -> list[str]:
    """Return the German words of a question beside its translation."""
    if hub.language == BASE:
        return []
    german = drafts.document(hub.draft, BASE)
    found = next((one for one in german.questions if one.key == key), None)
    if found is None:
        return []
    lines = (readable.asked(found), *readable.option_lines(found), found.explanation)
    return [line for line in lines if line]


def changed_original(hub: Hub, part: str) -> list[difference.Row]:
    """Return what the German text of a part says now and did not when it was translated."""
    if part not in hub.marks:
        return []
    before = drafts.followed_text(hub.draft, hub.language, part)
    after = readable.part_lines(drafts.document(hub.draft, BASE), part)
    return difference.rows(before, after) if before else []
