"""Forms on which something planned before is planned again."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any
from uuid import uuid4

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from bgm_portal.web.forms import Form, Required, SelectChoice

FIRST_YEAR, LAST_YEAR = 2018, 2098


class How(StrEnum):
    """What becomes of a copy; the value is in the form."""

    BARE = "ohne"
    YEAR = "jahr"
    TEMPLATE = "vorlage"


class CopyForm(Form):
    """What the copy of an activity shall be."""

    how = RadioField(
        _l("Was soll entstehen?"),
        choices=[
            SelectChoice(How.BARE, _l("Ein Entwurf ohne Termine und Fristen")),
            SelectChoice(
                How.YEAR,
                _l("Ein Entwurf mit denselben Wochentagen in einem anderen Jahr"),
                {"hint": _l("Fristen liegen ebenso lange davor wie bisher.")},
            ),
            SelectChoice(
                How.TEMPLATE,
                _l("Eine Vorlage für alle, die planen"),
                {"hint": _l("Sie erscheint nie im Programm.")},
            ),
        ],
        default=How.BARE,
        validators=[Required(_l("Wählen Sie, was entstehen soll."))],
    )
    year = StringField(
        _l("Jahr"),
        description=_l("Nur nötig bei einem anderen Jahr. Zum Beispiel 2027"),
        render_kw={"inputmode": "numeric"},
    )

    def validate_year(self, field: StringField) -> None:
        """Insist on a year where one is needed."""
        if self.how.data == How.YEAR and self.chosen_year is None:
            raise ValidationError(_("Geben Sie das Jahr mit vier Ziffern ein, zum Beispiel 2027."))

    @property
    def chosen_year(self) -> int | None:
        """Return the year into which the dates go, if they do."""
        typed = (self.year.data or "").strip()
        if self.how.data != How.YEAR or not (typed.isascii() and typed.isdigit()):
            return None
        year = int(typed) if len(typed) == len("2027") else 0
        return year if FIRST_YEAR <= year <= LAST_YEAR else None


def _numbered(number: str | None) -> str:
    return number or str(uuid4())


class YearForm(Form):
    """Which activities of a year are planned again."""

    #: Sent twice, the same page begins each draft once; one that comes without gets a new number.
    number = HiddenField(filters=[_numbered])
    activities = SelectMultipleField(
        _l("Was soll wieder stattfinden?"),
        coerce=str,
        validators=[Required(_l("Wählen Sie mindestens ein Angebot."))],
    )

    def offer(self, proposals: Iterable[Any]) -> None:
        """Name what can be chosen, with its new date and what is the matter with it."""
        self.activities.choices = [
            SelectChoice(str(one.id), one.title, {"hint": _hint(one)}) for one in proposals
        ]


def _hint(one: Any) -> str:
    moved = _(
        "%(before)s wird zu %(after)s, %(dates)s.",
        before=one.before,
        after=one.after,
        dates=one.dates,
    )
    if not one.notes:
        return str(moved)
    to_check = _("Prüfen: %(notes)s", notes="; ".join(one.notes))
    return f"{moved}\n{to_check}"
