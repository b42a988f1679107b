"""Remember who registered somebody on their behalf."""

import sqlalchemy as sa
from alembic import op

revision = "5e0c9a4f21d8"
down_revision = "3c51d6a0b7e4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.add_column(sa.Column("registered_by", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_registration_registered_by"), "person", ["registered_by"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_registration_registered_by"), type_="foreignkey")
        batch_op.drop_column("registered_by")
