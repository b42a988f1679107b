"""A unit or a site as people type it."""

from typing import Any, ClassVar
from uuid import UUID

from wtforms import StringField
from wtforms.validators import ValidationError

from .errors import NotOne
from .name_search import NameSearch
from .site_search import SITES
from .unit_search import UNITS


class TypedField(StringField):
    """One thing by its name, or by words of it that fit no other; what was typed stays."""

    searching: ClassVar[NameSearch[Any]]
    thing_id: UUID | None = None

    def post_validate(self, form: Any, validation_stopped: bool) -> None:  # noqa: FBT001 - theirs
        """Find out which one is meant, or say why nobody can tell.

        A page that was opened when one still chose does not send the field, which is not the same
        as leaving it empty.
        """
        if self.errors:
            return
        if not self.raw_data:
            raise ValidationError(self.searching.stale())
        if not self.data:
            return
        try:
            self.thing_id = self.searching.meant(self.data).id
        except NotOne as refused:
            raise ValidationError(refused.message) from None


class UnitField(TypedField):
    """A unit by its code or name."""

    searching = UNITS


class SiteField(TypedField):
    """A site by its name."""

    searching = SITES
