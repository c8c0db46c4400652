"""ODT → `Reading`: paragraphs, headings, tables and notes in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.container import Container
from ingest.errors import Corrupt, Encrypted, TooLarge
from ingest.fonts import recovered
from ingest.limits import Limits
from ingest.normalise import normalise
from ingest.reading import Reading
from ingest.tables import Table, paragraphs
from ingest.xml import parse

_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_B = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_PARAGRAPHS = frozenset((_T + "p", _T + "h"))
_SKIPPED = frozenset((_T + "tracked-changes", _O + "annotation", _T + "sequence-decls"))
_MOST_REPEATED = 1_000


def read_odt(data: bytes, limits: Limits) -> Reading:
    """Return the text of an ODT file. Automatic list numbers are not restored.

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
    notes: list[str] = []
    source = "\n".join([*_blocks(body, notes), *notes])
    if len(source) > limits.max_characters:
        raise TooLarge
    source, warnings = recovered(paragraphs(source))
    text, offsets = normalise(source)
    return Reading(text, offsets=offsets, title=_title(container), warnings=warnings)


def _blocks(parent: Any, notes: list[str]) -> Iterator[str]:
    for child in parent:
        if child.tag in _PARAGRAPHS:
            yield "".join(_inline(child, notes))
        elif child.tag == _B + "table":
            yield f"\n{_table(child, notes).text}\n"
        elif child.tag not in _SKIPPED:  # lists, sections, indexes
            yield from _blocks(child, notes)


def _inline(node: Any, notes: list[str]) -> Iterator[str]:
    yield node.text or ""
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
            number = len(notes) + 1
            notes.append("")
            body = child.find(_T + "note-body")
            words = () if body is None else _blocks(body, notes)
            notes[number - 1] = f"[{number}] " + " ".join(words).strip()
            yield f"[{number}]"
        elif tag == _T + "p":  # in a text box
            yield "\n" + "".join(_inline(child, notes))
        elif tag not in _SKIPPED:
            yield from _inline(child, notes)
        yield child.tail or ""


def _table(table: Any, notes: list[str]) -> Table:
    rows = []
    for row in table.iter(_B + "table-row"):
        if next(row.iterancestors(_B + "table")) is not table:
            continue
        cells = [
            "\n".join(_blocks(cell, notes))
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
