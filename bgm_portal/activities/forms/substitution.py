"""The form that names who stands in for whom."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import ValidationError

from bgm_portal.core import clock
from bgm_portal.web.fields import choices_of
from bgm_portal.web.forms import DayField, Form, Required


class SubstitutionForm(Form):
    """Who is away, who looks after it, until when."""

    absent = SelectField(
        _l("Wer ist nicht da?"),
        coerce=str,
        validators=[Required(_l("Wählen Sie, wer nicht da ist."))],
    )
    deputy = SelectField(
        _l("Wer vertritt?"), coerce=str, validators=[Required(_l("Wählen Sie, wer vertritt."))]
    )
    until = DayField(
        _l("Bis zu welchem Tag?"),
        description=_l("Dieser Tag zählt noch mit. Zum Beispiel 09.04.2026"),
        validators=[Required(_l("Geben Sie den letzten Tag der Vertretung ein."))],
    )

    def offer(self, people: Iterable[Any]) -> None:
        """Name those who coordinate."""
        names = {"": _("bitte wählen")} | {str(one.id): one.name_in_list for one in people}
        self.absent.choices = choices_of(names)
        self.deputy.choices = choices_of(names)

    def validate_deputy(self, field: SelectField) -> None:
        """Nobody stands in for themself."""
        if field.data and field.data == self.absent.data:
            raise ValidationError(_("Wählen Sie zwei verschiedene Personen."))

    def validate_until(self, field: DayField) -> None:
        """Insist on a day that is not over."""
        if field.day is not None and field.day < clock.local_today():
            raise ValidationError(_("Dieser Tag ist schon vorbei. Geben Sie einen späteren ein."))
