"""Series: dates with a number that can be cancelled one by one, and minimum numbers."""

import sqlalchemy as sa
from alembic import op

revision = "61161471362e"
down_revision = "98d2742eb379"
branch_labels = None
depends_on = None

NUMBERED = """
    UPDATE occurrence SET number = (
        SELECT count(*) FROM occurrence AS earlier
        WHERE earlier.activity_id = occurrence.activity_id
          AND (earlier.starts_at < occurrence.starts_at
               OR (earlier.starts_at = occurrence.starts_at AND earlier.id <= occurrence.id))
    )
"""


def upgrade() -> None:
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.add_column(sa.Column("minimum", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("decides_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("goes_ahead_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_activity_decides_at"), ["decides_at"], unique=False)
        batch_op.create_check_constraint(
            batch_op.f("ck_activity_decision_complete"),
            "(minimum IS NULL) = (decides_at IS NULL)",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_activity_minimum_positive"), "minimum IS NULL OR minimum > 0"
        )

    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("cancel_note", sa.String(), nullable=True))
    op.execute(NUMBERED)
    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.alter_column("number", existing_type=sa.Integer(), nullable=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_occurrence_activity_id_number"), ["activity_id", "number"]
        )


def downgrade() -> None:
    with op.batch_alter_table("occurrence", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_occurrence_activity_id_number"), type_="unique")
        batch_op.drop_column("cancel_note")
        batch_op.drop_column("cancelled_at")
        batch_op.drop_column("number")

    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_activity_minimum_positive"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_activity_decision_complete"), type_="check")
        batch_op.drop_index(batch_op.f("ix_activity_decides_at"))
        batch_op.drop_column("goes_ahead_at")
        batch_op.drop_column("decides_at")
        batch_op.drop_column("minimum")
