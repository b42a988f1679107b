"""Asking a guide, and linking two people who want to run together."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SelectField
from wtforms.validators import Email, Length

from bgm_portal.web.fields import trimmed
from bgm_portal.web.forms import Form, Required

LONGEST = 200


class AskForm(Form):
    """Whom to ask."""

    email = EmailField(
        _l("Dienstliche E-Mail-Adresse der Person"),
        description=_l("Fragen Sie jemanden, von dem Sie wissen, dass er als Guide dabei ist."),
        filters=[trimmed],
        validators=[
            Required(_l("Geben Sie die E-Mail-Adresse ein.")),
            Email(_l("Geben Sie die E-Mail-Adresse vollständig ein.")),
            Length(max=LONGEST, message=_l("Kürzen Sie die Adresse.")),
        ],
    )


class LinkForm(Form):
    """Who might run with whom."""

    runner = SelectField(
        _l("Wer läuft?"), coerce=str, validators=[Required(_l("Wählen Sie, wer läuft."))]
    )
    guide = SelectField(
        _l("Wer läuft als Guide mit?"),
        coerce=str,
        validators=[Required(_l("Wählen Sie, wer als Guide mitläuft."))],
    )
