"""Days cut into slots: stations, slots, and the times that registrations hold."""

import sqlalchemy as sa
from alembic import op

revision = "a51c3fa7aa27"
down_revision = "61161471362e"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "station",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_de", sa.String(), nullable=True),
        sa.Column("name_en", sa.String(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("breaks", sa.JSON(), nullable=False),
        sa.Column("quiet", sa.JSON(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("minutes > 0 AND places > 0", name=op.f("ck_station_cuts_something")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_station_activity_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_station")),
    )
    with op.batch_alter_table("station", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_station_activity_id"), ["activity_id"], unique=False)

    op.create_table(
        "slot",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("occurrence_id", sa.Uuid(), nullable=False),
        sa.Column("station_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_slot_ends_after_start")),
        sa.CheckConstraint("taken >= 0 AND taken <= capacity", name=op.f("ck_slot_never_oversold")),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.id"], name=op.f("fk_slot_activity_id")),
        sa.ForeignKeyConstraint(
            ["occurrence_id"], ["occurrence.id"], name=op.f("fk_slot_occurrence_id")
        ),
        sa.ForeignKeyConstraint(["station_id"], ["station.id"], name=op.f("fk_slot_station_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
        sa.UniqueConstraint(
            "occurrence_id",
            "station_id",
            "starts_at",
            name=op.f("uq_slot_occurrence_id_station_id_starts_at"),
        ),
    )
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.create_index("ix_slot_activity", ["activity_id", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_slot_occurrence_id"), ["occurrence_id"], unique=False)

    op.create_table(
        "registration_slot",
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("slot_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_registration_slot_registration_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slot.id"], name=op.f("fk_registration_slot_slot_id")
        ),
        sa.PrimaryKeyConstraint("registration_id", "slot_id", name=op.f("pk_registration_slot")),
    )
    with op.batch_alter_table("registration_slot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registration_slot_slot_id"), ["slot_id"], unique=False)

    kinds = sa.Enum(
        "none",
        "one",
        "stations",
        name="times",
        native_enum=False,
        create_constraint=True,
        length=40,
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.add_column(sa.Column("times", kinds, server_default="none", nullable=False))
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.alter_column("times", existing_type=kinds, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_activity_times"), type_="check")
        batch_op.drop_column("times")

    with op.batch_alter_table("registration_slot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_slot_slot_id"))

    op.drop_table("registration_slot")
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slot_occurrence_id"))
        batch_op.drop_index("ix_slot_activity")

    op.drop_table("slot")
    with op.batch_alter_table("station", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_station_activity_id"))

    op.drop_table("station")
