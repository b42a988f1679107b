"""What people can tell us on these pages."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from bgm_portal.activities.kinds import PreventionField
from bgm_portal.activities.words import FIELDS
from bgm_portal.web.forms import Form, Required, SelectChoice

from .history import Part

LONGEST_PAGE = 200
LONGEST_MESSAGE = 2000
LONGEST_CONTACT = 200


class BarrierForm(Form):
    """A barrier that somebody met. Only what happened must be said."""

    page = StringField(
        _l("Auf welcher Seite war das?"),
        description=_l("Die Adresse oder die Überschrift der Seite."),
        filters=[lambda text: (text or "").strip()],
        validators=[
            Length(max=LONGEST_PAGE, message=_l("Kürzen Sie die Angabe auf %(max)d Zeichen."))
        ],
    )
    message = TextAreaField(
        _l("Was ist passiert?"),
        description=_l(
            "Was wollten Sie tun, und was ging nicht? Wenn Sie mögen, nennen Sie Ihr Gerät und Ihr"
            " Hilfsmittel, zum Beispiel einen Screenreader. Angaben zu Ihrer Gesundheit brauchen"
            " wir nicht."
        ),
        filters=[lambda text: (text or "").strip()],
        validators=[
            Required(_l("Beschreiben Sie in einem Satz, was nicht ging.")),
            Length(max=LONGEST_MESSAGE, message=_l("Kürzen Sie den Text auf %(max)d Zeichen.")),
        ],
        render_kw={"rows": 6},
    )
    contact = StringField(
        _l("Wie erreichen wir Sie?"),
        description=_l(
            "E-Mail oder Telefon, wenn Sie eine Antwort möchten. Sie können die Barriere auch"
            " melden, ohne sich zu nennen."
        ),
        filters=[lambda text: (text or "").strip()],
        validators=[
            Length(max=LONGEST_CONTACT, message=_l("Kürzen Sie die Angabe auf %(max)d Zeichen."))
        ],
    )


class PastForm(Form):
    """Which part of one's own past to show."""

    class Meta:
        """It changes nothing, so its token would only lengthen the address."""

        csrf = False

    year = SelectField(_l("Jahr"), name="jahr", validate_choice=False)
    field = SelectField(
        _l("Präventionsfeld"),
        name="thema",
        validate_choice=False,
        choices=[
            SelectChoice("", _l("Alle Felder")),
            *(SelectChoice(field.value, words) for field, words in FIELDS.items()),
        ],
    )

    def __init__(self, *, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.year.choices = [
            SelectChoice("", _l("Alle Jahre")),
            *(SelectChoice(str(year), str(year)) for year in years),
        ]
        self._years = {str(year): year for year in years}

    @property
    def part(self) -> Part:
        """Return what was chosen; what nobody can choose means all."""
        fields = {field.value: field for field in PreventionField}
        return Part(
            year=self._years.get(self.year.data or ""), field=fields.get(self.field.data or "")
        )

    @property
    def chosen(self) -> dict[str, str]:
        """Return what is chosen, as it stands in an address."""
        part = self.part
        chosen = {"jahr": str(part.year or ""), "thema": part.field.value if part.field else ""}
        return {name: value for name, value in chosen.items() if value}


class ForgetForm(Form):
    """The date that is to be erased from one's own past."""

    occurrence = HiddenField()

    @property
    def occurrence_id(self) -> UUID | None:
        """Return which date is meant, or nothing when that is none at all."""
        try:
            return UUID(self.occurrence.data or "")
        except ValueError:
            return None
