"""What happens by the clock: whoever stood in until yesterday does so no longer."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.database import transaction
from bgm_portal.core.jobs import Job

from . import substitution_service


def end_substitutions(now: datetime) -> int:
    """End what was to last until yesterday."""
    with transaction():
        return substitution_service.end_what_is_over(at=now)


JOBS: tuple[Job, ...] = (
    Job(
        name="end-substitutions",
        every_seconds=600,
        run=end_substitutions,
        description=_l("Beendet Vertretungen, deren letzter Tag vorbei ist."),
    ),
)
