"""What is written is what runs: generated documents are current, links lead somewhere."""

import re
import tomllib
from pathlib import Path

import pytest
from flask import Flask

import bgm_portal
from bgm_portal import agreement, documents
from bgm_portal.identity.permissions import Permission
from config import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
WRITTEN = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def test_the_version_stands_in_the_project_and_in_the_changelog() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.findall(r"^## (\S+)", changes, re.MULTILINE)[0]

    assert project["version"] == bgm_portal.__version__
    assert newest == ("Unreleased" if ".dev" in bgm_portal.__version__ else bgm_portal.__version__)


def test_generated_documents_are_current(app: Flask) -> None:
    assert documents.outdated() == []


def test_the_annexes_of_the_agreement_name_every_right() -> None:
    assert set(agreement.RIGHTS) == set(Permission)


@pytest.mark.parametrize("file", WRITTEN, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_link_of_a_document_leads_somewhere(file: Path) -> None:
    targets = LINK.findall(file.read_text(encoding="utf-8"))

    assert [target for target in targets if not (file.parent / target).exists()] == []


def test_every_decision_has_a_number_of_its_own_and_says_it_in_its_heading() -> None:
    numbers = {file: file.name.partition("-")[0] for file in sorted((DOCS / "adr").glob("*.md"))}

    assert sorted(numbers.values()) == sorted(set(numbers.values()))
    heading = re.compile(r"# 0*([1-9]\d*)(?:\.| ·) ")
    unlike = [
        file.name
        for file, number in numbers.items()
        if not (said := heading.match(file.read_text(encoding="utf-8")))
        or int(said[1]) != int(number)
    ]
    assert unlike == []


def test_every_command_of_the_makefile_that_readme_names_exists() -> None:
    named = set(re.findall(r"`?make ([a-z-]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    rules = set(
        re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )

    assert named <= rules


def test_every_setting_is_read() -> None:
    readers = ("config.py", "docs/how-to/deploy/gunicorn.conf.py")
    text = "".join((ROOT / reader).read_text(encoding="utf-8") for reader in readers)

    assert [name for name in SETTINGS if text.count(f'"{name}"') < 2] == []
