"""What a parsing child can be asked to do, by name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from ingest import sniff
from ingest.errors import TooLarge, Unsupported
from ingest.limits import Limits
from ingest.reading import Reading

Answer = tuple[dict[str, Any], bytes]
Task = Callable[[bytes, Limits, dict[str, Any]], Answer]

# The module and function that read each media type; loaded in the child alone.
READERS = {
    sniff.PDF: ("ingest.pdf", "read_pdf"),
    sniff.DOCX: ("ingest.office", "read_docx"),
    sniff.ODT: ("ingest.odt", "read_odt"),
    sniff.HTML: ("ingest.html", "read_html"),
    sniff.XLSX: ("ingest.sheet", "read_xlsx"),
    sniff.XLS: ("ingest.old_sheet", "read_xls"),
    sniff.MAIL: ("ingest.mail", "read_mail"),
    sniff.PNG: ("ingest.picture", "read_picture"),
    sniff.JPEG: ("ingest.picture", "read_picture"),
    sniff.TIFF: ("ingest.picture", "read_picture"),
    sniff.DOC: ("ingest.legacy", "read_legacy"),
    sniff.RTF: ("ingest.legacy", "read_legacy"),
}


# One page of our own, which wakes what libraries put off until it is needed.
_FIRST = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font
<</F<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>>>>>endobj
4 0 obj<</Length 34>>stream
BT/F 13 Tf 80 700 Td(Trang 1)Tj ET
endstream endobj
trailer<</Root 1 0 R>>
startxref
0
%%EOF
"""


def preload() -> None:
    """Load the libraries that every child would otherwise load for itself."""
    for name in ("ingest.pdf", "ingest.office", "ingest.html", "ingest.picture"):
        import_module(name)
    read(_FIRST, Limits(), {"type": sniff.PDF})


def read(data: bytes, limits: Limits, options: dict[str, Any]) -> Answer:
    """Read a file whose media type is in the options; the answer is a `Reading`."""
    found = READERS.get(options["type"])
    if found is None:
        raise Unsupported
    module, function = found
    reading: Reading = getattr(import_module(module), function)(data, limits)
    return {}, reading.packed()


def render(data: bytes, limits: Limits, options: dict[str, Any]) -> Answer:
    """Draw one page as a PNG."""
    from ingest.picture import draw

    return {}, draw(data, options["number"], options["dpi"], limits)


def expand(data: bytes, limits: Limits, options: dict[str, Any]) -> Answer:
    """Take an e-mail apart; the answer lists its members, the body joins them."""
    from ingest.mail import parts

    found, most = [], limits.max_unpacked
    for part in parts(data, limits):
        found.append(part)
        most -= len(part.data)
        if most < 0:
            raise TooLarge
    listed = [{"name": part.name, "size": len(part.data)} for part in found]
    return {"members": listed}, b"".join(part.data for part in found)


TASKS: dict[str, Task] = {"read": read, "render": render, "expand": expand}
