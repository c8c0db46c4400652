"""DOC and RTF → `Reading`, through LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from ingest.errors import Corrupt, TimedOut, Unsupported
from ingest.limits import Limits
from ingest.office import read_docx
from ingest.reading import Reading

INSTALL = "apt-get install libreoffice-writer"
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""


def read_legacy(data: bytes, limits: Limits) -> Reading:
    """Return the text of a DOC or RTF file, converted in a profile of its own.

    Raises:
        Unsupported: LibreOffice is not installed.
        TimedOut: the conversion took too long.
        Corrupt: LibreOffice cannot open the file.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise Unsupported(
            f"Tệp DOC/RTF cần LibreOffice: hãy cài bằng `{INSTALL}` hoặc lưu lại DOCX.",
            f"DOC/RTF needs LibreOffice: run `{INSTALL}`, or save it as DOCX.",
        )
    with tempfile.TemporaryDirectory(prefix="cancu-") as folder:
        converted = _convert(program, data, Path(folder), limits)
        return read_docx(converted, limits)


def _convert(program: str, data: bytes, folder: Path, limits: Limits) -> bytes:
    rich = data.startswith(b"{\\rtf")
    source = folder / ("source.rtf" if rich else "source.doc")
    source.write_bytes(data)
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
        f"--infilter={'Rich Text Format' if rich else 'MS Word 97'}",
        *("--convert-to", "docx:MS Word 2007 XML"),
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
    result = folder / "source.docx"
    if not result.exists():
        raise Corrupt
    return result.read_bytes()
