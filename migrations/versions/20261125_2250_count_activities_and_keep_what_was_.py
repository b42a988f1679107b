"""Count activities and keep what was learned."""

import sqlalchemy as sa
from alembic import op

revision = "58dc11c5e8b5"
down_revision = "a51c3fa7aa27"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evaluation",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("cost_cents", sa.Integer(), nullable=True),
        sa.Column("access_cost_cents", sa.Integer(), nullable=True),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("lessons", sa.String(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_evaluation_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_evaluation")),
    )
    op.create_table(
        "evaluation_figures",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("waited", sa.Integer(), nullable=False),
        sa.Column("served", sa.Integer(), nullable=False),
        sa.Column("needs", sa.Integer(), nullable=False),
        sa.Column("needs_in_time", sa.Integer(), nullable=False),
        sa.Column("need_days", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_evaluation_figures_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_evaluation_figures")),
    )


def downgrade() -> None:
    op.drop_table("evaluation_figures")
    op.drop_table("evaluation")
