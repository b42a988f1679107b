"""Keep a directory of contact points."""

import sqlalchemy as sa
from alembic import op

revision = "c701f0e70387"
down_revision = "58dc11c5e8b5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contact_point",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "haus",
                "arbeit",
                "beratung",
                "verstaendigung",
                "bewegung",
                "gesundheit",
                "rechte",
                name="contact_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "scope",
            sa.Enum(
                "intern",
                "region",
                "bundesweit",
                name="contact_scope",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name_de", sa.String(), nullable=False),
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("helps_de", sa.String(), nullable=False),
        sa.Column("helps_en", sa.String(), nullable=True),
        sa.Column("when_de", sa.String(), nullable=True),
        sa.Column("when_en", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("website", sa.String(), nullable=True),
        sa.Column("channels_de", sa.String(), nullable=True),
        sa.Column("channels_en", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("access_de", sa.String(), nullable=True),
        sa.Column("access_en", sa.String(), nullable=True),
        sa.Column("hours_de", sa.String(), nullable=True),
        sa.Column("hours_en", sa.String(), nullable=True),
        sa.Column("languages_de", sa.String(), nullable=True),
        sa.Column("languages_en", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "phone IS NOT NULL OR email IS NOT NULL OR website IS NOT NULL"
            " OR channels_de IS NOT NULL OR address IS NOT NULL",
            name=op.f("ck_contact_point_can_be_reached"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_point")),
        sa.UniqueConstraint("key", name=op.f("uq_contact_point_key")),
    )
    with op.batch_alter_table("contact_point", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_point_retired_at"), ["retired_at"], unique=False
        )

    op.create_table(
        "named_contact",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("contact_point_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_named_contact_activity_id")
        ),
        sa.ForeignKeyConstraint(
            ["contact_point_id"],
            ["contact_point.id"],
            name=op.f("fk_named_contact_contact_point_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("activity_id", "contact_point_id", name=op.f("pk_named_contact")),
    )
    with op.batch_alter_table("named_contact", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_named_contact_contact_point_id"), ["contact_point_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("named_contact", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_named_contact_contact_point_id"))

    op.drop_table("named_contact")
    with op.batch_alter_table("contact_point", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_point_retired_at"))

    op.drop_table("contact_point")
