"""Dates as people type them, one a line: "21.05.2026 18:00–21:00". Every mistake names its line."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from flask_babel import gettext as _

from bgm_portal.core.clock import LOCAL, local
from bgm_portal.web.forms import parse_day, parse_time

Dates = list[tuple[datetime, datetime]]

LINE = re.compile(
    r"(?P<day>[\d.\-]*\d)\.?,?\s+(?P<start>\d{1,2}(?:[:.]\d{2})?)(?:\s*Uhr)?"
    r"\s*(?:–|-|bis)\s*"
    r"(?:(?P<last>\d{1,2}\.\d{1,2}\.\d{2,4})\.?,?\s+)?(?P<end>\d{1,2}(?:[:.]\d{2})?)(?:\s*Uhr)?"
)


@dataclass(frozen=True)
class Read:
    """What was understood, and one sentence for every line that was not."""

    dates: Dates
    mistakes: list[str]


def read_dates(text: str) -> Read:
    """Understand the dates of an activity."""
    dates: Dates = []
    mistakes: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        found, mistake = _read_line(line.strip())
        if found is None:
            mistakes.append(str(_("Zeile %(number)s: %(mistake)s", number=number, mistake=mistake)))
        elif found in dates:
            mistakes.append(str(_("Zeile %(number)s: Diesen Termin gibt es schon.", number=number)))
        else:
            dates.append(found)
    return Read(sorted(dates), mistakes)


def write_dates(dates: Dates) -> str:
    """Write dates in the way in which they are understood."""
    return "\n".join(_write(local(start), local(end)) for start, end in dates)


def _write(start: datetime, end: datetime) -> str:
    last = "" if start.date() == end.date() else f"{end:%d.%m.%Y} "
    return f"{start:%d.%m.%Y} {start:%H:%M}–{last}{end:%H:%M}"


def _read_line(line: str) -> tuple[tuple[datetime, datetime] | None, str]:
    match = LINE.fullmatch(line)
    if match is None:
        return None, _("Schreiben Sie Tag und Uhrzeiten so: 21.05.2026 18:00–21:00.")
    first = parse_day(match["day"])
    last = parse_day(match["last"]) if match["last"] else first
    if first is None or last is None:
        return None, _("Diesen Tag gibt es nicht. Prüfen Sie das Datum.")
    begins, ends = parse_time(match["start"]), parse_time(match["end"])
    if begins is None or ends is None:
        return None, _("Diese Uhrzeit gibt es nicht. Schreiben Sie sie so: 18:00.")
    start, end = moment_of(first, begins), moment_of(last, ends)
    if start is None or end is None:
        return None, _("In dieser Nacht wird die Uhr vorgestellt. Wählen Sie eine andere Uhrzeit.")
    if end <= start:
        return None, _("Das Ende liegt vor dem Beginn. Prüfen Sie die Uhrzeiten.")
    return (start, end), ""


def moment_of(day: date, at: time) -> datetime | None:
    """Return the moment of a German wall time, or nothing in the hour that does not exist."""
    wall = datetime.combine(day, at, tzinfo=LOCAL)
    moment = wall.astimezone(UTC)
    return moment if local(moment).replace(tzinfo=None) == wall.replace(tzinfo=None) else None
