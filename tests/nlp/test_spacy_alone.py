"""spaCy comes without its command line, and the command line is not lost."""

import subprocess
import sys

SCRIPT = """
import sys
import nlp.components
assert "spacy.language" in sys.modules
assert not {"typer", "httpx", "jinja2", "spacy.cli"} & set(sys.modules)
from spacy.cli.info import info
assert callable(info)
"""


def test_the_pipeline_leaves_the_command_line_of_spacy_alone() -> None:
    """Nothing of it is loaded for a pipeline; who asks for it later gets it."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SCRIPT],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
