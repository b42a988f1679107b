"""What happens to learning by the clock: it is forgotten."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from bgm_portal.core.jobs import Job, piece_by_piece

from .service import retention

AN_HOUR = 60 * 60
A_DAY = 24 * AN_HOUR


def erase_answers(now: datetime) -> int:
    """Forget answers and tries a month after completion; return how many attempts."""
    return piece_by_piece(lambda: retention.erase_answers(at=now))


def erase_learning(now: datetime) -> int:
    """Forget ways that nobody went on, and completions after three years; return how many."""
    idle = piece_by_piece(lambda: retention.erase_idle(at=now))
    return idle + piece_by_piece(lambda: retention.erase_completions(at=now))


JOBS = (
    Job(
        name="erase-learning-answers",
        every_seconds=AN_HOUR,
        run=erase_answers,
        description=_l("Löscht Antworten 30 Tage nach dem Abschluss eines Lernmoduls."),
    ),
    Job(
        name="erase-learning",
        every_seconds=A_DAY,
        run=erase_learning,
        description=_l(
            "Löscht Lernstände nach 180 Tagen ohne Fortgang und Abschlüsse nach 36 Monaten."
        ),
    ),
)
