"""What keeps rows as they are: statements for triggers, by database.

A published version is neither changed nor deleted: whoever learnt from it can show what it said.
Completions and certificates are erased when their time is over, but never say something else.
"""

FROZEN = {
    "module_version": "",
    "medium": "",
    "completion": "",
    "certificate": (
        " OF completion_id, code, holder_name, title, language, minutes, completed_on,"
        " valid_until, basis"
    ),
}
KEPT = ("module_version",)
REFUSE = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $$"
    " BEGIN RAISE EXCEPTION '% is never changed', TG_TABLE_NAME"
    " USING ERRCODE = 'integrity_constraint_violation'; END $$ LANGUAGE plpgsql"
)


def on_sqlite(table: str) -> list[str]:
    """Return what refuses changes of a table on SQLite."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END"
    made = [f"CREATE TRIGGER frozen_{table} BEFORE UPDATE{FROZEN[table]} ON {table} {refuse}"]
    if table in KEPT:
        made.append(f"CREATE TRIGGER kept_{table} BEFORE DELETE ON {table} {refuse}")
    return made


def on_postgresql(table: str) -> list[str]:
    """Return what refuses changes of a table on PostgreSQL."""
    row = "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    whole = "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    made = [f"CREATE TRIGGER frozen_{table} BEFORE UPDATE{FROZEN[table]} ON {table} {row}"]
    if table in KEPT:
        made.append(f"CREATE TRIGGER kept_{table} BEFORE DELETE ON {table} {row}")
        made.append(f"CREATE TRIGGER filled_{table} BEFORE TRUNCATE ON {table} {whole}")
    return [REFUSE, *made]
