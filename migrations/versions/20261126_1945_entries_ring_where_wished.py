"""Entries that come by mail ring where somebody wants them to."""

import sqlalchemy as sa
from alembic import op

revision = "5e0b92d7a416"
down_revision = "7d3a51c0be84"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("entry_alarm_minutes", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("entry_alarm_minutes")
