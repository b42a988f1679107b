"""Forms of signing in and of one's own account: shape of the input only."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, PasswordField, SelectField, StringField
from wtforms.validators import Length

from bgm_portal.web.forms import Form, Required, SelectChoice

from .kinds import TextSize, Theme
from .rules import LONGEST_PASSWORD, SHORTEST_PASSWORD

LONGEST_ADDRESS = 254


def _plain(value: str | None) -> str:
    """Leave out what no keyboard sends and no database takes."""
    return "".join(character for character in value or "" if character.isprintable()).strip()


NEW_PASSWORD_HINT = _l(
    "Mindestens %(length)s Zeichen. Gut zu merken und schwer zu raten sind vier bis fünf Wörter, "
    "die nicht zusammengehören. Einfügen ist erlaubt.",
    length=SHORTEST_PASSWORD,
)


class SignInForm(Form):
    """Who somebody is."""

    email = EmailField(
        _l("Dienstliche E-Mail-Adresse"),
        filters=[_plain],
        validators=[Required(_l("Geben Sie Ihre dienstliche E-Mail-Adresse ein."))],
        render_kw={"autocomplete": "username", "spellcheck": "false"},
    )
    password = PasswordField(
        _l("Kennwort"),
        description=_l("Sie können es einfügen oder von Ihrem Kennwortspeicher ausfüllen lassen."),
        validators=[Required(_l("Geben Sie Ihr Kennwort ein."))],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()
    kept = HiddenField()


class CodeForm(Form):
    """The code from the app, or one from paper."""

    code = StringField(
        _l("Code"),
        filters=[_plain],
        description=_l(
            "Sechs Ziffern aus Ihrer App. Haben Sie das Gerät nicht zur Hand, geben Sie einen "
            "Ihrer Ersatzcodes ein."
        ),
        validators=[Required(_l("Geben Sie den Code ein, den Ihre App gerade zeigt."))],
        render_kw={"autocomplete": "one-time-code", "spellcheck": "false", "maxlength": 40},
    )
    next = HiddenField()
    kept = HiddenField()


class ConfirmFactorForm(Form):
    """The first code of a new app."""

    code = StringField(
        _l("Code aus der App"),
        filters=[_plain],
        description=_l("Sechs Ziffern. Die App zeigt alle 30 Sekunden neue."),
        validators=[Required(_l("Geben Sie den Code ein, den Ihre App gerade zeigt."))],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 10},
    )


class ProofForm(Form):
    """The password once more."""

    present = PasswordField(
        _l("Kennwort"),
        validators=[Required(_l("Geben Sie Ihr Kennwort ein."))],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()
    kept = HiddenField()


class ForgottenForm(Form):
    """Where to send the link."""

    email = EmailField(
        _l("Dienstliche E-Mail-Adresse"),
        filters=[_plain],
        validators=[
            Required(_l("Geben Sie Ihre dienstliche E-Mail-Adresse ein.")),
            Length(max=LONGEST_ADDRESS, message=_l("Prüfen Sie die Schreibweise der Adresse.")),
        ],
        render_kw={"autocomplete": "username", "spellcheck": "false"},
    )


class NewPasswordForm(Form):
    """A password to be set with a personal link. Typed once: one can have it shown."""

    password = PasswordField(
        _l("Neues Kennwort"),
        description=NEW_PASSWORD_HINT,
        validators=[Required(_l("Geben Sie ein neues Kennwort ein."))],
        render_kw={"autocomplete": "new-password", "maxlength": LONGEST_PASSWORD},
    )


class ChangePasswordForm(Form):
    """A new password in place of the present one."""

    present = PasswordField(
        _l("Bisheriges Kennwort"),
        validators=[Required(_l("Geben Sie Ihr bisheriges Kennwort ein."))],
        render_kw={"autocomplete": "current-password"},
    )
    password = PasswordField(
        _l("Neues Kennwort"),
        description=NEW_PASSWORD_HINT,
        validators=[Required(_l("Geben Sie ein neues Kennwort ein."))],
        render_kw={"autocomplete": "new-password", "maxlength": LONGEST_PASSWORD},
    )


class DisplayForm(Form):
    """How pages are shown. It is sent to the page that changes this for everybody."""

    sprache = SelectField(
        _l("Sprache"), choices=[SelectChoice("de", "Deutsch"), SelectChoice("en", "English")]
    )
    farben = SelectField(
        _l("Farben"),
        choices=[
            SelectChoice(Theme.SYSTEM.value, _l("Wie im System")),
            SelectChoice(Theme.LIGHT.value, _l("Hell")),
            SelectChoice(Theme.DARK.value, _l("Dunkel")),
        ],
    )
    schrift = SelectField(
        _l("Schriftgröße"),
        choices=[
            SelectChoice(TextSize.NORMAL.value, _l("Normal")),
            SelectChoice(TextSize.LARGE.value, _l("Groß")),
            SelectChoice(TextSize.LARGER.value, _l("Sehr groß")),
        ],
    )
