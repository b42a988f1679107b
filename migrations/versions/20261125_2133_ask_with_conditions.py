"""Ask of whom and when it matters, in versions, with a day on which the answer is forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "3c51d6a0b7e4"
down_revision = "4400ab264ab9"
branch_labels = None
depends_on = None

BEFORE = ("choice", "text", "yes_no")
AFTER = ("choice", "several", "text", "number", "date", "yes_no")


def _kinds(values: tuple[str, ...]) -> str:
    return "kind IN ({})".format(", ".join(f"'{value}'" for value in values))


def upgrade() -> None:
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("for_organiser", sa.Boolean(), server_default=sa.true(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("keep_days", sa.Integer(), server_default="14", nullable=False)
        )
        batch_op.add_column(sa.Column("role_codes", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("shown_if_code", sa.String(), nullable=True))
        batch_op.add_column(
            sa.Column("shown_if_values", sa.JSON(), server_default="[]", nullable=False)
        )
        batch_op.add_column(
            sa.Column("not_health", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_constraint(op.f("ck_question_question_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_question_question_kind"), _kinds(AFTER))
        batch_op.create_check_constraint(
            op.f("ck_question_kept_for_days"), "keep_days BETWEEN 1 AND 14"
        )
        batch_op.drop_constraint(op.f("uq_question_activity_id_code"), type_="unique")
        batch_op.create_unique_constraint(
            op.f("uq_question_activity_id_code_version"), ["activity_id", "code", "version"]
        )
    with op.batch_alter_table("question", schema=None) as batch_op:
        for column in (
            "for_organiser",
            "keep_days",
            "role_codes",
            "shown_if_values",
            "not_health",
            "version",
        ):
            batch_op.alter_column(column, server_default=None)


def downgrade() -> None:
    op.execute(
        "DELETE FROM registration_answer WHERE question_id IN "
        "(SELECT id FROM question WHERE retired_at IS NOT NULL)"
    )
    op.execute("DELETE FROM question WHERE retired_at IS NOT NULL")
    op.execute("UPDATE question SET kind = 'text' WHERE kind IN ('several', 'number', 'date')")
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("uq_question_activity_id_code_version"), type_="unique")
        batch_op.create_unique_constraint(
            op.f("uq_question_activity_id_code"), ["activity_id", "code"]
        )
        batch_op.drop_constraint(op.f("ck_question_kept_for_days"), type_="check")
        batch_op.drop_constraint(op.f("ck_question_question_kind"), type_="check")
        batch_op.create_check_constraint(op.f("ck_question_question_kind"), _kinds(BEFORE))
        for column in (
            "retired_at",
            "version",
            "not_health",
            "shown_if_values",
            "shown_if_code",
            "role_codes",
            "keep_days",
            "for_organiser",
        ):
            batch_op.drop_column(column)
