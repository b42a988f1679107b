"""Count people and freeze reports."""

import sqlalchemy as sa
from alembic import op

revision = "0e68f5c3b10d"
down_revision = "a412b43529f9"
branch_labels = None
depends_on = None

#: What keeps a frozen report as it is, by database.
GUARDS = {
    "sqlite": (
        (
            "CREATE TRIGGER frozen_report_is_not_changed BEFORE UPDATE ON frozen_report"
            " BEGIN SELECT RAISE(ABORT, 'a frozen report is never changed'); END"
        ),
        (
            "CREATE TRIGGER frozen_report_is_not_deleted BEFORE DELETE ON frozen_report"
            " BEGIN SELECT RAISE(ABORT, 'a frozen report is never deleted'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE FUNCTION frozen_report_stays() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'a frozen report is never changed'; END $$"
        ),
        (
            "CREATE TRIGGER frozen_report_is_not_changed BEFORE UPDATE OR DELETE ON frozen_report"
            " FOR EACH ROW EXECUTE FUNCTION frozen_report_stays()"
        ),
        (
            "CREATE TRIGGER frozen_report_is_not_emptied BEFORE TRUNCATE ON frozen_report"
            " FOR EACH STATEMENT EXECUTE FUNCTION frozen_report_stays()"
        ),
    ),
}


def upgrade() -> None:
    op.create_table(
        "counting_key",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key_name", sa.String(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("destroyed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(sealed IS NULL) = (destroyed_at IS NOT NULL)"
            " AND (sealed IS NULL) = (key_name IS NULL)",
            name=op.f("ck_counting_key_sealed_or_destroyed"),
        ),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_counting_key")),
    )
    op.create_table(
        "frozen_report",
        sa.Column("half_year", sa.String(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("previous", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("half_year", name=op.f("pk_frozen_report")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_frozen_report_fingerprint")),
    )
    op.create_table(
        "reporting_unit",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("reported_as", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("year", "unit_id", name=op.f("pk_reporting_unit")),
    )
    op.create_table(
        "counted_mark",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("cell", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scope"], ["counting_key.scope"], name=op.f("fk_counted_mark_scope")
        ),
        sa.PrimaryKeyConstraint("scope", "cell", "mark", name=op.f("pk_counted_mark")),
    )
    op.create_table(
        "counted_person",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scope"], ["counting_key.scope"], name=op.f("fk_counted_person_scope")
        ),
        sa.PrimaryKeyConstraint("scope", "mark", name=op.f("pk_counted_person")),
    )
    op.create_table(
        "counted_visit",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scope"], ["counting_key.scope"], name=op.f("fk_counted_visit_scope")
        ),
        sa.PrimaryKeyConstraint("scope", "activity_id", "topic", name=op.f("pk_counted_visit")),
    )
    op.create_table(
        "year_goal",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "goal",
            sa.Enum(
                "reach",
                "accessible",
                name="goal",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "target BETWEEN 1 AND 100", name=op.f("ck_year_goal_target_in_per_cent")
        ),
        sa.PrimaryKeyConstraint("year", "goal", name=op.f("pk_year_goal")),
    )
    op.create_table(
        "year_text",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "summary",
                "went_well",
                "will_change",
                name="year_part",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("year", "part", name=op.f("pk_year_text")),
    )
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("year_text")
    op.drop_table("year_goal")
    op.drop_table("counted_visit")
    op.drop_table("counted_person")
    op.drop_table("counted_mark")
    op.drop_table("reporting_unit")
    op.drop_table("frozen_report")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION frozen_report_stays()")
    op.drop_table("counting_key")
