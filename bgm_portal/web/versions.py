"""Two versions of one form: whether they differ, and where, side by side.

Whoever opens a form takes its fingerprint along. If somebody else saved meanwhile, the fingerprint
of what is stored is another one, and nobody overwrites what they have not seen.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from bgm_portal.core.errors import Refused

FIELD = "shown"  # under which a page carries the fingerprint of what it showed
OURS = frozenset({"csrf_token", FIELD, "weiter"})  # what a form sends that nobody typed


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A field in which two versions differ, as words."""

    label: str
    stored: str
    typed: str


def fingerprint(form: Any) -> str:
    """Return what stands for the values of a form, whatever the language of its labels."""
    values = [(field.name, _value(field)) for field in _fields(form)]
    return hashlib.sha256(repr(values).encode()).hexdigest()


class ChangedMeanwhile(Refused):
    """Somebody else saved after this page was opened."""

    code = "changed_meanwhile"

    def __init__(self) -> None:
        super().__init__(
            _l("Jemand anderes hat inzwischen gespeichert. Prüfen Sie, was jetzt gelten soll.")
        )


def ensure_seen(shown: str | None, stored: Any) -> None:
    """Refuse to overwrite what was saved after the page was opened."""
    if shown and shown != fingerprint(stored):
        raise ChangedMeanwhile


def both(stored: Any, typed: Any, sent: MultiDict[str, str]) -> dict[str, Any]:
    """Return what the page with both versions shows, and what it sends once more."""
    return {
        "pairs": pairs(stored, typed),
        "writer": None,
        "shown": fingerprint(stored),
        "typed": [pair for pair in sent.items(multi=True) if pair[0] not in OURS],
    }


def pairs(stored: Any, typed: Any) -> list[Pair]:
    """Return the fields in which two versions of the same form differ, in the order of the page."""
    before = {field.name: field for field in _fields(stored)}
    after = {field.name: field for field in _fields(typed)}
    return differing((before.get(name), after.get(name)) for name in before | after)


def differing(couples: Iterable[tuple[Any | None, Any | None]]) -> list[Pair]:
    """Return those of the fields, stored and typed, that do not say the same."""
    return [
        Pair(label=_label(after or before), stored=_words(before), typed=_words(after))
        for before, after in couples
        if _words(before) != _words(after)
    ]


def written(form: Any) -> list[tuple[str, str]]:
    """Return what stands in a form, with the labels of its fields; what is empty is left out."""
    said = ((_label(field), _words(field)) for field in _fields(form))
    return [(label, words) for label, words in said if words]


def _fields(form: Any) -> Iterator[Any]:
    """Return every field that people fill in, groups and rows opened."""
    for field in form:
        if hasattr(field, "entries"):
            for entry in field.entries:
                yield from _fields(entry.form) if hasattr(entry, "form") else [entry]
        elif hasattr(field, "form"):
            yield from _fields(field.form)
        elif getattr(field.widget, "input_type", "") != "hidden":
            yield field


def _value(field: Any) -> str:
    """Return a value as it is compared: empty is empty, lines end in one way."""
    if field.type == "BooleanField" or hasattr(field, "iter_choices"):
        return repr(field.data or "")
    return _plain(field)


def _plain(field: Any) -> str:
    return str(field._value()).replace("\r\n", "\n").strip()  # noqa: SLF001 - as widgets do


def _label(field: Any) -> str:
    return str(field.label.text)


def _words(field: Any) -> str:
    if field is None:
        return ""
    if field.type == "BooleanField":
        return str(_("ja") if field.data else _("nein"))
    if hasattr(field, "iter_choices"):
        chosen = [
            str(label) for _value, label, is_chosen, *_rest in field.iter_choices() if is_chosen
        ]
        return ", ".join(chosen)
    return _plain(field)
