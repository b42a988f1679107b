"""Name the devices one is signed in on."""

import sqlalchemy as sa
from alembic import op

revision = "d002df0706ff"
down_revision = "b81f6c20ad95"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sign_in_session") as batch:
        batch.add_column(sa.Column("device", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("sign_in_session") as batch:
        batch.alter_column("device", existing_type=sa.String(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("sign_in_session") as batch:
        batch.drop_column("device")
