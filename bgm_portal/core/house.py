"""What pages and messages say about the house, in the language of whoever reads them."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l

from .i18n import _, language

#: What stands in the configuration unless a house says it in its own words.
USUAL = {"claim": _l("Gut dabei im Jobcenter"), "contact_role": _l("BGM-Koordination")}


def house_in_words() -> Mapping[str, str]:
    """Return all about the house; the usual words are in the catalogue, others stay as they are."""
    return _in_words(current_app.config["HOUSE"], language())


@lru_cache(maxsize=8)
def _in_words(house: Any, _code: str) -> Mapping[str, str]:  # config.House, which is not ours
    said: dict[str, str] = asdict(house)
    return MappingProxyType(said | {name: _(said[name]) for name in USUAL if said[name]})
