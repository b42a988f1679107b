"""Let people choose which messages they want, by which way, and whether neutral."""

import sqlalchemy as sa
from alembic import op

revision = "c573781baed8"
down_revision = "055780fd0c45"
branch_labels = None
depends_on = None

BEFORE = ("queued", "sending", "sent", "missed", "obsolete", "failed", "uncertain")
AFTER = (*BEFORE, "portal")


def upgrade() -> None:
    op.create_table(
        "mail_preference",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "mail",
                "portal",
                "off",
                name="mail_channel",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("lead", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_mail_preference")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("neutral_mail", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    _allow(AFTER)


def downgrade() -> None:
    op.execute("UPDATE outgoing_mail SET state = 'obsolete' WHERE state = 'portal'")
    _allow(BEFORE)
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("neutral_mail")
    op.drop_table("mail_preference")


def _allow(states: tuple[str, ...]) -> None:
    words = ", ".join(f"'{state}'" for state in states)
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_outgoing_mail_mail_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_outgoing_mail_mail_state"), f"state IN ({words})")
