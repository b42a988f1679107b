"""Mark addresses that refuse mail."""

import sqlalchemy as sa
from alembic import op

revision = "6c91def93253"
down_revision = "191df1404d10"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refused_address",
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_refused_address")),
    )


def downgrade() -> None:
    op.drop_table("refused_address")
