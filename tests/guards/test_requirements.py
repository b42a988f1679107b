"""Each of the thirty requirements has a test of its number, and docs/security.md says which."""

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
TABLE = TESTS.parent / "docs" / "security.md"
NUMBERS = range(1, 31)
NAMED = re.compile(r"def (test_requirement_(\d\d)_\w+)")
ROW = re.compile(r"^\| (\d+) \| [^|]+ \| ([^|]+) \| [^|]+ \|$", re.MULTILINE)

FOUND = {
    name: int(number)
    for file in TESTS.rglob("test_*.py")
    for name, number in NAMED.findall(file.read_text(encoding="utf-8"))
}
WRITTEN = {
    int(number): set(re.findall(r"`(test_requirement_\w+)`", shown))
    for number, shown in ROW.findall(TABLE.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_requirement_has_tests_and_the_table_names_only_those_that_exist(number):
    assert WRITTEN[number]
    assert WRITTEN[number] <= {name for name, found in FOUND.items() if found == number}
