"""The command line: its contracts, its exit status, one line for every error."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import pytest
from click.testing import CliRunner, Result

from webui.archive import Archive
from webui.cli import COMMANDS, cancu
from webui.commands.check import result_names

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpus" / "samples"
SEED = ROOT.parent / "shared" / "seeds" / "000_c952c0bc8b797742.txt"

Run = Callable[..., Result]


def _runner(data: Path) -> Run:
    def run(*arguments: str) -> Result:
        return CliRunner(env={"CANCU_DATA": str(data)}).invoke(cancu, list(arguments))

    return run


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`cancu` over an empty data folder."""
    return _runner(tmp_path / "data")


@pytest.fixture
def held(archive: Archive) -> Run:
    """`cancu` over the sample corpus; only commands that change nothing."""
    return _runner(archive.settings.data)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Run, command: str) -> None:
    """`--help` works and says first what the list of commands says of it."""
    result = run(command, "--help")

    assert result.exit_code == 0
    _, what = COMMANDS[command]
    assert what in " ".join(result.output.split())


def imported_by(program: str, data: Path, **more: str) -> set[str]:
    """Return the modules that are loaded after a run of `program`."""
    environment = {**os.environ, "CANCU_DATA": str(data), **more}
    whole = f"import sys\n{program}\nprint('\\n', *sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", whole], env=environment, capture_output=True, text=True
    )
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["nhap"]])
def test_the_list_of_commands_loads_none_of_them(
    tmp_path: Path, arguments: list[str]
) -> None:
    """What only lists or refuses commands waits for no library of theirs."""
    program = (
        f"from webui.cli import main\ntry: main({arguments!r})\nexcept SystemExit: pass"
    )

    loaded = imported_by(program, tmp_path)

    assert "webui.cli" in loaded
    assert [name for name in loaded if name.startswith("webui.commands")] == []
    assert loaded.isdisjoint({"sqlalchemy", "numpy", "flask", "nlp.numbers"})


def test_completion_loads_no_command(tmp_path: Path) -> None:
    """A shell that asks for the commands beginning with "re" gets them with a word."""
    program = "from webui.cli import cancu\ncancu.main(prog_name='cancu')"
    asked = {"_CANCU_COMPLETE": "zsh_complete", "COMP_WORDS": "cancu re"}
    environment = {**os.environ, **asked, "COMP_CWORD": "1"}
    listing = f"try: exec({program!r})\nexcept SystemExit: pass"

    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True
    )
    loaded = imported_by(listing, tmp_path, **asked, COMP_CWORD="1")

    names = done.stdout.split("\n")[1::3]
    assert names == [name for name in COMMANDS if name.startswith("re")]
    assert "Nạp lại" in done.stdout
    assert [name for name in loaded if name.startswith("webui.commands")] == []


def test_extract_prints_the_contract(run: Run, tmp_path: Path) -> None:
    """Missing values are null, never absent; spans slice the text."""
    path = tmp_path / "vb.txt"
    text = "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ;"
    path.write_text(text, "utf-8")

    result = json.loads(run("extract", str(path), "--json").stdout)

    assert result["document"]["text"] == text
    assert result["header"]["number"] is None
    (citation,) = result["citations"]
    assert text[citation["start"] : citation["end"]].startswith("Nghị định số 30")
    assert citation["number"] == "30/2020/NĐ-CP"
    assert citation["relation"] == "basis"
    assert citation["provisions"] == []


def test_extract_lines_answers_line_by_line(run: Run, tmp_path: Path) -> None:
    """One analysis for each line, in order."""
    path = tmp_path / "lines.jsonl"
    rows = [{"text": "Thông tư số 01/2021/TT-BNV"}, {"text": "không có gì"}]
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")

    lines = run("extract", "--lines", str(path)).stdout.splitlines()

    assert [len(json.loads(line)["citations"]) for line in lines] == [1, 0]


def test_extract_writes_one_file_for_each_input(run: Run, tmp_path: Path) -> None:
    """`--out` names the files after the inputs; a bad one stops nothing."""
    (tmp_path / "a.txt").write_text("Quyết định số 1/QĐ-UBND", "utf-8")
    (tmp_path / "b.txt").write_bytes(b"")

    result = run("extract", str(tmp_path), "--out", str(tmp_path / "out"))

    assert result.exit_code == 1
    assert "b.txt" in result.stderr
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.json"]


def _bad_files(folder: Path) -> dict[str, Path]:
    files = {
        "empty.txt": b"",
        "cut.pdf": b"%PDF-1.7\n1 0 obj\n<<",
        "wrong-extension.docx": b"%PDF-1.4\nnot really",
        "binary.dat": bytes(range(256)) * 40,
        "cut.docx": b"PK\x03\x04 broken",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(200 * 2**20)
    return {path.name: path for path in folder.iterdir()}


def test_bad_files_are_refused_one_by_one_and_the_good_one_goes_in(
    run: Run, tmp_path: Path
) -> None:
    """Each has its reason, the exit status says so, nothing is stored half-way."""
    folder = tmp_path / "files"
    folder.mkdir()
    bad = _bad_files(folder)
    good = "Số: 9/QĐ-UBND\nQUYẾT ĐỊNH\nVề việc thử nghiệm tiếp nhận văn bản"
    (folder / "good.txt").write_text(good, "utf-8")

    result = run("ingest", str(folder), "--jobs", "2")

    assert result.exit_code == 1
    for name in bad:
        assert f"{name}: " in result.stderr
    assert "Added 1" in result.stdout
    assert run("search", "9/QĐ-UBND").stdout.startswith("1 văn bản")
    assert run("verify").exit_code == 0


def test_ingesting_again_adds_nothing(run: Run) -> None:
    """The same bytes are one document, whatever they are called."""
    sample = str(SAMPLES / "mau-09-bao-cao-12-bc-htl-2022.txt")

    first, second = run("ingest", sample), run("ingest", sample)

    assert "Added 1" in first.stdout
    assert "Added 0, held already 1" in second.stdout


def test_what_failed_is_listed_and_can_be_tried_again(run: Run, tmp_path: Path) -> None:
    """The reason is kept; a second try that fails again says so."""
    path = tmp_path / "cut.pdf"
    path.write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    run("ingest", str(path))

    assert "cut.pdf" in run("failures").stdout
    assert run("retry").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "khong-co"], "không có văn bản nào"),
        (["cites", "999999/QĐ-XYZ"], "không có văn bản nào"),
        (["check", "khong/co/tep.pdf"], "không có văn bản nào"),
        (["search", "x" * 10_001], "quá"),
        (["ingest", "khong-co.pdf"], "no such file"),
    ],
)
def test_unknown_references_are_one_clear_line(
    run: Run, arguments: list[str], said: str
) -> None:
    """No trace of the program's inside, and a non-zero status."""
    result = run(*arguments)

    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_search_prints_the_contract(held: Run) -> None:
    """The decision is hit 1 though it is typed without diacritics or separators."""
    answer = json.loads(held("search", "quyet dinh 38 lhh", "--json").stdout)

    assert answer["hits"][0]["number"] == "38/QĐ-LHH"
    assert answer["total"] >= 1
    assert answer["facets"]["kind"]


def test_a_number_of_two_issuers_is_never_picked_silently(held: Run) -> None:
    """`show` lists both and asks for the id."""
    result = held("show", "38/QĐ-LHH")

    assert result.exit_code == 1
    assert "Đà Nẵng" in result.stderr
    assert "Hồ Chí Minh" in result.stderr


def test_cited_by_names_the_reports(held: Run, archive: Archive) -> None:
    """What cites the plan of the inspection is the dossier."""
    result = held("cited-by", "2022/KH-UBND")

    assert result.exit_code == 0
    assert "Báo cáo" in result.stdout


def test_check_writes_json_and_reports(held: Run, tmp_path: Path) -> None:
    """`--out` one file for each document, `--report` by the ending of its name."""
    sample = str(SAMPLES / "mau-loi-01-ngay-khong-ton-tai.txt")
    report = tmp_path / "bao-cao.html"

    result = held(
        "check", sample, "--out", str(tmp_path / "o"), "--report", str(report)
    )

    assert result.exit_code == 0
    (written,) = (tmp_path / "o").iterdir()
    (document,) = json.loads(written.read_text("utf-8"))["documents"]
    counts = document["counts"]
    assert counts["citations"] == (
        counts["verified"] + counts["contradicted"] + counts["unverifiable"]
    )
    assert "DT01" in {finding["code"] for finding in document["findings"]}
    assert report.read_text("utf-8").lower().startswith("<!doctype html")


@pytest.mark.gold
@pytest.mark.skipif(not SEED.exists(), reason="the seed report is not beside us")
def test_the_seed_report_is_verified_field_by_field(held: Run) -> None:
    """Two numbered citations, three reversed periods, and 38/QĐ-LHH agrees."""
    answer = json.loads(held("check", str(SEED), "--json").stdout)
    (document,) = answer["documents"]

    numbers = [c["number"] for c in document["citations"] if c["number"]]
    assert numbers == ["2022/KH-UBND", "38/QĐ-LHH"]
    decision = next(c for c in document["citations"] if c["number"] == "38/QĐ-LHH")
    assert decision["verdict"] == "verified"
    assert {
        name: decision["fields"][name] for name in ("kind", "number", "date", "issuer")
    } == dict.fromkeys(("kind", "number", "date", "issuer"), "match")
    periods = [f["start"] for f in document["findings"] if f["code"] == "P01"]
    assert periods == [1362, 2135, 3041]


def test_status_backup_and_restore_agree(run: Run, tmp_path: Path) -> None:
    """What is saved comes back in an empty data folder, index and all."""
    run("ingest", str(SAMPLES / "mau-09-bao-cao-12-bc-htl-2022.txt"))
    saved = tmp_path / "luu.zip"
    assert run("backup", str(saved)).exit_code == 0
    other = _runner(tmp_path / "other")

    assert other("restore", str(saved)).exit_code == 0
    assert other("search", "12/BC-HTL").stdout.startswith("1 văn bản")
    assert other("verify").exit_code == 0


def test_reindex_brings_a_lost_index_back(run: Run, tmp_path: Path) -> None:
    """The register is the truth, the index is derived."""
    run("ingest", str(SAMPLES / "mau-09-bao-cao-12-bc-htl-2022.txt"))
    rmtree(tmp_path / "data" / "index")

    assert run("reindex").exit_code == 0
    assert run("search", "12/BC-HTL").stdout.startswith("1 văn bản")


def test_serving_strangers_is_refused(run: Run) -> None:
    """Without accounts only loopback is served."""
    result = run("serve", "--host", "192.0.2.7")

    assert result.exit_code == 1
    assert "cancu user add" in result.stderr


@pytest.mark.parametrize("command", [["status"], ["search", "quyết định"]])
def test_looking_up_loads_nothing_heavy(
    run: Run, tmp_path: Path, command: list[str]
) -> None:
    """Neither language models nor web, office, picture and migration libraries, nor
    what reads, analyses and judges documents.
    """
    run("status")
    heavy = (
        "spacy underthesea flask alembic docx openpyxl trafilatura pypdfium2 rich "
        "ingest.read ingest.bundle nlp.pipeline corpus.rules"
    )
    program = (
        "import sys\n"
        "from webui.cli import cancu\n"
        f"cancu({command!r}, standalone_mode=False)\n"
        f"sys.exit(' '.join(sorted(set({heavy!r}.split()) & set(sys.modules))))\n"
    )
    environment = {**os.environ, "CANCU_DATA": str(tmp_path / "data")}

    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True
    )

    assert done.stderr.strip() == ""


def test_a_broken_register_is_one_line(run: Run, tmp_path: Path) -> None:
    """A file that is no database is named, without the program's inside."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "register.sqlite").write_bytes(b"hu hong " * 1000)
    environment = {**os.environ, "CANCU_DATA": str(tmp_path / "data")}

    done = subprocess.run(
        [sys.executable, "-m", "webui.cli", "status"],
        env=environment,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert done.stderr.startswith("cancu: Không dùng được sổ đăng ký")
    assert done.stderr.count("\n") == 1


def test_a_check_says_the_gravest_first_in_words(run: Run, tmp_path: Path) -> None:
    """Errors stand above notes, counted, and fields are named as people name them."""
    path = tmp_path / "bao-cao.txt"
    path.write_text(
        "Theo Quyết định số 12/QĐ-LHH và giai đoạn 2121 – 2025, giai đoạn 2021 – 2025.",
        "utf-8",
    )
    lines = run("check", str(path)).stdout.splitlines()
    found = next(i for i, line in enumerate(lines) if " phát hiện: " in line)
    assert "1 lỗi" in lines[found]
    assert lines[found + 1].startswith(" Lỗi [P01]: Kỳ thời gian “giai đoạn 2121")
    assert not any(" mismatch" in line or "error:" in line for line in lines)


def test_a_check_gathers_what_is_not_held_behind_what_disagrees(
    run: Run, tmp_path: Path
) -> None:
    """A contradiction is not to be looked for among a hundred unknown documents."""
    path = tmp_path / "bao-cao.txt"
    path.write_text(
        "Theo Quyết định số 901/QĐ-XYZ ngày 5/3/2020; Thông tư số 7/2019/TT-BXD ngày"
        " 9/9/2021 của Bộ Xây dựng; Quyết định số 902/QĐ-XYZ ngày 6/3/2020.",
        "utf-8",
    )
    lines = run("check", str(path)).stdout.splitlines()
    assert lines[3].startswith(" ✗ Thông tư số 7/2019/TT-BXD")
    gathered = next(i for i, line in enumerate(lines) if line.startswith("2 × "))
    assert lines[gathered + 1].startswith(" ? Quyết định số 901/QĐ-XYZ")
    assert lines[gathered + 2].startswith(" ? Quyết định số 902/QĐ-XYZ")


def test_the_files_of_a_dossier_are_known_to_each_other(
    run: Run, tmp_path: Path
) -> None:
    """A report that lies beside the decision it cites needs no register for it."""
    folder = tmp_path / "ho-so"
    folder.mkdir()
    head = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    decision = (
        "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\nSố: 77/QĐ-UBND\n"
        f"{head}Lâm Đồng, ngày 12 tháng 3 năm 2021\nQUYẾT ĐỊNH\n"
        "Về việc quản lý kho lưu trữ\nĐiều 1. Có hiệu lực từ ngày ký.\n"
        "CHỦ TỊCH\nNguyễn Văn An\n"
    )
    report = (
        "Theo Quyết định số 77/QĐ-UBND ngày 12/3/2021 của Chủ tịch Ủy ban nhân dân"
        " tỉnh Lâm Đồng; Điều 1 Quyết định số 77/QĐ-UBND ngày 21/3/2021 của Chủ tịch"
        " Ủy ban nhân dân tỉnh Lâm Đồng."
    )
    (folder / "quyet-dinh.txt").write_text(decision, "utf-8")
    (folder / "bao-cao.txt").write_text(report, "utf-8")
    sheet = tmp_path / "phieu.html"
    said = run("check", str(folder), "--report", str(sheet)).stdout
    assert "1 khớp + 1 mâu thuẫn + 0 không kiểm chứng được" in said
    assert "hồ sơ này ghi 77/QĐ-UBND ngày 12/3/2021" in said
    assert "ngày 12 tháng 3 năm 2021" in sheet.read_text("utf-8")


def test_conflicts_of_a_catalogue_are_said_in_words(run: Run, tmp_path: Path) -> None:
    """Each says which document and what differs; a long list is cut short."""
    path = tmp_path / "danh-muc.csv"
    rows = [f"{n}/2017/TT-BTC,Thông tư,Bộ Tài chính,2016-07-01" for n in range(1, 31)]
    path.write_text("\n".join(["number,kind,issuer,date", *rows]), "utf-8")
    said = run("catalogue", "import", str(path)).stderr
    first = "1/2017/TT-BTC: năm trong số hiệu khác năm của ngày 1/7/2016. The year"
    assert said.startswith(first)
    assert "… còn 10 chỗ khác nhau. 10 more conflicts." in said
    assert "Entry(" not in said


def test_files_of_an_archive_are_checked_each(run: Run, tmp_path: Path) -> None:
    """A dossier in a ZIP is checked file by file; no result takes another's place."""
    wrong = "Theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2021 của Chính phủ.\n"
    path = tmp_path / "hồ sơ.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("báo cáo.txt", wrong * 3)
        archive.writestr("phụ lục/báo cáo.txt", "Giai đoạn 2121 – 2025.\n" * 3)
    out = tmp_path / "ra"
    result = run("check", str(path), "--out", str(out))
    assert result.exit_code == 0, result.output
    assert "Đã ghi 2 kết quả" in result.stderr
    codes = {
        file.name: {f["code"] for f in document["findings"]}
        for file in sorted(out.iterdir())
        for document in json.loads(file.read_text("utf-8"))["documents"]
    }
    assert set(codes) == {"báo cáo.json", "báo cáo-2.json"}
    assert "DT06" in codes["báo cáo.json"]
    assert "P01" in codes["báo cáo-2.json"]


def test_a_folder_is_checked_without_what_is_hidden(run: Run, tmp_path: Path) -> None:
    """Hidden files and those still being written are no part of a dossier."""
    folder = tmp_path / "hồ sơ"
    folder.mkdir()
    (folder / "a.txt").write_text("Quyết định số 12/QĐ-UBND.\n" * 3, "utf-8")
    (folder / ".ẩn.txt").write_text("Quyết định số 13/QĐ-UBND.\n", "utf-8")
    (folder / "b.txt.part").write_text("Quyết định số 14/QĐ-UBND.\n", "utf-8")
    (document,) = json.loads(run("check", str(folder), "--json").stdout)["documents"]
    assert document["name"] == "a.txt"


def test_a_backup_that_cannot_be_written_says_so(run: Run, tmp_path: Path) -> None:
    """In both languages, with where it was to go."""
    (tmp_path / "tệp").write_text("", "utf-8")
    result = run("backup", str(tmp_path / "tệp" / "trong"))
    assert result.exit_code == 1
    assert "Không sao lưu được vào" in result.stderr
    assert "could not be written" in result.stderr


def test_a_check_says_what_is_wrong_first_and_repeats_nothing(
    held: Run, tmp_path: Path
) -> None:
    """Contradictions lead, the words that differ are marked, what recurs is counted."""
    text = (
        "Căn cứ Nghị định số 987/2019/NĐ-CP; Nghị định số 987/2019/NĐ-CP; Nghị định "
        "số 30/2020/NĐ-CP ngày 06/3/2020 của Chính phủ; giai đoạn 2121 – 2025; "
        "giai đoạn 2121 – 2025;"
    )
    (tmp_path / "a.txt").write_text(text, "utf-8")

    lines = held("check", str(tmp_path / "a.txt")).output.splitlines()

    assert lines[2].startswith(
        "Không rõ ngày của văn bản; ngày muộn nhất nó nhắc đến là 6/3/2020. Không"
    )
    assert lines[3].startswith(" ✗ Nghị định số 30/2020/NĐ-CP")
    assert "     Ngày: “[6]/3/2020” ≠ “[5]/3/2020”" in lines
    assert " ? Nghị định số 987/2019/NĐ-CP (×2)" in lines
    assert sum("[P01]" in line for line in lines) == 1
    assert not any("không so được" in line for line in lines)


def test_names_of_results_are_such_as_a_file_system_takes(tmp_path: Path) -> None:
    """Archives hold names that are longer, or hold signs that no name may."""
    odd = ["ă" * 300 + ".txt", "ă" * 301 + ".txt", "a\x00b\n.txt", "\udcff.txt"]
    names = result_names(odd)
    for name in names:
        (tmp_path / name).write_text("{}", "utf-8")
    assert len(list(tmp_path.iterdir())) == len(odd)
