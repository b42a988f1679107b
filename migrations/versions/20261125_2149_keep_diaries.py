"""Keep diaries."""

import sqlalchemy as sa
from alembic import op

revision = "0b52627a1ab8"
down_revision = "ad93d57dabcc"
branch_labels = None
depends_on = None

BEFORE = ("organiser", "photo_intranet", "photo_public", "result_list", "history")
AFTER = (*BEFORE, "diary")
CHECK = "ck_consent_consent_code"


def _agree_to(*codes: str) -> None:
    """Change what can be agreed to: a check that SQLite knows only as part of its table."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f(CHECK), "consent", type_="check")
        listed = ", ".join(f"'{code}'" for code in codes)
        op.create_check_constraint(op.f(CHECK), "consent", f"code IN ({listed})")
        return
    kind = sa.Enum(
        *codes, name="consent_code", native_enum=False, create_constraint=True, length=40
    )
    with op.batch_alter_table("consent", recreate="always") as batch_op:
        batch_op.alter_column(
            "code", existing_type=sa.String(length=40), type_=kind, existing_nullable=False
        )


def upgrade() -> None:
    _agree_to(*AFTER)
    op.create_table(
        "diary_entry",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("rest", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "minutes BETWEEN 0 AND 1440", name=op.f("ck_diary_entry_minutes_of_a_day")
        ),
        sa.CheckConstraint("rest = (minutes = 0)", name=op.f("ck_diary_entry_rest_or_minutes")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_diary_entry_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diary_entry")),
    )
    with op.batch_alter_table("diary_entry", schema=None) as batch_op:
        batch_op.create_index("uq_diary_entry_person_day", ["person_id", "day"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("diary_entry", schema=None) as batch_op:
        batch_op.drop_index("uq_diary_entry_person_day")

    op.drop_table("diary_entry")
    op.execute("DELETE FROM consent WHERE code = 'diary'")
    _agree_to(*BEFORE)
