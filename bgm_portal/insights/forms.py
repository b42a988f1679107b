"""What the coordination writes about a year."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from bgm_portal.web.forms import Form

from .goal_sections import GOALS
from .kinds import Goal, Part
from .year import PARTS

LONGEST_TEXT = 3000
WHOLE = 100


class PercentField(StringField):
    """A whole number from 1 to 100, or nothing."""

    percent: int | None = None

    def pre_validate(self, form: Any) -> None:
        """Understand what was typed, or say what helps."""
        typed = (self.data or "").strip().removesuffix("%").strip()
        if not typed:
            return
        if not (typed.isascii() and typed.isdecimal() and len(typed) <= len(str(WHOLE))):
            raise ValidationError(_REMEDY)
        self.percent = int(typed)
        if not 1 <= self.percent <= WHOLE:
            raise ValidationError(_REMEDY)


_REMEDY = _l("Geben Sie eine ganze Zahl von 1 bis 100 ein, oder lassen Sie das Feld leer.")


def _text(part: Part) -> TextAreaField:
    return TextAreaField(
        PARTS[part],
        description=_l("Die Geschäftsführung liest diesen Text. Nennen Sie keine Personen."),
        filters=[lambda text: (text or "").replace("\r\n", "\n").strip()],
        validators=[
            Length(max=LONGEST_TEXT, message=_l("Kürzen Sie den Text auf %(max)d Zeichen."))
        ],
        render_kw={"rows": 6},
    )


class YearForm(Form):
    """Goals and words of a year."""

    reach = PercentField(
        GOALS[Goal.REACH], description=_l("Mindestens so viel Prozent, zum Beispiel 35.")
    )
    accessible = PercentField(
        GOALS[Goal.ACCESSIBLE],
        description=_l("Mindestens so viel Prozent, zum Beispiel 100 für alle."),
    )
    summary = _text(Part.SUMMARY)
    went_well = _text(Part.WENT_WELL)
    will_change = _text(Part.WILL_CHANGE)

    @property
    def goals(self) -> dict[Goal, int | None]:
        """Return what is aimed at; nothing where no number was given."""
        return {Goal.REACH: self.reach.percent, Goal.ACCESSIBLE: self.accessible.percent}

    @property
    def texts(self) -> dict[Part, str]:
        """Return the words by part."""
        return {part: self[part.value].data or "" for part in Part}
