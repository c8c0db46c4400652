"""HTML → `Reading`: every word of a document, or the main part of a web page.

A page that is itself the document (an export of an office program) is kept whole. Of a
page of a site only its main part is kept: trafilatura says where that is, our own walk
reads it, because line breaks and columns carry the letterhead and the signature.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import lxml.html
import trafilatura
from lxml import etree

from ingest.errors import Corrupt, Hostile, TooLarge
from ingest.html_fonts import put_letters
from ingest.limits import Limits
from ingest.normalise import normalise
from ingest.numbering import printed
from ingest.plain import decode
from ingest.reading import Reading
from ingest.tables import Table, paragraphs
from ingest.typeface import Typefaces

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
_WORD = re.compile(r"\w+")
_AROUND = frozenset(("nav", "aside", "button", "select"))
_LISTS = frozenset(("ul", "ol", "div", "section"))
_INWARD = _BLOCKS - {"p", "ul", "ol", "dl", "pre"} | {"td", "tr", "tbody", "table"}
_LIST_FORMS = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"
}  # fmt: skip
_MENU = 0.8  # share of links in the letters of a menu
_NEARLY_ALL = 0.97
_LINKED = 0.2  # share of the letters that are links, on a page of a site
_TITLE = re.compile(r"C[ỘO]NG\s+H[OÒÀA]{2}\s+X[ÃA]\s+H[ỘO]I\s+CH[ỦU]")
_MARKS = (_TITLE, re.compile(r"\bSố\s*:\s*\d"), re.compile(r"\bNơi\s+nhận\b"))


def read_html(data: bytes, limits: Limits) -> Reading:
    """Return the text of an HTML page; tables are read as in office files.

    Raises:
        Corrupt: nothing can be parsed.
        Hostile: nested without end.
        TooLarge: more text than allowed.
    """
    source, warnings = _decoded(data)
    try:
        parser = lxml.html.HTMLParser(no_network=True, huge_tree=False)
        root = lxml.html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Corrupt from error
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise Hostile  # what is nested deeper would be lost
    typefaces = Typefaces()
    if put_letters(root, source, typefaces):
        source = str(etree.tostring(root, encoding="unicode", method="html"))
    title = _SPACES.sub(" ", root.findtext(".//title") or "").strip() or None
    body = root.find("body")
    whole = _tidy("".join(_walk(root if body is None else body)))
    text = _main(source, root, whole) or whole
    if len(text) > limits.max_characters:
        raise TooLarge
    text, more = typefaces.finished(text)
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
    body = root.find("body")
    if not found or body is None:
        return None
    node = _around(body, Counter(_WORD.findall(str(found))))
    while node is not body:
        text = _tidy("".join(_walk(node, trimmed=True)))
        if not any(mark.search(whole) and not mark.search(text) for mark in _MARKS):
            return text
        node = node.getparent()
    return None


def _around(body: Any, words: Counter[str]) -> Any:
    """Return the innermost element that still holds nearly all of `words`."""
    node, held = body, _held(body, words)
    while True:
        best, most = None, 0
        for child in node.iterchildren(etree.Element):
            count = held if len(node) == 1 else _held(child, words)
            if count > most:
                best, most = child, count
        if best is None or most < _NEARLY_ALL * held or best.tag not in _INWARD:
            return node
        node = best


def _held(node: Any, words: Counter[str]) -> int:
    return (Counter(_WORD.findall(node.text_content())) & words).total()


def _is_of_site(root: Any, whole: str) -> bool:
    links = sum(len(_SPACES.sub(" ", a.text_content()).strip()) for a in root.iter("a"))
    if links > _LINKED * max(1, len(whole)):
        return True
    return next(root.iter(*_SITE), None) is not None and links > 0


def _walk(node: Any, *, trimmed: bool = False, label: str = "") -> Iterator[str]:
    tag = node.tag
    if not isinstance(tag, str) or tag in _DROPPED:
        return
    if trimmed and (tag in _AROUND or _is_menu(node)):
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
    yield label + _text(node.text, literal)
    for child, mark in zip(node, _labels(node), strict=True):
        yield from _walk(child, trimmed=trimmed, label=mark)
        yield _text(child.tail, literal)
    if block:
        yield "\n\n" if tag in ("p", "h1", "h2", "h3") else "\n"


def _is_menu(node: Any) -> bool:
    """Tell whether an element is a list of links and little else."""
    if node.tag not in _LISTS:
        return False
    links = [len(a.text_content()) for a in node.iter("a")]
    return len(links) >= 3 and sum(links) > _MENU * len(node.text_content())


def _labels(parent: Any) -> Iterator[str]:
    """Yield what a browser prints before each child of an ordered list."""
    given = parent.get("start", "1")
    number = int(given) if re.fullmatch(r"\d{1,6}", given) else 1
    form = _LIST_FORMS.get(parent.get("type", "1"), "decimal")
    for child in parent:
        counts = parent.tag == "ol" and child.tag == "li"
        yield f"{printed(number, form)}. " if counts else ""
        number += counts


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
