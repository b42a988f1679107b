"""Messages of an activity are found newest first by their index, however many others came later."""

from alembic import op

revision = "5b7d1f0ac3e8"
down_revision = "e5b41f7a92d0"
branch_labels = None
depends_on = None

NAME, TABLE = "ix_outgoing_mail_activity", "outgoing_mail"


def upgrade() -> None:
    op.drop_index(NAME, TABLE)
    op.create_index(NAME, TABLE, ["activity_id", "created_at"])


def downgrade() -> None:
    op.drop_index(NAME, TABLE)
    op.create_index(NAME, TABLE, ["activity_id"])
