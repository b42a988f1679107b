"""What this room holds about people: how far they are, what they answered, what they completed."""

from bgm_portal.core.database import Base
from bgm_portal.core.personal_data import Holding, LegalBasis, NoExport, NoJob, Purpose

from . import models

ONLY_SELF = ("Die Person selbst",)
ANSWERS = "30 Tage nach dem Abschluss, sonst 180 Tage nach dem letzten Lernen"
COMPLETIONS = "36 Monate nach dem Abschluss"
WITH_THE_MODULE = "So lange wie das Lernmodul"
WAYS = "180 Tage nach dem letzten Lernen; wer abgeschlossen hat, 36 Monate nach dem Abschluss"


def _own(
    table: type[Base],
    *,
    columns: tuple[str, ...],
    retention: str,
    erased_by: tuple[str, ...],
    exported: tuple[str, ...],
    recipients: tuple[str, ...] = ONLY_SELF,
) -> Holding:
    """Declare what belongs to the person who learns, and goes when they wish it."""
    return Holding(
        table=table.__tablename__,
        columns=columns,
        purpose=Purpose.LEARNING,
        basis=LegalBasis.EMPLOYMENT,
        recipients=recipients,
        retention=retention,
        erased_by=erased_by,
        exported=exported,
        on_wish=True,
    )


def _of_editors(
    table: type[Base], *, columns: tuple[str, ...], retention: str = WITH_THE_MODULE
) -> Holding:
    """Declare who wrote or released something: work, which says nothing about the person."""
    return Holding(
        table=table.__tablename__,
        columns=columns,
        purpose=Purpose.ACCOUNTABILITY,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("Redaktion",),
        retention=retention,
        erased_by=(NoJob.WITH_THE_MODULE,),
        exported=NoExport.DUTY,
    )


HOLDINGS: tuple[Holding, ...] = (
    _own(
        models.Enrolment,
        columns=("id", "person_id", "module_id", "version_id", "cycle", "started_at", "touched_at"),
        retention=WAYS,
        erased_by=("erase-learning",),
        exported=("module_id", "cycle", "started_at", "touched_at"),
    ),
    _own(
        models.SectionProgress,
        columns=("enrolment_id", "section_key", "skipped", "confirmed_at"),
        retention=WAYS,
        erased_by=("erase-learning",),
        exported=("section_key", "skipped", "confirmed_at"),
    ),
    _own(
        models.Attempt,
        columns=("id", "enrolment_id", "number", "opened_at", "closed_at"),
        retention=ANSWERS,
        erased_by=("erase-learning-answers", "erase-learning"),
        exported=("number", "opened_at", "closed_at"),
    ),
    _own(
        models.Answer,
        columns=(
            "id",
            "attempt_id",
            "question_key",
            "given",
            "revision",
            "checked",
            "solved",
            "misses",
            "solution_shown",
            "skipped",
            "changed_at",
        ),
        retention=ANSWERS,
        erased_by=("erase-learning-answers", "erase-learning"),
        exported=("question_key", "given", "solved", "misses", "changed_at"),
    ),
    _own(
        models.Completion,
        columns=(
            "id",
            "person_id",
            "module_id",
            "version_id",
            "cycle",
            "completed_on",
            "basis",
            "noted_by",
        ),
        retention=COMPLETIONS,
        erased_by=("erase-learning",),
        exported=("module_id", "cycle", "completed_on", "basis"),
    ),
    _own(
        models.Certificate,
        columns=("id", "completion_id", "code", "holder_name", "completed_on", "state"),
        recipients=(*ONLY_SELF, "Wer die Prüfnummer kennt (den Namen nur, wer ihn schon kennt)"),
        retention=COMPLETIONS,
        erased_by=("erase-learning",),
        exported=("title", "holder_name", "code", "completed_on", "valid_until", "state"),
    ),
    _of_editors(models.ModuleVersion, columns=("written_by", "released_by")),
    _of_editors(models.Recommendation, columns=("created_by",)),
    _of_editors(
        models.ModuleDraft,
        columns=("updated_by", "handed_in_by"),
        retention="Bis der Entwurf freigegeben oder verworfen ist",
    ),
)
