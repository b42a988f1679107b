"""Every address of the portal, for guards that look at all of them."""

import tempfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule, UUIDConverter

from bgm_portal.app import create_app
from tests.conftest import make_config
from tests.factories.world import World
from tests.support.visits import Visit

NOBODY = UUID("00000000-0000-4000-8000-000000000000")
#: Ends a kind of message by one click in a mail program (RFC 8058), which knows neither cookie nor
#: token: the seal in the address proves the right to do it.
ONE_CLICK = "preferences.unsubscribe"
READING = {"GET", "HEAD", "OPTIONS"}


@lru_cache(maxsize=1)
def assembled() -> Flask:
    """Return a portal that is put together and never asked: only its map is of interest."""
    return create_app(make_config(Path(tempfile.gettempdir()), "sqlite://"))


def address_of(visit: Visit, world: World) -> str:
    """Return where a visit leads in this house."""
    named = world.ids | world.people
    values = {name: named[key] for name, key in visit.world.items()} | visit.fixed
    return assembled().url_map.bind("localhost").build(visit.endpoint, values)


def addresses(method: str) -> list[str]:
    """Return an address for every route that answers this method, files left out."""
    adapter = assembled().url_map.bind("localhost")
    rules = [rule for rule in _rules() if method in (rule.methods or ())]
    return [adapter.build(rule.endpoint, _values(rule), method=method) for rule in rules]


def with_token() -> list[str]:
    """Return an address for every form, which is taken only with the token of its page."""
    one_click = (
        assembled()
        .url_map.bind("localhost")
        .build(ONE_CLICK, {"mail_id": NOBODY, "seal": "unbekannt"}, method="POST")
    )
    return [address for address in addresses("POST") if address != one_click]


def filled(rule: Rule, ids: Mapping[str, UUID | str]) -> list[dict[str, object]]:
    """Return the values that lead to a route with these ids, one set for each page behind it."""
    varying = rule._converters  # noqa: SLF001 - the map tells what varies nowhere else
    fixed = {name: ids.get(name, _value(kind)) for name, kind in varying.items()}
    slugs = varying.get("slug")
    if not isinstance(slugs, AnyConverter):
        return [fixed]
    return [fixed | {"slug": slug} for slug in sorted(slugs.items)]


def pages(ids: Mapping[str, UUID | str]) -> list[str]:
    """Return the address of every page, with these ids where it takes one."""
    adapter = assembled().url_map.bind("localhost")
    return [
        adapter.build(rule.endpoint, values)
        for rule in _rules()
        if "GET" in (rule.methods or ())
        for values in filled(rule, ids)
    ]


def rules_that_take(method: str) -> list[Rule]:
    """Return every route that answers this method."""
    return [rule for rule in _rules() if method in (rule.methods or ())]


def _rules() -> list[Rule]:
    rules = [rule for rule in assembled().url_map.iter_rules() if rule.endpoint != "asset"]
    return sorted(rules, key=lambda rule: rule.rule)


def _values(rule: Rule) -> dict[str, object]:
    return {name: _value(converter) for name, converter in rule._converters.items()}  # noqa: SLF001


def _value(converter: BaseConverter) -> object:
    if isinstance(converter, UUIDConverter):
        return NOBODY
    if isinstance(converter, IntegerConverter):
        return 2026 if converter.fixed_digits == 4 else 10
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return "unbekannt"
