"""Reported barriers as values: what is the matter, who can be told, by when."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import gettext as _

from bgm_portal.core.clock import local_day
from bgm_portal.core.i18n import short_date
from bgm_portal.core.paging import Page

from . import rules
from .queries import barriers


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report as a line of the list."""

    id: UUID
    received_at: datetime
    page: str
    message: str
    contact: str
    status: tuple[str, str]
    is_open: bool


def reports(number: int, *, at: datetime) -> Page[Report]:
    """Return a page of reports, with the word for where each of them stands."""
    found = barriers.page(number)
    return Page(
        rows=[
            Report(
                id=row.id,
                received_at=row.received_at,
                page=row.page or _("nicht genannt"),
                message=row.message,
                contact=row.contact or _("nicht genannt"),
                status=_status(row.received_at, row.answered_at, today=local_day(at)),
                is_open=row.answered_at is None,
            )
            for row in found.rows
        ],
        number=found.number,
        size=found.size,
        total=found.total,
    )


def _status(received_at: datetime, answered_at: datetime | None, *, today: date) -> tuple[str, str]:
    """Return the word for where a report stands, and its tone."""
    if answered_at is not None:
        return _("erledigt am %(day)s", day=short_date(answered_at)), "ok"
    due = rules.answer_due(received_at)
    return _("Antwort bis %(day)s", day=short_date(due)), "no" if due <= today else "wait"
