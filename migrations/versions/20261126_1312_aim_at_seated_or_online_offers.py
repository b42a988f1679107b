"""Aim at offers that are possible seated or online; goals for reach are bands of five."""

from alembic import op

revision = "7d3a51c0be84"
down_revision = "3f4555aeffdd"
branch_labels = None
depends_on = None

GOALS = ("reach", "accessible")


def upgrade() -> None:
    _allow((*GOALS, "alternative"))
    op.execute("DELETE FROM year_goal WHERE goal = 'reach' AND target < 5")
    op.execute("UPDATE year_goal SET target = target - target % 5 WHERE goal = 'reach'")
    op.execute("UPDATE year_goal SET target = 95 WHERE goal = 'reach' AND target = 100")


def downgrade() -> None:
    op.execute("DELETE FROM year_goal WHERE goal = 'alternative'")
    _allow(GOALS)


def _allow(codes: tuple[str, ...]) -> None:
    words = ", ".join(f"'{code}'" for code in codes)
    with op.batch_alter_table("year_goal", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_year_goal_goal"), type_="check")
        batch_op.create_check_constraint(op.f("ck_year_goal_goal"), f"goal IN ({words})")
