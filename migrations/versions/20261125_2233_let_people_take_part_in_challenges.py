"""Let people take part in challenges."""

import sqlalchemy as sa
from alembic import op

revision = "a412b43529f9"
down_revision = "464d3f64cc78"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "challenge",
        sa.Column(
            "kind",
            sa.Enum(
                "minutes",
                "bingo",
                "cycling",
                name="challenge_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "teams",
            sa.Enum(
                "lot",
                "choice",
                name="team_mode",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title_de", sa.String(), nullable=False),
        sa.Column("title_en", sa.String(), nullable=True),
        sa.Column("about_de", sa.String(), nullable=False),
        sa.Column("about_en", sa.String(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("cap_minutes", sa.Integer(), nullable=False),
        sa.Column("most_teams", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("total_km", sa.Integer(), nullable=True),
        sa.Column("lot_drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "cap_minutes BETWEEN 10 AND 180", name=op.f("ck_challenge_cap_is_sensible")
        ),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_challenge_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["person.id"], name=op.f("fk_challenge_created_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge")),
    )
    op.create_table(
        "challenge_team",
        sa.Column("challenge_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"],
            ["challenge.id"],
            name=op.f("fk_challenge_team_challenge_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_team")),
        sa.UniqueConstraint(
            "challenge_id", "name", name=op.f("uq_challenge_team_challenge_id_name")
        ),
    )
    op.create_table(
        "challenge_member",
        sa.Column("challenge_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("goal_minutes", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"],
            ["challenge.id"],
            name=op.f("fk_challenge_member_challenge_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_challenge_member_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["challenge_team.id"],
            name=op.f("fk_challenge_member_team_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_member")),
        sa.UniqueConstraint(
            "challenge_id", "person_id", name=op.f("uq_challenge_member_challenge_id_person_id")
        ),
    )
    with op.batch_alter_table("challenge_member", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_challenge_member_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_challenge_member_team_id"), ["team_id"], unique=False)

    op.create_table(
        "challenge_week",
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["challenge_team.id"],
            name=op.f("fk_challenge_week_team_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("team_id", "number", name=op.f("pk_challenge_week")),
    )
    op.create_table(
        "challenge_tick",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column(
            "field",
            sa.Enum(
                "stretch",
                "fresh_air",
                "call",
                "module",
                "water",
                "pause",
                "other_way",
                "thanks",
                "screen_free",
                name="bingo_field",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["challenge_member.id"],
            name=op.f("fk_challenge_tick_member_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", "field", name=op.f("pk_challenge_tick")),
    )


def downgrade() -> None:
    op.drop_table("challenge_tick")
    op.drop_table("challenge_week")
    with op.batch_alter_table("challenge_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_challenge_member_team_id"))
        batch_op.drop_index(batch_op.f("ix_challenge_member_person_id"))

    op.drop_table("challenge_member")
    op.drop_table("challenge_team")
    op.drop_table("challenge")
