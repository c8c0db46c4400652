"""Make the sample documents from their sources: PDF, DOCX, HTML and plain text.

A development tool (reportlab, python-docx); the product never imports it.

    python -m corpus.samples.make_samples [--out FOLDER] [NAME …]

The same sources give the same bytes: no clock, no random number, no machine name.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from corpus.samples.as_docx import render_docx
from corpus.samples.as_pdf import render_pdf
from corpus.samples.as_text import render_html, render_txt
from corpus.samples.markup import HERE, SOURCES, Source, parse_source

RENDER: dict[str, Callable[[Source], bytes]] = {
    "pdf": render_pdf,
    "docx": render_docx,
    "html": render_html,
    "txt": render_txt,
}


def sources() -> list[Source]:
    """Return every source, in the order of its name."""
    return [parse_source(path) for path in sorted(SOURCES.glob("mau-*.mau"))]


def render(source: Source) -> bytes:
    """Return the file that a source becomes."""
    return RENDER[source.settings["định dạng"]](source)


def main() -> None:
    """Write every sample, or those named, into the samples' folder or `--out`."""
    parser = argparse.ArgumentParser(description="Make the sample documents.")
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("names", nargs="*")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    for source in sources():
        if not chosen.names or source.name in chosen.names:
            (chosen.out / source.file_name).write_bytes(render(source))


if __name__ == "__main__":
    main()
