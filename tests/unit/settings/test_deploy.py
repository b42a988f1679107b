"""The files that an installation begins with agree with what the portal knows."""

import re
import runpy
import sys
from configparser import RawConfigParser
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from config import SETTINGS, Config

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "docs" / "how-to" / "deploy"
UNITS = ("bgm-web.service", "bgm-worker.service", "bgm-backup.service", "bgm-backup.timer")
KEY = "2026:" + "A" * 43 + "="


def example():
    """Return the example of settings with its blanks filled in."""
    lines = [
        line
        for line in (DEPLOY / "settings.example").read_text().splitlines()
        if line and not line.startswith("#")
    ]
    values = dict(line.split("=", 1) for line in lines)
    return values | {
        "BGM_SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789",
        "BGM_SEAL_KEYS": KEY,
        "BGM_CONTACT_NAME": "Koordination",
        "BGM_CONTACT_PHONE": "140",
    }


def unit(name):
    """Return a unit of systemd; directives may be given several times."""
    parser = RawConfigParser(strict=False)
    parser.optionxform = str
    parser.read(DEPLOY / name)
    return parser


def compose():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def test_the_example_of_settings_is_enough_to_start():
    config = Config.from_env(example())

    assert config.https
    assert config.proxy_hops == 1


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_names_documents_and_files_that_exist(name):
    text = (DEPLOY / name).read_text()

    paths = re.findall(r"/opt/bgm-portal/(docs/\S+)|(?<=\s)(docs/how-to/\S+)", text)

    assert unit(name).sections()[0] == "Unit"
    assert [path for pair in paths for path in pair if path and not (ROOT / path).is_file()] == []


@pytest.mark.parametrize("name", UNITS[:3])
def test_a_service_has_no_rights_it_does_not_need(name):
    service = dict(unit(name)["Service"])

    assert service["User"] == "bgm"
    assert (service["NoNewPrivileges"], service["ProtectSystem"]) == ("yes", "strict")
    assert service["EnvironmentFile"] == "/etc/bgm-portal/settings"


def copied():
    """Return what the image copies from the checkout."""
    text = (DEPLOY / "Containerfile").read_text()
    lines = re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE)
    return {source for line in lines for source in line.split()[:-1]}


def test_the_image_copies_what_exists_and_runs_without_root():
    text = (DEPLOY / "Containerfile").read_text()

    assert [source for source in copied() if not (ROOT / source).exists()] == []
    assert re.search(r"^USER [1-9]\d*$", text, re.MULTILINE)


def test_a_build_sees_nothing_but_what_the_image_copies():
    lines = [
        line
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if not line.startswith("#")
    ]

    assert lines[0] == "*"
    assert {line.removeprefix("!/") for line in lines if line.startswith("!")} == copied()


def test_secrets_beside_the_deployment_are_no_part_of_the_repository():
    given = compose()
    names = [given["services"]["web"]["env_file"], given["secrets"]["database"]["file"]]

    ignored = (ROOT / ".gitignore").read_text().splitlines()

    assert [name for name in names if f"/docs/how-to/deploy/{Path(name).name}" not in ignored] == []


@pytest.mark.parametrize("service", ["database", "web", "worker"])
def test_a_container_that_runs_says_whether_it_is_well(service):
    assert compose()["services"][service]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("service", ["web", "worker", "tables"])
def test_a_container_writes_nowhere_but_to_its_state(service):
    given = compose()["services"][service]

    assert given["read_only"] is True
    assert given["cap_drop"] == ["ALL"]
    assert given["volumes"] == ["state:/var/lib/bgm-portal"]


def test_every_setting_of_the_deployment_is_one_the_portal_knows():
    texts = [file.read_text() for file in sorted(DEPLOY.iterdir())]

    named = {name for text in texts for name in re.findall(r"\bBGM_[A-Z_]+\b", text)}

    assert named - set(SETTINGS) == set()


def test_every_figure_of_the_alerts_is_one_the_portal_gives():
    rules = yaml.safe_load((DEPLOY / "alerts.yml").read_text())["groups"][0]["rules"]
    sources = "".join(
        (ROOT / "bgm_portal" / path).read_text() for path in ("web/watch.py", "upkeep/metrics.py")
    )

    figures = {
        re.sub(r"_(bucket|total)$", "", name)
        for rule in rules
        for name in re.findall(r"\bbgm_[a-z_]+", rule["expr"])
    }

    assert [figure for figure in sorted(figures) if f'"{figure}"' not in sources] == []


@pytest.mark.parametrize(
    ("loaded", "left"),
    [
        pytest.param(False, [], id="a start forgets what the last run counted"),
        pytest.param(True, ["counter_1.db"], id="a reload goes on counting"),
    ],
)
def test_the_folder_of_figures_is_there_before_the_portal_counts(
    tmp_path, monkeypatch, loaded, left
):
    folder = tmp_path / "run" / "figures"
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(folder))
    monkeypatch.delitem(sys.modules, "bgm_portal.app", raising=False)
    runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))
    (folder / "counter_1.db").touch()
    if loaded:
        monkeypatch.setitem(sys.modules, "bgm_portal.app", ModuleType("portal"))

    runpy.run_path(str(DEPLOY / "gunicorn.conf.py"))

    assert [file.name for file in folder.iterdir()] == left
