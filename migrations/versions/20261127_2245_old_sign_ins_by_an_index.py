"""Sign-ins whose time is over are found by an index, not by reading all of them every hour."""

from alembic import op

revision = "f1a6d83c2e47"
down_revision = "c93e6a50b7f2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_sign_in_session_created_at"), "sign_in_session", ["created_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_sign_in_session_created_at"), "sign_in_session")
