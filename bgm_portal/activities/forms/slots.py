"""Stations: how a day is cut into times."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, IntegerField, RadioField, StringField
from wtforms import Form as PlainForm
from wtforms.validators import Optional, ValidationError

from bgm_portal.activities.kinds import Times
from bgm_portal.activities.slot_service import StationPlan
from bgm_portal.web.fields import choices_of, text, whole_number
from bgm_portal.web.forms import Form, Required, parse_time

LONGEST_SLOT = 240
MOST_AT_ONCE = 50
NAME_LENGTH = 80
WHOLE = 60  # stands for any length: a date that is booked whole is not cut
CHOICES = {
    Times.NONE: _l("Nein, man kommt zum Termin"),
    Times.DATES: _l("Ja, alle Termine einer Reihe oder einzelne davon"),
    Times.ONE: _l("Ja, jede Person wählt eine Zeit, zum Beispiel bei einer Impfung"),
    Times.STATIONS: _l(
        "Man kommt zum Tag und kann an Stationen Zeiten wählen, zum Beispiel am Gesundheitstag"
    ),
}


class StationRow(PlainForm):
    """A station; one without a length is left out."""

    name_de = text(
        _l("Name der Station"), hint=_l("Leer, wenn es nur eine gibt."), most=NAME_LENGTH
    )
    name_en = text(_l("Auf Englisch"), most=NAME_LENGTH)
    minutes = IntegerField(
        _l("Länge einer Zeit in Minuten"),
        validators=[
            Optional(),
            whole_number(1, LONGEST_SLOT),
        ],
        render_kw={"inputmode": "numeric"},
    )
    places = IntegerField(
        _l("Plätze zur gleichen Zeit"),
        description=_l(
            "Bei einer Reihe: Plätze an jedem Termin. Eine Länge braucht es dann nicht."
        ),
        default=1,
        validators=[
            Optional(),
            whole_number(1, MOST_AT_ONCE),
        ],
        render_kw={"inputmode": "numeric"},
    )
    breaks = text(_l("Pausen, eine Zeile je Pause"), hint=_l("Zum Beispiel: 10:00–10:15"), rows=2)
    quiet = text(
        _l("Stille Stunde"),
        hint=_l("Zum Beispiel: 13:00–14:00. Leer, wenn es keine gibt."),
        rows=1,
    )

    def validate_breaks(self, field: StringField) -> None:
        """Refuse what is no time from and until."""
        read_hours(field.data)

    def validate_quiet(self, field: StringField) -> None:
        """Refuse what is no time from and until."""
        read_hours(field.data)

    def plan(self) -> StationPlan:
        """Return the station as it was typed."""
        return StationPlan(
            name_de=self.name_de.data,
            name_en=self.name_en.data,
            minutes=self.minutes.data or 0,
            places=self.places.data or 1,
            breaks=read_hours(self.breaks.data),
            quiet=read_hours(self.quiet.data),
        )


class StationsForm(Form):
    """Whether people choose a time, and at which stations."""

    times = RadioField(
        _l("Wählen die Menschen bei der Anmeldung eine Zeit?"),
        choices=choices_of(CHOICES),
        validators=[Required(_l("Wählen Sie, ob man eine Zeit wählt."))],
    )
    rows = FieldList(FormField(StationRow, separator="-"), separator="-")

    @property
    def plans(self) -> list[StationPlan]:
        """Return the stations that were typed."""
        if self.times.data == Times.DATES:
            return [_whole_dates(entry.form.places.data or 1) for entry in self.rows][:1]
        return [entry.form.plan() for entry in self.rows if entry.form.minutes.data]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Ask for a station where people choose times, and for names where there are several."""
        if not super().validate(*args, **kwargs):
            return False
        how, plans = Times(self.times.data), self.plans
        if how is not Times.NONE and not plans:
            self.form_errors.append(_("Geben Sie ein, wie viele Minuten eine Zeit lang ist."))
        elif how is Times.STATIONS and any(not plan.name_de for plan in plans):
            self.form_errors.append(_("Geben Sie jeder Station einen Namen."))
        return not self.form_errors


def _whole_dates(places: int) -> StationPlan:
    """Return the one station of a series of which single dates are booked."""
    return StationPlan(
        name_de=None,
        name_en=None,
        minutes=WHOLE,
        places=places,
        breaks=[],
        quiet=[],
    )


def read_hours(typed: str | None) -> list[list[str]]:
    """Understand hours as people type them, a line each: 10:00–10:15."""
    found = []
    for line in (typed or "").splitlines():
        if not line.strip():
            continue
        parts = line.replace("-", "–").replace("bis", "–").split("–")
        times = [parse_time(part) for part in parts]
        first, last = (times[0], times[1]) if len(times) == 2 else (None, None)  # noqa: PLR2004 - from and until
        if first is None or last is None or first >= last:
            raise ValidationError(_("Schreiben Sie Beginn und Ende so: 10:00–10:15."))
        found.append([f"{first:%H:%M}", f"{last:%H:%M}"])
    return found


def write_hours(stored: list[list[str]]) -> str:
    """Write hours in the way in which they are understood."""
    return "\n".join(f"{first}–{last}" for first, last in stored)
