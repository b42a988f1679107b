"""The auditor reads days that were counted; what is sought by kind or by doer has an index."""

import sqlalchemy as sa
from alembic import op

revision = "8c0e5a7d31f4"
down_revision = "7d2e90b4a815"
branch_labels = None
depends_on = None

LINKS = sa.text("policy = 'at_most_once' AND text <> ''")


def upgrade() -> None:
    # The job fills it within the hour, also for the time before; until then the log is counted.
    op.create_table(
        "audit_tally",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "event", name=op.f("pk_audit_tally")),
    )
    op.create_index("ix_audit_entry_actor", "audit_entry", ["actor_id"])
    op.create_index("ix_outgoing_mail_kind", "outgoing_mail", ["kind", "created_at"])
    op.create_index(
        "ix_outgoing_mail_links",
        "outgoing_mail",
        ["created_at"],
        sqlite_where=LINKS,
        postgresql_where=LINKS,
    )


def downgrade() -> None:
    op.drop_index("ix_outgoing_mail_links", table_name="outgoing_mail")
    op.drop_index("ix_outgoing_mail_kind", table_name="outgoing_mail")
    op.drop_index("ix_audit_entry_actor", table_name="audit_entry")
    op.drop_table("audit_tally")
