"""LibreOffice as a converter: no window, no macros, a profile thrown away after."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

from ingest.errors import Corrupt, TimedOut, Unsupported
from ingest.limits import DEFAULT, Limits

INSTALL = "apt-get install libreoffice-writer"
# Not every setting against links holds for every old format; whatever is asked for
# still has to pass a proxy that nobody serves.
_NOWHERE = "127.0.0.1", 9
_PROXIES = "".join(
    f'<prop oor:name="ooInet{kind}ProxyName" oor:op="fuse">'
    f"<value>{_NOWHERE[0]}</value></prop>"
    f'<prop oor:name="ooInet{kind}ProxyPort" oor:op="fuse">'
    f"<value>{_NOWHERE[1]}</value></prop>"
    for kind in ("HTTP", "HTTPS", "FTP")
)
_SETTINGS = f"""<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
</item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop>
{_PROXIES}
</item>
</oor:items>
"""


class Conversion(NamedTuple):
    """From what to what: endings of file names, and LibreOffice's names of filters."""

    source: str
    reader: str
    target: str
    writer: str


# Each takes a core and 200 MB for seconds: as many as a small machine bears.
_PRINTING = threading.BoundedSemaphore(2)
_PDF = Conversion("docx", "MS Word 2007 XML", "pdf", "writer_pdf_Export")


def as_pdf(docx: bytes, *, limits: Limits | None = None) -> bytes:
    """Return a DOCX of our own making as PDF.

    Raises:
        Unsupported: LibreOffice is not installed.
        TimedOut: the conversion took too long.
        Corrupt: LibreOffice cannot open the file.
    """
    missing = Unsupported(
        f"Tạo PDF cần LibreOffice: hãy cài bằng `{INSTALL}`, hoặc in báo cáo HTML.",
        f"A PDF needs LibreOffice: run `{INSTALL}`, or print the HTML report.",
    )
    with _PRINTING:
        return converted(docx, _PDF, limits or DEFAULT, missing=missing)


def converted(
    data: bytes, conversion: Conversion, limits: Limits, *, missing: Unsupported
) -> bytes:
    """Return `data` converted, in a profile of its own that is thrown away.

    Raises:
        Unsupported: `missing`, where LibreOffice is not installed.
        TimedOut: the conversion took too long.
        Corrupt: LibreOffice cannot open the file.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise missing
    with tempfile.TemporaryDirectory(prefix="cancu-") as folder:
        return _convert(program, data, conversion, Path(folder), limits)


def _convert(
    program: str, data: bytes, conversion: Conversion, folder: Path, limits: Limits
) -> bytes:
    source = folder / f"source.{conversion.source}"
    source.write_bytes(data)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
        f"--infilter={conversion.reader}",
        *("--convert-to", f"{conversion.target}:{conversion.writer}"),
        *("--outdir", str(folder), str(source)),
    ]
    try:
        subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=limits.seconds,
            env={**os.environ, "HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TimedOut from error
    result = folder / f"source.{conversion.target}"
    if not result.exists():
        raise Corrupt
    return result.read_bytes()
