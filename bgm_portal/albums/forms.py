"""A picture, what it shows in words, and who can be recognised on it."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from bgm_portal.privacy.kinds import ConsentCode
from bgm_portal.web.fields import too_long, trimmed
from bgm_portal.web.forms import Form, Required, SelectChoice

from .pictures import Drawn, drawn
from .rules import ALT_LENGTH, PLACE_LENGTH

INTRANET, PUBLIC = "intranet", "public"


def _alt() -> StringField:
    return StringField(
        _l("Was ist auf dem Bild zu sehen?"),
        description=_l(
            "Ein Satz für alle, die das Bild nicht sehen. Ohne Namen, und ohne eine Behinderung zu"
            " nennen."
        ),
        filters=[trimmed],
        validators=[
            Required(_l("Sagen Sie in einem Satz, was zu sehen ist.")),
            too_long(ALT_LENGTH),
        ],
    )


class PictureForm(Form):
    """A new picture."""

    file = FileField(
        _l("Bild"), description=_l("JPEG, PNG oder WebP, höchstens 12 Megabyte."), validators=[]
    )
    alt = _alt()
    people = SelectMultipleField(
        _l("Wer ist zu erkennen?"),
        description=_l(
            "Kreuzen Sie alle an, die man erkennen kann. Andere Personen dürfen nicht zu erkennen"
            " sein."
        ),
        choices=[],
        validate_choice=True,
    )
    nobody = BooleanField(
        _l("Niemand ist zu erkennen"),
        description=_l("Zum Beispiel ein Raum, Hände oder Menschen von hinten."),
    )

    drawn: Drawn

    def choose_from(self, people: Collection[Any], agreed: Mapping[UUID, Collection[str]]) -> None:
        """Offer everybody who took part, with what they agreed to."""
        self.people.choices = [
            SelectChoice(
                str(one.id), one.name_in_list, {"hint": _agreed_to(agreed.get(one.id, ()))}
            )
            for one in people
        ]

    def validate_file(self, field: FileField) -> None:
        """Insist on a picture that can be drawn anew."""
        sent = request.files.get(field.name)
        content = sent.read() if sent else b""
        if not content:
            raise ValidationError(_("Wählen Sie ein Bild aus."))
        found = drawn(content)
        if found is None:
            raise ValidationError(
                _(
                    "Diese Datei ist kein Bild, das wir zeigen können. Wählen Sie ein Bild im"
                    " Format JPEG, PNG oder WebP mit höchstens 24 Millionen Bildpunkten."
                )
            )
        self.drawn = found

    def validate_people(self, field: SelectMultipleField) -> None:
        """Insist on an answer, and on one only."""
        if bool(field.data) == bool(self.nobody.data):
            raise ValidationError(
                _("Kreuzen Sie an, wer zu erkennen ist, oder dass niemand zu erkennen ist.")
            )

    @property
    def shown(self) -> list[UUID]:
        """Return who can be recognised; only for a form that is sound."""
        return [UUID(one) for one in self.people.data or []]


class AltForm(Form):
    """Better words for a picture."""

    alt = _alt()


class PlaceForm(Form):
    """Where else a picture was published."""

    place = StringField(
        _l("Wo ist das Bild noch zu sehen?"),
        description=_l("Zum Beispiel: Aushang im Erdgeschoss, Beitrag auf der Website vom 12. Mai"),
        filters=[trimmed],
        validators=[Required(_l("Sagen Sie, wo das Bild zu sehen ist.")), too_long(PLACE_LENGTH)],
    )
    reach = RadioField(
        _l("Wer kann es dort sehen?"),
        choices=[
            SelectChoice(INTRANET, _l("Nur Beschäftigte")),
            SelectChoice(PUBLIC, _l("Alle, auch außerhalb des Hauses")),
        ],
        validators=[Required(_l("Wählen Sie, wer das Bild dort sehen kann."))],
    )

    @property
    def is_public(self) -> bool:
        """Tell whether everybody can see it there."""
        return bool(self.reach.data == PUBLIC)


def _agreed_to(codes: Collection[str]) -> LazyString:
    if ConsentCode.PHOTO_INTRANET not in codes:
        return _l("keine Einwilligung")
    if ConsentCode.PHOTO_PUBLIC in codes:
        return _l("Intranet und Öffentlichkeit")
    return _l("Intranet")
