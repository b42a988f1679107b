"""People work at sites, and activities can be for those of some of them."""

import sqlalchemy as sa
from alembic import op

revision = "7d2e90b4a815"
down_revision = "4be17d0c92a6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "site",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
        sa.UniqueConstraint("name", name=op.f("uq_site_name")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("site_id", sa.Uuid(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_person_site_id"), "site", ["site_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_person_site_id"), ["site_id"])
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("for_sites", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_table(
        "audience_site",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("site_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_audience_site_activity_id")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_audience_site_site_id")),
        sa.PrimaryKeyConstraint("activity_id", "site_id", name=op.f("pk_audience_site")),
    )
    op.create_index(op.f("ix_audience_site_site_id"), "audience_site", ["site_id"])


def downgrade() -> None:
    op.drop_table("audience_site")
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_column("for_sites")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_site_id"))
        batch_op.drop_constraint(batch_op.f("fk_person_site_id"), type_="foreignkey")
        batch_op.drop_column("site_id")
    op.drop_table("site")
