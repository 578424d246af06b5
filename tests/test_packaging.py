"""What is shipped is found, in a checkout and in an installed package; the README's commands are the real ones."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from fintui import __version__
from fintui.files.resources import first_statement, is_shipped, shipped

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
WHEEL = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]


def commands() -> list[str]:
    """The README's commands that make an environment."""
    return [line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if line.startswith("python3 -m venv")]


def test_a_checkout_finds_what_is_shipped() -> None:
    assert shipped("data") == ROOT / "data"
    assert shipped("themes") == ROOT / "themes"
    assert first_statement().is_file()
    assert is_shipped(first_statement())
    assert list(shipped("themes").glob("*.toml"))


def test_the_wheel_takes_every_shipped_folder_to_where_it_is_looked_for() -> None:
    assert WHEEL["force-include"] == {"data": "fintui/data", "themes": "fintui/themes"}
    assert all((ROOT / folder).is_dir() for folder in WHEEL["force-include"])
    assert WHEEL["packages"] == ["src/fintui"]


def test_an_installed_package_finds_what_is_shipped_from_another_folder(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(ROOT / "src" / "fintui", site / "fintui", ignore=shutil.ignore_patterns("__pycache__"))
    for source, target in WHEEL["force-include"].items():
        shutil.copytree(ROOT / source, site / target)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    env = {**os.environ, "PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"}

    def fintui(*argv: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "fintui", *argv], cwd=elsewhere, env=env, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert fintui("--version") == f"fintui {__version__}\n"
    assert fintui("locate", "shipped-data") == f"{site / 'fintui' / 'data'}\n"
    assert fintui("locate", "shipped-themes") == f"{site / 'fintui' / 'themes'}\n"
    statement = site / "fintui" / "data" / "statements" / first_statement().name
    assert fintui("export", str(statement), "--to", "toml").startswith("format = 1\n")


def test_the_script_of_the_package_is_there() -> None:
    module, name = PROJECT["project"]["scripts"]["fintui"].split(":")
    assert callable(getattr(import_module(module), name))
    assert PROJECT["project"]["requires-python"] == ">=3.11"


def test_the_readme_has_one_command_to_open_and_one_to_test() -> None:
    opening, testing = commands()
    assert opening.endswith(".venv/bin/fintui")
    assert testing.endswith(".venv/bin/python -m pytest")
    for command in (opening, testing):
        assert re.search(r"\.venv && \.venv/bin/pip install -q (\.|-e '\.\[dev\]') && ", command)


def test_ci_runs_the_readme_s_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    wanted = re.search(r"^tests=\$\((.*)\)$", script, re.MULTILINE)
    assert wanted
    assert 'bash -euo pipefail -c "$tests"' in script
    found = subprocess.run(["bash", "-c", wanted[1]], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert found.strip() == commands()[1]


def test_whoever_links_to_a_file_of_the_project_means_one_that_is_there() -> None:
    missing = [
        f"{page.name}: {target}"
        for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not missing


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"])
def test_the_source_package_has_its_papers(name: str) -> None:
    assert (ROOT / name).is_file()
    assert name in PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
