"""What pages and messages say about the house, in the language of whoever reads them."""

from dataclasses import asdict

from flask import current_app
from flask_babel import lazy_gettext as _l

from .i18n import _

#: What stands in the configuration unless a house says it in its own words.
USUAL = {"claim": _l("Gut dabei im Jobcenter"), "contact_role": _l("BGM-Koordination")}


def house_in_words() -> dict[str, str]:
    """Return all about the house; the usual words are in the catalogue, others stay as they are."""
    said: dict[str, str] = asdict(current_app.config["HOUSE"])
    return said | {name: _(said[name]) for name in USUAL if said[name]}
