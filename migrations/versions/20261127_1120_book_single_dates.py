"""Of a series, people can book all dates or single ones."""

import sqlalchemy as sa
from alembic import op

revision = "b9e3f40d7a15"
down_revision = "0690989713c6"
branch_labels = None
depends_on = None

BEFORE = ("none", "one", "stations")


def upgrade() -> None:
    _replace(BEFORE, (*BEFORE, "dates"))


def downgrade() -> None:
    op.execute("UPDATE activity SET times = 'none' WHERE times = 'dates'")
    _replace((*BEFORE, "dates"), BEFORE)


def _replace(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_activity_times"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_activity_times"), sa.column("times").in_(after)
        )
