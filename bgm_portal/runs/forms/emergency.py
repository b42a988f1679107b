"""Whom to call if something happens."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TelField
from wtforms.validators import Length

from bgm_portal.web.forms import Form, Required

LONGEST = 100


class EmergencyForm(Form):
    """Whom to call if something happens."""

    name = StringField(
        _l("Wen sollen wir anrufen?"),
        description=_l("Vor- und Nachname der Person, die Bescheid wissen soll"),
        validators=[
            Required(_l("Geben Sie ein, wen wir anrufen sollen.")),
            Length(max=LONGEST, message=_l("Kürzen Sie den Namen auf 100 Zeichen.")),
        ],
    )
    phone = TelField(
        _l("Telefonnummer"),
        validators=[
            Required(_l("Geben Sie die Telefonnummer ein.")),
            Length(max=LONGEST, message=_l("Kürzen Sie die Nummer auf 100 Zeichen.")),
        ],
    )
