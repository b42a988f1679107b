"""The directory and its entries as values, in the words of the page's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import url_for
from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from bgm_portal.core.clock import local_day
from bgm_portal.core.i18n import in_words, short_date

from . import queries, rules
from .forms import PARTS, ContactForm, NewContactForm
from .kinds import ContactKind, ContactScope
from .words import KINDS, SCOPES

LONGEST_SEARCH = 100


class Shelf(StrEnum):
    """Which entries whoever keeps the directory looks at; the value is in the address."""

    ALL = ""
    UNCHECKED = "ungeprueft"
    RETIRED = "herausgenommen"


SHELVES: dict[Shelf, LazyString] = {
    Shelf.ALL: _l("Im Verzeichnis"),
    Shelf.UNCHECKED: _l("Seit einem Jahr ungeprüft"),
    Shelf.RETIRED: _l("Herausgenommen"),
}


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What is looked for, as the address says it."""

    words: str
    kind: ContactKind | None
    scope: ContactScope | None
    shelf: Shelf

    @classmethod
    def from_address(cls, arguments: Mapping[str, str], *, may_keep: bool) -> "Filter":
        """Understand an address; what makes no sense narrows nothing."""
        kind, scope = arguments.get("art", ""), arguments.get("reichweite", "")
        shelf = arguments.get("stand", "") if may_keep else ""
        return cls(
            words=" ".join(arguments.get("suche", "")[:LONGEST_SEARCH].split()),
            kind=ContactKind(kind) if kind in set(ContactKind) else None,
            scope=ContactScope(scope) if scope in set(ContactScope) else None,
            shelf=Shelf(shelf) if shelf in set(Shelf) else Shelf.ALL,
        )

    @property
    def is_narrow(self) -> bool:
        """Tell whether anything is looked for."""
        return bool(self.words or self.kind or self.scope)

    def address(self, endpoint: str, **changed: str) -> str:
        """Return the address of a page that shows the same, but for what is changed."""
        pairs = {
            "suche": self.words,
            "art": self.kind or "",
            "reichweite": self.scope or "",
            "stand": self.shelf,
        } | changed
        query = urlencode({name: value for name, value in pairs.items() if value})
        return url_for(endpoint) + (f"?{query}" if query else "")


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way to reach a contact point; some can be followed by a click."""

    label: str
    lines: list[str]
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A contact point in words."""

    id: UUID
    key: str
    href: str
    name: str
    helps: str
    kind: str
    scope: str
    when: list[str]
    ways: list[Way]
    more: list[Way]
    access: list[str]
    languages: str
    source: str
    checked: str
    is_unchecked: bool
    retired: str


@dataclass(frozen=True, kw_only=True)
class Directory:
    """The entries that were asked for, kind by kind, and how to ask differently."""

    groups: list[tuple[str, str, list[Entry]]]
    count: str
    chips: list[tuple[str, str]]
    kinds: list[tuple[str, str, bool]]
    scopes: list[tuple[str, str, bool]]
    shelves: list[tuple[str, str, bool]]
    print_href: str
    all_href: str


def directory(chosen: Filter, *, may_keep: bool, today: date) -> Directory:
    """Put the directory together, with one statement."""
    known = queries.contacts(with_retired=may_keep)
    inside = [contact for contact in known if contact.retired_at is None]
    on_shelf: dict[Shelf, list[Any]] = {
        Shelf.ALL: inside,
        Shelf.UNCHECKED: [c for c in inside if rules.is_unchecked(c.checked_on, today=today)],
        Shelf.RETIRED: [contact for contact in known if contact.retired_at is not None],
    }
    found = [contact for contact in on_shelf[chosen.shelf] if _suits(contact, chosen)]
    return Directory(
        groups=_groups(found, today),
        count=ngettext("Ein Kontakt", "%(num)s Kontakte", len(found)),
        chips=_chips(chosen),
        kinds=[(kind.value, str(label), kind is chosen.kind) for kind, label in KINDS.items()],
        scopes=[(one.value, str(label), one is chosen.scope) for one, label in SCOPES.items()],
        shelves=[
            (
                f"{label} ({len(on_shelf[shelf])})",
                chosen.address("contacts.overview", stand=shelf),
                shelf is chosen.shelf,
            )
            for shelf, label in SHELVES.items()
        ],
        print_href=chosen.address("contacts.paper"),
        all_href=url_for("contacts.overview"),
    )


def entry(contact: Any, *, today: date) -> Entry:
    """Put a contact point into words."""
    return Entry(
        id=contact.id,
        key=contact.key,
        href=url_for("contacts.detail", contact_id=contact.id),
        name=in_words(contact.name_de, contact.name_en),
        helps=in_words(contact.helps_de, contact.helps_en),
        kind=str(KINDS[contact.kind]),
        scope=str(SCOPES[contact.scope]),
        when=_lines(contact.when_de, contact.when_en),
        ways=list(_ways(contact)),
        more=list(_more_ways(contact)),
        access=_lines(contact.access_de, contact.access_en),
        languages=in_words(contact.languages_de or "", contact.languages_en),
        source=contact.source,
        checked=_(
            "geprüft am %(day)s von: %(office)s",
            day=short_date(contact.checked_on),
            office=contact.checked_by,
        ),
        is_unchecked=rules.is_unchecked(contact.checked_on, today=today),
        retired=short_date(local_day(contact.retired_at)) if contact.retired_at else "",
    )


def form_for(contact: Any | None, *, today: date) -> ContactForm:
    """Return the form about a contact point, filled with what is known."""
    if contact is None:
        form: ContactForm = NewContactForm(data={"checked_on": today})
    else:
        names = [name for _heading, fields in PARTS for name in fields]
        form = ContactForm(data={name: getattr(contact, name) for name in names})
    form.today = today
    return form


def _suits(contact: Any, chosen: Filter) -> bool:
    texts = (
        contact.key,
        contact.name_de,
        contact.name_en,
        contact.helps_de,
        contact.helps_en,
        contact.when_de,
        contact.when_en,
        contact.channels_de,
        contact.channels_en,
        contact.languages_de,
        contact.languages_en,
        contact.address,
    )
    return (
        chosen.kind in {None, contact.kind}
        and chosen.scope in {None, contact.scope}
        and rules.matches(chosen.words, texts)
    )


def _groups(found: Iterable[Any], today: date) -> list[tuple[str, str, list[Entry]]]:
    entries = {
        kind: [entry(contact, today=today) for contact in found if contact.kind is kind]
        for kind in ContactKind
    }
    return [
        (kind.value, str(label), entries[kind]) for kind, label in KINDS.items() if entries[kind]
    ]


def _chips(chosen: Filter) -> list[tuple[str, str]]:
    """Return what narrows the directory, each with the address that takes it away."""
    overview = "contacts.overview"
    chips = []
    if chosen.words:
        chips.append((chosen.words, chosen.address(overview, suche="")))
    if chosen.kind:
        chips.append((str(KINDS[chosen.kind]), chosen.address(overview, art="")))
    if chosen.scope:
        chips.append((str(SCOPES[chosen.scope]), chosen.address(overview, reichweite="")))
    return chips


def _ways(contact: Any) -> Iterable[Way]:
    if contact.phone:
        number = rules.dialled(contact.phone)
        yield Way(label=_("Telefon"), lines=[contact.phone], href=f"tel:{number}" if number else "")
    if contact.email:
        yield Way(label=_("E-Mail"), lines=[contact.email], href=f"mailto:{contact.email}")
    if contact.website:
        yield Way(label=_("Internetseite"), lines=[contact.website], href=contact.website)


def _more_ways(contact: Any) -> Iterable[Way]:
    """Yield what does not fit into a line."""
    return (
        Way(label=label, lines=lines)
        for label, lines in (
            (_("Weitere Wege"), _lines(contact.channels_de, contact.channels_en)),
            (_("Zeiten"), _lines(contact.hours_de, contact.hours_en)),
            (_("Anschrift"), _lines(contact.address, None)),
        )
        if lines
    )


def _lines(german: str | None, english: str | None) -> list[str]:
    return [line.strip() for line in in_words(german or "", english).splitlines() if line.strip()]
