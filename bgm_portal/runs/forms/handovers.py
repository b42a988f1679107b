"""Proposing somebody who takes a place over, and taking it over."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField
from wtforms.validators import Email, Length

from bgm_portal.web.fields import trimmed
from bgm_portal.web.forms import Form, Required

LONGEST = 200


class ProposeForm(Form):
    """Who might take the place."""

    email = EmailField(
        _l("Dienstliche E-Mail-Adresse der Person"),
        description=_l("Fragen Sie die Person vorher, ob sie Zeit hat."),
        filters=[trimmed],
        validators=[
            Required(_l("Geben Sie die E-Mail-Adresse ein.")),
            Email(_l("Geben Sie die E-Mail-Adresse vollständig ein.")),
            Length(max=LONGEST, message=_l("Kürzen Sie die Adresse.")),
        ],
    )


class TakeOverForm(Form):
    """Whether the organiser may be told."""

    agrees = BooleanField(
        _l("Mein Name und meine Startklasse dürfen an den Veranstalter gehen"),
        description=_l("Sonst nichts. Ohne das ist dort kein Startplatz möglich."),
    )
