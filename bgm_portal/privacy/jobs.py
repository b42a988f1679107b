"""What happens to consents by the clock."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job

from . import key_care, ledger, service

A_MINUTE = 60
A_DAY = 24 * 60 * 60


def erase_withdrawn(now: datetime) -> int:
    """Erase the consents that were withdrawn long ago; return how many."""
    with transaction():
        return service.erase_withdrawn(at=now)


def copy_erasures(_now: datetime) -> int:
    """Copy the ledger of erasures into its file; return how many entries are new."""
    with transaction():
        return ledger.copy_out()


def copy_event_keys(_now: datetime) -> int:
    """Copy the keys of events into their file when one came or went; return how many it holds."""
    with transaction():
        return key_care.copy_out()


def forget_erasures(now: datetime) -> int:
    """Forget what no backup can bring back any more; return how many entries."""
    with transaction():
        return ledger.forget(at=now)


JOBS = (
    Job(
        name="copy-erasures",
        every_seconds=A_MINUTE,
        run=copy_erasures,
        description=_l(
            "Legt neben die Datenbank, was auf Wunsch gelöscht wurde, damit keine Sicherung es"
            " zurückbringt."
        ),
    ),
    Job(
        name="copy-event-keys",
        every_seconds=A_MINUTE,
        run=copy_event_keys,
        description=_l(
            "Legt die verschlossenen Schlüssel der Angebote neben die Datenbank, weil keine"
            " Sicherung sie enthält."
        ),
    ),
    Job(
        name="forget-erasures",
        every_seconds=A_DAY,
        run=forget_erasures,
        description=_l("Löscht nach 400 Tagen, was über Löschungen vermerkt ist."),
    ),
    Job(
        name="erase-consents",
        every_seconds=A_DAY,
        run=erase_withdrawn,
        description=_l("Löscht Einwilligungen 3 Jahre nach dem Widerruf."),
    ),
)
