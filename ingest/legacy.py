"""DOC and RTF → `Reading`, through LibreOffice where it is installed."""

from __future__ import annotations

from ingest.errors import Unsupported
from ingest.libreoffice import INSTALL, Conversion, converted
from ingest.limits import Limits
from ingest.office import read_docx
from ingest.reading import Reading

_TARGET = ("docx", "MS Word 2007 XML")
_DOC = Conversion("doc", "MS Word 97", *_TARGET)
_RTF = Conversion("rtf", "Rich Text Format", *_TARGET)


def read_legacy(data: bytes, limits: Limits) -> Reading:
    """Return the text of a DOC or RTF file, converted in a profile of its own.

    Raises:
        Unsupported: LibreOffice is not installed.
        TimedOut: the conversion took too long.
        Corrupt: LibreOffice cannot open the file.
    """
    missing = Unsupported(
        f"Tệp DOC/RTF cần LibreOffice: hãy cài bằng `{INSTALL}` hoặc lưu lại DOCX.",
        f"DOC/RTF needs LibreOffice: run `{INSTALL}`, or save it as DOCX.",
    )
    kind = _RTF if data.startswith(b"{\\rtf") else _DOC
    return read_docx(converted(data, kind, limits, missing=missing), limits)
