"""Keep a key for each event."""

import sqlalchemy as sa
from alembic import op

revision = "c41f7be09d25"
down_revision = "8c41f6a2d950"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "event_key",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("key_name", sa.String(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_event_key_activity_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_key")),
        sa.UniqueConstraint("activity_id", name=op.f("uq_event_key_activity_id")),
    )


def downgrade() -> None:
    op.drop_table("event_key")
