"""What this room holds about people: how far they are, what they answered, what they completed."""

from bgm_portal.core.personal_data import Holding, LegalBasis, NoJob, Purpose

from . import models

ONLY_SELF = ("Die Person selbst",)
ANSWERS = "30 Tage nach dem Abschluss, sonst 180 Tage nach dem letzten Lernen"
COMPLETIONS = "36 Monate nach dem Abschluss"
WAYS = "180 Tage nach dem letzten Lernen; wer abgeschlossen hat, 36 Monate nach dem Abschluss"

HOLDINGS: tuple[Holding, ...] = (
    Holding(
        table=models.Enrolment.__tablename__,
        columns=("id", "person_id", "module_id", "version_id", "cycle", "started_at", "touched_at"),
        purpose=Purpose.LEARNING,
        basis=LegalBasis.EMPLOYMENT,
        recipients=ONLY_SELF,
        retention=WAYS,
        erased_by=("erase-learning",),
    ),
    Holding(
        table=models.SectionProgress.__tablename__,
        columns=("enrolment_id", "section_key", "skipped", "confirmed_at"),
        purpose=Purpose.LEARNING,
        basis=LegalBasis.EMPLOYMENT,
        recipients=ONLY_SELF,
        retention=WAYS,
        erased_by=("erase-learning",),
    ),
    Holding(
        table=models.Attempt.__tablename__,
        columns=("id", "enrolment_id", "number", "opened_at", "closed_at"),
        purpose=Purpose.LEARNING,
        basis=LegalBasis.EMPLOYMENT,
        recipients=ONLY_SELF,
        retention=ANSWERS,
        erased_by=("erase-learning-answers", "erase-learning"),
    ),
    Holding(
        table=models.Answer.__tablename__,
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
        purpose=Purpose.LEARNING,
        basis=LegalBasis.EMPLOYMENT,
        recipients=ONLY_SELF,
        retention=ANSWERS,
        erased_by=("erase-learning-answers", "erase-learning"),
    ),
    Holding(
        table=models.Completion.__tablename__,
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
        purpose=Purpose.LEARNING,
        basis=LegalBasis.EMPLOYMENT,
        recipients=ONLY_SELF,
        retention=COMPLETIONS,
        erased_by=("erase-learning",),
    ),
    Holding(
        table=models.Certificate.__tablename__,
        columns=("id", "completion_id", "code", "holder_name", "completed_on", "state"),
        purpose=Purpose.LEARNING,
        basis=LegalBasis.EMPLOYMENT,
        recipients=(*ONLY_SELF, "Wer die Prüfnummer kennt (den Namen nur, wer ihn schon kennt)"),
        retention=COMPLETIONS,
        erased_by=("erase-learning",),
    ),
    Holding(
        table=models.ModuleVersion.__tablename__,
        columns=("written_by", "released_by"),
        purpose=Purpose.ACCOUNTABILITY,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("Redaktion",),
        retention="So lange wie das Lernmodul",
        erased_by=(NoJob.WITH_THE_MODULE,),
    ),
    Holding(
        table=models.Recommendation.__tablename__,
        columns=("created_by",),
        purpose=Purpose.ACCOUNTABILITY,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("Redaktion",),
        retention="So lange wie das Lernmodul",
        erased_by=(NoJob.WITH_THE_MODULE,),
    ),
    Holding(
        table=models.ModuleDraft.__tablename__,
        columns=("updated_by", "handed_in_by"),
        purpose=Purpose.ACCOUNTABILITY,
        basis=LegalBasis.EMPLOYMENT,
        recipients=("Redaktion",),
        retention="Bis der Entwurf freigegeben oder verworfen ist",
        erased_by=(NoJob.WITH_THE_MODULE,),
    ),
)
