"""The documentation names everything there is, and the rules of the house are kept."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from webui.api.openapi import DOCUMENT
from webui.cli import COMMANDS
from webui.settings import HELP, Settings

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("ingest", "nlp", "search", "corpus", "webui")


def _read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    """`docs/commands.md` shows each command at least once."""
    assert f"cancu {command}" in _read("docs/commands.md")


@pytest.mark.parametrize("setting", [setting.name for setting in fields(Settings)])
def test_every_setting_is_documented(setting: str) -> None:
    """`docs/settings.md` names the variable, the default and what it means."""
    text = _read("docs/settings.md")

    assert f"`CANCU_{setting.upper()}`" in text
    assert HELP[setting] in text


def _codes() -> list[str]:
    codes = set()
    for path in (
        *ROOT.glob("nlp/data/findings.toml"),
        *ROOT.glob("corpus/data/*.toml"),
    ):
        for rows in tomllib.loads(path.read_text("utf-8")).values():
            if isinstance(rows, list):
                codes |= {row["code"] for row in rows if "severity" in row}
    return sorted(codes)


def test_every_finding_code_is_documented() -> None:
    """`docs/checks.md` has a row for each rule that can fire."""
    text = _read("docs/checks.md")

    assert _codes()
    assert [code for code in _codes() if f"`{code}`" not in text] == []


def test_every_route_of_the_api_is_described() -> None:
    """`docs/api.md` and the OpenAPI document name the same paths."""
    text = _read("docs/api.md")

    assert [path for path in DOCUMENT["paths"] if f"`{path}`" not in text] == []


def test_the_readme_has_two_commands_and_a_picture() -> None:
    """A newcomer finds `make run`, `make test` and a screenshot that exists."""
    text = _read("README.md")

    assert "make run" in text
    assert "make test" in text
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", text)
    assert pictures
    assert [name for name in pictures if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("room", ROOMS)
def test_files_stay_readable(room: str) -> None:
    """A file past 450 lines has more than one thing to say (data tables excepted)."""
    long = {
        str(path.relative_to(ROOT)): count
        for path in (ROOT / room).rglob("*.py")
        if (count := len(path.read_text("utf-8").splitlines())) > 450
    }

    assert long == {}


def test_there_is_no_room_for_everything_else() -> None:
    """No file is called after having no subject."""
    names = {"utils", "util", "helpers", "core", "misc", "common", "models"}
    found = [
        str(path)
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        if path.stem in names
    ]

    assert found == []
