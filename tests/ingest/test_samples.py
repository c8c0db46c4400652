"""Samples made from our own sources come back as the sources say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from corpus.samples.as_pdf import render_pdf
from corpus.samples.make_samples import sources
from corpus.samples.markup import HERE, Source, blocks, cells, column
from ingest.read import read, read_bytes

_RULE = re.compile(r"[-_]{5,}")
_MOST = 0.005  # characters wrong, of all
SOURCES = [source for source in sources() if not source.file_name.endswith("txt")]


def _written(source: Source) -> Iterator[str]:
    """Yield the words of a source in the order in which a person reads them."""
    for kind, run in blocks(source.lines):
        if kind == "columns":
            for role in ("left", "right"):
                for line in column(run, role):
                    yield from line.text.split()
        elif kind == "table":
            for line in run:
                yield from " ".join(cells(line)).split()
        elif kind not in ("rule", "page"):
            yield from run[0].text.split()


def _wrong(written: list[str], found: list[str]) -> int:
    """Return a number of characters that the character errors do not exceed."""
    compared = SequenceMatcher(None, written, found, autojunk=False)
    return sum(
        max(len(" ".join(written[a:b])), len(" ".join(found[c:d])))
        for tag, a, b, c, d in compared.get_opcodes()
        if tag != "equal"
    )


@pytest.mark.parametrize("source", SOURCES, ids=[source.name for source in SOURCES])
def test_sample_reads_as_its_source(source: Source) -> None:
    """Same words, same order: columns, tables and pages part nothing."""
    text = read(HERE / source.file_name).text
    found = [word for word in _RULE.sub(" ", text).split() if word != "|"]
    written = list(_written(source))

    assert _wrong(written, found) < _MOST * len(" ".join(written))


@pytest.mark.parametrize("path", sorted(HERE.glob("*.txt")), ids=lambda p: p.stem)
def test_sample_of_text_is_its_own_text(path: Path) -> None:
    """A UTF-8 file is unchanged."""
    assert read(path).text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("share", ["36", "40", "45", "50"])
@pytest.mark.parametrize("source", SOURCES[::9], ids=[s.name for s in SOURCES[::9]])
def test_letterhead_is_read_wherever_it_parts(source: Source, share: str) -> None:
    """Columns of 40 to 60, of 50 to 50 and others: same words, same order."""
    asked = replace(source, settings={**source.settings, "chia": share})
    text = read_bytes(render_pdf(asked), "a.pdf").text
    found = [word for word in _RULE.sub(" ", text).split() if word != "|"]
    written = list(_written(source))

    assert _wrong(written, found) <= _MOST * len(" ".join(written))
