"""Drawn texts of a module, with the words that are explained and the contacts that are named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext
from markupsafe import Markup

from bgm_portal.contacts import pages as directory
from bgm_portal.contacts import queries as contacts

from .content import contact_links, rendering
from .content.document import Document, Section
from .content.glossary import Reader, Term
from .content.vocabulary import Part
from .courses import Course


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


class Helpers:
    """Contacts that a module names: linked where they stand, listed below with their number."""

    def __init__(self, document: Document, *, today: date) -> None:
        self._known: Mapping[str, Any] = contacts.by_keys(contact_links.keys(document))
        self._today = today
        self._found: dict[str, directory.Entry] = {}

    def address(self, key: str) -> str:
        """Return where a contact is, or nothing if it is not in the directory."""
        if key not in self._known:
            return ""
        if key not in self._found:
            self._found[key] = directory.entry(self._known[key], today=self._today)
        return self._found[key].href

    @property
    def list(self) -> list[directory.Entry]:
        """Return who was named, in the order of the text."""
        return list(self._found.values())


@dataclass(frozen=True, kw_only=True)
class Text:
    """A drawn section with the words that are explained below it, and who helps."""

    title: str
    body: Markup
    takeaway: Markup
    terms: list[Term]
    helpers: list[directory.Entry]
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Notes:
    """What is collected for the end of a page."""

    terms: Reader
    helpers: Helpers


def notes_for(one: Course) -> Notes:
    """Return where words and contacts of a page are collected."""
    return Notes(
        terms=Reader(one.document.language), helpers=Helpers(one.document, today=one.today)
    )


def text_of(one: Course, section: Section, notes: Notes, *, deeper: int = 0) -> Text:
    """Draw a section. `deeper` is how far its headings stand below the top of the page."""
    setting = rendering.Setting(
        language=one.document.language,
        title=section.title,
        table=_("Tabelle"),
        captions=_("Untertitel"),
        transcript=_("Text zum Nachlesen"),
        deeper=deeper,
        address=one.address,
        contact=notes.helpers.address,
        terms=notes.terms,
    )
    return Text(
        key=section.key,
        title=section.title,
        body=rendering.html(section.body, setting),
        takeaway=rendering.inline(section.takeaway, notes.helpers.address),
        terms=notes.terms.list,
        helpers=notes.helpers.list,
    )


def texts_of(one: Course, *parts: Part, deeper: int = 0) -> dict[str, Text]:
    """Draw the sections of these parts, by key, with one list of explained words."""
    notes = notes_for(one)
    return {
        section.key: text_of(one, section, notes, deeper=deeper)
        for section in one.document.sections
        if section.part in parts
    }
