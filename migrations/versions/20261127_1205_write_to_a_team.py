"""Circulars can go to a team, or to those on a bus."""

import sqlalchemy as sa
from alembic import op

revision = "d3a8f6c41e97"
down_revision = "c7d15e80ba42"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("circular", schema=None) as batch_op:
        batch_op.add_column(sa.Column("team_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("bus_id", sa.Uuid(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("circular", schema=None) as batch_op:
        batch_op.drop_column("bus_id")
        batch_op.drop_column("team_id")
