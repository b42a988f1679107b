"""Many people at the same time: each in a thread with an application context of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING, Any

from bgm_portal.core.database import db, transaction
from bgm_portal.core.errors import Refused

if TYPE_CHECKING:
    from flask import Flask


def at_once(app: Flask, deeds: Iterable[Callable[[], Any]]) -> list[str]:
    """Do all of this at the same moment, each in its own transaction.

    Return how each went: "done", or the code of the refusal. Anything else that is raised fails the
    test.
    """
    deeds = list(deeds)
    db.session.rollback()  # reading in the test began a transaction that would keep SQLite closed
    together = Barrier(len(deeds))

    def _do(deed: Callable[[], Any]) -> str:
        with app.app_context():
            together.wait()
            try:
                with transaction():
                    deed()
            except Refused as refused:
                return refused.code
            finally:
                db.session.remove()
        return "done"

    with ThreadPoolExecutor(max_workers=len(deeds)) as crowd:
        return list(crowd.map(_do, deeds))
