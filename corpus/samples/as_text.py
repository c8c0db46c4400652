"""Sample documents as plain text and as pages of a web site."""

from __future__ import annotations

import html
import textwrap

from corpus.samples.markup import (
    ARTICLE,
    SOURCES,
    Line,
    Source,
    blocks,
    cells,
    column,
)

WIDTH = 92


def beside(left: list[str], right: list[str]) -> list[str]:
    """Return two columns as a typist sets them: spaces between."""
    half = WIDTH * 45 // 100
    rows = max(len(left), len(right))
    left += [""] * (rows - len(left))
    right += [""] * (rows - len(right))
    return [
        f"{a:<{half}}{b.center(WIDTH - half).rstrip() if b else ''}".rstrip()
        for a, b in zip(left, right, strict=True)
    ]


def text_columns(run: list[Line], stacked: bool) -> list[str]:
    """Return the two columns of a block, side by side or one after the other."""
    sides = [
        ["-------" if line.role == "rule" else line.text for line in column(run, role)]
        for role in ("left", "right")
    ]
    if stacked:
        return [text for text in (*sides[0], *sides[1]) if text]
    return beside(*sides)


def render_txt(source: Source) -> bytes:
    """Return a source as UTF-8 text."""
    out: list[str] = []
    wrap = int(source.settings.get("gói", "0"))
    stacked = source.settings.get("cột") == "nối tiếp"
    for kind, run in blocks(source.lines):
        if kind == "columns":
            out += ["", *text_columns(run, stacked), ""]
        elif kind == "table":
            out += ["", *(" | ".join(cells(line)) for line in run), ""]
        elif kind == "centre":
            out.append(run[0].text.center(WIDTH).rstrip())
        elif kind == "rule":
            out.append("-------".center(WIDTH).rstrip())
        elif kind == "page":
            out += ["", ""]
        else:
            out += textwrap.wrap(run[0].text, wrap) if wrap else [run[0].text]
    return ("\n".join(out).strip("\n") + "\n").encode()


def html_text(line: Line) -> str:
    """Return the words of a line as HTML, with its style."""
    text = html.escape(line.text, quote=False)
    article = ARTICLE.match(text) if line.role == "text" else None
    if article:
        text = f"<strong>{article[1]}</strong>{article[2]}"
    text = f"<em>{text}</em>" if line.italic else text
    return f"<strong>{text}</strong>" if line.bold else text


def html_column(lines: list[Line]) -> str:
    """Return one column as the content of a table cell."""
    return "<br>\n".join(
        "-------" if line.role == "rule" else html_text(line) for line in lines
    )


def html_columns(run: list[Line]) -> str:
    """Return a block of two columns as a table without rules."""
    share = {"left": "42%", "right": "58%"}
    tds = "".join(
        f'<td style="width:{share[role]};text-align:center;vertical-align:top">'
        f"{html_column(column(run, role))}</td>"
        for role in ("left", "right")
    )
    return f'<table class="khong-vien"><tr>{tds}</tr></table>'


def html_table(run: list[Line]) -> str:
    """Return the rows as a ruled table, the first as its head."""
    rows = []
    for number, line in enumerate(run):
        tag = "td" if number else "th"
        inner = "".join(f"<{tag}>{html.escape(c)}</{tag}>" for c in cells(line))
        rows.append(f"<tr>{inner}</tr>")
    return '<table border="1">' + "\n".join(rows) + "</table>"


def render_html(source: Source) -> bytes:
    """Return a source as a page of a web site, with what stands around it there."""
    body = []
    for kind, run in blocks(source.lines):
        if kind == "columns":
            body.append(html_columns(run))
        elif kind == "table":
            body.append(html_table(run))
        elif kind == "centre":
            body.append(f'<p style="text-align:center">{html_text(run[0])}</p>')
        elif kind == "rule":
            body.append('<p style="text-align:center">-------</p>')
        elif kind == "page":
            body.append("<hr>")
        else:
            body.append(f"<p>{html_text(run[0])}</p>")
    frame = (SOURCES / "khung-trang.html").read_text(encoding="utf-8")
    title = html.escape(source.settings["tiêu đề trang"])
    page = frame.replace("{{tieu-de}}", title)
    return page.replace("{{noi-dung}}", "\n".join(body)).encode()
