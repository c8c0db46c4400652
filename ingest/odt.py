"""ODT → `Reading`: paragraphs, headings, tables and notes in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.container import Container
from ingest.errors import Corrupt, Encrypted, TooLarge
from ingest.limits import Limits
from ingest.normalise import normalise
from ingest.odt_fonts import OdtFonts
from ingest.odt_lists import Lists
from ingest.reading import Reading
from ingest.tables import Table, paragraphs
from ingest.typeface import Typefaces
from ingest.xml import parse

_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_B = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_PARAGRAPHS = frozenset((_T + "p", _T + "h"))
_SKIPPED = frozenset((_T + "tracked-changes", _O + "annotation", _T + "sequence-decls"))
_MOST_REPEATED = 1_000


def read_odt(data: bytes, limits: Limits) -> Reading:
    """Return the text of an ODT file, with the numbers of its lists.

    Raises:
        Truncated, Corrupt, Encrypted, Hostile: the container or its XML is not sound.
        TooLarge: more text than allowed.
    """
    container = Container(data, limits)
    content = container.get("content.xml")
    if content is None:
        raise Corrupt
    manifest = container.get("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise Encrypted
    body = parse(content).find(f"{_O}body/{_O}text")
    if body is None:
        raise Corrupt
    styles = container.get("styles.xml")
    roots = [body.getroottree().getroot(), *([parse(styles)] if styles else [])]
    roots.reverse()
    document = _Document(Lists(roots), OdtFonts(roots))
    pieces = list(document.blocks(body))
    source = "\n".join([*pieces, *document.notes])
    if len(source) > limits.max_characters:
        raise TooLarge
    source, warnings = document.typefaces.finished(paragraphs(source))
    text, offsets = normalise(source)
    return Reading(text, offsets=offsets, title=_title(container), warnings=warnings)


class _Document:
    """Walks the body; knows the lists, the fonts and the notes."""

    def __init__(self, lists: Lists, fonts: OdtFonts) -> None:
        self._lists = lists
        self._fonts = fonts
        self.typefaces = Typefaces()
        self.notes: list[str] = []

    def blocks(self, parent: Any) -> Iterator[str]:
        """Yield the paragraphs, lists and tables of a body, cell or note, in order."""
        for child in parent:
            if child.tag in _PARAGRAPHS:
                text = "".join(self._inline(child, self._fonts.of(child, "")))
                counts = child.tag == _T + "h" and text.strip()
                yield (self._lists.heading(child) if counts else "") + text
            elif child.tag == _T + "list":
                yield from self._list(child, "", 1)
            elif child.tag == _B + "table":
                yield f"\n{self._table(child).text}\n"
            elif child.tag not in _SKIPPED:  # sections, indexes
                yield from self.blocks(child)

    def _list(self, node: Any, outer: str, depth: int) -> Iterator[str]:
        name = self._lists.opened(node, outer, depth)
        for item in node:
            label = ""
            if item.tag == _T + "list-item":
                first = next(iter(item), None)
                if first is not None and first.tag in _PARAGRAPHS:
                    label = self._lists.item(name, depth, item.get(_T + "start-value"))
            for child in item:
                if child.tag == _T + "list":
                    yield from self._list(child, name, depth + 1)
                    continue
                for text in self.blocks((child,)):
                    yield label + text
                    label = ""

    def _inline(self, node: Any, font: str) -> Iterator[str]:
        yield self.typefaces.shown(node.text or "", font)
        for child in node:
            tag = child.tag
            if tag == _T + "s":
                count = child.get(_T + "c", "1")
                yield " " * min(int(count) if count.isdigit() else 1, _MOST_REPEATED)
            elif tag == _T + "tab":
                yield "\t"
            elif tag == _T + "line-break":
                yield "\n"
            elif tag == _T + "note":
                yield self._note(child)
            elif tag == _T + "p":  # in a text box
                yield "\n" + "".join(self._inline(child, self._fonts.of(child, "")))
            elif tag not in _SKIPPED:
                yield from self._inline(child, self._fonts.of(child, font))
            yield self.typefaces.shown(child.tail or "", font)

    def _note(self, node: Any) -> str:
        number = len(self.notes) + 1
        self.notes.append("")
        body = node.find(_T + "note-body")
        words = () if body is None else self.blocks(body)
        self.notes[number - 1] = f"[{number}] " + " ".join(words).strip()
        return f"[{number}]"

    def _table(self, table: Any) -> Table:
        rows = []
        for row in table.iter(_B + "table-row"):
            if next(row.iterancestors(_B + "table")) is not table:
                continue
            cells = [
                "\n".join(self.blocks(cell))
                for cell in row
                if cell.tag == _B + "table-cell"
            ]
            rows.append(tuple(cells))
        return Table(tuple(rows))


def _title(container: Container) -> str | None:
    content = container.get("meta.xml")
    if content is None:
        return None
    found = next(parse(content).iter(_DC_TITLE), None)
    return None if found is None else (found.text or "").strip() or None
