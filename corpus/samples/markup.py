"""The sources of the sample documents: what we write before it takes a format.

A source (`sources/<name>.mau`) opens with `key: value` lines, then a blank line, then
one paragraph to a line:

    << text     left column      >> text     right column (a run makes two columns)
    ^ text      centred          | a | b |   a row of a ruled table
    ---         a short rule     ===         a new page
    *text* bold, _text_ italic, *_text_* both, for the whole line
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sources"
NOTICE = "VĂN BẢN MẪU – không có giá trị pháp lý"

Role = Literal["left", "right", "centre", "row", "rule", "page", "text"]
MARKS: dict[str, Role] = {"<<": "left", ">>": "right", "^": "centre", "|": "row"}
ARTICLE = re.compile(r"(Điều \d+[a-zđ]?\.)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source: what it is for, its words, and how they are set."""

    role: Role
    text: str = ""
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A document as written by us, before it takes a format."""

    name: str
    settings: dict[str, str]
    lines: tuple[Line, ...]

    @property
    def file_name(self) -> str:
        """Return the name of the file this source becomes."""
        return f"{self.name}.{self.settings['định dạng']}"


def styled(role: Role, text: str) -> Line:
    """Return `text` without its style marks, and the style as flags."""
    bold = len(text) > 2 and text[0] == text[-1] == "*"
    text = text[1:-1] if bold else text
    italic = len(text) > 2 and text[0] == text[-1] == "_"
    return Line(role, text[1:-1] if italic else text, bold, italic)


def parse_line(raw: str) -> Line:
    """Return the `Line` that one raw line of a source stands for."""
    if raw == "===":
        return Line("page")
    if raw == "---":
        return Line("rule")
    mark, _, rest = raw.partition(" ")
    if mark in MARKS:
        return styled(MARKS[mark], rest.strip())
    return styled("text", raw)


def parse_source(path: Path) -> Source:
    """Read a source file. Raises ValueError where a setting has no colon."""
    head, body = path.read_text(encoding="utf-8").split("\n\n", 1)
    settings = {}
    for row in head.splitlines():
        key, colon, value = row.partition(":")
        if not colon:
            raise ValueError(f"{path.name}: not a setting: {row}")
        settings[key.strip()] = value.strip()
    lines = [parse_line(raw.rstrip()) for raw in body.splitlines() if raw.strip()]
    return Source(path.stem, settings, (*lines, Line("centre", NOTICE, italic=True)))


def blocks(lines: tuple[Line, ...]) -> Iterator[tuple[str, list[Line]]]:
    """Yield runs of lines: "columns", "table", or one line under its role."""
    kinds = {"left": "columns", "right": "columns", "row": "table"}
    run: list[Line] = []
    kind = ""
    for line in lines:
        now = kinds.get(line.role, line.role)
        if run and (now != kind or now not in {"columns", "table"}):
            yield kind, run
            run = []
        kind = now
        run.append(line)
    if run:
        yield kind, run


def column(lines: list[Line], role: str) -> list[Line]:
    """Return the lines of one column; "--" inside a column is a short rule."""
    return [
        Line("rule") if line.text == "--" else line
        for line in lines
        if line.role == role
    ]


def cells(line: Line) -> list[str]:
    """Return the cells of a table row."""
    return [cell.strip() for cell in line.text.strip("| ").split("|")]


def shares(source: Source) -> list[float]:
    """Return how wide the columns of the ruled tables are, relative to each other."""
    return [float(share) for share in source.settings.get("cột bảng", "").split()]
