"""Choose reminders of an activity."""

import sqlalchemy as sa
from alembic import op

revision = "918a8525e30b"
down_revision = "37dffa65c4ad"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activity_reminders",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Boolean(), nullable=False),
        sa.Column("hours", sa.Boolean(), nullable=False),
        sa.Column("extra_days", sa.Integer(), nullable=True),
        sa.Column("extra_at", sa.Time(), nullable=True),
        sa.Column("sentence_de", sa.String(), nullable=True),
        sa.Column("sentence_en", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(extra_days IS NULL) = (extra_at IS NULL)"
            " AND (extra_days IS NULL) = (sentence_de IS NULL)",
            name=op.f("ck_activity_reminders_extra_complete"),
        ),
        sa.CheckConstraint(
            "extra_days BETWEEN 0 AND 14", name=op.f("ck_activity_reminders_extra_in_time")
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_activity_reminders_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_activity_reminders")),
    )


def downgrade() -> None:
    op.drop_table("activity_reminders")
