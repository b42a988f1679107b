"""What the coordination writes about a year."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from bgm_portal.web.forms import Form, SelectChoice

from .disclosure.bands import FEWEST, WIDTH
from .goal_sections import GOALS, band_of_reach
from .kinds import Goal, Part
from .year import PARTS

LONGEST_TEXT = 3000
WHOLE = 100
REACHES = range(FEWEST, WHOLE, WIDTH)  # the lowest numbers of the bands that can be aimed at


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

    reach = SelectField(
        GOALS[Goal.REACH],
        description=_l("Als Bereich in Prozent, denn auch der Bericht nennt nur Bereiche."),
        default="",
        choices=[
            SelectChoice("", _l("kein Ziel")),
            *(SelectChoice(str(low), f"{low}–{low + WIDTH - 1} %") for low in REACHES),
        ],
    )
    accessible = PercentField(
        GOALS[Goal.ACCESSIBLE],
        description=_l("Mindestens so viel Prozent, zum Beispiel 100 für alle."),
    )
    alternative = PercentField(
        GOALS[Goal.ALTERNATIVE],
        description=_l("Mindestens so viel Prozent, zum Beispiel 100 für alle."),
    )
    summary = _text(Part.SUMMARY)
    went_well = _text(Part.WENT_WELL)
    will_change = _text(Part.WILL_CHANGE)

    @staticmethod
    def told(goals: Mapping[Goal, int], texts: Mapping[Part, str]) -> dict[str, str]:
        """Return what was written so far, as the fields of this form know it."""
        shown = {
            goal.value: str(band_of_reach(target).low if goal is Goal.REACH else target)
            for goal, target in goals.items()
        }
        return shown | {part.value: text for part, text in texts.items()}

    @property
    def goals(self) -> dict[Goal, int | None]:
        """Return what is aimed at; nothing where no number was given."""
        return {
            Goal.REACH: int(self.reach.data) if self.reach.data else None,
            Goal.ACCESSIBLE: self.accessible.percent,
            Goal.ALTERNATIVE: self.alternative.percent,
        }

    @property
    def in_words(self) -> list[Field]:
        """Return the fields that can still be written when the goals of a year stand fast."""
        return [self[part.value] for part in Part]

    @property
    def texts(self) -> dict[Part, str]:
        """Return the words by part."""
        return {part: self[part.value].data or "" for part in Part}
