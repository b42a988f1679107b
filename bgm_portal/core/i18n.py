"""Languages, and how moments are written for people.

German is the source language of all texts; English is a catalogue. Moments are stored in UTC and
written in German wall time, whatever the language. Formatting is remembered, because a page
of the programme writes the same dates over and over.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.support import NullTranslations
from flask import Flask, has_request_context
from flask_babel import force_locale, get_domain, get_locale, gettext, refresh
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from .clock import local, local_day

LANGUAGES = ("de", "en")
DEFAULT_LANGUAGE = "de"
LANGUAGE_IN_ADDRESS = "lang"  # `?lang=en` shows any page in English
NO_BREAK_SPACE = "\u00a0"
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


def language() -> str:
    """Return the language of the present page or message, looked up once a request."""
    spoken = _spoken.get()
    if spoken is not None:
        return spoken
    locale = get_locale()
    code = locale.language if locale is not None else DEFAULT_LANGUAGE
    if has_request_context():
        _spoken.set(code)
    return code


def listen_anew() -> None:
    """Forget the language of the request before: the first and the last thing in every request."""
    _spoken.set(None)
    refresh()


def speak_quickly(app: Flask) -> None:
    """Let templates look words up in the catalogue itself: a page asks for a hundred of them."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # of its i18n extension
        lambda text: _catalogue(language()).gettext(text),
        lambda one, many, number: _catalogue(language()).ngettext(one, many, number),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"] = _said


@pass_eval_context
def _said(context: EvalContext, text: str, /, **values: Any) -> str:
    """Say a sentence in a template, values filled in: what Jinja does by three calls, by one."""
    words = _words(text, language(), escaped=bool(context.autoescape))
    return words % values if values or "%" in words else words


@lru_cache(maxsize=8192)
def _words(text: str, code: str, *, escaped: bool) -> str:
    words = _catalogue(code).gettext(text)
    return Markup(words) if escaped else words  # noqa: S704 - translations are ours


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(code: str) -> NullTranslations:
    with force_locale(code):
        catalogue: NullTranslations = get_domain().get_translations()
        return catalogue


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Speak this language for a while, for messages to somebody else."""
    code = code if code in LANGUAGES else DEFAULT_LANGUAGE
    # Outside a request, the words remembered may be those of a request that has ended.
    if has_request_context() and _spoken.get() == code:
        yield
        return
    token = _spoken.set(code)
    try:
        with force_locale(code):
            yield
    finally:
        _spoken.reset(token)


def in_words(german: str, english: str | None) -> str:
    """Return the text of the present language, or the German one where there is no other."""
    return english if english and language() == "en" else german


@lru_cache(maxsize=4096)
def _date(day: date, pattern: str, code: str) -> str:
    return format_date(day, pattern, locale=Locale.parse(code)).replace(
        ". ", f".{NO_BREAK_SPACE}", 1
    )


@lru_cache(maxsize=4096)
def _clock_time(at: datetime, code: str) -> str:
    return format_datetime(local(at), "H:mm", locale=Locale.parse(code))


def _day(value: date | datetime) -> date:
    return local_day(value) if isinstance(value, datetime) else value


def unbroken(text: str) -> str:
    """Keep a figure and its sign together: no end of a line parts "90 %"."""
    return text.replace(" ", NO_BREAK_SPACE)


def per_cent(figure: object) -> str:
    """Write "35 %" or "35%", as the language wants it; a figure may be "24–30"."""
    return unbroken(_("%(figure)s %%", figure=figure))


def long_date(value: date | datetime) -> str:
    """Write "Donnerstag, 21. Mai 2026" or "Thursday, 21 May 2026"."""
    code = language()
    return _date(_day(value), "EEEE, d MMMM y" if code == "en" else "EEEE, d. MMMM y", code)


def short_date(value: date | datetime) -> str:
    """Write "21. Mai 2026" or "21 May 2026"."""
    return _date(_day(value), "d MMMM y" if language() == "en" else "d. MMMM y", language())


def day_month(value: date | datetime) -> str:
    """Write "21. Mai" or "21 May"."""
    return _date(_day(value), "d MMMM" if language() == "en" else "d. MMMM", language())


def month_year(value: date | datetime) -> str:
    """Write "Mai 2026"."""
    return _date(_day(value), "LLLL y", language())


def month_name(value: date | datetime) -> str:
    """Write "Mai"."""
    return _date(_day(value), "LLLL", language())


def short_month(value: date | datetime) -> str:
    """Write "Sept." where there is little room."""
    return _date(_day(value), "MMM", language())


def weekday(value: date | datetime) -> str:
    """Write "Donnerstag"."""
    return _date(_day(value), "EEEE", language())


def leaf(value: date | datetime) -> tuple[str, str, str]:
    """Return the three lines of a date leaf: weekday, day, month, as short as they can be."""
    return _leaf(_day(value), language())


@lru_cache(maxsize=4096)
def _leaf(day: date, code: str) -> tuple[str, str, str]:
    weekday_short = _date(day, "EE", code).rstrip(".")
    return weekday_short, str(day.day), _date(day, "MMM", code).rstrip(".")


def clock_time(at: datetime) -> str:
    """Write "18:00"."""
    return _clock_time(at, language())


def moment(at: datetime) -> str:
    """Write "Donnerstag, 21. Mai 2026, 18:00 Uhr"."""
    return _("%(day)s, %(time)s Uhr", day=long_date(at), time=clock_time(at))


def time_range(starts_at: datetime, ends_at: datetime) -> str:
    """Write "18:00 bis 21:00 Uhr"."""
    return _("%(start)s bis %(end)s Uhr", start=clock_time(starts_at), end=clock_time(ends_at))


def span(starts_at: datetime, ends_at: datetime) -> str:
    """Write "Donnerstag, 21. Mai 2026, 18:00 bis 21:00 Uhr", or two days with "bis" between."""
    return _span(starts_at, ends_at, language())


@lru_cache(maxsize=4096)
def _span(starts_at: datetime, ends_at: datetime, _code: str) -> str:
    if local_day(starts_at) == local_day(ends_at):
        return _(
            "%(day)s, %(times)s", day=long_date(starts_at), times=time_range(starts_at, ends_at)
        )
    return _("%(first)s bis %(last)s", first=long_date(starts_at), last=long_date(ends_at))
