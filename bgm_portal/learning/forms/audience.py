"""For whom a module is meant, and what somebody has completed elsewhere."""

from collections.abc import Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import Length

from bgm_portal.identity.typed_fields import UnitField
from bgm_portal.learning.kinds import Basis, Wish
from bgm_portal.web.fields import in_one_line, too_long
from bgm_portal.web.forms import DayField, Form, Required, SelectChoice

LONGEST_UNIT = 200


def as_id(text: str | None) -> UUID | None:
    """Return what is meant, or nothing when that is no id at all."""
    try:
        return UUID(text or "")
    except ValueError:
        return None


class RecommendForm(Form):
    """For whom a module is meant, and until when."""

    unit = SelectField(_l("Für wen?"))
    typed_unit = UnitField(
        _l("Für welche Einheit? (Name oder Kürzel)"),
        description=_l(
            "Lassen Sie das Feld leer, wenn es für alle Beschäftigten ist. Ein Teil genügt, wenn er"
            " nur zu einer Einheit passt."
        ),
        filters=[in_one_line],
        validators=[too_long(LONGEST_UNIT)],
    )
    wish = RadioField(
        _l("Wie ist es gemeint?"),
        choices=[
            SelectChoice(Wish.RECOMMENDED.value, _l("Als Empfehlung")),
            SelectChoice(
                Wish.ASSIGNED.value, _l("Als vorgesehen, zum Beispiel durch eine Dienstanweisung")
            ),
        ],
        default=Wish.RECOMMENDED.value,
        validators=[Required(_l("Wählen Sie, wie es gemeint ist."))],
    )
    due_on = DayField(
        _l("Bis wann?"),
        description=_l("Tag, Monat und Jahr mit Punkten, zum Beispiel 21.05.2026."),
    )

    def offer_units(self, units: Sequence[tuple[str, str]] | None) -> None:
        """Offer these, everybody among them; where they are too many, let one be typed."""
        if units is None:
            del self.unit
        else:
            del self.typed_unit
            self.unit.choices = [SelectChoice(value, label) for value, label in units]

    @property
    def unit_id(self) -> UUID | None:
        """Return the unit that was chosen or typed, nothing for everybody; of a sound form only."""
        return as_id(self.unit.data) if self.unit else self.typed_unit.thing_id


class FindForm(Form):
    """The name of somebody who has completed a course elsewhere."""

    class Meta:
        """It only looks something up: its address can be reloaded."""

        csrf = False

    name = StringField(
        _l("Name"),
        description=_l("Vor- oder Nachname, mindestens zwei Buchstaben."),
        filters=[lambda text: (text or "").strip()],
        validators=[
            Required(_l("Geben Sie einen Namen ein.")),
            Length(min=2, message=_l("Geben Sie mindestens zwei Buchstaben ein.")),
        ],
    )


class CompletedForm(Form):
    """What somebody has completed, and on which day."""

    person = HiddenField()
    basis = RadioField(
        _l("Wie wurde es gelernt?"),
        choices=[
            SelectChoice(Basis.RECOGNISED.value, _l("In einem anderen Kurs, den wir anerkennen")),
            SelectChoice(Basis.ON_SITE.value, _l("Gemeinsam vor Ort")),
        ],
        validators=[Required(_l("Wählen Sie, wie es gelernt wurde."))],
    )
    completed_on = DayField(
        _l("An welchem Tag?"),
        description=_l("Tag, Monat und Jahr mit Punkten, zum Beispiel 21.05.2026."),
        validators=[Required(_l("Geben Sie den Tag ein."))],
    )
