"""Builds the wheel whose reading of the language is compiled, when it is asked for.

`CANCU_COMPILED=1 python -m build --wheel` makes it: mypyc turns the typed modules of
`nlp/` into C, which the compiler of the machine builds. The same sources lie beside
them, and everything else in the wheel is as in the plain one, which runs anywhere.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ASKED = "CANCU_COMPILED"
ROOM = "nlp"
# Not compiled: what goes from process to process (compiled, a frozen value cannot be
# unpickled), what spaCy looks into (it asks functions for their arguments), what counts
# in attributes of a class, and what is loaded for measuring alone.
PLAIN = (
    "__init__",
    "analysis",
    "collector",
    "components",
    "scoring",
    "spacy_alone",
    "words",
)


class CompiledBuild(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the compiled modules to a wheel."""

    def dependencies(self) -> list[str]:
        """Return what the build itself needs."""
        return ["mypy[mypyc]>=1.15", "setuptools>=80"] if _asked() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile and hand over, where it is asked for; otherwise do nothing."""
        if not _asked() or self.target_name != "wheel":
            return
        root = Path(self.root)
        work = root / "build" / "compiled"
        for made in _compile(root, work):
            build_data["force_include"][str(made)] = str(made.relative_to(work / "lib"))
        build_data["pure_python"] = False
        build_data["infer_tag"] = True


def _asked() -> bool:
    return os.environ.get(ASKED, "") not in ("", "0")


def sources(root: Path) -> list[str]:
    """Return the modules to be compiled, as paths below `root`."""
    found = sorted((root / ROOM).glob("*.py"))
    return [f"{ROOM}/{path.name}" for path in found if path.stem not in PLAIN]


def _compile(root: Path, work: Path) -> list[Path]:
    """Compile the room; return the files made, all below `work`/lib."""
    from mypyc.build import mypycify
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    before = Path.cwd()
    os.chdir(root)  # names of modules are taken from the paths
    try:
        modules = mypycify(
            # Types are checked by `make types`; the settings for that stay out of it.
            ["--config-file=", "--ignore-missing-imports", *sources(root)],
            opt_level="2",
            multi_file=True,
            target_dir=str(work / "c"),
            group_name=f"cancu_{ROOM}",
        )
        made = build_ext(Distribution({"name": "cancu", "ext_modules": modules}))
        made.build_lib = str(work / "lib")
        made.build_temp = str(work / "objects")
        made.parallel = os.cpu_count()
        made.ensure_finalized()
        made.run()
    finally:
        os.chdir(before)
    return [Path(path).resolve() for path in made.get_outputs()]
