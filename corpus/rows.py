"""The tables of this room, read once from `corpus/data`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def _read(name: str) -> dict[str, Any]:
    text = files("corpus").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def identity_rows() -> dict[str, Any]:
    """Return `identity.toml`: what tells documents, issuers and terms apart."""
    return _read("identity")


@cache
def rule_rows() -> dict[str, Any]:
    """Return `rules.toml`: the checks, with their messages and examples."""
    return _read("rules")


@cache
def reason_rows() -> dict[str, Any]:
    """Return `reasons.toml`: why a citation is verified, contradicted or neither."""
    return _read("reasons")
