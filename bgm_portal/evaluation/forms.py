"""What those who planned write down."""

from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from bgm_portal.web.forms import Form

from .rules import CENTS, parse_euros
from .service import Words

LONGEST = 800  # three of them and the figures are one page


def _trimmed(text: str | None) -> str:
    return (text or "").strip()


def _text(label: LazyString, hint: LazyString) -> TextAreaField:
    return TextAreaField(
        label,
        description=hint,
        filters=[_trimmed],
        validators=[Length(max=LONGEST, message=_l("Kürzen Sie den Text auf %(max)d Zeichen."))],
    )


class EuroField(StringField):
    """A sum of money as people type it: 1.234,50."""

    def process_data(self, value: object) -> None:
        """Show cents as euros."""
        if isinstance(value, int):
            value = f"{value // CENTS},{value % CENTS:02}"
        super().process_data(value)

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no sum."""
        if _trimmed(self.data) and self.cents is None:
            raise ValidationError(_l("Geben Sie einen Betrag ein, zum Beispiel 1.234,50."))

    @property
    def cents(self) -> int | None:
        """Return the sum in cents, or nothing."""
        return parse_euros(self.data or "")


class EvaluationForm(Form):
    """Cost, goal, what was learned, what comes next."""

    goal = _text(
        _l("Was wollten wir erreichen?"), _l("Das Ziel, wie es vorher feststand. Ohne Namen.")
    )
    cost = EuroField(_l("Kosten in Euro"), description=_l("Was es wirklich gekostet hat."))
    access_cost = EuroField(
        _l("Davon für Barrierefreiheit"),
        description=_l("Dolmetschen, Schriftmittlung, Fahrten, Rampen und Ähnliches."),
    )
    lessons = _text(
        _l("Was haben wir gelernt?"), _l("Was gut war und was nicht. Ohne Namen, ohne Bedarfe.")
    )
    next_step = _text(_l("Was tun wir als Nächstes?"), _l("Ein Schritt, und bis wann."))

    def validate_access_cost(self, field: EuroField) -> None:
        """Ask for a part that is not larger than the whole."""
        if field.cents is not None and field.cents > (self.cost.cents or 0):
            raise ValidationError(_l("Ein Teil kann nicht mehr kosten als alles zusammen."))

    @property
    def words(self) -> Words:
        """Return what was typed; only for a form that is sound."""
        return Words(
            cost_cents=self.cost.cents,
            access_cost_cents=self.access_cost.cents,
            goal=self.goal.data or "",
            lessons=self.lessons.data or "",
            next_step=self.next_step.data or "",
        )
