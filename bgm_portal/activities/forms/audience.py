"""For whom an activity is: whose staff, which units, which sites.

Where a house has few units or sites, all of them are boxes. Where it has many, those that were
chosen are boxes, and others join them as they are looked for; looking for them saves nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.validators import ValidationError

from bgm_portal.identity.kinds import Employer
from bgm_portal.identity.name_search import Found, NameSearch
from bgm_portal.identity.site_search import SITES
from bgm_portal.identity.unit_search import UNITS
from bgm_portal.identity.words import EMPLOYERS
from bgm_portal.web.fields import choices_of, in_one_line, too_long
from bgm_portal.web.forms import Form, SelectChoice

LONGEST_SEARCH = 100
SEARCH = "suchen"  # the button that looks for units or sites, which are its value


@dataclass(frozen=True, kw_only=True)
class Part:
    """The boxes of one kind; where there are too many, also where others are looked for."""

    boxes: SelectMultipleField
    search: StringField | None = None
    button: str = ""
    value: str = ""
    found_in_words: str = ""  # nothing where nothing was found


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """One kind of things that an activity can be for, and its fields."""

    searching: NameSearch[Any]
    search: str  # the name of the field; the boxes are called as the kind
    button: Any


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
    site_search = StringField(
        _l("Standorte suchen (Name)"),
        description=_l("Was gefunden wird, steht danach oben zum Ankreuzen."),
        filters=[in_one_line],
        validators=[too_long(LONGEST_SEARCH)],
    )

    KINDS: ClassVar = {
        "units": _Kind(searching=UNITS, search="search", button=_l("Einheiten suchen")),
        "sites": _Kind(searching=SITES, search="site_search", button=_l("Standorte suchen")),
    }

    parts: Sequence[Part] = ()
    looks_for = ""  # of which kind the button was pressed, whatever was typed

    def offer(self) -> None:
        """Offer all, or those chosen and looked for; where there are none, ask nothing."""
        self.parts = [part for name in self.KINDS if (part := self._offered(name)) is not None]

    def _offered(self, name: str) -> Part | None:
        kind, boxes = self.KINDS[name], self[name]
        few = kind.searching.few()
        if few is None:
            return self._looked_for(name)
        del self[kind.search]
        if not few:
            del self[name]
            return None
        boxes.choices = choices_of({str(thing.id): thing.name for thing in few})
        return Part(boxes=boxes)

    def _looked_for(self, name: str) -> Part:
        kind, boxes, search = self.KINDS[name], self[name], self[self.KINDS[name].search]
        found: Found[Any] = Found(things=[], more=0)
        if search.data:
            found = kind.searching.fitting(search.data[:LONGEST_SEARCH])
        ids = {one for value in boxes.data or [] if (one := _as_id(value))}
        chosen = kind.searching.by_ids(ids)
        others = [thing for thing in found.things if thing.id not in ids]
        boxes.choices = [
            *_under(_("Ausgewählt"), kind.searching, chosen),
            *_under(_("Gefunden zu „%(typed)s“", typed=search.data), kind.searching, others),
        ]
        return Part(
            boxes=boxes,
            search=search,
            button=str(kind.button),
            value=name,
            found_in_words=kind.searching.fits(found) if found.things else "",
        )

    def validate_search(self, field: StringField) -> None:
        """Refuse what no unit fits, and to look for nothing."""
        self._check("units", field)

    def validate_site_search(self, field: StringField) -> None:
        """Refuse what no site fits, and to look for nothing."""
        self._check("sites", field)

    def _check(self, name: str, field: StringField) -> None:
        searching = self.KINDS[name].searching
        if self.looks_for == name and not self._typed:
            raise ValidationError(searching.nothing_typed())
        if field.data and not any(part.found_in_words for part in self.parts if part.value == name):
            raise ValidationError(searching.none_fits(field.data))

    def begin_anew(self) -> None:
        """Empty the fields after what was looked for was found, so that saving comes next."""
        for part in self.parts:
            if part.search and part.found_in_words:
                part.search.data = ""

    @property
    def is_looking(self) -> bool:
        """Tell whether units or sites are looked for, so that nothing is to be saved yet."""
        return bool(self.looks_for or self._typed)

    @property
    def _typed(self) -> bool:
        """Tell whether there are words to look for. Enter presses the first button of the page."""
        return any(part.search and part.search.data for part in self.parts)

    @property
    def chosen_units(self) -> set[UUID]:
        """Return the units it is for; only for a form that is sound."""
        return {UUID(value) for value in self.units.data or []} if self.units else set()

    @property
    def chosen_sites(self) -> set[UUID]:
        """Return the sites it is for; none in a house that has no list of them."""
        return {UUID(value) for value in self.sites.data or []} if self.sites else set()

    @property
    def chosen_employer(self) -> Employer | None:
        """Return whose staff it is for; only for a form that is sound."""
        return Employer(self.employer.data) if self.employer.data else None


def _under(head: str, searching: NameSearch[Any], things: Sequence[Any]) -> list[SelectChoice]:
    return [SelectChoice(str(one.id), searching.label(one), {"head": head}) for one in things]
