"""What was acknowledged is there after the process was killed without warning."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.register import Register

ROOT = Path(__file__).resolve().parents[2]
ADDING = """
import sys
from hashlib import sha256
from pathlib import Path
from corpus.register import Register
from ingest.document import Document, Span
from nlp.analysis import Analysis, Citation
register = Register.open(f"sqlite:///{sys.argv[1]}/so.db", Path(sys.argv[1]) / "goc")
for n in range(10_000):
    text = f"Quyết định số {n}/QĐ-LHH"
    data = text.encode()
    found = Citation(Span(0, len(text)), kind="Quyết định", number=f"{n}/QĐ-LHH")
    document = Document(sha256(data).hexdigest(), f"{n}.txt", text)
    register.add(data, document, Analysis(citations=(found,)))
    print(document.sha256, flush=True)
"""


@pytest.mark.slow
def test_killed_while_adding(tmp_path: Path) -> None:
    """Every digest that was printed is held with its citation, nothing by half."""
    adding = subprocess.Popen(
        [sys.executable, "-c", ADDING, str(tmp_path)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        text=True,
    )
    assert adding.stdout is not None
    with adding.stdout as lines:
        acknowledged = [next(lines).strip() for _ in range(25)]
        adding.kill()
        acknowledged += [line.strip() for line in lines if len(line) == 65]
    adding.wait()
    register = Register.open(f"sqlite:///{tmp_path}/so.db", tmp_path / "goc")
    for digest in acknowledged:
        held = register.by_sha256(digest)
        assert held is not None
        assert len(register.cites(held.id)) == 1
    allowed = {"stray_original"}
    assert {problem.code for problem in register.verify()} <= allowed
    register.close()
