"""Old fonts in HTML pages: what they store is put as the letters they show.

Office programs of their time wrote the font of a run into `<font face>`, into a style
or into a class of the style sheet of the page.
"""

from __future__ import annotations

import re
from typing import Any

from ingest.typeface import Typefaces

_OLD = re.compile(r"\.Vn[A-Z]|\bVNI-", re.IGNORECASE)
_FAMILY = re.compile(r"font-family\s*:\s*([^;}]{1,200})", re.IGNORECASE)
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
_CLASS = re.compile(r"\.([A-Za-z_][\w-]{0,100})\s*(?=,|$)")
_UNREAD = frozenset(("script", "style"))


def put_letters(root: Any, source: str, typefaces: Typefaces) -> bool:
    """Put letters for what old fonts store, in the tree; tell whether any were."""
    if not _OLD.search(source):
        return False
    classes = _classes(root)
    waiting: list[tuple[Any, str]] = [(root, "")]
    while waiting:
        node, around = waiting.pop()
        if not isinstance(node.tag, str) or node.tag in _UNREAD:
            continue
        font = _font(node, classes) or around
        if node.text:
            node.text = typefaces.shown(node.text, font)
        for child in node:
            if child.tail:
                child.tail = typefaces.shown(child.tail, font)
            waiting.append((child, font))
    return True


def _font(node: Any, classes: dict[str, str]) -> str:
    found = _FAMILY.search(node.get("style") or "")
    if found is not None:
        return found[1]
    if node.tag == "font" and node.get("face"):
        return str(node.get("face"))
    named = (node.get("class") or "").split()
    return next((classes[name] for name in named if name in classes), "")


def _classes(root: Any) -> dict[str, str]:
    """Return the fonts of the classes that the page's own style sheets name."""
    found: dict[str, str] = {}
    for sheet in root.iter("style"):
        for selectors, body in _RULE.findall(sheet.text or ""):
            family = _FAMILY.search(body)
            if family is not None:
                names = _CLASS.findall(selectors.strip())
                found |= dict.fromkeys(names, family[1])
    return found
