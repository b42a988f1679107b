"""One's own diary to take along."""

import csv
import io
import json
from collections.abc import Sequence

from flask_babel import gettext as _

from .rules import Entry

BYTE_ORDER_MARK = "\ufeff"  # so that spreadsheets read umlauts


def as_csv(entries: Sequence[Entry]) -> str:
    """Return the diary for a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Tag"), _("Aktive Minuten"), _("Ruhetag")])
    for entry in entries:
        writer.writerow(
            [f"{entry.day:%d.%m.%Y}", entry.minutes, _("ja") if entry.rest else _("nein")]
        )
    return BYTE_ORDER_MARK + text.getvalue()


def as_json(entries: Sequence[Entry]) -> str:
    """Return the diary for another program."""
    days = [
        {"day": entry.day.isoformat(), "minutes": entry.minutes, "rest": entry.rest}
        for entry in entries
    ]
    return json.dumps({"diary": days}, indent=2)
