"""When, where, and how many: dates and places, sign-up and its limits."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Protocol
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, TextAreaField
from wtforms.validators import Optional, ValidationError

from bgm_portal.activities.errors import OpeningRefused
from bgm_portal.activities.rules import never_opens
from bgm_portal.core.clock import local
from bgm_portal.core.i18n import in_words
from bgm_portal.web.fields import choices_of, whole_number
from bgm_portal.web.forms import DayField, Form, NeededWhen, Required, TimeField

from .dates_text import Dates, moment_of, read_dates

LAST_MINUTE = time(23, 59)
MIDNIGHT = time(0, 0)
MORNING = time(9, 0)
MOST_PLACES = 10_000


class Place(Protocol):
    """A place as far as it can be chosen."""

    id: Any
    name_de: Any
    name_en: Any
    is_online: Any


def chosen_id(value: Any) -> UUID | None:
    """Understand an identifier from a list; whatever is none counts as nothing chosen."""
    try:
        return UUID(str(value))
    except ValueError:
        return None


def place_field() -> Any:
    """Return the field for the place; `offer_places` names what can be chosen."""
    return SelectField(_l("Ort"), coerce=str, validators=[Required(_l("Wählen Sie einen Ort."))])


def online_place_field() -> Any:
    """Return the field for the room on the net."""
    return SelectField(
        _l("Auch online"),
        description=_l("Wenn man an demselben Angebot auch von woanders teilnehmen kann."),
        coerce=str,
    )


def offer_places(form: Any, venues: Sequence[Place]) -> None:
    """Name the places that can be chosen, and the rooms on the net among them."""
    names = {str(venue.id): in_words(venue.name_de, venue.name_en) for venue in venues}
    online = {str(venue.id): names[str(venue.id)] for venue in venues if venue.is_online}
    form.venue.choices = choices_of({"": _("bitte wählen")} | names)
    form.online_venue.choices = choices_of({"": _("nein")} | online)


class ScheduleForm(Form):
    """The dates as lines, and the places."""

    dates = TextAreaField(
        _l("Termine, eine Zeile je Termin"),
        description=_l(
            "Zum Beispiel: 21.05.2026 18:00–21:00. "
            "Über mehrere Tage: 01.04.2026 8:00–28.04.2026 18:00"
        ),
        validators=[Required(_l("Geben Sie mindestens einen Termin ein."))],
        render_kw={"rows": 8},
    )
    venue = place_field()
    online_venue = online_place_field()

    understood: Dates

    def validate_dates(self, field: TextAreaField) -> None:
        """Name the line that was not understood, and what to do about it."""
        read = read_dates(field.data or "")
        self.understood = read.dates
        if read.mistakes:
            raise ValidationError(" ".join(read.mistakes))


class PlacesForm(Form):
    """Whether, from when and until when one signs up, and how many can come."""

    #: What holds where it may not be changed here any more; else the tick says it.
    signs_up: bool | None = None

    needs_registration = BooleanField(
        _l("Man muss sich anmelden"),
        description=_l("Ohne Haken kommen die Menschen einfach dazu."),
    )
    capacity = IntegerField(
        _l("Zahl der Plätze"),
        description=_l("Leer: so viele, wie kommen. Begleitung und Guides brauchen keinen Platz."),
        validators=[
            Optional(),
            whole_number(1, MOST_PLACES),
        ],
        render_kw={"inputmode": "numeric"},
    )
    has_waiting_list = BooleanField(_l("Mit Warteliste, wenn alle Plätze vergeben sind"))
    opens_day = DayField(
        _l("Anmeldung ab, Tag"), description=_l("Leer: sofort. Zum Beispiel 01.04.2026")
    )
    opens_time = TimeField(_l("Anmeldung ab, Uhrzeit"), description=_l("Leer: 0:00 Uhr"))
    deadline_day = DayField(
        _l("Anmeldeschluss, Tag"),
        description=_l(
            "Nötig, wenn man sich anmelden muss. Danach nimmt das Portal keine Anmeldung mehr an."
            " Zum Beispiel 09.04.2026"
        ),
        validators=[
            NeededWhen(
                "is_signed_up_to",
                _l("Geben Sie den Anmeldeschluss ein, zum Beispiel 09.04.2026."),
            )
        ],
    )
    deadline_time = TimeField(_l("Anmeldeschluss, Uhrzeit"), description=_l("Leer: 23:59 Uhr"))

    minimum = IntegerField(
        _l("Mindestzahl"),
        description=_l("Leer: Es findet auf jeden Fall statt."),
        validators=[
            Optional(),
            whole_number(1, MOST_PLACES),
        ],
        render_kw={"inputmode": "numeric"},
    )
    decides_day = DayField(
        _l("Entscheidung über die Mindestzahl, Tag"),
        description=_l(
            "Nötig bei einer Mindestzahl. An diesem Tag um 9:00 Uhr erfahren alle, ob das Angebot "
            "stattfindet. Sind es zu wenige, sagt das Portal ab."
        ),
        validators=[
            NeededWhen(
                "has_minimum",
                _l("Geben Sie den Tag ein, an dem sich entscheidet, ob das Angebot stattfindet."),
            )
        ],
    )

    @property
    def is_signed_up_to(self) -> bool:
        """Tell whether people sign up, as the tick says it or as it was laid down."""
        if self.signs_up is not None:
            return self.signs_up
        return bool(self.needs_registration.data)

    @property
    def has_minimum(self) -> bool:
        """Tell whether a minimum number was typed."""
        return self.minimum.data is not None

    @property
    def opens_at(self) -> datetime | None:
        """Return from when on one can sign up."""
        return _moment(self.opens_day, self.opens_time, MIDNIGHT)

    @property
    def closes_at(self) -> datetime | None:
        """Return until when one can sign up."""
        return _moment(self.deadline_day, self.deadline_time, LAST_MINUTE)

    def validate_opens_day(self, _field: DayField) -> None:
        """Insist that people can sign up for a while."""
        if self.is_signed_up_to and never_opens(self.opens_at, self.closes_at):
            raise ValidationError(OpeningRefused().message)

    def validate_decides_day(self, field: DayField) -> None:
        """Ask for the minimum where the day of the decision is set."""
        if not self.has_minimum and field.day:
            raise ValidationError(
                _("Geben Sie auch eine Mindestzahl ein, oder lassen Sie den Tag leer.")
            )

    def fix(self, *, signs_up: bool) -> None:
        """Take out what may not be changed here once people can have signed up."""
        self.signs_up = signs_up
        del self.needs_registration
        del self.capacity
        del self.has_waiting_list

    def values(self) -> dict[str, Any]:
        """Return what was typed, by column."""
        values = {
            name: self[name].data
            for name in ("needs_registration", "capacity", "has_waiting_list")
            if name in self
        }
        return values | {
            "registration_opens_at": self.opens_at,
            "registration_deadline": self.closes_at,
            "minimum": self.minimum.data,
            "decides_at": moment_of(self.decides_day.day, MORNING)
            if self.decides_day.day
            else None,
        }


def day_and_time(moment: datetime | None) -> tuple[date | None, time | None]:
    """Split a moment into what the two fields show."""
    if moment is None:
        return None, None
    wall = local(moment)
    return wall.date(), wall.time().replace(second=0, microsecond=0)


def _moment(day: DayField, at: TimeField, usual: time) -> datetime | None:
    return moment_of(day.day, at.time_of_day or usual) if day.day else None
