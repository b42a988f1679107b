"""What the pages of needs show: words and addresses, nothing that a template must decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from bgm_portal.core.i18n import in_words

from . import rules, words
from .contents import OpenCase
from .queries import CaseRow


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line of the desk: a need without what is needed."""

    row: CaseRow
    activity: str
    status: tuple[str, str]
    warning: str  # why it is urgent, or nothing


@dataclass(frozen=True, kw_only=True)
class OwnEntry:
    """A line of a person's own list."""

    row: CaseRow
    activity: str
    label: str
    status: tuple[str, str]
    has_answer: bool


def activity(row: CaseRow) -> str:
    """Return at which activity, in the language of the page."""
    return in_words(row.title_de, row.title_en)


def desk(rows: Sequence[CaseRow], *, today: date) -> dict[str, Any]:
    """Return the desk: what is open, what is answered, and a few numbers."""
    waiting = [row for row in rows if row.status in rules.OPEN]
    return {
        "waiting": [_entry(row, today) for row in waiting],
        "answered": [_entry(row, today) for row in rows if row.status not in rules.OPEN],
        "figures": [
            (_("Offen"), len(waiting)),
            (_("Frist heute oder vorbei"), sum(rules.is_due(row, today) for row in rows)),
            (_("Halber Vorlauf vorbei"), sum(rules.is_escalated(row, today) for row in rows)),
        ],
    }


def case(opened: OpenCase, *, opened_at: datetime | None) -> dict[str, Any]:
    """Return the page of one need for whoever looks after it."""
    return _need(opened) | {"opened_at": opened_at}


def own_case(opened: OpenCase) -> dict[str, Any]:
    """Return the page of one need for its person."""
    page = _need(opened)
    letter = opened.last_answer if opened.waits_for_person else None
    return page | {
        "letter": letter,
        "answers": [(step, *status) for step, *status in page["answers"] if step is not letter],
        "may_confirm": rules.may_confirm(opened.row.status),
        "may_talk_again": rules.may_talk_again(opened.row.status),
    }


def own_entry(opened: OpenCase) -> OwnEntry:
    """Return a line of the own list."""
    return OwnEntry(
        row=opened.row,
        activity=activity(opened.row),
        label=words.label(opened),
        status=words.status(opened.row),
        has_answer=opened.waits_for_person,
    )


def _entry(row: CaseRow, today: date) -> Entry:
    return Entry(
        row=row, activity=activity(row), status=words.status(row), warning=_warning(row, today)
    )


def _warning(row: CaseRow, today: date) -> str:
    if rules.is_escalated(row, today):
        return str(_("Halber Vorlauf vorbei"))
    return str(_("Frist erreicht")) if rules.is_due(row, today) else ""


def _need(opened: OpenCase) -> dict[str, Any]:
    steps, now = words.way(opened)
    return {
        "row": opened.row,
        "activity": activity(opened.row),
        "label": words.label(opened),
        "words": opened.content.words,
        "wish": words.wished_channel(opened),
        "way": steps,
        "now": now,
        "answers": [
            (step, *words.status_of(step.status)) for step in opened.steps if step.content.said
        ],
        "lead": words.lead(opened),
        "shared_with": words.shared_with(opened),
        "erased_on": words.erased_on(opened.row),
    }
