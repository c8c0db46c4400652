"""The report that is signed: both sides with their pictures, opinions, what failed."""

import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document as open_docx
from flask.testing import FlaskClient
from openpyxl import load_workbook

from corpus.days_of_check import days_of_check
from ingest.picture import render_page
from tests.webui.conftest import SAMPLES
from webui.archive import Archive, CheckedBatch
from webui.checked_batch import KEPT_BYTES, KeptBatches
from webui.cli import cancu
from webui.reporting import report_on, write_report

WRONG = "mau-loi-13-hai-lan-vien-dan-khac-nhau.pdf"
PICTURE = re.compile(r'src="data:image/png;base64,')


def checked(archive: Archive, *names: str) -> CheckedBatch:
    """Check samples as files that somebody sends."""
    files = [(name, (SAMPLES / name).read_bytes()) for name in names]
    return archive.check_files(files, as_of="2026-01-01")


def test_both_sides_are_quoted_and_pictured(archive: Archive) -> None:
    """A contradicted citation shows its own lines and the header of the held copy."""
    batch = checked(archive, WRONG)
    page = write_report(archive, batch, "html").decode()
    report = report_on(archive, batch)

    assert "Bản lưu ghi (trang 1)" in page
    assert any("38/QĐ-LHH" in side.quote for side in report.sides.values())
    assert all(side.sha256 in page for side in report.sides.values())
    assert 'alt="Ảnh chụp dòng trích dẫn"' in page
    assert 'alt="Ảnh chụp phần đầu văn bản được viện dẫn"' in page
    assert len(PICTURE.findall(page)) >= 3

    docx = open_docx(io.BytesIO(write_report(archive, batch, "docx")))
    assert len(docx.inline_shapes) >= 3
    book = load_workbook(io.BytesIO(write_report(archive, batch, "xlsx")))
    quoted = [str(cell.value) for cell in book["Trích dẫn"]["M"]]
    assert any("38/QĐ-LHH" in words for words in quoted)


def test_a_pin_point_that_does_not_exist_shows_the_document(archive: Archive) -> None:
    """The finding stands on the pin-point; its other side is the decision cited."""
    text = (
        "Số: 5/BC-HTH\n\nBÁO CÁO\nTổng kết\n\nTheo Điều 42 Quyết định 38/QĐ-LHH ngày "
        "31/7/2020 của Liên hiệp các Hội Khoa học và Kỹ thuật Thành phố Hồ Chí Minh.\n"
    )
    batch = archive.check_files([("bao-cao.txt", text.encode())])
    (document,) = batch.documents
    (found,) = [f for f in document.findings if f.code == "V12"]
    cited = document.citation_at(found.span)
    assert cited is not None
    assert not cited.citation.span.overlaps(found.span)
    assert "Bản lưu ghi" in write_report(archive, batch, "html").decode()


def test_a_report_without_the_file_has_words_only(archive: Archive) -> None:
    """Results whose files were let go still print, with the pictures of held ones."""
    batch = checked(archive, WRONG)
    alone = CheckedBatch(as_of=batch.as_of, documents=batch.documents)
    # The register holds the same sample, so its picture is drawn from there.
    assert PICTURE.search(write_report(archive, alone, "html").decode())


def test_opinions_stand_in_every_format(empty: Archive) -> None:
    """Who decided what, when and why is printed beside the finding."""
    text = "Số: 12/BC-HTĐH\n\nBÁO CÁO\nTổng kết\n\nTriển khai giai đoạn 2121 – 2025.\n"
    ident = str(empty.add_bytes(text.encode(), "bao-cao.txt").id)
    batch = empty.check_held(ident)
    decisions = empty.register.decisions
    (point,) = [
        each[0]
        for each in decisions.follow_up(batch.documents[0]).points
        if each[0].code == "P01"
    ]
    decisions.decide(
        int(ident), point, outcome="false_alarm", who="Trần B", reason="nguyên văn"
    )

    page = write_report(empty, batch, "html").decode()
    docx = open_docx(io.BytesIO(write_report(empty, batch, "docx")))
    words = "\n".join(c.text for t in docx.tables for r in t.rows for c in r.cells)
    book = load_workbook(io.BytesIO(write_report(empty, batch, "xlsx")))
    cells = [str(c.value) for row in book["Phát hiện"].iter_rows() for c in row]

    for said in (page, words, "\n".join(cells)):
        assert re.search("báo nhầm: Trần B, ngày .*: nguyên văn", said)


def test_what_could_not_be_read_is_said_first(archive: Archive) -> None:
    """A file that failed is named on the first page: it was not checked."""
    batch = archive.check_files([("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<")])
    page = write_report(archive, batch, "html").decode()
    first, _rest = page.split("Cơ sở đối chiếu")
    assert "Tệp KHÔNG ĐỌC được nên chưa đối chiếu" in first
    assert "cut.pdf" in first


def test_a_dossier_audits_its_own_numbers(archive: Archive) -> None:
    """Two reports of one body with one number are named in the report."""
    head = "HỘI TIN HỌC\n\nSố: 12/BC-HTH\n\n{}, ngày {} tháng 5 năm 2022\n\nBÁO CÁO\n{}"
    files = [
        (f"{n}.txt", head.format("Huế", 10 + n, f"Về việc thứ {n}").encode())
        for n in (1, 2)
    ]
    page = write_report(archive, archive.check_files(files), "html").decode()
    assert "Số 12/BC-HTH được dùng cho 2 văn bản khác nhau" in page


def test_the_oldest_results_lose_their_files_first() -> None:
    """Memory for pictures is bounded; words are kept."""
    kept = KeptBatches()
    heavy = {"a" * 64: bytes(KEPT_BYTES // 2 + 1)}
    first = kept.keep(CheckedBatch(None, sources=heavy), None)
    second = kept.keep(CheckedBatch(None, sources={"b" * 64: heavy["a" * 64]}), None)
    old, new = kept.get(first, None), kept.get(second, None)
    assert old is not None
    assert new is not None
    assert not old.sources
    assert new.sources


def test_head_and_pdf_from_the_command_line(archive: Archive, tmp_path: Path) -> None:
    """`--unit` and `--place` are printed; `.pdf` is a PDF whose pages can be drawn."""
    env = {"CANCU_DATA": str(archive.settings.data)}
    out = tmp_path / "bao-cao.pdf"
    arguments = ["check", str(SAMPLES / WRONG), "--report", str(out)]
    head = ["--unit", "Sở Nội vụ", "--place", "Huế"]
    done = CliRunner().invoke(cancu, [*arguments, *head], env=env)
    assert done.exit_code == 0, done.output
    assert render_page(out, 1).startswith(b"\x89PNG")
    html = tmp_path / "bao-cao.html"
    CliRunner().invoke(cancu, [*arguments[:3], str(html), *head], env=env)
    page = html.read_text("utf-8")
    assert "SỞ NỘI VỤ" in page
    assert "Huế, ngày" in page


@pytest.mark.parametrize("path", ["/day-so", "/api/v1/numbering"])
def test_series_of_numbers_are_audited(client: FlaskClient, path: str) -> None:
    """Page and API say what is missing among the decisions of the samples."""
    said = client.get(path)
    assert said.status_code == 200
    words = str(said.get_json()) if said.is_json else said.text
    assert "39–51" in words


def test_the_command_lists_what_is_odd(archive: Archive) -> None:
    """`cancu numbering --json` gives what the API gives."""
    env = {"CANCU_DATA": str(archive.settings.data)}
    done = CliRunner().invoke(cancu, ["numbering", "--json"], env=env)
    assert done.exit_code == 0
    issues = json.loads(done.stdout)["issues"]
    assert issues == [i.to_json() for i in archive.register.numbering_audit()]
    assert {"gap"} <= {issue["code"] for issue in issues}


@pytest.mark.parametrize("texts", [("2022",), ("",), ("2022", "")])
def test_page_and_report_say_the_same_days(
    client: FlaskClient, archive: Archive, texts: tuple[str, ...]
) -> None:
    """One sentence says on which day was judged, and up to which the law is known."""
    files = [
        (f"{at}.txt", _DATED.format(year=year).encode())
        for at, year in enumerate(texts)
    ]
    batch = archive.check_files(files, as_of="2026-01-01")
    said = days_of_check(batch.documents, "2026-01-01").vietnamese
    assert said.endswith("tính đến ngày 1/1/2026.")
    assert ("không rõ ngày" in said.lower()) == ("" in texts)
    address = f"/doi-chieu/ket-qua/{archive.keep(batch)}"
    assert said in client.get(address).text
    assert said in client.get(f"{address}.html").text


_DATED = (
    "SỞ NỘI VỤ\nSố: 9/QĐ-SNV\nHà Nội, ngày 8 tháng 9 năm {year}\nQUYẾT ĐỊNH\n"
    "Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ;\n"
)


def test_documents_of_a_dossier_lead_to_each_other(
    client: FlaskClient, archive: Archive
) -> None:
    """From each to the next without going back; what failed is listed once."""
    files = [
        (f"{at}.txt", _DATED.format(year=2020 + at).encode()) for at in range(1, 4)
    ]
    batch = archive.check_files([*files, ("rong.txt", b"")], as_of="2026-01-01")
    address = f"/doi-chieu/ket-qua/{archive.keep(batch)}"
    whole = client.get(address).text
    assert "Tệp rỗng" in whole
    assert 'rel="next"' not in whole
    turned = []
    for place in (1, 2, 3):
        page = client.get(f"{address}?vb={place}&kq=verified").text
        assert "Hồ sơ có 1 tệp không đọc được" in page
        assert "Tệp rỗng" not in page
        turned.append(re.findall(r'rel="(prev|next)" href="[^"]*vb=(\d)"', page))
    assert turned == [
        [("next", "2")] * 2,
        [("prev", "1"), ("next", "3")] * 2,
        [("prev", "2")] * 2,
    ]
