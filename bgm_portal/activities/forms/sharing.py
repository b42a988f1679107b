"""With whom a draft is shared, and what somebody says to it."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import ValidationError

from bgm_portal.activities.errors import ReaderRefused
from bgm_portal.web.fields import choices_of, too_long, trimmed
from bgm_portal.web.forms import Form, Required

COMMENT_LENGTH = 2000


class ShareForm(Form):
    """Who shall read a draft before it appears."""

    offered: frozenset[str] = frozenset()

    people = SelectMultipleField(
        _l("Mit wem möchten Sie den Entwurf teilen?"),
        description=_l(
            "Zur Auswahl stehen alle, die Berichte lesen dürfen: Koordination, Leitung und"
            " Datenschutz."
        ),
        coerce=str,
        validate_choice=False,  # with a sentence of our own
    )

    def offer(self, people: Iterable[Any]) -> None:
        """Name those who can be asked."""
        names = {str(one.id): one.name_in_list for one in people}
        self.people.choices = choices_of(names)
        self.offered = frozenset(names)

    def validate_people(self, field: SelectMultipleField) -> None:
        """Insist on somebody."""
        if not field.data:
            raise ValidationError(_("Wählen Sie mindestens eine Person."))
        if not self.offered.issuperset(field.data):
            raise ValidationError(ReaderRefused().message)


class CommentForm(Form):
    """What somebody says to a draft."""

    words = TextAreaField(
        _l("Ihr Kommentar"),
        description=_l(
            "Alle, die diesen Entwurf lesen, sehen ihn mit Ihrem Namen. Bitte nichts über"
            " Gesundheit oder über einzelne Menschen."
        ),
        filters=[trimmed],
        validators=[
            Required(_l("Schreiben Sie, was Sie anmerken möchten.")),
            too_long(COMMENT_LENGTH),
        ],
        render_kw={"rows": 4},
    )
