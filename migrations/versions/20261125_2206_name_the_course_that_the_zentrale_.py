"""Name the course that the Zentrale Prüfstelle Prävention checked."""

import sqlalchemy as sa
from alembic import op

revision = "464d3f64cc78"
down_revision = "0b52627a1ab8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("activity", sa.Column("zpp_course_id", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("activity", "zpp_course_id")  # SQLite can, without building the table anew
