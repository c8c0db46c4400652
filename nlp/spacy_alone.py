"""spaCy without its command line, whose import costs a third of spaCy's own.

`spacy/__init__.py` imports `spacy.cli.info`, and with it an HTTP client, a template
engine and a progress bar that no pipeline needs. An empty stand-in takes its place
while spaCy is imported; afterwards the true one can be imported as ever.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

_PACKAGE, _INFO = "spacy.cli", "spacy.cli.info"


def import_spacy() -> ModuleType:
    """Return the module `spacy`, imported without its command line if it is new."""
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    package, info = ModuleType(_PACKAGE), ModuleType(_INFO)
    package.__path__ = []
    info.__dict__["info"] = None
    stands_in = {_PACKAGE: package, _INFO: info}
    sys.modules.update(stands_in)
    try:
        return import_module("spacy")
    finally:
        for name, module in stands_in.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]
