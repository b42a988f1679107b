"""What an activity costs: a group of fields a line."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField
from wtforms import Form as PlainForm
from wtforms.validators import ValidationError

from bgm_portal.activities.budget_rules import Line
from bgm_portal.web.fields import EuroField, text
from bgm_portal.web.forms import Form

NAME_LENGTH = 120


class BudgetRow(PlainForm):
    """A thing that costs money; one without words and sums is left out."""

    name = text(_l("Wofür"), hint=_l("Zum Beispiel: Gebärdensprachdolmetschen"), most=NAME_LENGTH)
    planned = EuroField(_l("Geplant in Euro"), description=_l("Zum Beispiel: 1.234,50"))
    actual = EuroField(_l("Tatsächlich in Euro"), description=_l("Sobald die Rechnung da ist."))
    source = text(
        _l("Woher das Geld kommt"),
        hint=_l("Zum Beispiel: BGM-Mittel, Krankenkasse, Integrationsamt"),
        most=NAME_LENGTH,
    )
    for_access = BooleanField(
        _l("Für Barrierefreiheit"),
        description=_l("Dolmetschen, Schriftmittlung, Fahrten, Rampen und Ähnliches."),
    )
    remove = BooleanField(_l("Diese Zeile entfernen"))

    def validate_name(self, field: EuroField) -> None:
        """Ask what the money is for, where there is some."""
        if not field.data and self.is_begun and not self.remove.data:
            raise ValidationError(_l("Schreiben Sie dazu, wofür das Geld ist."))

    @property
    def is_begun(self) -> bool:
        """Tell whether anything was typed."""
        fields = (self.name, self.planned, self.actual, self.source, self.for_access)
        return any(field.data for field in fields)

    @property
    def line(self) -> Line:
        """Return what was typed; only for a row that is sound."""
        return Line(
            name=self.name.data or "",
            planned_cents=self.planned.cents,
            actual_cents=self.actual.cents,
            for_access=self.for_access.data,
            source=self.source.data,
        )


class BudgetForm(Form):
    """What an activity costs, line by line."""

    rows = FieldList(FormField(BudgetRow, separator="-"), separator="-")

    @property
    def lines(self) -> list[Line]:
        """Return the lines that are to stay; only for a form that is sound."""
        rows = [entry.form for entry in self.rows]
        return [row.line for row in rows if row.is_begun and not row.remove.data]
