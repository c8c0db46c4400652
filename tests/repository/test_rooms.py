"""The five rooms are ours, and only ever from-imported."""

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("ingest", "nlp", "search", "corpus", "webui")


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_the_folder_of_this_repository(room: str) -> None:
    """A wheel that ships a package of the same name would win silently."""
    module = importlib.import_module(room)

    assert Path(str(module.__file__)) == ROOT / room / "__init__.py"


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_are_only_from_imported(room: str) -> None:
    """`nlp` is spaCy's variable name: `import nlp` would shadow it."""
    for path in (ROOT / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    assert alias.name.split(".")[0] not in ROOMS, path


@pytest.mark.parametrize(
    "module", ["nlp.numbers", "nlp.analysis", "ingest.document", "search.query"]
)
def test_light_modules_wake_no_heavy_library(module: str) -> None:
    """Importing a value type must not cost a second of start-up."""
    heavy = "{'spacy', 'underthesea', 'pdfplumber', 'flask', 'whoosh', 'sqlalchemy'}"
    code = f"import sys, {module}; print(sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT
    )

    assert ran.stdout.strip() == "[]", ran.stderr
