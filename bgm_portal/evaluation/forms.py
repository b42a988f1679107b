"""What those who planned write down."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

from bgm_portal.web.forms import Form

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


class EvaluationForm(Form):
    """Goal, what was learned, what comes next."""

    goal = _text(
        _l("Was wollten wir erreichen?"), _l("Das Ziel, wie es vorher feststand. Ohne Namen.")
    )
    lessons = _text(
        _l("Was haben wir gelernt?"), _l("Was gut war und was nicht. Ohne Namen, ohne Bedarfe.")
    )
    next_step = _text(_l("Was tun wir als Nächstes?"), _l("Ein Schritt, und bis wann."))

    @property
    def words(self) -> Words:
        """Return what was typed; only for a form that is sound."""
        return Words(
            goal=self.goal.data or "",
            lessons=self.lessons.data or "",
            next_step=self.next_step.data or "",
        )
