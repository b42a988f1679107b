"""What is ticked on the sheet, and who is looked for."""

from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectMultipleField, StringField
from wtforms.validators import Length

from bgm_portal.web.forms import Form, Required

from .rules import code_as_typed

SHORTEST_NAME = 2
LONGEST_CODE = 40


def _id(text: str) -> UUID | None:
    """Return who or what is meant, or nothing when that is nobody at all."""
    try:
        return UUID(text)
    except ValueError:
        return None


class SheetForm(Form):
    """The people who were shown, what was noted of them then, and those who were there."""

    listed = SelectMultipleField(coerce=_id, choices=[], validate_choice=False)
    present = SelectMultipleField(coerce=_id, choices=[], validate_choice=False)
    seen = SelectMultipleField(coerce=str, choices=[], validate_choice=False)

    @property
    def seen_notes(self) -> dict[UUID, str]:
        """Return which note of each person the page showed; a page of before says nothing."""
        pairs = (str(said).partition(" ") for said in self.seen.data or ())
        return {person_id: note for who, _blank, note in pairs if (person_id := _id(who))}

    @property
    def absent_ids(self) -> set[UUID]:
        """Return who was shown and not ticked."""
        return {person_id for person_id in self.listed.data or () if person_id} - self.present_ids

    @property
    def present_ids(self) -> set[UUID]:
        """Return who was ticked."""
        return {person_id for person_id in self.present.data or () if person_id}


class SearchForm(Form):
    """The name of somebody who came without signing up."""

    class Meta:
        """It only looks something up: its address can be reloaded."""

        csrf = False

    termin = HiddenField()
    name = StringField(
        _l("Name"),
        description=_l("Vor- oder Nachname, mindestens zwei Buchstaben."),
        filters=[lambda text: (text or "").strip()],
        validators=[
            Required(_l("Geben Sie einen Namen ein.")),
            Length(min=SHORTEST_NAME, message=_l("Geben Sie mindestens zwei Buchstaben ein.")),
        ],
    )


class CodeForm(Form):
    """The code that stands at the door."""

    code = StringField(
        _l("Code"),
        description=_l(
            "Sechs Zeichen vom Bildschirm oder von der Tafel am Eingang, zum Beispiel ABC-D23."
        ),
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "characters"},
        validators=[Required(_l("Geben Sie den Code vom Eingang ein."))],
    )
    without_place = HiddenField()

    @property
    def typed(self) -> str:
        """Return the code as it is compared."""
        return code_as_typed((self.code.data or "")[:LONGEST_CODE])


class PersonForm(Form):
    """Who came without signing up, or called."""

    person = HiddenField()

    @property
    def person_id(self) -> UUID | None:
        """Return who was chosen, or nothing when that is no person at all."""
        return _id(self.person.data or "")


class DateForm(Form):
    """A date of several."""

    occurrence = HiddenField()

    @property
    def occurrence_id(self) -> UUID | None:
        """Return which date was meant, or nothing when that is none at all."""
        return _id(self.occurrence.data or "")
