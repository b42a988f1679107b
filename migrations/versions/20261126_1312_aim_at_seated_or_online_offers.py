"""Aim at offers that are possible seated or online; goals for reach are bands of five."""

import sqlalchemy as sa
from alembic import op

revision = "7d3a51c0be84"
down_revision = "ef6c0977724e"
branch_labels = None
depends_on = None

GOALS = ("reach", "accessible")


def upgrade() -> None:
    _allow((*GOALS, "alternative"))
    goal = sa.table("year_goal", sa.column("goal"), sa.column("target", sa.Integer))
    lowest = goal.c.target - goal.c.target % 5
    op.execute(sa.delete(goal).where(goal.c.goal == "reach", goal.c.target < 5))
    op.execute(sa.update(goal).where(goal.c.goal == "reach").values(target=lowest))
    op.execute(
        sa.update(goal).where(goal.c.goal == "reach", goal.c.target == 100).values(target=95)
    )


def downgrade() -> None:
    op.execute("DELETE FROM year_goal WHERE goal = 'alternative'")
    _allow(GOALS)


def _allow(codes: tuple[str, ...]) -> None:
    words = ", ".join(f"'{code}'" for code in codes)
    with op.batch_alter_table("year_goal", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_year_goal_goal"), type_="check")
        batch_op.create_check_constraint(op.f("ck_year_goal_goal"), f"goal IN ({words})")
