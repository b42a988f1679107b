"""Choosing a bus, and planning buses."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
)
from wtforms import Form as PlainForm
from wtforms.validators import Optional, ValidationError

from bgm_portal.activities.forms.schedule import chosen_id
from bgm_portal.runs.service.buses import BusPlan, Wish
from bgm_portal.web.fields import something_typed, text, whole_number
from bgm_portal.web.forms import Form, Required, TimeField

MOST = 200
STOP_LENGTH = 120
NO_BUS = "keiner"


class RideForm(Form):
    """Which bus, and how."""

    bus = RadioField(
        _l("Welcher Bus?"), choices=[], validators=[Required(_l("Wählen Sie einen Bus."))]
    )
    step_free = BooleanField(
        _l("Ich brauche einen stufenlosen Platz"),
        description=_l("Zum Beispiel für einen Rollstuhl. Einen Grund müssen Sie nicht nennen."),
    )
    companion = BooleanField(
        _l("Ich bringe eine Begleitung mit"), description=_l("Sie bekommt einen eigenen Sitz.")
    )
    goes_back = BooleanField(_l("Ich fahre auch zurück"), default=True)


class SeatForm(Form):
    """Who called, which bus, and how."""

    person = SelectField(
        _l("Wer?"), choices=[], validators=[Required(_l("Wählen Sie eine Person."))]
    )
    bus = RadioField(
        _l("Welcher Bus?"), choices=[], validators=[Required(_l("Wählen Sie einen Bus."))]
    )
    step_free = BooleanField(
        _l("Stufenloser Platz"), description=_l("Zum Beispiel für einen Rollstuhl.")
    )
    companion = BooleanField(
        _l("Mit Begleitung"), description=_l("Sie bekommt einen eigenen Sitz.")
    )
    goes_back = BooleanField(_l("Fährt auch zurück"), default=True)

    @property
    def wish(self) -> Wish | None:
        """Return the place that was asked for; nothing where it is given back."""
        bus_id = chosen_id(self.bus.data if self.bus.data != NO_BUS else "")
        if bus_id is None:
            return None
        return Wish(
            bus_id=bus_id,
            step_free=self.step_free.data,
            companion=self.companion.data,
            goes_back=bool(self.goes_back and self.goes_back.data),
        )


class BusRow(PlainForm):
    """A bus; a row in which nothing is typed is left out."""

    row_id = HiddenField()
    stop_de = text(
        _l("Haltestelle"),
        hint=_l("So genau, dass man sie findet: Haus Mitte, Haupteingang"),
        most=STOP_LENGTH,
    )
    stop_en = text(_l("Haltestelle, auf Englisch"), most=STOP_LENGTH)
    leaves_at = TimeField(_l("Abfahrt"), description=_l("Zum Beispiel: 16:45"))
    back_at = TimeField(_l("Rückfahrt"), description=_l("Leer: Der Bus fährt nicht zurück."))
    seats = IntegerField(
        _l("Sitze"),
        validators=[
            Optional(),
            whole_number(0, MOST),
        ],
        render_kw={"inputmode": "numeric"},
    )
    step_free_places = IntegerField(
        _l("Stufenlose Plätze"),
        description=_l("Zusätzlich zu den Sitzen, mit Rampe oder Lift."),
        validators=[
            Optional(),
            whole_number(0, MOST),
        ],
        render_kw={"inputmode": "numeric"},
    )
    remove = BooleanField(_l("Diesen Bus entfernen"))

    def validate_stop_de(self, field: Any) -> None:
        """Ask for the stop where anything else was typed."""
        others = (self.stop_en, self.leaves_at, self.back_at, self.seats, self.step_free_places)
        if not field.data and not self.remove.data and something_typed(*others):
            raise ValidationError(_("Schreiben Sie dazu, wo der Bus abfährt."))

    @property
    def is_used(self) -> bool:
        """Tell whether something was typed and is to stay."""
        return bool(self.stop_de.data) and not self.remove.data


class BusesForm(Form):
    """The buses of an activity."""

    rows = FieldList(FormField(BusRow, separator="-"), separator="-")

    @property
    def plans(self) -> list[BusPlan]:
        """Return the buses that were typed."""
        return [
            BusPlan(
                id=chosen_id(row.row_id.data),
                stop_de=row.stop_de.data,
                stop_en=row.stop_en.data,
                leaves_at=row.leaves_at.time_of_day,
                back_at=row.back_at.time_of_day,
                seats=row.seats.data or 0,
                step_free_places=row.step_free_places.data or 0,
            )
            for row in self._used
        ]

    @property
    def _used(self) -> list[Any]:
        return [entry.form for entry in self.rows if entry.form.is_used]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Ask for a time and for room where there is a bus."""
        if not super().validate(*args, **kwargs):
            return False
        for row in self._used:
            leaves, back = row.leaves_at.time_of_day, row.back_at.time_of_day
            if leaves is None:
                self.form_errors.append(_("Geben Sie für jeden Bus die Abfahrt ein."))
            elif back is not None and back <= leaves:
                self.form_errors.append(_("Ein Bus fährt zurück, bevor er abfährt."))
            if not (row.seats.data or row.step_free_places.data):
                self.form_errors.append(_("Geben Sie für jeden Bus ein, wie viele er mitnimmt."))
        return not self.form_errors
