"""Activities name contacts by their key."""

import sqlalchemy as sa
from alembic import op

revision = "3f4555aeffdd"
down_revision = "c41d7be2905a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    named("contact_point_id", "id", into=("contact_key", "key", sa.String()))


def downgrade() -> None:
    named("contact_key", "key", into=("contact_point_id", "id", sa.Uuid()))


def named(column: str, points_to: str, *, into: tuple[str, str, sa.types.TypeEngine]) -> None:
    """Make the table anew with another column that points to the same contacts."""
    name, target, kind = into
    op.execute(
        "CREATE TABLE named_before AS SELECT named.activity_id AS activity_id,"  # noqa: S608
        f" point.{target} AS contact FROM named_contact AS named"
        f" JOIN contact_point AS point ON point.{points_to} = named.{column}"
    )
    op.drop_table("named_contact")
    op.create_table(
        "named_contact",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column(name, kind, nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_named_contact_activity_id")
        ),
        sa.ForeignKeyConstraint(
            [name],
            [f"contact_point.{target}"],
            name=op.f(f"fk_named_contact_{name}"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity_id", name, name=op.f("pk_named_contact")),
    )
    op.create_index(op.f(f"ix_named_contact_{name}"), "named_contact", [name])
    op.execute(
        f"INSERT INTO named_contact (activity_id, {name})"  # noqa: S608
        " SELECT activity_id, contact FROM named_before"
    )
    op.drop_table("named_before")
