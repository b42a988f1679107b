"""What editors see: the shelf, the hub of a draft, a section in blocks, the card of a question."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from bgm_portal.contacts import queries as contacts
from bgm_portal.core.i18n import short_date

from . import drafts, queries, words
from .content import checks, contact_links, readable
from .content.checks import ID, day
from .content.document import Document, Question, Section
from .content.findings import Finding, Rule, Severity
from .content.keys import fresh
from .content.vocabulary import Part, QuestionKind
from .kinds import DraftState
from .library import BASE
from .models import ModuleDraft


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


KINDS = {
    QuestionKind.SINGLE: _l("Eine Antwort ist richtig"),
    QuestionKind.MULTIPLE: _l("Mehrere Antworten sind richtig"),
    QuestionKind.TRUE_FALSE: _l("Stimmt oder stimmt nicht"),
    QuestionKind.MATCHING: _l("Zuordnen"),
    QuestionKind.ORDERING: _l("In eine Reihenfolge bringen"),
    QuestionKind.GAP: _l("Lücken füllen"),
    QuestionKind.SCENARIO: _l("Situation ohne richtig oder falsch"),
}
LANGUAGES = {"de": _l("Deutsch"), "en": _l("Englisch")}
CHANGES = words.CHANGES
HEADINGS = {
    Severity.ERROR: _l("Fehler: So kann das Modul nicht erscheinen"),
    Severity.WARNING: _l("Warnungen: Ändern oder begründen"),
    Severity.HINT: _l("Hinweise"),
}


#: Without these, nobody can tell what module this is.
UNREADABLE = frozenset(
    {Rule.NO_FRONT_MATTER, Rule.NO_FRONT_MATTER_END, Rule.NOT_YAML, Rule.REFERENCE}
)


def is_key(text: str) -> bool:
    """Tell whether this can be the key of a module."""
    return ID.fullmatch(text) is not None


def renamed(questions: Sequence[Question], taken: Collection[str]) -> list[Question]:
    """Return questions under keys that a draft has not yet in any language."""
    known = set(taken)
    found = []
    for question in questions:
        key = fresh(question.key, known)
        known.add(key)
        found.append(replace(question, key=key))
    return found


@dataclass(frozen=True, kw_only=True)
class ShelfRow:
    """A module for editors."""

    key: str
    title: str
    published: str
    word: str
    tone: str
    notes: list[str]
    has_draft: bool
    withdrawn: bool
    exists: bool


@dataclass(frozen=True, kw_only=True)
class Hub:
    """A draft with all its parts."""

    key: str
    language: str
    draft: ModuleDraft
    document: Document
    sections: list[tuple[Section, bool]]
    missing_parts: list[tuple[str, str]]
    findings: list[tuple[str, list[Finding]]]
    languages: list[tuple[str, str, bool, bool]]
    marks: dict[str, str]  # parts of a translation that are behind the German text
    unknown: list[tuple[str, str]]  # details that nobody knows, and what they say
    asked: dict[str, str]  # the words of each question in one line
    is_handed_in: bool
    is_unchanged: bool

    @property
    def may_be_handed_in(self) -> bool:
        """Tell whether somebody else can be asked to release it."""
        return not (self.is_handed_in or self.is_unchanged or self.errors)

    @property
    def errors(self) -> bool:
        """Tell whether something keeps the module from appearing."""
        return any(one.severity is Severity.ERROR for _h, found in self.findings for one in found)


def shelf(*, today: date) -> list[ShelfRow]:
    """Return every module and draft."""
    begun = {one.key: one for one in drafts.everything()}
    published = queries.shelf()
    lost = _lost_contacts(published)
    rows = [
        replace(row, notes=row.notes + lost.get(row.key, []))
        for one in published
        for row in [_published(one, begun.get(one.module.key), today=today)]
    ]
    known = {one.module.key for one in published}
    return rows + [_only_draft(one) for key, one in begun.items() if key not in known]


def _lost_contacts(published: Sequence[queries.Shelved]) -> dict[str, list[str]]:
    """Say which contacts a published module names that are not in the directory."""
    named = {one.module.key: contact_links.keys(one.newest.base) for one in published}
    known = contacts.references({key for some in named.values() for key in some})
    there = {key for key, reference in known.items() if not reference.is_retired}
    return {
        module: [_("Nicht im Verzeichnis der Kontakte: %(keys)s.", keys=", ".join(lost))]
        for module, some in named.items()
        if (lost := [key for key in some if key not in there])
    }


def _published(one: queries.Shelved, draft: ModuleDraft | None, *, today: date) -> ShelfRow:
    edition = one.newest
    withdrawn = one.module.withdrawn_at is not None
    notes = [
        _(
            "Die Übersetzung (%(language)s) ist älter als der deutsche Text.",
            language=LANGUAGES[code],
        )
        for code in sorted(edition.stale)
    ]
    if "en" not in edition.documents:
        notes.append(_("Die englische Übersetzung fehlt."))
    review = day(edition.base.head.text("review_after"))
    if review is not None and review <= today:
        notes.append(_("Die Fakten sind seit %(day)s wieder zu prüfen.", day=short_date(review)))
    word, tone = _state(draft)
    return ShelfRow(
        key=one.module.key,
        title=edition.base.title,
        published=_(
            "Fassung %(number)s vom %(day)s",
            number=edition.number,
            day=short_date(edition.published_on),
        ),
        word=_("zurückgezogen") if withdrawn and not draft else word,
        tone="no" if withdrawn and not draft else tone,
        notes=notes,
        has_draft=draft is not None,
        withdrawn=withdrawn,
        exists=True,
    )


def _state(draft: ModuleDraft | None) -> tuple[str, str]:
    if draft is None:
        return _("veröffentlicht"), "ok"
    if draft.state is DraftState.HANDED_IN:
        return _("wartet auf Freigabe"), "wait"
    return _("Entwurf in Arbeit"), "wait"


def _only_draft(draft: ModuleDraft) -> ShelfRow:
    word, tone = _state(draft)
    return ShelfRow(
        key=draft.key,
        title=drafts.document(draft, BASE).title,
        published=_("noch nicht erschienen"),
        word=word,
        tone=tone,
        notes=[],
        has_draft=True,
        withdrawn=False,
        exists=False,
    )


def hub(key: str, language: str) -> Hub:
    """Return a draft with all its parts and what is wrong with it."""
    draft = drafts.draft(key)
    document = drafts.document(draft, language)
    stale = drafts.stale_languages(draft)
    ordered = [one for one in document.sections if one.part is not Part.QUIZ]
    found = drafts.findings(draft)
    return Hub(
        key=key,
        language=language,
        draft=draft,
        document=document,
        sections=[(one, one.part is Part.LESSON) for one in ordered],
        missing_parts=_missing(document),
        findings=[
            (str(heading), some)
            for severity, heading in HEADINGS.items()
            if (some := [one for one in found if one.severity is severity])
        ],
        languages=[
            (code, str(word), code in draft.texts, code in stale)
            for code, word in LANGUAGES.items()
        ],
        marks=_marks(draft, document),
        unknown=[(name, document.head.text(name)) for name in checks.unknown(document)],
        asked={one.key: readable.asked(one) for one in document.questions},
        is_handed_in=draft.state is DraftState.HANDED_IN,
        is_unchanged=drafts.is_unchanged(draft),
    )


def _marks(draft: ModuleDraft, document: Document) -> dict[str, str]:
    """Say of each part of a translation how it is behind the German text, if it is."""
    followed = draft.based_on.get(document.language) or {}
    return {
        part: _("veraltet") if part in followed else _("noch zu übersetzen")
        for part in drafts.outdated(draft, document.language)
    }


def _missing(document: Document) -> list[tuple[str, str]]:
    known = {one.part for one in document.sections}
    names = {
        Part.GOALS: _("Lernziele"),
        Part.PLAIN: _("In einfacher Sprache"),
        Part.SUMMARY: _("Auf einen Blick"),
        Part.SOURCES: _("Quellen"),
    }
    return [(str(part), name) for part, name in names.items() if part not in known]
