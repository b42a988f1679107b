"""Activities can be for the people of an employer or of some units."""

import sqlalchemy as sa
from alembic import op

revision = "8c41f6a2d950"
down_revision = "5e0b92d7a416"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "for_employer",
                sa.Enum(
                    "ba",
                    "city",
                    name="for_employer",
                    native_enum=False,
                    create_constraint=True,
                    length=40,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(
            sa.Column("for_units", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_table(
        "audience_unit",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_audience_unit_activity_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_audience_unit_unit_id")),
        sa.PrimaryKeyConstraint("activity_id", "unit_id", name=op.f("pk_audience_unit")),
    )
    op.create_index(op.f("ix_audience_unit_unit_id"), "audience_unit", ["unit_id"])


def downgrade() -> None:
    op.drop_table("audience_unit")
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_activity_for_employer"), type_="check")
        batch_op.drop_column("for_units")
        batch_op.drop_column("for_employer")
