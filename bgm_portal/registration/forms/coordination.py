"""Forms of those who coordinate: how many places, which dates, a note to people."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms import Form as PlainForm
from wtforms.validators import Length, ValidationError

from bgm_portal.activities.forms.schedule import online_place_field, place_field
from bgm_portal.core.clock import LOCAL, local
from bgm_portal.registration.states import RegistrationState
from bgm_portal.registration.words import IN_LISTS
from bgm_portal.web.forms import DayField, Form, Required, SelectChoice, TimeField

LONGEST_NOTE = 1000
MOST_PLACES = 10_000
NUMBER_OF_PLACES = re.compile("[0-9]{1,5}")
#: The states in the order in which the list offers them.
SHOWN = (
    RegistrationState.CONFIRMED,
    RegistrationState.OFFERED,
    RegistrationState.WAITING,
    RegistrationState.CANCELLED,
)


class CapacityForm(Form):
    """How many can come."""

    limited = RadioField(
        _l("Ist die Zahl der Plätze begrenzt?"),
        choices=[
            SelectChoice("ja", _l("Ja")),
            SelectChoice("nein", _l("Nein, alle können kommen")),
        ],
        validators=[Required(_l("Wählen Sie, ob die Zahl der Plätze begrenzt ist."))],
    )
    capacity = StringField(
        _l("Wie viele Plätze gibt es?"),
        description=_l("Nur nötig, wenn die Zahl begrenzt ist. Zum Beispiel 60."),
        render_kw={"inputmode": "numeric"},
    )

    @property
    def places(self) -> int | None:
        """Return how many can come; nothing when there is no limit."""
        return int(self.capacity.data or "0") if self.limited.data == "ja" else None

    def validate_capacity(self, field: StringField) -> None:
        """Insist on a whole number when there is a limit."""
        if self.limited.data != "ja":
            return
        typed = (field.data or "").strip()
        if not NUMBER_OF_PLACES.fullmatch(typed) or int(typed) > MOST_PLACES:
            raise ValidationError(_("Geben Sie die Zahl der Plätze in Ziffern ein, etwa 60."))
        field.data = typed


class DateForm(PlainForm):
    """One date: a day, and from when to when."""

    day = DayField(
        _l("Tag"),
        description=_l("Zum Beispiel 21.05.2026"),
        validators=[Required(_l("Geben Sie den Tag ein."))],
    )
    start = TimeField(
        _l("Beginn"),
        description=_l("Zum Beispiel 18:00"),
        validators=[Required(_l("Geben Sie den Beginn ein."))],
    )
    end = TimeField(
        _l("Ende"),
        description=_l("Zum Beispiel 21:00"),
        validators=[Required(_l("Geben Sie das Ende ein."))],
    )

    def validate_end(self, field: TimeField) -> None:
        """Insist that it ends after it began."""
        start, end = self.start.time_of_day, field.time_of_day
        if start is not None and end is not None and end <= start:
            raise ValidationError(_("Geben Sie ein Ende ein, das nach dem Beginn liegt."))

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """Return the two moments, once they are understood."""
        day, start, end = self.day.day, self.start.time_of_day, self.end.time_of_day
        if day is None or start is None or end is None:
            return None
        return (
            datetime.combine(day, start, tzinfo=LOCAL),
            datetime.combine(day, end, tzinfo=LOCAL),
        )


class MoveForm(Form):
    """The dates, each in its own group, and the places; sent twice: to check and to do it."""

    dates = FieldList(FormField(DateForm))
    venue = place_field()
    online_venue = online_place_field()
    version = HiddenField()  # of the schedule that was shown
    checked = HiddenField()

    @property
    def spans(self) -> list[tuple[datetime, datetime]]:
        """Return the dates that were typed."""
        entries = cast("list[Any]", self.dates.entries)
        return [entry.form.span for entry in entries if entry.form.span is not None]


def as_typed(dates: Sequence[tuple[datetime, datetime]]) -> list[dict[str, Any]]:
    """Return dates as the form shows them."""
    return [
        {
            "day": local(starts_at).date(),
            "start": local(starts_at).time(),
            "end": local(ends_at).time(),
        }
        for starts_at, ends_at in dates
    ]


class MoveDateForm(DateForm, Form):
    """One date of several; sent twice: to check and to do it."""

    following = BooleanField(
        _l("Alle folgenden Termine ebenso verlegen"),
        description=_l("Um ebenso viele Tage und auf dieselbe Uhrzeit."),
    )
    version = HiddenField()  # of the schedule that was shown
    checked = HiddenField()


class CancelDateForm(Form):
    """Cancelling one date, with a word to those who signed up."""

    note = TextAreaField(
        _l("Was möchten Sie den Angemeldeten sagen?"),
        description=_l(
            "Der Text steht in der E-Mail und auf der Seite des Angebots. Bitte keine Namen und"
            " nichts über die Gesundheit einer Person."
        ),
        validators=[
            Required(_l("Schreiben Sie einen Satz, warum der Termin ausfällt.")),
            Length(max=LONGEST_NOTE, message=_l("Kürzen Sie den Text auf 1000 Zeichen.")),
        ],
        render_kw={"rows": 4},
    )


class CancelActivityForm(Form):
    """Cancelling an activity, with a word to those who signed up."""

    note = TextAreaField(
        _l("Was möchten Sie den Angemeldeten sagen?"),
        description=_l(
            "Der Text steht in der E-Mail und auf der Seite des Angebots. Bitte keine Namen und"
            " nichts über die Gesundheit einer Person."
        ),
        validators=[
            Required(_l("Schreiben Sie einen Satz, warum das Angebot nicht stattfindet.")),
            Length(max=LONGEST_NOTE, message=_l("Kürzen Sie den Text auf 1000 Zeichen.")),
        ],
        render_kw={"rows": 5},
    )


class RosterFilter(Form):
    """Which part of the list is shown. It only reads, so it needs no token."""

    class Meta:
        """Without a token."""

        csrf = False

    rolle = SelectField(_l("Dabei als"), choices=[], validate_choice=False)
    stand = SelectField(_l("Stand"), choices=[], validate_choice=False)

    def offer(self, roles: Sequence[tuple[str, str]]) -> None:
        """Name what can be chosen."""
        everything = SelectChoice("", _("alle"))
        self.rolle.choices = [everything, *(SelectChoice(*role) for role in roles)]
        self.stand.choices = [everything, *(SelectChoice(s.value, IN_LISTS[s]) for s in SHOWN)]
