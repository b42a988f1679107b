"""Units by what people type: their code, their name, or words of it."""

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, and_, or_

from .models import Unit
from .name_search import Found, NameSearch, is_text


class UnitSearch(NameSearch[Unit]):
    """Units have a code that is theirs alone; a name may be that of several."""

    model = Unit
    columns = (Unit.name, Unit.code)

    def label(self, thing: Unit) -> str:
        """Return name and code."""
        return f"{thing.name} ({thing.code})"

    def is_called(self, typed: str) -> ColumnElement[bool]:
        """Match code, name, or both as they are shown."""
        name, _bracket, code = typed.removesuffix(")").rpartition(" (")
        both = and_(is_text(Unit.name, name), is_text(Unit.code, code))
        return or_(is_text(Unit.code, typed), is_text(Unit.name, typed), both)

    def closest(self, called: list[Unit], typed: str) -> list[Unit]:
        """Let a code go before names."""
        return [unit for unit in called if unit.code.lower() == typed.lower()] or called

    def none_fits(self, typed: str) -> str:
        """Say that there is no such unit."""
        return str(
            _("Es gibt keine Einheit „%(typed)s“. Prüfen Sie Name oder Kürzel.", typed=typed)
        )

    def several(self, found: Found[Unit]) -> str:
        """Name some of those that fit, and ask for the code."""
        names = self.names(found)
        if not found.more:
            words = _("Mehrere Einheiten passen: %(names)s. Geben Sie das Kürzel ein.", names=names)
            return str(words)
        words = ngettext(
            "Mehrere Einheiten passen: %(names)s und eine weitere. Geben Sie das Kürzel ein.",
            "Mehrere Einheiten passen: %(names)s und %(num)s weitere. Geben Sie das Kürzel ein.",
            found.more,
            names=names,
        )
        return str(words)

    def nothing_typed(self) -> str:
        """Ask for name or code."""
        return str(_("Geben Sie Name oder Kürzel einer Einheit ein."))

    def stale(self) -> str:
        """Ask to look at the unit again."""
        return str(_("Prüfen Sie die Einheit. Die Seite war schon länger offen."))

    def fits(self, found: Found[Unit]) -> str:
        """Count the units that fit."""
        words = ngettext("Eine Einheit passt.", "%(num)s Einheiten passen.", found.total)
        if found.more:
            words += " " + ngettext(
                "Davon ist eine nicht zu sehen: Geben Sie mehr vom Namen oder Kürzel ein.",
                "Davon sind %(num)s nicht zu sehen: Geben Sie mehr vom Namen oder Kürzel ein.",
                found.more,
            )
        return str(words)


UNITS = UnitSearch()
