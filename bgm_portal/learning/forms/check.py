"""What whoever checks a certificate types."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from bgm_portal.web.forms import Form, Required


class CheckForm(Form):
    """The code, and the name that somebody claims."""

    code = StringField(
        _l("Prüfnummer"),
        description=_l("Drei Gruppen zu vier Zeichen, zum Beispiel 7K2M-9XQ4-0BTD."),
        validators=[Required(_l("Geben Sie die Prüfnummer ein."))],
        render_kw={"autocomplete": "off"},
    )
    name = StringField(
        _l("Name auf dem Nachweis"),
        description=_l("Vor- und Nachname, wenn Sie auch den Namen prüfen möchten."),
        render_kw={"autocomplete": "off"},
    )
