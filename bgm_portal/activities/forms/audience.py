"""For whom an activity is: whose staff, which units, which sites.

Where a house has few units, all of them are boxes. Where it has many, those that were chosen are
boxes, and others join them as they are looked for; looking for them saves nothing.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from bgm_portal.identity import unit_search
from bgm_portal.identity.kinds import Employer
from bgm_portal.identity.unit_search import Found
from bgm_portal.identity.words import EMPLOYERS
from bgm_portal.web.fields import choices_of, in_one_line, too_long
from bgm_portal.web.forms import Form, SelectChoice

LONGEST_SEARCH = 100
SEARCH = "suchen"  # the button that looks for units


def _as_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class AudienceForm(Form):
    """For whom an activity is."""

    employer = SelectField(
        _l("Für Beschäftigte welcher Stelle?"),
        description=_l(
            "Wer schon angemeldet ist oder auf der Warteliste steht, behält den Platz, auch wenn"
            " Sie den Kreis jetzt enger ziehen. Neu anmelden können sich dann nur noch die, für die"
            " das Angebot ist."
        ),
        choices=choices_of({"": _l("für alle")} | EMPLOYERS),
        coerce=str,
    )
    units = SelectMultipleField(
        _l("Für welche Einheiten?"),
        description=_l(
            "Ohne Haken ist das Angebot für alle Einheiten. Wer nicht dazugehört, sieht das"
            " Angebot, liest, für wen es ist, und kann sich nicht anmelden."
        ),
        coerce=str,
    )
    search = StringField(
        _l("Einheiten suchen (Name oder Kürzel)"),
        description=_l("Was gefunden wird, steht danach oben zum Ankreuzen."),
        filters=[in_one_line],
        validators=[too_long(LONGEST_SEARCH)],
    )
    sites = SelectMultipleField(
        _l("Für welche Standorte?"),
        description=_l(
            "Ohne Haken ist das Angebot für alle Standorte. Wer keinen Standort im Konto hat,"
            " gehört sonst nicht dazu und liest, wer ihn einträgt."
        ),
        coerce=str,
    )

    found: Found = Found(units=[], more=0)
    is_asked = False  # the button was pressed, whatever was typed

    def offer_units(self) -> None:
        """Offer all units, or those that were chosen and those that were looked for."""
        few = unit_search.few()
        if few is not None:
            del self.search
            self.units.choices = choices_of({str(unit.id): unit.name for unit in few})
            return
        if self.search.data:
            self.found = unit_search.fitting(self.search.data[:LONGEST_SEARCH])
        ids = {one for value in self.units.data or [] if (one := _as_id(value))}
        chosen = unit_search.by_ids(ids)
        others = [unit for unit in self.found.units if unit.id not in ids]
        self.units.choices = [
            *_under(_("Ausgewählt"), chosen),
            *_under(_("Gefunden zu „%(typed)s“", typed=self.search.data), others),
        ]

    def offer_sites(self, sites: Sequence[Any]) -> None:
        """Offer these sites; a house without sites is not asked."""
        if sites:
            self.sites.choices = choices_of({str(site.id): site.name for site in sites})
        else:
            del self.sites

    def validate_search(self, field: StringField) -> None:
        """Refuse what no unit fits, and to look for nothing."""
        if not field.data and self.is_asked:
            raise ValidationError(_("Geben Sie Name oder Kürzel einer Einheit ein."))
        if field.data and not self.found.units:
            raise ValidationError(unit_search.none_fits(field.data))

    def begin_anew(self) -> None:
        """Empty the field after what was looked for was found, so that saving comes next."""
        if self.search and self.found.units:
            self.search.data = ""

    @property
    def looks_for_units(self) -> bool:
        """Tell whether units are looked for, so that nothing is to be saved yet."""
        return bool(self.search) and bool(self.search.data or self.is_asked)

    @property
    def chosen_units(self) -> set[UUID]:
        """Return the units it is for; only for a form that is sound."""
        return {UUID(value) for value in self.units.data or []}

    @property
    def chosen_sites(self) -> set[UUID]:
        """Return the sites it is for; none in a house that has no list of them."""
        return {UUID(value) for value in self.sites.data or []} if self.sites else set()

    @property
    def chosen_employer(self) -> Employer | None:
        """Return whose staff it is for; only for a form that is sound."""
        return Employer(self.employer.data) if self.employer.data else None


def _under(head: str, units: Sequence[Any]) -> list[SelectChoice]:
    return [SelectChoice(str(unit.id), unit_search.label(unit), {"head": head}) for unit in units]
