"""Fields as most forms need them: trimmed texts of limited length, choices from words."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, NumberRange, ValidationError

from bgm_portal.core.money import parse_euros, typed_euros

from .forms import SelectChoice

TEXT_LENGTH = 5000


def choices_of(words: Mapping[Any, Any]) -> list[Any]:
    """Return the choices of a field from a table of words."""
    return [SelectChoice(str(value), label) for value, label in words.items()]


def trimmed(value: Any) -> Any:
    """Take the blanks from both ends; nothing but blanks is nothing."""
    return (value.strip() or None) if isinstance(value, str) else value


def in_one_line(value: str | None) -> str:
    """Return words in one line, with one blank between them."""
    return " ".join((value or "").split())


def too_long(most: int) -> Length:
    """Refuse a text that is longer than it may be."""
    return Length(max=most, message=_l("Kürzen Sie den Text auf höchstens %(max)d Zeichen."))


def whole_number(least: int, most: int) -> NumberRange:
    """Refuse what is no whole number, or one that cannot be meant."""
    return NumberRange(least, most, _l("Geben Sie eine ganze Zahl von %(min)s bis %(max)s ein."))


def text(label: Any, *, hint: Any = "", most: int = TEXT_LENGTH, rows: int = 0) -> Any:
    """Return a field for a text that may be left out."""
    kind, look = (TextAreaField, {"rows": rows}) if rows else (StringField, {})
    return kind(
        label, description=hint, filters=[trimmed], validators=[too_long(most)], render_kw=look
    )


def something_typed(*fields: Any) -> bool:
    """Tell whether one of these holds more than blanks and zeros."""
    return any(str(field.data or "").strip() for field in fields)


class EuroField(StringField):
    """A sum of money as people type it: 1.234,50, or 1,234.50 on an English page."""

    def process_data(self, value: object) -> None:
        """Show cents as euros."""
        if isinstance(value, int):
            value = typed_euros(value)
        super().process_data(value)

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no sum."""
        if (self.data or "").strip() and self.cents is None:
            raise ValidationError(_l("Geben Sie einen Betrag ein, zum Beispiel 1.234,50."))

    @property
    def cents(self) -> int | None:
        """Return the sum in cents, or nothing."""
        return parse_euros(self.data or "")
