"""In which font is a part of an ODT file set? Its style says, or one it stands on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_S = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_F = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_PARAGRAPHS = frozenset((_T + "p", _T + "h"))
_MOST_BASES = 20  # styles that stand on one another


class OdtFonts:
    """The fonts of the styles of one document; what a later root says holds."""

    def __init__(self, roots: Iterable[Any]) -> None:
        self._faces: dict[str, str] = {}
        self._own: dict[tuple[str, str], str] = {}
        self._bases: dict[tuple[str, str], str] = {}
        self._default = ""
        for root in roots:
            for face in root.iter(_S + "font-face"):
                self._faces[face.get(_S + "name", "")] = face.get(
                    _SVG + "font-family", ""
                )
            for style in root.iter(_S + "style", _S + "default-style"):
                self._learn(style)

    def of(self, node: Any, around: str) -> str:
        """Return the font of a paragraph or a span; `around` where it says none."""
        name = node.get(_T + "style-name", "")
        family = "paragraph" if node.tag in _PARAGRAPHS else "text"
        for _ in range(_MOST_BASES):
            font = self._own.get((family, name))
            if font:
                return font
            name = self._bases.get((family, name), "")
            if not name:
                break
        return around or self._default

    def _learn(self, style: Any) -> None:
        family = style.get(_S + "family", "")
        properties = style.find(_S + "text-properties")
        font = ""
        if properties is not None:
            named = properties.get(_S + "font-name", "")
            font = properties.get(_F + "font-family") or self._faces.get(named, named)
        if style.tag == _S + "default-style":
            if family == "paragraph":
                self._default = font
            return
        key = family, style.get(_S + "name", "")
        self._own[key] = font
        self._bases[key] = style.get(_S + "parent-style-name", "")
