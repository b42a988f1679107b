"""Circulars can go to those who work at one site."""

import sqlalchemy as sa
from alembic import op

revision = "e5b41f7a92d0"
down_revision = "8c0e5a7d31f4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("circular", schema=None) as batch_op:
        batch_op.add_column(sa.Column("site_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("circular", schema=None) as batch_op:
        batch_op.drop_column("site_id")
