"""Not even tests delete frozen reports, modules or the audit log without a word to guards."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import func, select, text

from bgm_portal.audit.models import AuditEntry, AuditLink, AuditState
from bgm_portal.core.database import db
from bgm_portal.insights.models import GUARDS, FrozenReport
from bgm_portal.learning import freezing
from bgm_portal.learning.models import Certificate, Completion, Enrolment, ModuleVersion

WITHOUT = {
    "sqlite": (
        "DROP TRIGGER frozen_report_is_not_changed",
        "DROP TRIGGER frozen_report_is_not_deleted",
    ),
    "postgresql": (
        "DROP TRIGGER frozen_report_is_not_changed ON frozen_report",
        "DROP TRIGGER frozen_report_is_not_emptied ON frozen_report",
        "DROP FUNCTION frozen_report_stays()",
    ),
}


KEPT_ON = " ON module_version"


def take_guards_off() -> None:
    """Let somebody change what is frozen, as whoever owns the database could."""
    for statement in WITHOUT[db.engine.dialect.name]:
        db.session.execute(text(statement))


def put_guards_back() -> None:
    """Keep frozen reports as they are again."""
    for statement in GUARDS[db.engine.dialect.name]:
        db.session.execute(text(statement))


def thaw() -> None:
    """Delete frozen reports, if there are any."""
    if db.session.scalar(select(func.count()).select_from(FrozenReport)):
        take_guards_off()
        db.session.execute(FrozenReport.__table__.delete())
        put_guards_back()
        db.session.commit()


def forget_versions() -> None:
    """Delete what was published of modules, as if it had never been."""
    if db.session.scalar(select(func.count()).select_from(ModuleVersion)):
        is_postgres = db.engine.dialect.name == "postgresql"
        db.session.execute(text("DROP TRIGGER kept_module_version" + KEPT_ON * is_postgres))
        for table in (Certificate, Completion, Enrolment, ModuleVersion):
            db.session.execute(table.__table__.delete())
        guards = freezing.on_postgresql if is_postgres else freezing.on_sqlite
        [guard] = [one for one in guards("module_version") if "TRIGGER kept_" in one]
        db.session.execute(text(guard))
        db.session.commit()


def forget_the_log() -> None:
    """Empty the audit log, as if its time were over."""
    db.session.execute(AuditState.__table__.delete())
    for_ever = datetime(9999, 1, 1, tzinfo=UTC)
    db.session.execute(AuditState.__table__.insert().values(id=1, erasing_until=for_ever))
    for table in (AuditEntry, AuditLink, AuditState):
        db.session.execute(table.__table__.delete())
