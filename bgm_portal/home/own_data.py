"""My data: what is held, who opened it, and all of it to take along.

The file holds the same rows three times: for a program (JSON with its schema), for reading in any
browser (HTML), and on paper (PDF/UA).
"""

import io
import json
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import render_template
from flask_babel import gettext as _
from flask_babel import ngettext

from bgm_portal.activities import queries as activities
from bgm_portal.audit.events import Event
from bgm_portal.core.i18n import in_words, short_date
from bgm_portal.core.personal_data import Holding, Purpose
from bgm_portal.privacy import own_rows
from bgm_portal.web import papers
from bgm_portal.web.papers import Block, Facts, Heading, Words

from . import notice, own_values
from .log import WORDS
from .own_words import name_of
from .queries import own_log

SCHEMA = "https://json-schema.org/draft/2020-12/schema"
NAME = "meine-daten"
FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of data that is held about somebody: how much, who sees it, how long."""

    what: str
    count: int
    recipients: str
    retention: str


@dataclass(frozen=True, kw_only=True)
class Look:
    """Who did what with somebody's data, and when."""

    at: datetime
    what: str
    who: str


@dataclass(frozen=True, kw_only=True)
class Rest:
    """What an erasure took, or what stays and until when."""

    what: str
    note: str


def held(person_id: UUID) -> list[Kind]:
    """Return what is held about somebody, what there is most of a purpose first."""
    counts = own_rows.counts(person_id)
    return [
        Kind(
            what=_what(holding),
            count=counts[notice.key_of(holding)],
            recipients="; ".join(_(one) for one in holding.recipients) or _("Niemand"),
            retention=_(holding.retention),
        )
        for holding in _in_order()
        if counts[notice.key_of(holding)]
    ]


def looks(person_id: UUID) -> list[Look]:
    """Return who else did something with somebody's data, the latest first."""
    return [
        Look(
            at=entry.at,
            what=str(WORDS.get(Event(entry.event), entry.event)),
            who=entry.name or _("das Portal selbst oder jemand, der nicht mehr hier ist"),
        )
        for entry in own_log.by_others(person_id)
    ]


def archive(person_id: UUID, *, at: datetime) -> bytes:
    """Return everything that is held about somebody as a ZIP file."""
    parts = [(one, own_rows.rows(one, person_id)) for one in _in_order()]
    full = [(one, rows) for one, rows in parts if rows]
    made = _("Auskunft nach DSGVO Artikel 15 und 20 vom %(day)s", day=short_date(at))
    readable = _readable(full)
    page = render_template("own_data/file.html", parts=readable, made=made)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as files:
        files.writestr(f"{NAME}.json", _json(parts, at=at))
        files.writestr(f"{NAME}.schema.json", json.dumps(schema(), indent=2, ensure_ascii=False))
        files.writestr(f"{NAME}.html", page)
        files.writestr(
            f"{NAME}.pdf", papers.sheet(_("Meine Daten"), _blocks(readable), at=at, foot=made)
        )
    return content.getvalue()


def schema() -> dict[str, Any]:
    """Return the JSON schema of the file."""
    tables: dict[str, Any] = {}
    for holding in _in_order():
        names = own_rows.exported_names(holding)
        rows = tables.setdefault(holding.table, {"type": "array", "items": {"type": "object"}})
        known = rows["items"].setdefault("properties", {})
        known |= {name: {} for name in names}
    return {
        "$schema": SCHEMA,
        "title": "Meine Daten im BGM-Portal",
        "type": "object",
        "required": ["format", "made_at", "data"],
        "properties": {
            "format": {"const": FORMAT},
            "made_at": {"type": "string", "format": "date-time"},
            "data": {"type": "object", "properties": tables, "additionalProperties": False},
        },
    }


def receipt(erased: dict[str, int], *, cancelled: int) -> list[str]:
    """Say in words how much of what was erased."""
    words = {one.table: _what(one) for one in reversed(_in_order())}
    lines = [f"{words[table]}: {count}" for table, count in erased.items() if count]
    if cancelled:
        sentence = ngettext("%(num)s Anmeldung abgesagt", "%(num)s Anmeldungen abgesagt", cancelled)
        lines.insert(0, sentence)
    return lines


def goes(person_id: UUID) -> tuple[list[Rest], list[Rest]]:
    """Return what an erasure would take, and what stays and until when."""
    counts = own_rows.counts(person_id)
    taken, staying = [], []
    for holding in _in_order():
        count = counts[notice.key_of(holding)]
        if count and holding.on_wish:
            taken.append(Rest(what=_what(holding), note=str(count)))
        elif count:
            staying.append(Rest(what=_what(holding), note=_(holding.retention)))
    return taken, staying


def _in_order() -> list[Holding]:
    order = list(Purpose)
    return sorted(own_rows.holdings(), key=lambda one: order.index(one.purpose))


def _what(holding: Holding) -> str:
    return str(notice.HELD.get(notice.key_of(holding), holding.table))


def _json(parts: list[tuple[Holding, list[dict[str, Any]]]], *, at: datetime) -> str:
    data: dict[str, list[dict[str, Any]]] = {}
    for holding, rows in parts:
        data.setdefault(holding.table, []).extend(rows)
    whole = {"format": FORMAT, "made_at": at.isoformat(), "data": data}
    return json.dumps(whole, indent=2, ensure_ascii=False, default=_for_programs)


def _for_programs(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _readable(
    full: list[tuple[Holding, list[dict[str, Any]]]],
) -> list[tuple[str, list[list[tuple[str, str]]]]]:
    """Return all rows in words; those that say nothing but codes are left out."""
    named = own_values.scopes([row for _one, rows in full for row in rows])
    titles = {
        str(one.id): in_words(one.title_de, one.title_en)
        for one in activities.activities_by_ids(named).values()
    }
    return [
        (
            _what(one),
            [
                [
                    (name_of(one.table, name), words)
                    for name, words in own_values.in_reading(one.table, row, titles)
                ]
                for row in rows
            ],
        )
        for one, rows in full
    ]


def _blocks(readable: list[tuple[str, list[list[tuple[str, str]]]]]) -> list[Block]:
    blocks: list[Block] = [Words(_("Alles, was das Portal in diesem Augenblick über Sie weiß."))]
    for what, rows in readable:
        blocks.append(Heading(what))
        blocks += [Facts(lines) for lines in rows]
    return blocks
