"""Lists of buses, corrections and emergencies may leave; the checks knew only the first six."""

import sqlalchemy as sa
from alembic import op

revision = "c7d15e80ba42"
down_revision = "b9e3f40d7a15"
branch_labels = None
depends_on = None

BEFORE = ("veranstalter", "shirts", "ausgabe", "bedarfe", "fotos", "zahlen")
MORE = ("korrekturen", "bus", "notfall")
CHECKS = (
    ("export_layout", "ck_export_layout_export_layout_profile"),
    ("export", "ck_export_export_profile"),
)


def upgrade() -> None:
    _replace((*BEFORE, *MORE))


def downgrade() -> None:
    for table, _name in CHECKS:
        rows = sa.table(table, sa.column("profile", sa.String()))
        op.execute(sa.delete(rows).where(rows.c.profile.in_(MORE)))
    _replace(BEFORE)


def _replace(known: tuple[str, ...]) -> None:
    for table, name in CHECKS:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_constraint(batch_op.f(name), type_="check")
            batch_op.create_check_constraint(batch_op.f(name), sa.column("profile").in_(known))
