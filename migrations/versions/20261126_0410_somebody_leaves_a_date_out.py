"""Somebody leaves a date out; challenges about stress."""

import sqlalchemy as sa
from alembic import op

revision = "5c1f0a7e92d4"
down_revision = "8ee23cc2bb82"
branch_labels = None
depends_on = None

ATTENDANCE = ("present", "absent")
KINDS = ("minutes", "bingo", "cycling")


def upgrade() -> None:
    with op.batch_alter_table("attendance_numbers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("excused", sa.Integer(), server_default="0", nullable=False))
    _allow("attendance", "state", "attendance_state", (*ATTENDANCE, "excused"))
    _allow("challenge", "kind", "challenge_kind", (*KINDS, "recovery"))


def downgrade() -> None:
    op.execute("UPDATE challenge SET kind = 'minutes' WHERE kind = 'recovery'")
    _allow("challenge", "kind", "challenge_kind", KINDS)
    op.execute("UPDATE attendance SET state = 'absent' WHERE state = 'excused'")
    _allow("attendance", "state", "attendance_state", ATTENDANCE)
    with op.batch_alter_table("attendance_numbers", schema=None) as batch_op:
        batch_op.drop_column("excused")


def _allow(table: str, column: str, name: str, codes: tuple[str, ...]) -> None:
    words = ", ".join(f"'{code}'" for code in codes)
    with op.batch_alter_table(table, schema=None) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{name}"), f"{column} IN ({words})")
