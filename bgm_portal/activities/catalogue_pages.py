"""The pages of the catalogue as values: reads put together with words, ready to be arranged."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from bgm_portal.core import own_status
from bgm_portal.core.clock import local_day
from bgm_portal.core.i18n import (
    LANGUAGES,
    clock_time,
    in_words,
    language,
    long_date,
    month_year,
    weekday,
)
from bgm_portal.core.paging import Page
from bgm_portal.identity.authentication import SignedIn

from . import entries, programme_queries
from .entries import Entry, Reader
from .month import WEEK, Day, Item, weeks_of
from .programme import (
    PAGE_SIZE,
    POSSIBILITIES,
    Filter,
    chips,
    following_month,
    month_bounds,
    months,
    parse_month,
)
from .programme_queries import ONLINE, Found
from .words import FIELDS

Option = tuple[str, str, bool]


@dataclass(frozen=True, kw_only=True)
class Booklet:
    """The programme: what fits by month, what else there is, and how to look further."""

    page: Page[Found]
    url_of: Callable[[int], str]
    groups: list[tuple[str, list[Markup]]]
    months: list[tuple[str, str, bool]]
    chips: list[tuple[str, str]]
    count: str
    left_out: str
    left_out_link: str
    everything: str
    nothing: str
    calendar: str
    fields: list[Option]
    places: list[Option]
    possibilities: list[Option]


def booklet(chosen: Filter, *, number: int, visitor: SignedIn, at: datetime) -> Booklet:
    """Put the programme together for this visitor, with four statements."""
    since, until = chosen.period(at)
    everything = programme_queries.found(chosen.wish, since=since, until=until)
    fitting = [found for found in everything if found.fits]
    places = _places(chosen)
    page = _page(fitting, number)
    base = url_for("catalogue.programme")
    left_out = len(everything) - len(fitting)
    return Booklet(
        page=page,
        url_of=lambda wanted: base + chosen.query(page=wanted),
        groups=_groups(page.rows, visitor=visitor, at=at),
        months=[
            (words, base + other.query(), here)
            for words, other, here in months(chosen, today=local_day(at))
        ],
        chips=[(words, base + other.query()) for words, other in _chips(chosen, places)],
        count=_count(len(fitting)),
        left_out=_left_out(left_out),
        left_out_link=ngettext(
            "Das eine Angebot anzeigen", "Alle %(num)s Angebote anzeigen", len(everything)
        ),
        everything=base + chosen.without_narrowing().query(),
        nothing=_nothing(chosen),
        calendar=_calendar(chosen, at),
        fields=[(field, words, field == chosen.field) for field, words in _fields(language())],
        places=places,
        possibilities=[
            (name, words, name in chosen.possibilities)
            for name, words in _possibilities(language())
        ],
    )


@lru_cache(maxsize=len(LANGUAGES))
def _fields(_code: str) -> list[tuple[str, str]]:
    return [(field, str(words)) for field, words in FIELDS.items()]


@lru_cache(maxsize=len(LANGUAGES))
def _possibilities(_code: str) -> list[tuple[str, str]]:
    return [(name, str(words)) for name, words in POSSIBILITIES.items()]


def _calendar(chosen: Filter, at: datetime) -> str:
    month = parse_month(chosen.month) or local_day(at)
    return url_for("catalogue.month", year=month.year, month=month.month)


def _nothing(chosen: Filter) -> str:
    if chosen.words:
        return str(_("Zu „%(words)s“ gibt es gerade kein Angebot", words=chosen.words))
    if chosen.narrows:
        return str(_("Zu Ihrer Auswahl gibt es gerade kein Angebot"))
    return str(_("In dieser Zeit gibt es kein Angebot"))


def _page(fitting: list[Found], number: int) -> Page[Found]:
    last = max(1, -(-len(fitting) // PAGE_SIZE))
    here = min(max(1, number), last)
    return Page(
        rows=fitting[(here - 1) * PAGE_SIZE : here * PAGE_SIZE],
        number=here,
        size=PAGE_SIZE,
        total=len(fitting),
    )


def _groups(
    dates: list[Found], *, visitor: SignedIn, at: datetime
) -> list[tuple[str, list[Markup]]]:
    ids = [date.id for date in dates]
    rows = programme_queries.rows(ids, since=at)
    own = own_status.own_statuses(visitor.person_id, ids) if ids else {}
    reader = Reader(employer=visitor.employer, language=language(), at=at)
    months = entries.by_month(
        (
            date.next_at,
            entries.entry(rows[date.id], date, reader=reader, own=own.get(date.id)),
        )
        for date in dates
    )
    return [(month, [_drawn(entry, reader.language) for entry in found]) for month, found in months]


@lru_cache(maxsize=2048)
def _drawn(entry: Entry, _code: str) -> Markup:
    """Draw an entry, once for the same words: the list is read far more often than it changes."""
    template = current_app.jinja_env.get_template("catalogue/entry.html")
    href = url_for("catalogue.detail", activity_id=entry.id)
    return Markup(template.render(entry=entry, url=href))  # noqa: S704 - the template escapes


def _places(chosen: Filter) -> list[Option]:
    online = (ONLINE, _("online"), chosen.place == ONLINE)
    return [
        online,
        *(
            (str(place_id), in_words(german, english), str(place_id) == chosen.place)
            for place_id, german, english in programme_queries.places()
        ),
    ]


def _chips(chosen: Filter, places: list[Option]) -> list[tuple[str, Filter]]:
    names = [words for _value, words, here in places if here]
    return chips(
        chosen,
        place_name=names[0] if names else _("Ort"),
        field_name=str(FIELDS[chosen.field]) if chosen.field else "",
    )


def _count(number: int) -> str:
    if number == 0:
        return str(_("Kein Angebot"))
    return str(ngettext("%(num)s Angebot", "%(num)s Angebote", number))


def _left_out(number: int) -> str:
    if number == 0:
        return ""
    return str(
        ngettext(
            "%(num)s Angebot ist nicht in dieser Liste, weil es nicht zu Ihrer Auswahl passt.",
            "%(num)s Angebote sind nicht in dieser Liste, weil sie nicht zu Ihrer Auswahl passen.",
            number,
        )
    )


@dataclass(frozen=True, kw_only=True)
class MonthPage:
    """A month as a table, and the way to the months around it."""

    title: str
    weekdays: list[str]
    weeks: list[list[Day]]
    is_empty: bool
    before: tuple[str, str]
    after: tuple[str, str]
    as_list: str


def month_page(month: date, *, today: date) -> MonthPage:
    """Put a month together, with one statement."""
    items: dict[date, list[Item]] = {}
    labels: dict[date, str] = {}
    base = url_for("catalogue.programme")
    for activity_id, german, english, starts_at in programme_queries.dates_between(
        *month_bounds(month)
    ):
        day = local_day(starts_at)
        labels.setdefault(day, long_date(day))
        items.setdefault(day, []).append(
            Item(f"{base}/{activity_id}", clock_time(starts_at), in_words(german, english))
        )
    monday = date(2026, 1, 5)
    return MonthPage(
        title=month_year(month),
        weekdays=[weekday(monday + timedelta(days=number)) for number in range(WEEK)],
        weeks=weeks_of(month, items=items, labels=labels, today=today),
        is_empty=not items,
        before=_month_link(month - timedelta(days=1)),
        after=_month_link(following_month(month)),
        as_list=base + Filter(month=f"{month:%Y-%m}").query(),
    )


def _month_link(day: date) -> tuple[str, str]:
    return month_year(day), url_for("catalogue.month", year=day.year, month=day.month)
