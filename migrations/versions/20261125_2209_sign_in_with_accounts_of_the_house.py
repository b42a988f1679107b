"""Sign in with accounts of the house."""

import sqlalchemy as sa
from alembic import op

revision = "f6618342a0cf"
down_revision = "d002df0706ff"
branch_labels = None
depends_on = None

WAY = sa.String(length=40)
CHECK = "ck_sign_in_session_sign_in_way"


def upgrade() -> None:
    with op.batch_alter_table("person") as batch:
        batch.add_column(sa.Column("house_subject", sa.String(), nullable=True))
        batch.create_unique_constraint(op.f("uq_person_house_subject"), ["house_subject"])
    with op.batch_alter_table("sign_in_session") as batch:
        batch.add_column(sa.Column("way", WAY, nullable=False, server_default="password"))
    with op.batch_alter_table("sign_in_session") as batch:
        batch.alter_column("way", existing_type=WAY, server_default=None)
        batch.create_check_constraint(op.f(CHECK), "way IN ('password', 'house')")


def downgrade() -> None:
    with op.batch_alter_table("sign_in_session") as batch:
        batch.drop_constraint(op.f(CHECK), type_="check")
        batch.drop_column("way")
    with op.batch_alter_table("person") as batch:
        batch.drop_constraint(op.f("uq_person_house_subject"), type_="unique")
        batch.drop_column("house_subject")
