"""The base of all forms, and dates and times as people type them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, time
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, StopValidation, ValidationError

__all__ = [
    "DayField",
    "Form",
    "NeededWhen",
    "Required",
    "SelectChoice",
    "TimeField",
    "as_stored",
    "parse_day",
    "parse_time",
]

LONGEST_NUMBER = len("2026")
FIRST_YEAR, LAST_YEAR = 2000, 2100  # whoever types another year has mistyped


_as_stored: ContextVar[bool] = ContextVar("as_stored", default=False)


class Form(FlaskForm):
    """A form of the portal. Labels are questions or nouns, messages are instructions."""

    class Meta(FlaskForm.Meta):
        """Where a form takes its values from."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Leave aside what was sent while somebody asks for what is stored."""
            return None if _as_stored.get() else super().wrap_formdata(form, formdata)

        def render_field(self, field: Any, render_kw: dict[str, Any]) -> Any:
            """Draw a field without a bound of the browser's, which cuts what is pasted.

            Whoever pastes too much shall be told so; a field may still name a bound of its own.
            """
            own = (field.render_kw or {}).get("maxlength", False)
            return super().render_field(field, {"maxlength": own} | render_kw)


@contextmanager
def as_stored() -> Iterator[None]:
    """Let forms that are made here show what is stored, although another version was sent."""
    token = _as_stored.set(True)
    try:
        yield
    finally:
        _as_stored.reset(token)


class Required(InputRequired):
    """Something that must be filled in; without the browser's own bubble, we say it ourselves."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.field_flags = {"needed": True}  # instead of the attribute `required`

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse what is empty, and what holds nothing but blanks."""
        typed = field.raw_data[0] if field.raw_data else ""
        if isinstance(typed, str) and not typed.strip():
            field.errors[:] = []  # "no valid choice" is no news where nothing was chosen
            raise StopValidation(str(self.message))
        super().__call__(form, field)


class NeededWhen:
    """Something that must be filled in where something else holds, which its hint says.

    What holds is named as the form's property; the field is nowhere called voluntary.
    """

    field_flags: ClassVar[dict[str, bool]] = {"needed": True}

    def __init__(self, holds: str, message: Any) -> None:
        self.holds = holds
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        """Refuse what is empty where it is needed."""
        if not (field.data or "").strip() and getattr(form, self.holds):
            raise StopValidation(str(self.message))


class DayField(StringField):
    """A day typed as people type it: 21.05.2026, 21.5.26, or 2026-05-21."""

    day: date | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, and understand it if possible."""
        super().process_formdata(valuelist)
        self.day = parse_day(self.data or "")

    def process_data(self, value: Any) -> None:
        """Show a date as German people write it."""
        if isinstance(value, date):
            self.day = value
            value = f"{value:%d.%m.%Y}"
        super().process_data(value)

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no day of the calendar."""
        if self.data and self.data.strip() and self.day is None:
            raise ValidationError(_why_no_day(self.data))


class TimeField(StringField):
    """A time of day typed as people type it: 18:00, 18.00 or 18."""

    time_of_day: time | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, and understand it if possible."""
        super().process_formdata(valuelist)
        self.time_of_day = parse_time(self.data or "")

    def process_data(self, value: Any) -> None:
        """Show a time without seconds."""
        if isinstance(value, time):
            self.time_of_day = value
            value = f"{value:%H:%M}"
        super().process_data(value)

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no time of the day."""
        if self.data and self.data.strip() and self.time_of_day is None:
            raise ValidationError(
                _("Geben Sie die Uhrzeit mit Doppelpunkt ein, zum Beispiel 18:00.")
            )


def parse_day(text: str) -> date | None:
    """Return the day somebody typed, or nothing when it is none."""
    typed = _day_as_typed(text)
    if typed is None or not FIRST_YEAR <= typed[0] <= LAST_YEAR:
        return None
    try:
        return date(*typed)
    except ValueError:
        return None


def _day_as_typed(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day as they were typed, or nothing where it looks like no day."""
    parts = text.strip().rstrip(".").replace(" ", "").split("." if "." in text else "-")
    if len(parts) != 3 or not all(_is_short_number(part) for part in parts):  # noqa: PLR2004
        return None
    numbers = [int(part) for part in parts]
    year, month, day = numbers if "-" in text and "." not in text else numbers[::-1]
    return (year + 2000 if year < 100 else year), month, day  # noqa: PLR2004 - this century


def _why_no_day(text: str) -> str:
    typed = _day_as_typed(text)
    if typed is None:
        return str(_("Geben Sie den Tag mit Punkten ein, zum Beispiel 21.05.2026."))
    if not FIRST_YEAR <= typed[0] <= LAST_YEAR:
        years = {"first": FIRST_YEAR, "last": LAST_YEAR}
        return str(_("Geben Sie ein Jahr von %(first)s bis %(last)s ein.", **years))
    return str(_("Diesen Tag gibt es nicht. Prüfen Sie das Datum."))


def parse_time(text: str) -> time | None:
    """Return the time of day somebody typed, or nothing when it is none."""
    parts = text.strip().removesuffix("Uhr").strip().replace(".", ":").split(":")
    if len(parts) > 2 or not all(_is_short_number(part) for part in parts):  # noqa: PLR2004
        return None
    hour, minute = int(parts[0]), int(parts[1]) if len(parts) == 2 else 0  # noqa: PLR2004
    try:
        return time(hour, minute)
    except ValueError:
        return None


def _is_short_number(text: str) -> bool:
    """Tell whether this is a number of at most four digits as they stand on a keyboard.

    Python takes "²" for a digit that no number can be read from, and reads any length.
    """
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
