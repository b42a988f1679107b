"""What people can tell us on these pages."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from bgm_portal.web.forms import Form, Required

LONGEST_PAGE = 200
LONGEST_MESSAGE = 2000
LONGEST_CONTACT = 200


class BarrierForm(Form):
    """A barrier that somebody met. Only what happened must be said."""

    page = StringField(
        _l("Auf welcher Seite war das?"),
        description=_l("Die Adresse oder die Überschrift der Seite."),
        filters=[lambda text: (text or "").strip()],
        validators=[
            Length(max=LONGEST_PAGE, message=_l("Kürzen Sie die Angabe auf %(max)d Zeichen."))
        ],
    )
    message = TextAreaField(
        _l("Was ist passiert?"),
        description=_l(
            "Was wollten Sie tun, und was ging nicht? Wenn Sie mögen, nennen Sie Ihr Gerät und Ihr"
            " Hilfsmittel, zum Beispiel einen Screenreader. Angaben zu Ihrer Gesundheit brauchen"
            " wir nicht."
        ),
        filters=[lambda text: (text or "").strip()],
        validators=[
            Required(_l("Beschreiben Sie in einem Satz, was nicht ging.")),
            Length(max=LONGEST_MESSAGE, message=_l("Kürzen Sie den Text auf %(max)d Zeichen.")),
        ],
        render_kw={"rows": 6},
    )
    contact = StringField(
        _l("Wie erreichen wir Sie?"),
        description=_l(
            "E-Mail oder Telefon, wenn Sie eine Antwort möchten. Sie können die Barriere auch"
            " melden, ohne sich zu nennen."
        ),
        filters=[lambda text: (text or "").strip()],
        validators=[
            Length(max=LONGEST_CONTACT, message=_l("Kürzen Sie die Angabe auf %(max)d Zeichen."))
        ],
    )
