"""What an activity costs is written line by line; the sums of evaluations become lines.

The sums stay where they are, so that a process of the version before goes on reading and writing
them beside the new table; the version after the next release drops them (docs/how-to/operate.md).
"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "d27b90e4c15a"
down_revision = "c41f7be09d25"
branch_labels = None
depends_on = None

LINE = sa.table(
    "budget_line",
    sa.column("id", sa.Uuid()),
    sa.column("activity_id", sa.Uuid()),
    sa.column("position", sa.Integer()),
    sa.column("name", sa.String()),
    sa.column("actual_cents", sa.Integer()),
    sa.column("for_access", sa.Boolean()),
)
EVALUATION = sa.table(
    "evaluation",
    sa.column("activity_id", sa.Uuid()),
    sa.column("cost_cents", sa.Integer()),
    sa.column("access_cost_cents", sa.Integer()),
    sa.column("goal", sa.String()),
    sa.column("lessons", sa.String()),
    sa.column("next_step", sa.String()),
)


def upgrade() -> None:
    op.create_table(
        "budget_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("planned_cents", sa.Integer(), nullable=True),
        sa.Column("actual_cents", sa.Integer(), nullable=True),
        sa.Column("for_access", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(planned_cents IS NULL OR planned_cents >= 0)"
            " AND (actual_cents IS NULL OR actual_cents >= 0)",
            name=op.f("ck_budget_line_sums_not_negative"),
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"],
            ["activity.id"],
            name=op.f("fk_budget_line_activity_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_budget_line")),
    )
    op.create_index(op.f("ix_budget_line_activity_id"), "budget_line", ["activity_id"])
    _sums_to_lines()


def _sums_to_lines() -> None:
    """Write a line for what accessibility cost, and one for the rest; both add up as before."""
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(
            EVALUATION.c.activity_id, EVALUATION.c.cost_cents, EVALUATION.c.access_cost_cents
        ).where(EVALUATION.c.cost_cents.is_not(None))
    ).all()
    for activity_id, cost, access in rows:
        part = min(access or 0, cost)
        lines = [("Kosten", cost - part, False)] if cost > part or not part else []
        lines += [("Barrierefreiheit", part, True)] if part else []
        for position, (name, cents, for_access) in enumerate(lines):
            connection.execute(
                sa.insert(LINE).values(
                    id=uuid4(),
                    activity_id=activity_id,
                    position=position,
                    name=name,
                    actual_cents=cents,
                    for_access=for_access,
                )
            )


def downgrade() -> None:
    _lines_to_sums()  # where there is no line, the sum stays that the version before has written
    op.drop_table("budget_line")


def _lines_to_sums() -> None:
    connection = op.get_bind()
    access = sa.case((LINE.c.for_access, LINE.c.actual_cents), else_=0)
    rows = connection.execute(
        sa.select(LINE.c.activity_id, sa.func.sum(LINE.c.actual_cents), sa.func.sum(access))
        .where(LINE.c.actual_cents.is_not(None))
        .group_by(LINE.c.activity_id)
    ).all()
    written = set(connection.scalars(sa.select(EVALUATION.c.activity_id)))
    for activity_id, cost, access_cost in rows:
        sums = {"cost_cents": int(cost), "access_cost_cents": int(access_cost)}
        if activity_id in written:
            connection.execute(
                sa.update(EVALUATION).where(EVALUATION.c.activity_id == activity_id).values(sums)
            )
        else:
            connection.execute(
                sa.insert(EVALUATION).values(
                    activity_id=activity_id, goal="", lessons="", next_step="", **sums
                )
            )
