"""For whom an activity is, in words: one sentence for everybody, one more for those outside."""

from collections.abc import Sequence
from functools import lru_cache

from babel.lists import format_list
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from bgm_portal.core.i18n import language
from bgm_portal.identity.kinds import Employer

_FOR_EMPLOYER = {
    Employer.BA: _l("Dieses Angebot ist für Beschäftigte der Bundesagentur für Arbeit."),
    Employer.CITY: _l("Dieses Angebot ist für Beschäftigte der Kommune."),
}
_FOR_BOTH = {
    Employer.BA: _l(
        "Dieses Angebot ist für Beschäftigte der Bundesagentur für Arbeit, die hier arbeiten:"
        " %(units)s."
    ),
    Employer.CITY: _l(
        "Dieses Angebot ist für Beschäftigte der Kommune, die hier arbeiten: %(units)s."
    ),
}
_SHORT = {
    Employer.BA: _l("Nur für Beschäftigte der Bundesagentur"),
    Employer.CITY: _l("Nur für Beschäftigte der Kommune"),
}


def sentence(employer: Employer | None, units: Sequence[str]) -> str:
    """Say for whom it is; nothing where it is for everybody."""
    if not units:
        return str(_FOR_EMPLOYER[employer]) if employer else ""
    names = format_list(sorted(units, key=str.casefold), locale=language())
    if employer:
        return str(_FOR_BOTH[employer]) % {"units": names}
    return str(
        ngettext(
            "Dieses Angebot ist für Beschäftigte dieser Einheit: %(units)s.",
            "Dieses Angebot ist für Beschäftigte dieser Einheiten: %(units)s.",
            len(units),
            units=names,
        )
    )


def outside(contact: str, *, is_needed: bool) -> str:
    """Say why somebody cannot take part, and whom to ask."""
    if not contact:
        return str(_("Sie gehören nicht zu diesem Kreis. Fragen Sie die BGM-Koordination."))
    if not is_needed:
        return str(
            _(
                "Sie gehören nicht zu diesem Kreis. Wenn Sie trotzdem dabei sein möchten, fragen"
                " Sie %(name)s.",
                name=contact,
            )
        )
    return str(
        _(
            "Sie gehören nicht zu diesem Kreis und können sich deshalb nicht anmelden. Wenn Sie"
            " trotzdem dabei sein möchten, fragen Sie %(name)s.",
            name=contact,
        )
    )


@lru_cache(maxsize=16)
def short(employer: Employer | None, _code: str, *, for_units: bool) -> str:
    """Say in the programme that it is not for everybody; nothing where it is."""
    if for_units:
        return str(_("Nur für bestimmte Einheiten"))
    return str(_SHORT[employer]) if employer else ""
