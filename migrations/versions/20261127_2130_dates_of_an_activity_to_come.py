"""The dates of an activity that are still to come are found by its own index.

Without it, PostgreSQL reads all dates to come of all activities, once for each on the page.
"""

from alembic import op

revision = "c93e6a50b7f2"
down_revision = "5b7d1f0ac3e8"
branch_labels = None
depends_on = None

NAME, TABLE = "ix_occurrence_activity_ends", "occurrence"


def upgrade() -> None:
    op.create_index(NAME, TABLE, ["activity_id", "ends_at"])


def downgrade() -> None:
    op.drop_index(NAME, TABLE)
