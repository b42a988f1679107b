"""Published modules are never deleted."""

from alembic import op

revision = "dcc37ef9df6b"
down_revision = "5c1f0a7e92d4"
branch_labels = None
depends_on = None

#: What keeps published modules, by database; on PostgreSQL, the function is there already.
GUARDS = {
    "sqlite": (
        (
            "CREATE TRIGGER kept_module_version BEFORE DELETE ON module_version"
            " BEGIN SELECT RAISE(ABORT, 'module_version is never changed'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE TRIGGER kept_module_version BEFORE DELETE ON module_version"
            " FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        ),
        (
            "CREATE TRIGGER filled_module_version BEFORE TRUNCATE ON module_version"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        ),
    ),
}


def upgrade() -> None:
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER filled_module_version ON module_version")
        op.execute("DROP TRIGGER kept_module_version ON module_version")
    else:
        op.execute("DROP TRIGGER kept_module_version")
