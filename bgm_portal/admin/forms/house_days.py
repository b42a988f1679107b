"""Forms about the house that add one thing: days on which it is closed, and its logo."""

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms.validators import ValidationError

from bgm_portal.web import pictures
from bgm_portal.web.fields import text
from bgm_portal.web.forms import DayField, Form, Required

from .house import NAME_LENGTH, needed

MOST_DAYS = 60
LOGO_SIDE = 480
LARGEST_LOGO = 1024 * 1024


class ClosingDayForm(Form):
    """Days on which the house is closed."""

    first_day = DayField(
        _l("Erster Tag"), validators=[Required(_l("Geben Sie den ersten Tag ein."))]
    )
    last_day = DayField(_l("Letzter Tag"), description=_l("Leer heißt: nur dieser eine Tag."))
    name_de = needed(
        _l("Anlass"),
        _l("Geben Sie ein, warum das Haus geschlossen ist."),
        hint=_l("Zum Beispiel: Rosenmontag oder Betriebsausflug"),
    )
    name_en = text(_l("Anlass auf Englisch"), most=NAME_LENGTH)

    def validate_last_day(self, field: DayField) -> None:
        """Insist on an end that is not before the beginning, and not a year after it."""
        first, last = self.first_day.day, field.day
        if first is None or last is None:
            return
        if last < first:
            raise ValidationError(
                _("Geben Sie einen letzten Tag ein, der nicht vor dem ersten liegt.")
            )
        if (last - first).days > MOST_DAYS:
            raise ValidationError(_("Das sind mehr als 60 Tage. Prüfen Sie das Jahr."))


class LogoForm(Form):
    """The sign of the house."""

    file = FileField(
        _l("Logo"),
        description=_l("PNG, JPEG oder WebP, höchstens 1 Megabyte."),
        render_kw={"accept": "image/png,image/jpeg,image/webp"},
    )

    drawn: bytes = b""

    def validate_file(self, field: FileField) -> None:
        """Insist on a picture that can be drawn anew."""
        sent = request.files.get(field.name)
        content = sent.read(LARGEST_LOGO + 1) if sent else b""
        if not content:
            raise ValidationError(_("Wählen Sie ein Bild aus."))
        if len(content) > LARGEST_LOGO:
            raise ValidationError(_("Dieses Bild ist größer als 1 Megabyte. Verkleinern Sie es."))
        found = pictures.upright(content)
        if found is None:
            raise ValidationError(
                _(
                    "Diese Datei ist kein Bild im Format PNG, JPEG oder WebP. Wählen Sie ein"
                    " anderes."
                )
            )
        picture, _kind = found
        plain = picture.convert(
            "RGBA"
            if "A" in picture.getbands() or picture.info.get("transparency") is not None
            else "RGB"
        )
        self.drawn = pictures.written(pictures.shrunk(plain, LOGO_SIDE), "PNG")
