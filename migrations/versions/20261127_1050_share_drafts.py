"""Drafts are shared with the steering group, which comments on them."""

import sqlalchemy as sa
from alembic import op

revision = "a41d7c90e2b6"
down_revision = "d27b90e4c15a"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft_reader",
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("named_by", sa.Uuid(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_draft_reader_activity_id")
        ),
        sa.ForeignKeyConstraint(["named_by"], ["person.id"], name=op.f("fk_draft_reader_named_by")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_draft_reader_person_id")
        ),
        sa.PrimaryKeyConstraint("activity_id", "person_id", name=op.f("pk_draft_reader")),
    )
    op.create_index(op.f("ix_draft_reader_person_id"), "draft_reader", ["person_id"])
    op.create_table(
        "draft_comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_draft_comment_activity_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_draft_comment_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_comment")),
    )
    op.create_index("ix_draft_comment_activity", "draft_comment", ["activity_id", "written_at"])
    op.create_index(op.f("ix_draft_comment_person_id"), "draft_comment", ["person_id"])


def downgrade() -> None:
    op.drop_table("draft_comment")
    op.drop_table("draft_reader")
