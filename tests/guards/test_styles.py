"""A class looks the way one file says: two that share a name by chance undo each other."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STYLES = ROOT / "static" / "css"
WRITTEN = re.compile(r'class="([^"]*)"')
NAME = re.compile(r"bgm-\w+(?:-\w+)*(?:--?\w+)*(?![\w{-])")
#: Names by which scripts, tests and readers find a part that looks like what surrounds it.
WITHOUT_A_LOOK = {
    "bgm-month__day",
    "bgm-offline",
    "bgm-plainset",
    "bgm-quotes",
    "bgm-year__label",
}
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


def test_every_class_of_a_template_is_described() -> None:
    described = {name for path in STYLES.rglob("*.css") for name in CLASS.findall(path.read_text())}
    written = {
        name
        for path in (ROOT / "templates").rglob("*.html")
        for words in WRITTEN.findall(path.read_text())
        for name in NAME.findall(words)
    }

    assert {name for name in written if f".{name}" not in described} == WITHOUT_A_LOOK
