"""Add the second factor."""

import sqlalchemy as sa
from alembic import op

revision = "4400ab264ab9"
down_revision = "c573781baed8"
branch_labels = None
depends_on = None

STAGES = sa.Enum(
    "pending",
    "active",
    name="factor_stage",
    native_enum=False,
    create_constraint=True,
    length=40,
)


def upgrade() -> None:
    op.create_table(
        "recovery_code",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_recovery_code_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("person_id", "number", name=op.f("uq_recovery_code_person_id_number")),
    )
    op.create_table(
        "second_factor",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("stage", STAGES, nullable=False),
        sa.Column("key_name", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_second_factor_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_factor")),
        sa.UniqueConstraint("person_id", "stage", name=op.f("uq_second_factor_person_id_stage")),
    )
    with op.batch_alter_table("sign_in_session") as batch:
        batch.add_column(sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE sign_in_session SET proven_at = created_at")
    with op.batch_alter_table("sign_in_session") as batch:
        batch.alter_column("proven_at", existing_type=sa.DateTime(timezone=True), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("sign_in_session") as batch:
        batch.drop_column("proven_at")
    op.drop_table("second_factor")
    op.drop_table("recovery_code")
