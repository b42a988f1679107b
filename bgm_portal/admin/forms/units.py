"""Forms about parts of the house: units, and the sites at which people work."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import Length, Regexp

from bgm_portal.identity.typed_fields import UnitField
from bgm_portal.web.fields import in_one_line
from bgm_portal.web.forms import Form, Required, SelectChoice

from .accounts import SHORT

LONGEST_CODE = 20


class UnitForm(Form):
    """A part of the house."""

    name = StringField(
        _l("Name"),
        filters=[in_one_line],
        validators=[Required(_l("Geben Sie den Namen der Einheit ein.")), SHORT],
    )
    code = StringField(
        _l("Kürzel"),
        description=_l("Zum Beispiel 412 oder LB-1. Es steht auch in Listen zum Einlesen."),
        filters=[in_one_line],
        validators=[
            Required(_l("Geben Sie ein Kürzel ein.")),
            Length(max=LONGEST_CODE, message=_l("Kürzen Sie das Kürzel auf 20 Zeichen.")),
            Regexp(
                r"^[\w.-]+$",
                message=_l("Nehmen Sie für das Kürzel nur Buchstaben, Ziffern, Punkt und Strich."),
            ),
        ],
    )
    reporting = SelectField(
        _l("Gemeinsam ausgewertet mit"),
        description=_l(
            "Einheiten mit weniger als 20 Beschäftigten werden in Berichten "
            "mit einer anderen zusammengefasst."
        ),
    )

    typed_reporting = UnitField(
        _l("Gemeinsam ausgewertet mit (Name oder Kürzel)"),
        description=_l(
            "Einheiten mit weniger als 20 Beschäftigten werden in Berichten mit einer anderen "
            "zusammengefasst. Lassen Sie das Feld leer, wenn die Einheit für sich ausgewertet wird."
        ),
        filters=[in_one_line],
        validators=[SHORT],
    )

    def offer_units(self, units: Sequence[Any] | None) -> None:
        """Offer these parts of the house, or none; where they are too many, let type one."""
        if units is None:
            del self.reporting
            return
        del self.typed_reporting
        self.reporting.choices = [
            SelectChoice("", _l("Eigene Auswertung")),
            *(SelectChoice(str(unit.id), unit.name) for unit in units),
        ]

    @property
    def asks_for_reporting(self) -> SelectField | UnitField:
        """Return the field in which the other part is chosen or typed."""
        return self.reporting or self.typed_reporting

    @property
    def reporting_id(self) -> UUID | None:
        """Return the part that was chosen or typed, or none; only for a form that is sound."""
        if not self.reporting:
            return self.typed_reporting.thing_id
        return UUID(self.reporting.data) if self.reporting.data else None


class SiteForm(Form):
    """A building in which people work."""

    name = StringField(
        _l("Name"),
        description=_l("So, wie alle ihn kennen. Er steht auch in Listen zum Einlesen."),
        filters=[in_one_line],
        validators=[Required(_l("Geben Sie den Namen des Standorts ein.")), SHORT],
    )
