"""What pages and messages say about the house, in the language of whoever reads them.

What the environment says is where a house begins. What an administrator changed since lies in a
table, which each process reads again after a minute: nobody restarts anything, and no page waits.
"""

import logging
import threading
import time as stopwatch
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, replace
from datetime import time
from functools import lru_cache
from types import MappingProxyType
from typing import Any, cast

from flask import Flask, current_app, has_app_context
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import SQLAlchemyError

from .i18n import _, language
from .quiet_hours import USUAL as USUAL_HOURS
from .quiet_hours import Hours

EXTENSION = "house"
LOOK_AGAIN_SECONDS = 60.0

#: What stands in the configuration unless a house says it in its own words.
USUAL = {"claim": _l("Gut dabei im Jobcenter"), "contact_role": _l("BGM-Koordination")}

log = logging.getLogger(__name__)


class Teller:
    """Knows what the house says now: what it was installed with, and what was changed since."""

    def __init__(self, installed: Any, changed: Callable[[], Mapping[str, str]]) -> None:
        self.installed = installed  # config.House, which is not ours
        self._changed = changed
        self._names = {one.name for one in fields(installed)}
        self._told = installed
        self._until = 0.0
        self._looking = threading.Lock()

    def told(self) -> Any:
        """Return what the house says. While the database is away, it says what it said before."""
        if stopwatch.monotonic() < self._until or not self._looking.acquire(blocking=False):
            return self._told
        try:
            changed = self._changed()
            known = {name: value for name, value in changed.items() if name in self._names}
            self._told = replace(self.installed, **known)
        except SQLAlchemyError as error:
            log.warning("what the house says could not be read: %s", type(error).__name__)
        finally:
            self._until = stopwatch.monotonic() + LOOK_AGAIN_SECONDS
            self._looking.release()
        return self._told

    def forget(self) -> None:
        """Look again at once: somebody has just changed it."""
        self._until = 0.0


def init_app(app: Flask, installed: Any, changed: Callable[[], Mapping[str, str]]) -> None:
    """Tell where the house begins, and how to ask what was changed."""
    app.extensions[EXTENSION] = Teller(installed, changed)


def teller() -> Teller:
    """Return who knows what the house says."""
    return cast("Teller", current_app.extensions[EXTENSION])


def house() -> Any:
    """Return what the house says now, as it was written."""
    return teller().told()


def quiet_hours() -> Hours:
    """Return the hours in which the house disturbs nobody."""
    if not has_app_context():
        return USUAL_HOURS
    told = house()
    return Hours(
        begin=time.fromisoformat(told.quiet_from), end=time.fromisoformat(told.quiet_until)
    )


def house_in_words() -> Mapping[str, str]:
    """Return all about the house; the usual words are in the catalogue, others stay as they are."""
    return _in_words(house(), language())


@lru_cache(maxsize=8)
def _in_words(house: Any, _code: str) -> Mapping[str, str]:  # config.House, which is not ours
    said: dict[str, str] = asdict(house)
    return MappingProxyType(said | {name: _(said[name]) for name in USUAL if said[name]})
