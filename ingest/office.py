"""DOCX → `Reading`: paragraphs, tables, automatic numbers and footnotes in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.container import Container
from ingest.errors import Corrupt, TooLarge
from ingest.limits import Limits
from ingest.normalise import normalise
from ingest.numbering import Numbering
from ingest.parts import Fonts, loose, running
from ingest.reading import Reading
from ingest.tables import Table, paragraphs
from ingest.typeface import Typefaces
from ingest.xml import parse

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# Struck out, field codes, formatting, and the second copy kept for older programs.
_SKIPPED = frozenset(
    [_W + name for name in ("del", "moveFrom", "instrText", "pPr", "rPr", "sectPr")]
    + [_MC + "Fallback"]
)
_CHARACTERS = {
    _W + "tab": "\t",
    _W + "br": "\n",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "-",
}
_SOFT_HYPHEN = "\u00ad"
_PAGE_WORDS = re.compile(r"\b(?:trang|page|of)\b", re.IGNORECASE)
_SAYS = re.compile(r"[^\W\d_]{2}")
_NO_BORDER = frozenset(("none", "nil"))


def read_docx(data: bytes, limits: Limits) -> Reading:
    """Return the text of a DOCX file.

    Raises:
        Truncated, Corrupt, Encrypted, Hostile: the container or its XML is not sound.
        TooLarge: more text than allowed.
    """
    container = Container(data, limits)
    content = container.get(_main_part(container))
    if content is None:
        raise Corrupt
    document = _Document(container)
    body = loose(content).find(_W + "body")
    if body is None:
        raise Corrupt
    heads, feet = running(container, body)
    pieces = [text for head in heads if (text := _shown(document.blocks(head)))]
    pieces += [*document.blocks(body), *document.footnotes()]
    pieces += [text for foot in feet if (text := _shown(document.blocks(foot)))]
    source = "\n".join(pieces)
    if len(source) > limits.max_characters:
        raise TooLarge
    source, typed = document.typefaces.finished(paragraphs(source))
    warnings = (*document.warnings, *typed)
    text, offsets = normalise(source)
    return Reading(text, offsets=offsets, title=_title(container), warnings=warnings)


def _shown(blocks: Iterator[str]) -> str:
    """Return the text of a page header or footer; nothing for a page number."""
    text = "\n".join(blocks)
    return f"{text}\n" if _SAYS.search(_PAGE_WORDS.sub("", text)) else ""


class _Document:
    """Walks the body; knows the numbering, the styles and the footnotes."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self.warnings: list[str] = []
        self._styles = self._part("word/styles.xml")
        numbering = self._part("word/numbering.xml")
        self._numbering = Numbering(numbering, self._styles)
        self._ruled_styles = _ruled_styles(self._styles)
        self._notes: list[tuple[str, str]] = []
        self._fonts = Fonts(self._styles)
        self.typefaces = Typefaces()

    def _part(self, name: str) -> Any:
        """Return a part that the text can do without, or None when it is damaged."""
        content = self._container.get(name)
        try:
            return loose(content) if content else None
        except Corrupt:
            self.warnings.append(
                f"Phần {name} hỏng: có thể thiếu số thứ tự tự động"
                f" / The part {name} is damaged: automatic numbers may be missing"
            )
            return None

    def blocks(self, parent: Any) -> Iterator[str]:
        """Yield the paragraphs and tables of a body, cell or box, in order."""
        for child in parent:
            if child.tag == _W + "p":
                yield from self._paragraph(child)
            elif child.tag == _W + "tbl":
                yield f"\n{self._table(child).text}\n"
            elif child.tag in (_W + "sdt", _W + "customXml", _W + "ins"):
                inner = child.find(_W + "sdtContent")
                yield from self.blocks(child if inner is None else inner)

    def footnotes(self) -> Iterator[str]:
        """Yield the notes that the text refers to, in the order of their marks."""
        parts: dict[str, dict[str, Any]] = {}
        for number, (kind, identity) in enumerate(self._notes, start=1):
            if kind not in parts:
                content = self._container.get(f"word/{kind}s.xml")
                found = loose(content) if content else ()
                parts[kind] = {note.get(_W + "id"): note for note in found}
            note = parts[kind].get(identity)
            if note is not None:
                yield f"[{number}] " + " ".join(self.blocks(note)).strip()

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        boxes: list[Any] = []
        text = "".join(
            self._runs(paragraph, boxes, self._fonts.of_paragraph(paragraph))
        )
        label = self._numbering.label(paragraph) if text.strip() else ""
        yield f"{label} {text}" if label else text
        for box in boxes:
            yield from self.blocks(box)

    def _runs(self, parent: Any, boxes: list[Any], font: str) -> Iterator[str]:
        for child in parent:
            tag = child.tag
            if tag == _W + "t":
                yield self.typefaces.shown(child.text or "", font)
            elif tag == _W + "softHyphen":  # in the old fonts it is a letter
                yield self.typefaces.shown(_SOFT_HYPHEN, font)
            elif tag in _CHARACTERS:
                yield _CHARACTERS[tag]
            elif tag == _W + "txbxContent":
                boxes.append(child)
            elif tag in (_W + "footnoteReference", _W + "endnoteReference"):
                kind = tag[len(_W) : -len("Reference")]
                self._notes.append((kind, child.get(_W + "id")))
                yield f"[{len(self._notes)}]"
            elif tag not in _SKIPPED and not _is_hidden(child):
                own = self._fonts.of_run(child) if tag == _W + "r" else None
                yield from self._runs(child, boxes, own or font)

    def _table(self, table: Any) -> Table:
        rows = []
        for row in _descend(table, "tr"):
            cells = []
            for cell in _descend(row, "tc"):
                cells.append("\n".join(self.blocks(cell)))
            rows.append(tuple(cells))
        return Table(tuple(rows), ruled=self._is_ruled(table))

    def _is_ruled(self, table: Any) -> bool:
        properties = table.find(_W + "tblPr")
        borders = None if properties is None else properties.find(_W + "tblBorders")
        if borders is not None:
            return _has_lines(borders)
        cells = table.iter(_W + "tcBorders")
        if any(_has_lines(cell) for cell in cells):
            return True
        style = None if properties is None else properties.find(_W + "tblStyle")
        return style is not None and style.get(_W + "val") in self._ruled_styles


def _descend(parent: Any, name: str) -> Iterator[Any]:
    """Yield the rows or cells of a table, through the wrappers of content controls."""
    for child in parent:
        if child.tag == _W + name:
            yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "customXml"):
            yield from _descend(child, name)


def _is_hidden(run: Any) -> bool:
    if run.tag != _W + "r":
        return False
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(_W + "val") not in ("0", "false")


def _has_lines(borders: Any) -> bool:
    inner = [b for b in borders if b.tag in (_W + "insideH", _W + "insideV")]
    return any(b.get(_W + "val") not in _NO_BORDER for b in inner or borders)


def _ruled_styles(styles: Any) -> frozenset[str]:
    if styles is None:
        return frozenset()
    return frozenset(
        style.get(_W + "styleId")
        for style in styles.iter(_W + "style")
        for borders in style.iter(_W + "tblBorders")
        if _has_lines(borders)
    )


def _main_part(container: Container) -> str:
    content = container.get("_rels/.rels")
    for relation in parse(content) if content else ():
        if str(relation.get("Type")).endswith("/officeDocument"):
            return str(relation.get("Target")).lstrip("/")
    return "word/document.xml"


def _title(container: Container) -> str | None:
    content = container.get("docProps/core.xml")
    if content is None:
        return None
    return (parse(content).findtext(_DC_TITLE) or "").strip() or None
