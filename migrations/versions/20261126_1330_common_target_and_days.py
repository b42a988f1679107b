"""Challenges towards a common target, and by days."""

import sqlalchemy as sa
from alembic import op

revision = "c41d7be2905a"
down_revision = "ef6c0977724e"
branch_labels = None
depends_on = None

KINDS = ("minutes", "recovery", "bingo", "cycling")
HAS_TARGET = "ck_challenge_has_target"


def upgrade() -> None:
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.add_column(sa.Column("target_minutes", sa.Integer(), nullable=True))
    _allow((*KINDS, "together", "days"))
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.create_check_constraint(
            op.f(HAS_TARGET), "(kind = 'together') = (target_minutes IS NOT NULL)"
        )
    with op.batch_alter_table("challenge_member", schema=None) as batch_op:
        batch_op.add_column(sa.Column("goal_days", sa.Integer(), nullable=True))
        batch_op.alter_column("goal_minutes", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute("UPDATE challenge_member SET goal_minutes = 10 WHERE goal_minutes IS NULL")
    with op.batch_alter_table("challenge_member", schema=None) as batch_op:
        batch_op.alter_column("goal_minutes", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column("goal_days")
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(HAS_TARGET), type_="check")
    op.execute("UPDATE challenge SET kind = 'minutes' WHERE kind IN ('together', 'days')")
    _allow(KINDS)
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.drop_column("target_minutes")


def _allow(codes: tuple[str, ...]) -> None:
    words = ", ".join(f"'{code}'" for code in codes)
    name = op.f("ck_challenge_challenge_kind")
    with op.batch_alter_table("challenge", schema=None) as batch_op:
        batch_op.drop_constraint(name, type_="check")
        batch_op.create_check_constraint(name, f"kind IN ({words})")
