"""Numbers of attendance, which stay when the names are erased."""

import sqlalchemy as sa
from alembic import op

revision = "5c1d20e7a94b"
down_revision = "0f74bd8ffd57"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attendance_numbers",
        sa.Column("occurrence_id", sa.Uuid(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("absent", sa.Integer(), nullable=False),
        sa.Column("walked_in", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["occurrence_id"],
            ["occurrence.id"],
            name=op.f("fk_attendance_numbers_occurrence_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("occurrence_id", name=op.f("pk_attendance_numbers")),
    )


def downgrade() -> None:
    op.drop_table("attendance_numbers")
