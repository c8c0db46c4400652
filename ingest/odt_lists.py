"""The automatic numbers of ODT lists, which are not in the text of the file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ingest.numbering import printed

_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_S = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FORMS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_LEVELS = 10


class _Level:
    """One level of a list style: what it prints around its number."""

    def __init__(self, node: Any) -> None:
        self.form = _FORMS.get(node.get(_S + "num-format", ""))
        self.before = node.get(_S + "num-prefix", "")
        self.after = node.get(_S + "num-suffix", "")
        self.shown = _integer(node.get(_T + "display-levels"), 1)
        self.start = _integer(node.get(_T + "start-value"), 1)
        self.bullet: str = node.get(_T + "bullet-char", "")


class Lists:
    """Counts the items of the lists of one document, in order."""

    def __init__(self, roots: Iterable[Any]) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        for root in roots:
            for style in root.iter(_T + "list-style", _T + "outline-style"):
                name = style.get(_S + "name", "")
                if style.tag == _T + "outline-style":
                    name = "\0outline"
                self._styles[name] = {
                    _integer(level.get(_T + "level"), 1): _Level(level)
                    for level in style
                    if level.get(_T + "level")
                }
        self._counts: dict[str, list[int | None]] = {}

    def opened(self, node: Any, outer: str, depth: int) -> str:
        """Return the style of a list that starts; counting starts with it."""
        name = node.get(_T + "style-name") or outer
        goes_on = node.get(_T + "continue-numbering") == "true"
        if not goes_on and node.get(_T + "continue-list") is None:
            counts = self._counts.setdefault(name, [None] * (_LEVELS + 1))
            counts[depth:] = [None] * (_LEVELS + 1 - depth)
        return name

    def item(self, name: str, depth: int, given: str | None = None) -> str:
        """Return the number or bullet before an item, with a blank, or nothing."""
        levels = self._styles.get(name, {})
        level = levels.get(depth)
        if level is None or depth > _LEVELS:
            return ""
        if level.bullet:
            plain = not "\ue000" <= level.bullet <= "\uf8ff"
            return f"{level.bullet if plain else '-'} "
        if level.form is None:
            return ""
        counts = self._counts.setdefault(name, [None] * (_LEVELS + 1))
        last = counts[depth]
        counts[depth] = level.start if last is None else last + 1
        if given is not None:
            counts[depth] = _integer(given, 1)
        counts[depth + 1 :] = [None] * (_LEVELS - depth)
        shown = []
        for at in range(max(1, depth - level.shown + 1), depth + 1):
            form = levels[at].form if at in levels else None
            if form is not None:
                shown.append(printed(counts[at] or 1, form))
        return f"{level.before}{'.'.join(shown)}{level.after} "

    def heading(self, node: Any) -> str:
        """Return the number before a heading that the outline of a document counts."""
        depth = _integer(node.get(_T + "outline-level"), 1)
        if node.get(_T + "is-list-header") == "true":
            return ""
        return self.item("\0outline", depth)


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 7 else default
