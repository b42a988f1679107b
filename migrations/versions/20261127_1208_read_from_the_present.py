"""Pages begin at what is to come, and at the person, however many years lie behind."""

from alembic import op

revision = "4be17d0c92a6"
down_revision = "d3a8f6c41e97"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_activity_ends", "activity", ["ends_at"])
    op.create_index("ix_occurrence_ends", "occurrence", ["ends_at"])
    op.create_index("ix_consent_person", "consent", ["person_id"])


def downgrade() -> None:
    op.drop_index("ix_consent_person", table_name="consent")
    op.drop_index("ix_occurrence_ends", table_name="occurrence")
    op.drop_index("ix_activity_ends", table_name="activity")
