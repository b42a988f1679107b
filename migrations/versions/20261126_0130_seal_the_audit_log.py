"""Seal the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "5b1f0c7e9a42"
down_revision = "ca9df289154d"
branch_labels = None
depends_on = None

UNSEALED = sa.text("number IS NULL")
SIGN_INS = (
    "('identity.signed_in', 'identity.sign_in_failed', 'identity.signed_out',"
    " 'identity.signed_out_elsewhere', 'identity.proven', 'identity.proof_failed')"
)
DAYS = f"CASE WHEN event IN {SIGN_INS} THEN 90 ELSE 365 END"
FILL = {
    "sqlite": (
        "UPDATE audit_entry SET kept_until ="  # noqa: S608 - constants
        f" strftime('%Y-%m-%d %H:%M:%f000', at, '+' || ({DAYS}) || ' days')"
    ),
    "postgresql": (
        f"UPDATE audit_entry SET kept_until = at + ({DAYS}) * INTERVAL '1 day'"  # noqa: S608
    ),
}
WORDS = "id, at, event, actor_id, subject_id, object_id, facts, kept_until"
KEPT = "EXISTS (SELECT 1 FROM audit_state WHERE erasing_until > OLD.kept_until)"

#: What keeps the notebook as it was written, by database.
GUARDS = {
    "sqlite": (
        (
            f"CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE OF {WORDS} ON audit_entry"
            " BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END"
        ),
        (
            "CREATE TRIGGER audit_entry_is_sealed_once BEFORE UPDATE OF number ON audit_entry"
            " WHEN OLD.number IS NOT NULL"
            " BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END"
        ),
        (
            "CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON audit_entry"
            f" WHEN NOT {KEPT} BEGIN SELECT RAISE(ABORT, 'the audit log is kept'); END"
        ),
        (
            "CREATE TRIGGER audit_link_is_not_changed BEFORE UPDATE ON audit_link"
            " BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END"
        ),
        (
            "CREATE TRIGGER audit_link_is_kept BEFORE DELETE ON audit_link"
            f" WHEN NOT {KEPT} BEGIN SELECT RAISE(ABORT, 'the audit log is kept'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION audit_log_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF TG_OP = 'DELETE' THEN IF {KEPT} THEN RETURN OLD; END IF; END IF;"
            " RAISE EXCEPTION 'the audit log is never changed'"
            " USING ERRCODE = 'integrity_constraint_violation'; END $$"
        ),
        (
            f"CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE OF {WORDS} ON audit_entry"
            " FOR EACH ROW EXECUTE FUNCTION audit_log_stays()"
        ),
        (
            "CREATE TRIGGER audit_entry_is_sealed_once BEFORE UPDATE OF number ON audit_entry"
            " FOR EACH ROW WHEN (OLD.number IS NOT NULL) EXECUTE FUNCTION audit_log_stays()"
        ),
        (
            "CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON audit_entry"
            " FOR EACH ROW EXECUTE FUNCTION audit_log_stays()"
        ),
        (
            "CREATE TRIGGER audit_entry_is_not_emptied BEFORE TRUNCATE ON audit_entry"
            " FOR EACH STATEMENT EXECUTE FUNCTION audit_log_stays()"
        ),
        (
            "CREATE TRIGGER audit_link_is_kept BEFORE UPDATE OR DELETE ON audit_link"
            " FOR EACH ROW EXECUTE FUNCTION audit_log_stays()"
        ),
        (
            "CREATE TRIGGER audit_link_is_not_emptied BEFORE TRUNCATE ON audit_link"
            " FOR EACH STATEMENT EXECUTE FUNCTION audit_log_stays()"
        ),
    ),
}
WITHOUT = {
    "sqlite": (
        "DROP TRIGGER audit_entry_is_not_changed",
        "DROP TRIGGER audit_entry_is_sealed_once",
        "DROP TRIGGER audit_entry_is_kept",
    ),
    "postgresql": ("DROP FUNCTION audit_log_stays() CASCADE",),
}


def upgrade() -> None:
    op.create_table(
        "audit_link",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("chain", sa.LargeBinary(), nullable=False),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_link")),
    )
    op.create_table(
        "audit_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("erasing_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_number", sa.Integer(), nullable=True),
        sa.Column("checked_chain", sa.LargeBinary(), nullable=True),
        sa.Column("flaws", sa.Integer(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_audit_state_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_state")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kept_until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=True))
    dialect = op.get_bind().dialect.name
    op.execute(FILL[dialect])
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.alter_column("kept_until", nullable=False)
        batch_op.create_unique_constraint(batch_op.f("uq_audit_entry_number"), ["number"])
        batch_op.create_index(batch_op.f("ix_audit_entry_kept_until"), ["kept_until"], unique=False)
        batch_op.create_index(
            "ix_audit_entry_unsealed",
            ["at"],
            unique=False,
            sqlite_where=UNSEALED,
            postgresql_where=UNSEALED,
        )
    for statement in GUARDS[dialect]:
        op.execute(statement)


def downgrade() -> None:
    for statement in WITHOUT[op.get_bind().dialect.name]:
        op.execute(statement)
    op.drop_table("audit_link")
    op.drop_table("audit_state")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_audit_entry_unsealed", sqlite_where=UNSEALED, postgresql_where=UNSEALED
        )
        batch_op.drop_index(batch_op.f("ix_audit_entry_kept_until"))
        batch_op.drop_constraint(batch_op.f("uq_audit_entry_number"), type_="unique")
        batch_op.drop_column("number")
        batch_op.drop_column("kept_until")
