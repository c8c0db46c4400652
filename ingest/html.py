"""HTML → `Reading`: every word of a document, or the main part of a web page.

A page that is itself the document (an export of an office program) is kept whole. A
page of a site is cut down to its main content, unless that would lose the letterhead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.html
import trafilatura
from lxml import etree

from ingest.errors import Corrupt, TooLarge
from ingest.fonts import recovered
from ingest.limits import Limits
from ingest.normalise import normalise
from ingest.plain import decode
from ingest.reading import Reading
from ingest.tables import Table, paragraphs

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset=[\"']?\s*([\w-]{3,20})", re.IGNORECASE
)
_DROPPED = frozenset(
    ("script", "style", "head", "template", "noscript", "svg", "iframe", "object")
)
_BLOCK_NAMES = """
p div h1 h2 h3 h4 h5 h6 ul ol li dl dt dd section article header footer main aside nav
blockquote pre form fieldset hr address center figure figcaption body html
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SITE = frozenset(("nav", "aside", "footer", "form"))
_SPACES = re.compile(r"[ \t\r\n\x0c]+")
_LINKED = 0.2  # share of the letters that are links, on a page of a site
_TITLE = re.compile(r"C[ỘO]NG\s+H[OÒÀA]{2}\s+X[ÃA]\s+H[ỘO]I\s+CH[ỦU]")
_NUMBER = re.compile(r"\bSố\s*:\s*\d")


def read_html(data: bytes, limits: Limits) -> Reading:
    """Return the text of an HTML page; tables are read as in office files.

    Raises:
        Corrupt: nothing can be parsed.
        TooLarge: more text than allowed.
    """
    source, warnings = _decoded(data)
    try:
        parser = lxml.html.HTMLParser(no_network=True, huge_tree=False)
        root = lxml.html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Corrupt from error
    title = _SPACES.sub(" ", root.findtext(".//title") or "").strip() or None
    body = root.find("body")
    whole = _tidy("".join(_walk(root if body is None else body)))
    text = _main(source, root, whole) or whole
    if len(text) > limits.max_characters:
        raise TooLarge
    text, more = recovered(text)
    text, offsets = normalise(text)
    return Reading(text, offsets=offsets, title=title, warnings=(*warnings, *more))


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode by what the page declares, unless it is UTF-8 after all."""
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(data[:4096])
    if declared is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(declared[1].decode("ascii")), ()
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _main(source: str, root: Any, whole: str) -> str | None:
    """Return the main content of a page of a site; None to keep the whole page."""
    if not _is_of_site(root, whole):
        return None
    found = trafilatura.extract(
        source,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        deduplicate=False,
    )
    if not found:
        return None
    for mark in (_TITLE, _NUMBER):
        if mark.search(whole) and not mark.search(found):
            return None
    return str(found) + "\n"


def _is_of_site(root: Any, whole: str) -> bool:
    links = sum(len(_SPACES.sub(" ", a.text_content()).strip()) for a in root.iter("a"))
    if links > _LINKED * max(1, len(whole)):
        return True
    return next(root.iter(*_SITE), None) is not None and links > 0


def _walk(node: Any) -> Iterator[str]:
    tag = node.tag
    if not isinstance(tag, str) or tag in _DROPPED:
        return
    if tag == "br":
        yield "\n"
        return
    if tag == "table":
        yield f"\n\n{_table(node).text}\n\n"
        return
    block = tag in _BLOCKS
    if block:
        yield "\n"
    literal = tag == "pre"
    yield _text(node.text, literal)
    for child in node:
        yield from _walk(child)
        yield _text(child.tail, literal)
    if block:
        yield "\n\n" if tag in ("p", "h1", "h2", "h3") else "\n"


def _text(text: str | None, literal: bool) -> str:
    if not text:
        return ""
    return text if literal else _SPACES.sub(" ", text)


def _table(table: Any) -> Table:
    rows = []
    for row in table.iter("tr"):
        if next(row.iterancestors("table"), None) is not table:
            continue
        cells = [
            _tidy("".join(_inside(cell))).strip("\n")
            for cell in row
            if cell.tag in ("td", "th")
        ]
        rows.append(tuple(cells))
    return Table(tuple(rows), ruled=_is_ruled(table))


def _inside(cell: Any) -> Iterator[str]:
    yield _text(cell.text, False)
    for child in cell:
        yield from _walk(child)
        yield _text(child.tail, False)


def _is_ruled(table: Any) -> bool | None:
    border = table.get("border")
    if border is not None:
        return border.strip() not in ("0", "")
    style = " ".join(cell.get("style", "") for cell in table.iter("table", "td"))
    if re.search(
        r"border[a-z-]*:\s*(?!none|0|medium none)[^;]*(?:solid|double)", style
    ):
        return True
    return None


def _tidy(text: str) -> str:
    return paragraphs("\n".join(line.strip(" \t") for line in text.split("\n")))
