"""Remember what was erased."""

import sqlalchemy as sa
from alembic import op

revision = "a7c3e58d1f06"
down_revision = "20793e56c83d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasure",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("whose", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
    )
    op.create_index(op.f("ix_erasure_at"), "erasure", ["at"], unique=False)
    op.create_table(
        "erasure_run",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure_run")),
    )
    op.create_index(op.f("ix_erasure_run_at"), "erasure_run", ["at"], unique=False)


def downgrade() -> None:
    op.drop_table("erasure_run")
    op.drop_table("erasure")
