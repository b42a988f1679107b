"""A web process of the version before goes on while the tables change: expand first, then contract.

Read from every migration that is younger than `.ci/older-release`. `make rehearsal` lets the older
version itself serve its pages, and read and write its tables, beside the new ones.
"""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VERSIONS = ROOT / "migrations" / "versions"
#: The newest migration that the older version brings; names begin with their moment.
NEWEST_OF_THE_OLDER = "20261126_1945_entries_ring_where_wished.py"

DROPS = {
    "drop_column": "drops a column",
    "drop_table": "drops a table",
    "drop_constraint": "drops a constraint",
    "rename_table": "renames a table",
    "create_check_constraint": "adds a check",
    "create_unique_constraint": "insists on something unique",
    "create_foreign_key": "insists on a key",
}
#: What is right all the same, and why.
EXCEPTIONS = {
    "20261127_1120_book_single_dates.py": (
        {"drops a constraint", "adds a check"},
        "the check of activity.times allows one value more, and everything that it allowed before",
    ),
    "20261127_1145_more_lists_leave.py": (
        {"drops a constraint", "adds a check"},
        "the check of export.profile allows more values, and everything that it allowed before",
    ),
    "20261127_1550_people_work_at_sites.py": (
        {"insists on a key"},
        "the key is of a new column, which the version before does not know and leaves empty",
    ),
}


def younger() -> list[Path]:
    return sorted(one for one in VERSIONS.glob("*.py") if one.name > NEWEST_OF_THE_OLDER)


def faults(source: str) -> set[str]:
    """Return what the way up does that a process of the version before could trip over."""
    functions = {
        node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)
    }
    return {fault for call in _calls("upgrade", functions, set()) for fault in _faults(call)}


def _calls(name: str, functions: dict[str, ast.FunctionDef], seen: set[str]) -> Iterator[ast.Call]:
    """Walk through a function and those of the file that it calls."""
    seen.add(name)
    for node in ast.walk(functions[name]):
        if isinstance(node, ast.Call):
            yield node
            called = node.func.id if isinstance(node.func, ast.Name) else ""
            if called in functions and called not in seen:
                yield from _calls(called, functions, seen)


def _faults(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    given = {word.arg: word.value for word in call.keywords}
    if name in DROPS:
        yield DROPS[name]
    if name == "alter_column" and "new_column_name" in given:
        yield "renames a column"
    if name == "alter_column" and "type_" in given:
        yield "changes a type"
    if name == "alter_column" and _is(given.get("nullable"), value=False):
        yield "forbids that a column is empty"
    if name == "create_index" and _is(given.get("unique"), value=True):
        yield "insists on something unique"
    if name == "add_column":
        yield from (
            "adds a column that the version before leaves empty"
            for inner in ast.walk(call)
            if isinstance(inner, ast.Call) and _must_be_filled(inner)
        )
    if name in {"execute", "text"} and any(
        word in ast.unparse(call).upper() for word in ("ALTER TABLE", "DROP TABLE", "DROP COLUMN")
    ):
        yield "changes a table by hand"


def _must_be_filled(call: ast.Call) -> bool:
    given = {word.arg: word.value for word in call.keywords}
    return _is(given.get("nullable"), value=False) and "server_default" not in given


def _is(node: ast.expr | None, *, value: bool) -> bool:
    return isinstance(node, ast.Constant) and node.value is value


@pytest.mark.parametrize("path", younger(), ids=lambda path: path.name)
def test_the_version_before_goes_on_beside_the_new_tables(path: Path) -> None:
    allowed, _why = EXCEPTIONS.get(path.name, (set(), ""))

    assert faults(path.read_text()) == allowed


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('op.drop_column("a", "b")', "drops a column"),
        ('op.drop_table("a")', "drops a table"),
        ('op.rename_table("a", "b")', "renames a table"),
        ('op.alter_column("a", "b", new_column_name="c")', "renames a column"),
        ('op.alter_column("a", "b", nullable=False)', "forbids that a column is empty"),
        ('op.alter_column("a", "b", type_=sa.Date())', "changes a type"),
        ('op.create_check_constraint("c", "a", "b > 0")', "adds a check"),
        ('op.create_unique_constraint("c", "a", ["b"])', "insists on something unique"),
        ('op.create_index("i", "a", ["b"], unique=True)', "insists on something unique"),
        (
            'op.add_column("a", sa.Column("b", sa.Integer(), nullable=False))',
            "adds a column that the version before leaves empty",
        ),
        ('op.execute("ALTER TABLE a DROP COLUMN b")', "changes a table by hand"),
        ("_more()", "drops a column"),
    ],
)
def test_it_sees_what_the_version_before_would_trip_over(line: str, fault: str) -> None:
    more = 'def _more():\n    batch_op.drop_column("b")\n'

    assert faults(f"def upgrade():\n    {line}\n{more}") == {fault}


@pytest.mark.parametrize(
    "line",
    [
        'op.add_column("a", sa.Column("b", sa.Integer(), nullable=True))',
        'op.add_column("a", sa.Column("b", sa.Boolean(), nullable=False, server_default="0"))',
        'op.create_table("a", sa.Column("b", sa.Integer(), nullable=False))',
        'op.create_index("i", "a", ["b"])',
        'op.execute("UPDATE a SET b = 1")',
    ],
)
def test_it_lets_pass_what_only_adds(line: str) -> None:
    down = 'def downgrade():\n    op.drop_column("a", "b")\n'

    assert faults(f"def upgrade():\n    {line}\n{down}") == set()


def test_every_exception_is_a_migration_of_now() -> None:
    assert set(EXCEPTIONS) <= {path.name for path in younger()}


def test_the_older_version_brings_the_migration_that_is_named_here() -> None:
    lines = (ROOT / ".ci" / "older-release").read_text().splitlines()
    _tag, commit = [line for line in lines if line and not line.startswith("#")]
    git = shutil.which("git")
    if git is None:
        pytest.skip("there is no git here")
    listed = subprocess.run(
        [git, "ls-tree", "--name-only", commit, "migrations/versions/"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("the commit in .ci/older-release is not in this history")
    names = sorted(Path(line).name for line in listed.stdout.splitlines() if line.endswith(".py"))
    assert names[-1] == NEWEST_OF_THE_OLDER
