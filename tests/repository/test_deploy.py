"""The files for several machines say what the program understands."""

from __future__ import annotations

import re
import tomllib
from configparser import RawConfigParser
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from webui.cli import COMMANDS
from webui.settings import Settings, load

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "docs" / "deploy"
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())
NAMES = {f"CANCU_{each.name.upper()}" for each in fields(Settings)} | {"CANCU_CONFIG"}
# Of the Compose file itself, not of the program.
OWN = {"CANCU_DB_PASSWORD"}


def test_the_compose_file_is_whole() -> None:
    """Three search nodes, readers and web servers, one database, one scheduler."""
    made = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    services = made["services"]
    assert {f"search{n}" for n in (1, 2, 3)} | {"database", "scheduler"} <= set(
        services
    )
    assert services["web"]["deploy"]["replicas"] == 3
    assert services["reader"]["deploy"]["replicas"] == 3
    for service in services.values():
        for volume in service.get("volumes", ()):
            assert volume.split(":")[0] in made["volumes"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_named_exists(path: Path) -> None:
    """No variable and no command of ours that is not there."""
    text = path.read_text("utf-8")
    named = set(re.findall(r"CANCU_[A-Z_]+", text))
    assert named - OWN <= NAMES
    assert set(re.findall(r"\bcancu ([a-z-]+)", text)) <= set(COMMANDS)


def test_the_settings_file_is_read() -> None:
    """Every key is a setting, and of its type."""
    path = DEPLOY / "cancu.toml"
    found = load({"CANCU_CONFIG": str(path)})
    assert found.scheduler.startswith("tls://")
    assert "sslmode=verify-full" in found.database
    assert set(tomllib.loads(path.read_text("utf-8"))) <= {
        each.name for each in fields(Settings)
    }


@pytest.mark.parametrize("path", sorted(DEPLOY.glob("*.service")), ids=lambda p: p.name)
def test_units_run_as_nobody_special(path: Path) -> None:
    """Each unit parses, has a user of its own, and may write in one place."""
    unit = RawConfigParser(strict=True)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(path.read_text("utf-8"))
    service = dict(unit["Service"])
    assert service["User"] == "cancu"
    assert service["NoNewPrivileges"] == "true"
    assert service["ProtectSystem"] == "strict"
    assert service["ExecStart"].startswith("/opt/cancu/bin/")
