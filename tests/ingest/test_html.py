"""Web pages and exported documents."""

from __future__ import annotations

import pytest

from ingest.html import read_html
from ingest.limits import DEFAULT
from ingest.read import read_bytes

TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def _text(html: str) -> str:
    return read_html(html.encode(), DEFAULT).text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>một<br>hai</p>", "một\nhai"),
        ("<div>a</div><div>b</div>", "a\n\nb"),
        ("<p>có <b>chữ</b>\n đậm</p>", "có chữ đậm"),
        ("<ul><li>a</li><li>b</li></ul>", "a\n\nb"),
        ("<ol start=3 type=a><li>x</li><li>y</li></ol>", "c. x\n\nd. y"),
        ("<p>a</p><script>x()</script><style>p{}</style><p>b</p>", "a\n\nb"),
        ("<p>1 &lt; 2 &amp; 3</p><!-- ghi chú -->", "1 < 2 & 3"),
        ("<pre>a\n  b</pre>", "a\nb"),
        (
            "<table border=1><tr><th>TT</th><th>Tên</th></tr><tr><td>1</td><td>An</td>"
            "</tr></table>",
            "TT | Tên\n1 | An",
        ),
    ],
)
def test_page_that_is_the_document_is_kept_whole(html: str, expected: str) -> None:
    """Every word in order; markup, scripts and comments are no words."""
    assert _text(f"<html><body>{html}</body></html>") == expected + "\n"


def test_letterhead_table_is_read_by_columns() -> None:
    """The table of a letterhead is two columns, not rows."""
    html = (
        "<html><body><table><tr><td><p>BỘ NỘI VỤ</p></td>"
        f"<td><p>{TITLE}</p><p>Độc lập - Tự do - Hạnh phúc</p></td></tr>"
        "<tr><td>Số: 5/QĐ-BNV</td><td>Hà Nội, ngày 05 tháng 01 năm 2020</td></tr>"
        "</table><p>QUYẾT ĐỊNH</p></body></html>"
    )

    assert [line for line in _text(html).split("\n") if line] == [
        *("BỘ NỘI VỤ", "Số: 5/QĐ-BNV", TITLE, "Độc lập - Tự do - Hạnh phúc"),
        *("Hà Nội, ngày 05 tháng 01 năm 2020", "QUYẾT ĐỊNH"),
    ]


def _site(article: str) -> str:
    links = "".join(f'<li><a href="/{i}">Chuyên mục số {i}</a></li>' for i in range(40))
    return (
        f"<html><head><title>Tin tức</title></head><body><nav><ul>{links}</ul></nav>"
        f"<main><article>{article}</article></main><footer>{links}</footer></body></html>"
    )


def test_main_content_of_a_site_is_found() -> None:
    """Menus go, the article stays whole."""
    sentences = [
        f"Đoạn {i}: Ủy ban nhân dân tỉnh đã ban hành kế hoạch triển khai công tác."
        for i in range(12)
    ]
    text = _text(_site("".join(f"<p>{sentence}</p>" for sentence in sentences)))

    assert "Chuyên mục" not in text
    assert all(sentence in text for sentence in sentences)


def test_line_breaks_in_columns_of_a_site_are_kept() -> None:
    """A letterhead and signers parted by `<br>` in two cells stay lines."""
    head = f"<table><tr><td>BỘ NỘI VỤ<br>Số: 5/QĐ-BNV</td><td>{TITLE}</td></tr></table>"
    body = "<p>Bộ trưởng Bộ Nội vụ quyết định ban hành quy chế làm việc.</p>" * 5
    end = (
        "<table><tr><td>Nơi nhận:<br>- Như Điều 3;<br>- Lưu: VT.</td>"
        "<td>KT. BỘ TRƯỞNG<br>THỨ TRƯỞNG<br><br>Nguyễn Văn Mẫu</td></tr></table>"
    )
    lines = _text(_site(head + body + end)).split("\n")

    assert lines[:4] == ["BỘ NỘI VỤ", "Số: 5/QĐ-BNV", "", TITLE]
    ends = ["Nơi nhận:", "- Như Điều 3;", "- Lưu: VT."]
    signer = ["KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Nguyễn Văn Mẫu"]
    assert [line for line in lines if line][-6:] == ends + signer
    assert "Chuyên mục" not in " ".join(lines)


def test_letterhead_on_a_site_is_never_lost() -> None:
    """When the main content would lose the national title, the page is kept whole."""
    text = _text(_site(f"<p>{TITLE}</p>"))

    assert TITLE in text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1258"])
def test_declared_and_marked_encodings_are_followed(encoding: str) -> None:
    """A page is decoded by its mark, as UTF-8, or as it declares, in that order."""
    words = "Số 15 QĐ"
    html = f'<html><meta charset="{encoding}"><body><p>{words}</p></body></html>'
    if encoding == "cp1258":  # this code page writes some marks apart
        html = html.replace("ố", "ô\u0301")

    assert read_bytes(html.encode(encoding), "a").text == words + "\n"
