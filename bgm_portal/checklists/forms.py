"""A task of one's own, and who does what."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField

from bgm_portal.web.fields import too_long, trimmed
from bgm_portal.web.forms import DayField, Form, Required

TITLE_LENGTH = 200


class TaskForm(Form):
    """Something more to do."""

    title = StringField(
        _l("Was ist zu tun?"),
        filters=[trimmed],
        validators=[Required(_l("Geben Sie ein, was zu tun ist.")), too_long(TITLE_LENGTH)],
    )
    day = DayField(
        _l("Bis wann?"),
        description=_l("Wird das Angebot verlegt, zieht der Tag mit. Zum Beispiel 23.04.2026"),
        validators=[Required(_l("Geben Sie den Tag ein."))],
    )


class AssignForm(Form):
    """Who does a task."""

    task = SelectField(
        _l("Welche Aufgabe?"), coerce=str, validators=[Required(_l("Wählen Sie eine Aufgabe."))]
    )
    person = SelectField(_l("Wer macht das?"), coerce=str)
