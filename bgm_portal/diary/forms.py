"""What is typed into the diary."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField
from wtforms.validators import ValidationError

from bgm_portal.web.forms import DayField, Form, Required

from . import rules
from .rules import Entry

LONGEST_NUMBER = 6


class MinutesField(StringField):
    """Minutes as people type them: 30, or 1:15 for an hour and a quarter."""

    minutes: int | None = None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep what was typed, and understand it if possible."""
        super().process_formdata(valuelist)
        self.minutes = parse_minutes(self.data or "")


def parse_minutes(text: str) -> int | None:
    """Return the minutes that somebody typed, or nothing when that is no number of minutes."""
    hours, colon, minutes = text.strip().removesuffix("Minuten").strip().rpartition(":")
    if not _is_number(minutes) or (colon and not _is_number(hours)):
        return None
    if colon and int(minutes) >= 60:  # noqa: PLR2004 - minutes of an hour
        return None
    return int(hours or 0) * 60 + int(minutes)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER


def _ensure_understood(field: MinutesField, example: LazyString) -> None:
    if (field.data or "").strip().startswith(("-", "\u2212")):
        raise ValidationError(_l("Minuten können nicht negativ sein. Geben Sie etwa 30 ein."))
    if field.minutes is None:
        raise ValidationError(example)


class DayForm(Form):
    """One day."""

    day = DayField(
        _l("Tag"),
        description=_l("Heute oder bis zu sieben Tage zurück, zum Beispiel 21.05.2026."),
        validators=[Required(_l("Geben Sie einen Tag ein."))],
    )
    minutes = MinutesField(
        _l("Aktive Minuten"),
        description=_l(
            "Alles zählt: spazieren, rollen, schwimmen, Krankengymnastik, Hausarbeit, Übungen im"
            " Sitzen, dehnen. Zum Beispiel 30 oder 1:15 für eine Stunde und 15 Minuten."
        ),
    )
    rest = BooleanField(
        _l("Das ist ein Ruhetag"),
        description=_l("Ruhe gehört dazu. Sie können Ruhetage auch im Voraus planen."),
    )

    def validate_minutes(self, field: MinutesField) -> None:
        """Ask for minutes or for rest, and not for both."""
        typed = (field.data or "").strip()
        if self.rest.data:
            if typed not in {"", "0"}:
                raise ValidationError(
                    _l("Ein Ruhetag hat keine Minuten. Leeren Sie das Feld oder den Haken.")
                )
            return
        if not typed:
            raise ValidationError(_l("Geben Sie Minuten ein, oder wählen Sie einen Ruhetag."))
        _ensure_understood(field, _l("Geben Sie die Minuten als Zahl ein, etwa 30."))
        if not 0 < (field.minutes or 0) <= rules.LONGEST_DAY:
            raise ValidationError(
                _l(
                    "Ein Tag hat höchstens %(most)s Minuten. Geben Sie eine Zahl von 1 bis"
                    " %(most)s ein.",
                    most=rules.LONGEST_DAY,
                )
            )

    @property
    def entry(self) -> Entry:
        """Return what was typed; only for a form that is sound."""
        day = self.day.day
        if day is None:
            raise ValueError("no day")
        rest = bool(self.rest.data)
        return Entry(day=day, minutes=0 if rest else self.minutes.minutes or 0, rest=rest)


class WeekForm(Form):
    """The last seven days at once."""

    total = MinutesField(
        _l("Minuten zusammen"),
        description=_l(
            "Wir verteilen sie gleichmäßig auf die Tage, die noch keinen Eintrag haben."
        ),
        validators=[Required(_l("Geben Sie die Minuten der letzten sieben Tage ein."))],
    )

    def validate_total(self, field: MinutesField) -> None:
        """Ask for a number that can be spread."""
        _ensure_understood(field, _l("Geben Sie die Minuten als Zahl ein, etwa 150."))
        if not field.minutes:
            raise ValidationError(_l("Geben Sie mindestens eine Minute ein."))


class RemoveForm(Form):
    """The day to be erased."""

    day = DayField()
