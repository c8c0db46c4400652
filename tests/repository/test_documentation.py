"""The documentation names everything there is, and the rules of the house are kept."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from webui.api.openapi import DOCUMENT
from webui.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("ingest", "nlp", "search", "corpus", "webui")


def _read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    """`docs/commands.md` shows each command at least once."""
    assert f"cancu {command}" in _read("docs/commands.md")


def test_the_tables_of_the_documentation_are_current() -> None:
    """Checks and settings are listed from the rows that the program itself uses."""
    ran = subprocess.run([sys.executable, "docs/tables.py", "--check"], cwd=ROOT)

    assert ran.returncode == 0, "run: make tables"


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
