"""Lists leave and return: layouts, the log of exports, start numbers, whom to call."""

import sqlalchemy as sa
from alembic import op

revision = "b81f6c20ad95"
down_revision = "5e0c9a4f21d8"
branch_labels = None
depends_on = None

PROFILES = ("veranstalter", "shirts", "ausgabe", "bedarfe", "fotos", "zahlen")


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def upgrade() -> None:
    op.create_table(
        "export_layout",
        sa.Column("organiser", sa.String(), nullable=False),
        sa.Column("profile", _enum("export_layout_profile", *PROFILES), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_layout")),
        sa.UniqueConstraint(
            "organiser", "profile", name=op.f("uq_export_layout_organiser_profile")
        ),
    )
    op.create_table(
        "export",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("profile", _enum("export_profile", *PROFILES), nullable=False),
        sa.Column("kind", _enum("export_kind", "csv", "xlsx"), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_export_activity_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_export_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
    )
    with op.batch_alter_table("export", schema=None) as batch_op:
        batch_op.create_index("ix_export_activity", ["activity_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_export_at"), ["at"], unique=False)
    op.create_table(
        "run_entry",
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("start_number", sa.String(), nullable=False),
        sa.Column("key_name", sa.String(), nullable=True),
        sa.Column("sealed_result", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(key_name IS NULL) = (sealed_result IS NULL)",
            name=op.f("ck_run_entry_sealed_with_key"),
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_run_entry_activity_id")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_run_entry_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_run_entry")),
        sa.UniqueConstraint(
            "activity_id", "start_number", name=op.f("uq_run_entry_activity_id_start_number")
        ),
    )
    with op.batch_alter_table("run_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_run_entry_activity_id"), ["activity_id"], unique=False)
    op.create_table(
        "emergency_contact",
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("key_name", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_emergency_contact_activity_id")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_emergency_contact_registration_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_emergency_contact")),
    )
    with op.batch_alter_table("emergency_contact", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_emergency_contact_activity_id"), ["activity_id"], unique=False
        )


def downgrade() -> None:
    op.drop_table("emergency_contact")
    op.drop_table("run_entry")
    op.drop_table("export")
    op.drop_table("export_layout")
