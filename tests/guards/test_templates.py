"""Templates arrange. This guard reads their source, not what they render."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, StrictUndefined, nodes

from tests.support.routes import assembled

FOLDER = Path(__file__).resolve().parents[2] / "templates"
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.*"))
LONGEST = 120
TABLE = re.compile(r"(<table[^>]*>)(.*?)</table>", re.DOTALL)
FOLDS = "bgm-table--reflow"


def environment() -> Environment:
    """Return the environment in which the portal draws its pages."""
    return assembled().jinja_env


def tree(name: str) -> nodes.Template:
    """Return the parsed template."""
    return environment().parse((FOLDER / name).read_text(encoding="utf-8"))


def imported(template: nodes.Template) -> set[str]:
    """Return the names that a template imports from others."""
    names = (name for node in template.find_all(nodes.FromImport) for name in node.names)
    modules = {node.target for node in template.find_all(nodes.Import)}
    return modules | {name[1] if isinstance(name, tuple) else name for name in names}


def test_an_unknown_name_in_a_template_is_an_error():
    assert environment().undefined is StrictUndefined


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(name):
    assert environment().get_template(name).name == name


@pytest.mark.parametrize("name", NAMES)
def test_a_template_uses_what_it_imports(name):
    template = tree(name)

    used = {node.name for node in template.find_all(nodes.Name)}

    assert imported(template) <= used


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("components/")])
def test_a_template_that_is_no_component_trusts_no_text_as_markup(name):
    template = tree(name)

    filters = {node.name for node in template.find_all(nodes.Filter)}

    assert "safe" not in filters
    assert not list(template.find_all(nodes.ScopedEvalContextModifier))


@pytest.mark.parametrize("name", NAMES)
def test_a_template_is_short_enough_to_be_read_at_once(name):
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()

    assert len(lines) <= LONGEST


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(".html")])
def test_a_table_whose_cells_say_what_they_are_folds_up_on_a_narrow_screen(name):
    tables = TABLE.findall((FOLDER / name).read_text(encoding="utf-8"))

    stiff = [start for start, rest in tables if "data-label=" in rest and FOLDS not in start]
    assert stiff == []
