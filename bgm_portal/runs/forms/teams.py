"""Founding, joining and changing a team; what coordinators do with teams."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField

from bgm_portal.web.fields import text, too_long, trimmed
from bgm_portal.web.forms import Form, Required

TEAM_LENGTH = 40
DISPLAY_LENGTH = 30


def _team_name() -> Any:
    return StringField(
        _l("Name des Teams"),
        description=_l("So steht er auch beim Veranstalter und in dessen Ergebnisliste."),
        filters=[trimmed],
        validators=[Required(_l("Geben Sie dem Team einen Namen.")), too_long(TEAM_LENGTH)],
    )


def _display_name() -> Any:
    return StringField(
        _l("Ihr Name im Team"),
        description=_l("So sehen Sie die anderen im Team. Es muss nicht Ihr richtiger Name sein."),
        filters=[trimmed],
        validators=[
            Required(_l("Geben Sie ein, wie Sie im Team heißen möchten.")),
            too_long(DISPLAY_LENGTH),
        ],
    )


def _is_open() -> Any:
    return BooleanField(
        _l("Das Team ist offen"),
        description=_l(
            "Alle Teilnehmenden können dazukommen. Ohne Haken braucht man das Teamwort, das Sie"
            " weitergeben."
        ),
    )


class FoundForm(Form):
    """A new team."""

    name = _team_name()
    display_name = _display_name()
    is_open = _is_open()


class JoinForm(Form):
    """Into a team that exists."""

    team = RadioField(
        _l("Welches Team?"), validators=[Required(_l("Wählen Sie ein Team."))], choices=[]
    )
    display_name = _display_name()
    word = text(
        _l("Teamwort"),
        hint=_l("Nur bei einem geschlossenen Team. Die anderen im Team kennen es."),
        most=20,
    )


class ChangeForm(Form):
    """What the captain can change."""

    name = _team_name()
    is_open = _is_open()
    captain = SelectField(
        _l("Wer leitet das Team?"),
        description=_l("Ist Kontakt für die Koordination. Mehr Rechte als das hat niemand."),
        coerce=str,
    )


class NewTeamForm(Form):
    """A team that a coordinator opens for others."""

    name = _team_name()


class PlaceForm(Form):
    """Who goes into which team."""

    person = SelectField(
        _l("Wer?"), coerce=str, validators=[Required(_l("Wählen Sie eine Person."))]
    )
    team = SelectField(_l("In welches Team?"), coerce=str)
