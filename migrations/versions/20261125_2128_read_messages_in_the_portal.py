"""Read messages in the portal; what was sent before that counts as read."""

import sqlalchemy as sa
from alembic import op

revision = "055780fd0c45"
down_revision = "8002f31e7c2f"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_outgoing_mail_reader", ["person_id", "read_at"], unique=False)
    op.execute("UPDATE outgoing_mail SET read_at = created_at")


def downgrade() -> None:
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.drop_index("ix_outgoing_mail_reader")
        batch_op.drop_column("read_at")
