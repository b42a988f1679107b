"""What happens to albums by the clock."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job, one_by_one

from . import queries, service

AN_HOUR = 60 * 60


def tidy(now: datetime) -> int:
    """Take down what shows somebody who left, and erase albums whose time is over."""
    with transaction():
        not_allowed = queries.no_longer_allowed()
        old = service.over_for_long(at=now)
    taken = one_by_one(not_allowed, lambda one: service.take_down_what_is_not_allowed(one, at=now))
    return taken + one_by_one(old, lambda one: service.erase_old(one, at=now))


JOBS = (
    Job(
        name="tidy-albums",
        every_seconds=AN_HOUR,
        run=tidy,
        description=_l(
            "Nimmt Bilder von Ausgeschiedenen aus den Alben und löscht Alben am Ende des Jahres"
            " nach dem Angebot."
        ),
    ),
)
