"""A unit as people type it."""

from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from wtforms import StringField
from wtforms.validators import ValidationError

from . import unit_search
from .errors import NotOneUnit


class UnitField(StringField):
    """A unit by its code, its name, or words of it that fit no other; what was typed stays."""

    unit_id: UUID | None = None

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: FBT001 - theirs
        """Find out which one is meant, or say why nobody can tell.

        A page that was opened when one still chose does not send the field, which is not the same
        as leaving it empty.
        """
        if self.errors:
            return
        if not self.raw_data:
            raise ValidationError(_("Prüfen Sie die Einheit. Die Seite war schon länger offen."))
        if not self.data:
            return
        try:
            self.unit_id = unit_search.meant(self.data).id
        except NotOneUnit as refused:
            raise ValidationError(refused.message) from None
