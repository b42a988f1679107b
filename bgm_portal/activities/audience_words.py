"""For whom an activity is, in words: one sentence for everybody, one more for those outside."""

from collections.abc import Sequence
from functools import lru_cache

from babel.lists import format_list
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from bgm_portal.core.house import house
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
_ONLY_SITES = {
    None: (
        _l("Dieses Angebot ist nur für Beschäftigte am Standort %(sites)s."),
        _l("Dieses Angebot ist nur für Beschäftigte an diesen Standorten: %(sites)s."),
    ),
    Employer.BA: (
        _l(
            "Dieses Angebot ist nur für Beschäftigte der Bundesagentur für Arbeit am Standort"
            " %(sites)s."
        ),
        _l(
            "Dieses Angebot ist nur für Beschäftigte der Bundesagentur für Arbeit an diesen"
            " Standorten: %(sites)s."
        ),
    ),
    Employer.CITY: (
        _l("Dieses Angebot ist nur für Beschäftigte der Kommune am Standort %(sites)s."),
        _l("Dieses Angebot ist nur für Beschäftigte der Kommune an diesen Standorten: %(sites)s."),
    ),
}
_SHORT = {
    Employer.BA: _l("Nur für Beschäftigte der Bundesagentur"),
    Employer.CITY: _l("Nur für Beschäftigte der Kommune"),
}


def sentence(employer: Employer | None, units: Sequence[str], sites: Sequence[str] = ()) -> str:
    """Say for whom it is; nothing where it is for everybody."""
    if not sites:
        return _without_sites(employer, units)
    names = _list(sites)
    if not units:
        one, several = _ONLY_SITES[employer]
        return str(several if len(sites) > 1 else one) % {"sites": names}
    also = ngettext(
        "Sie müssen außerdem am Standort %(sites)s arbeiten.",
        "Sie müssen außerdem an einem dieser Standorte arbeiten: %(sites)s.",
        len(sites),
        sites=names,
    )
    return f"{_without_sites(employer, units)} {also}"


def _list(names: Sequence[str]) -> str:
    return str(format_list(sorted(names, key=str.casefold), locale=language()))


def _without_sites(employer: Employer | None, units: Sequence[str]) -> str:
    if not units:
        return str(_FOR_EMPLOYER[employer]) if employer else ""
    names = _list(units)
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


def site_unknown(*, is_needed: bool) -> str:
    """Say to somebody of whom no site is known whom to tell; nothing else keeps them out."""
    told = house()
    if not is_needed:
        return str(
            _(
                "Bei Ihnen ist kein Standort eingetragen. Arbeiten Sie dort, sagen Sie bitte"
                " Bescheid: %(name)s, Telefon %(phone)s.",
                name=told.contact_name,
                phone=told.contact_phone,
            )
        )
    return str(
        _(
            "Bei Ihnen ist kein Standort eingetragen. Deshalb können Sie sich nicht anmelden."
            " Arbeiten Sie dort, sagen Sie bitte Bescheid: %(name)s, Telefon %(phone)s.",
            name=told.contact_name,
            phone=told.contact_phone,
        )
    )


@lru_cache(maxsize=32)
def short(employer: Employer | None, _code: str, *, for_units: bool, for_sites: bool) -> str:
    """Say in the programme that it is not for everybody; nothing where it is."""
    if for_units and for_sites:
        return str(_("Nur für bestimmte Einheiten und Standorte"))
    if for_sites:
        return str(_("Nur für bestimmte Standorte"))
    if for_units:
        return str(_("Nur für bestimmte Einheiten"))
    return str(_SHORT[employer]) if employer else ""
