"""The programme as people ask for it: the filter in the address, its months, its chips."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from bgm_portal.core.clock import LOCAL
from bgm_portal.core.i18n import month_name, month_year

from .kinds import PreventionField
from .programme_queries import ONLINE, Wish

PAGE_SIZE = 20
NEXT_WEEKS = timedelta(weeks=8)
MONTHS_OFFERED = 4
WHOLE_YEAR = "alle"
DECEMBER = 12
FIRST_YEAR, LAST_YEAR = 2000, 2100  # the years in which the portal can have a programme

POSSIBILITIES: dict[str, LazyString] = {
    "stufenlos": _l("Stufenloser Zugang"),
    "sitzen": _l("Übungen im Sitzen"),
    "online": _l("Online teilnehmen"),
    "dgs": _l("Gebärdensprache"),
    "hoeren": _l("Höranlage oder Untertitel"),
    "ruhig": _l("Ruhiger Raum"),
}


@dataclass(frozen=True, kw_only=True)
class Filter:
    """What stands in the address of the programme. Whatever cannot be understood is left out."""

    words: str = ""
    field: PreventionField | None = None
    month: str = ""
    place: str = ""
    possibilities: tuple[str, ...] = ()

    @classmethod
    def from_address(cls, values: Mapping[str, str], possibilities: list[str]) -> "Filter":
        """Read the filter, forgiving what people may have typed into the address."""
        field = values.get("thema", "")
        month = values.get("monat", "")
        return cls(
            words=" ".join(values.get("suche", "")[:100].split()),
            field=PreventionField(field) if field in set(PreventionField) else None,
            month=month if month == WHOLE_YEAR or parse_month(month) else "",
            place=_place(values.get("ort", "")),
            possibilities=tuple(name for name in POSSIBILITIES if name in possibilities),
        )

    @property
    def wish(self) -> Wish:
        """Return what to look for."""
        return Wish(
            words=tuple(self.words.split()),
            field=self.field,
            place=UUID(self.place) if self.place and self.place != ONLINE else None,
            online=self.place == ONLINE,
            possibilities=self.possibilities,
        )

    @property
    def narrows(self) -> bool:
        """Tell whether anything but the month was chosen."""
        return bool(self.words or self.field or self.place or self.possibilities)

    def query(self, *, page: int = 1) -> str:
        """Return the query of the address that shows this."""
        pairs = [
            ("suche", self.words),
            ("thema", self.field or ""),
            ("monat", self.month),
            ("ort", self.place),
            *(("moeglich", name) for name in self.possibilities),
            ("seite", str(page) if page > 1 else ""),
        ]
        chosen = [(key, value) for key, value in pairs if value]
        return f"?{urlencode(chosen)}" if chosen else ""

    def without_narrowing(self) -> "Filter":
        """Return the same month without any other choice."""
        return Filter(month=self.month)

    def period(self, at: datetime) -> tuple[datetime, datetime]:
        """Return from when until when the programme is shown; what is over is never shown."""
        if self.month == WHOLE_YEAR:
            return at, at + timedelta(days=366)
        chosen = parse_month(self.month)
        if chosen is None:
            return at, at + NEXT_WEEKS
        since, until = month_bounds(chosen)
        return max(at, since), until


def _place(value: str) -> str:
    if value == ONLINE:
        return value
    try:
        return str(UUID(value))
    except ValueError:
        return ""


def parse_month(text: str) -> date | None:
    """Return the first day of a month written as 2026-05."""
    year, _dash, month = text.partition("-")
    try:
        found = date(int(year), int(month), 1)
    except (ValueError, OverflowError):
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def following_month(month: date) -> date:
    """Return the first day of the month after."""
    if month.month == DECEMBER:
        return date(month.year + 1, 1, 1)
    return date(month.year, month.month + 1, 1)


def month_bounds(month: date) -> tuple[datetime, datetime]:
    """Return the moments in which a month begins and ends in Germany."""
    after = following_month(month)
    first, last = (datetime(d.year, d.month, 1, tzinfo=LOCAL) for d in (month, after))
    return first.astimezone(UTC), last.astimezone(UTC)


def months(chosen: Filter, *, today: date) -> list[tuple[str, Filter, bool]]:
    """Return the links through the year: words, filter, and whether one is there."""
    links = [(_("Die nächsten Wochen"), "")]
    month = today.replace(day=1)
    for _number in range(MONTHS_OFFERED):
        words = month_name(month) if month.year == today.year else month_year(month)
        links.append((words, f"{month:%Y-%m}"))
        month = following_month(month)
    links.append((_("Ganzes Jahr"), WHOLE_YEAR))
    return [(words, replace(chosen, month=value), value == chosen.month) for words, value in links]


def chips(chosen: Filter, *, place_name: str, field_name: str) -> list[tuple[str, Filter]]:
    """Return what narrows the programme, each with the filter without it."""
    found: list[tuple[str, Filter]] = []
    if chosen.words:
        found.append((_("„%(words)s“", words=chosen.words), replace(chosen, words="")))
    if chosen.field:
        found.append((field_name, replace(chosen, field=None)))
    if chosen.place:
        found.append((place_name, replace(chosen, place="")))
    for name in chosen.possibilities:
        rest = tuple(other for other in chosen.possibilities if other != name)
        found.append((str(POSSIBILITIES[name]), replace(chosen, possibilities=rest)))
    return found
