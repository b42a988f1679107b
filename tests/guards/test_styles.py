"""A class looks the way one file says: two that share a name by chance undo each other."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

STYLES = Path(__file__).parents[2] / "static" / "css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
CLASS = re.compile(r"\.bgm-[\w-]+")
OUTSIDE_BRACKETS = re.compile(r",(?![^(]*\))")


def base_classes(css: str) -> set[str]:
    """Return the classes that are described by their name alone, outside media and the like."""
    found, depth, selector = set(), 0, ""
    for letter in COMMENT.sub("", css):
        if letter == "{" and depth == 0:
            parts = {part.strip() for part in OUTSIDE_BRACKETS.split(selector)}
            found |= {part for part in parts if CLASS.fullmatch(part)}
        depth += {"{": 1, "}": -1}.get(letter, 0)
        selector = "" if letter in "{};" else selector + letter
    return found


@pytest.mark.parametrize(
    ("css", "classes"),
    [
        (".bgm-a { color: red; } .bgm-b, .bgm-c { }", {".bgm-a", ".bgm-b", ".bgm-c"}),
        (".bgm-a .bgm-b { } .bgm-c:hover { } :is(.bgm-d, .bgm-e) h3 { }", set()),
        ("@media print { .bgm-a { } } /* .bgm-b { } */ .bgm-c { }", {".bgm-c"}),
        ("@import 'x.css'; .bgm-a { }", {".bgm-a"}),
    ],
)
def test_classes_are_read_from_a_file(css: str, classes: set[str]) -> None:
    assert base_classes(css) == classes


def test_a_class_is_described_in_one_file() -> None:
    files = defaultdict(set)
    for path in [STYLES / "base.css", STYLES / "layout.css", *(STYLES / "components").iterdir()]:
        for name in base_classes(path.read_text()):
            files[name].add(path.name)

    assert {name: names for name, names in files.items() if len(names) > 1} == {}
