"""The automatic numbers of DOCX paragraphs, which are not in the text of the file."""

from __future__ import annotations

import re
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LEVELS = 9


class _Level:
    """One level of a list: how it counts and what it prints."""

    def __init__(self, node: Any) -> None:
        self.format = _value(node, "numFmt") or "decimal"
        self.text = _value(node, "lvlText") or ""
        self.start = _integer(_value(node, "start"), 1)
        restart = _value(node, "lvlRestart")
        self.restarts = restart != "0"


class Numbering:
    """Counts the numbered paragraphs of one document, in order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[str] = set()
        self._styles = _style_numbers(styles)
        if numbering is not None:
            self._load(numbering)

    def label(self, paragraph: Any) -> str:
        """Return the number or bullet printed before a paragraph, or nothing."""
        found = self._place(paragraph)
        if found is None:
            return ""
        identity, depth = found
        levels = self._levels.get(self._lists.get(identity, ""), {})
        level = levels.get(depth)
        if level is None or level.format == "none":
            return ""
        if level.format == "bullet":
            return (
                level.text if level.text.isprintable() and _plain(level.text) else "-"
            )
        counters = self._count(identity, depth, levels)
        return _PLACE.sub(
            lambda match: _print(counters, levels, int(match[1]) - 1), level.text
        )

    def _load(self, numbering: Any) -> None:
        for abstract in numbering.iter(_W + "abstractNum"):
            self._levels[abstract.get(_W + "abstractNumId", "")] = {
                _integer(node.get(_W + "ilvl"), 0): _Level(node)
                for node in abstract.iter(_W + "lvl")
            }
        for number in numbering.iter(_W + "num"):
            identity = number.get(_W + "numId", "")
            self._lists[identity] = _value(number, "abstractNumId") or ""
            for override in number.iter(_W + "lvlOverride"):
                start = _value(override, "startOverride")
                if start is not None:
                    depth = _integer(override.get(_W + "ilvl"), 0)
                    self._starts[identity, depth] = _integer(start, 1)

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        properties = paragraph.find(_W + "pPr")
        if properties is None:
            return None
        own = properties.find(_W + "numPr")
        style = self._styles.get(_value(properties, "pStyle") or "")
        identity = _value(own, "numId") or (style[0] if style else None)
        if identity is None or identity == "0":
            return None
        depth = _value(own, "ilvl")
        if depth is None:
            return identity, style[1] if style else 0
        return identity, _integer(depth, 0)

    def _count(
        self, identity: str, depth: int, levels: dict[int, _Level]
    ) -> list[int | None]:
        """Advance the counter of a level; deeper levels start again."""
        abstract = self._lists[identity]
        counters = self._counters.setdefault(abstract, [None] * _LEVELS)
        if identity not in self._started:
            self._started.add(identity)
            for i in range(_LEVELS):
                if (identity, i) in self._starts:
                    counters[i] = self._starts[identity, i] - 1
        last = counters[depth]
        counters[depth] = levels[depth].start if last is None else last + 1
        for i in range(depth + 1, _LEVELS):
            if i not in levels or levels[i].restarts:
                counters[i] = None
        return counters


def _print(counters: list[int | None], levels: dict[int, _Level], depth: int) -> str:
    level = levels.get(depth)
    if level is None:
        return ""
    number = counters[depth]
    return printed(level.start if number is None else number, level.format)


def printed(number: int, form: str) -> str:
    """Return a number as a list prints it; `form` is a name of OOXML (ST_NumberFormat).

    >>> printed(4, "lowerRoman"), printed(28, "lowerLetter"), printed(7, "decimal")
    ('iv', 'bb', '7')
    """
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * min(9, (number - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


def _style_numbers(styles: Any) -> dict[str, tuple[str, int]]:
    """Return the list and level that paragraph styles carry."""
    found: dict[str, tuple[str, int]] = {}
    for style in () if styles is None else styles.iter(_W + "style"):
        own = style.find(f"{_W}pPr/{_W}numPr")
        identity = _value(own, "numId")
        if identity is not None:
            depth = _integer(_value(own, "ilvl"), 0)
            found[style.get(_W + "styleId", "")] = (identity, depth)
    return found


def _value(parent: Any, name: str) -> str | None:
    child = None if parent is None else parent.find(_W + name)
    return None if child is None else child.get(_W + "val")


def _integer(text: str | None, default: int) -> int:
    try:
        number = int(text or "")
    except ValueError:
        return default
    return min(max(number, 0), 100_000)


def _plain(text: str) -> bool:
    """Tell whether a bullet is a real character and not a glyph of a symbol font."""
    return bool(text) and not any("\ue000" <= c <= "\uf8ff" for c in text)
