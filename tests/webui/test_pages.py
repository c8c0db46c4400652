"""What a person sees, without JavaScript."""

import io
import re

import pytest
from flask.testing import FlaskClient

from webui.archive import Archive

NUMBER_38 = "38/QĐ-LHH"


def _id_of(archive: Archive, query: str) -> str:
    return archive.search(query).hits[0].id


@pytest.mark.parametrize(
    "typed",
    [
        "quyet dinh 38 lhh",
        "qd 38/qd-lhh",
        "38/QD-LHH",
        "38qdlhh",
        "38-qd-lhh",
        "so 38 qd lhh",
        "Quyết định số 38/QĐ-LHH ngày 31/7/2020",
    ],
)
def test_a_number_is_found_however_it_is_typed(client: FlaskClient, typed: str) -> None:
    """The first hit is the decision of that number."""
    page = client.get("/", query_string={"q": typed}).text

    first = re.search(r"<h2><a [^>]*>([^<]*)</a></h2>", page)
    assert first is not None
    assert first[1] == "Quyết định 38/QĐ-LHH"


def test_the_home_page_says_how_much_is_held(client: FlaskClient) -> None:
    """A newcomer sees that something is there to be found."""
    page = client.get("/").text

    assert "Đang giữ" in page
    assert 'name="q"' in page


def test_a_facet_narrows_and_can_be_taken_back(client: FlaskClient) -> None:
    """Choosing a kind keeps the query and shows only documents of that kind."""
    page = client.get("/", query_string={"q": "thi đua", "kind": "Báo cáo"}).text

    kinds = set(re.findall(r"<h2><a [^>]*>(\w+ \w+) [^<]*</a></h2>", page))
    assert kinds == {"Báo cáo"}
    assert 'aria-current="true"' in page


def test_a_document_links_to_what_it_cites(
    client: FlaskClient, archive: Archive
) -> None:
    """A citation of a document that is held leads to its page."""
    plan = _id_of(archive, "2022/KH-UBND")
    report = _id_of(archive, "233/BC-LHH")

    page = client.get(f"/van-ban/{report}").text

    assert f'href="/van-ban/{plan}' in page


def test_a_document_knows_what_cites_it(client: FlaskClient, archive: Archive) -> None:
    """The reports of the dossier stand beside the decision they cite."""
    decision = _id_of(archive, "quyết định 38/QĐ-LHH ngày 31/7/2020")

    page = client.get(f"/van-ban/{decision}").text

    assert "Báo cáo" in page.split("Được viện dẫn bởi", 1)[1]


def test_hostile_text_is_shown_and_never_runs(
    client: FlaskClient,
) -> None:
    """Markup in a checked text is text."""
    text = 'Quyết định số 5/QĐ-UBND <script>alert(1)</script> "><img src=x onerror=1>'

    page = client.post("/doi-chieu", data={"text": text}, follow_redirects=True).text

    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_pasted_draft_is_checked_and_not_stored(
    client: FlaskClient, archive: Archive
) -> None:
    """The three verdicts are shown; the register does not grow."""
    before = archive.counts()

    page = client.post(
        "/doi-chieu",
        data={"text": "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 06 tháng 3 năm 2020;"},
        follow_redirects=True,
    ).text

    assert "mâu thuẫn" in page
    assert archive.counts() == before


@pytest.mark.parametrize(
    ("suffix", "start"),
    [("html", b"<!doctype"), ("docx", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF-")],
)
def test_a_report_can_be_downloaded(
    client: FlaskClient, archive: Archive, suffix: str, start: bytes
) -> None:
    """Each format of the report is a file of that format."""
    report = _id_of(archive, "233/BC-LHH")

    answer = client.get(f"/van-ban/{report}/doi-chieu.{suffix}")

    assert answer.status_code == 200
    assert answer.data.lower().startswith(start.lower())


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/van-ban/999999", 404),
        ("/van-ban/khong-co", 404),
        ("/khong-co-trang-nay", 404),
        ("/doi-chieu/ket-qua/khong-co", 404),
        ("/?q=" + "a" * 10_001, 400),
        ('/?q="chưa đóng', 200),
        ("/?q=thi&page=-5", 200),
        ("/?q=thi&page=99999999999", 200),
        ("/?q=thi&sort=lung-tung", 200),
        ("/?q=thi&endpoint=x&_external=1&_scheme=javascript", 200),
        ("/van-ban/1/doi-chieu?as_of=hom-qua", 400),
    ],
)
def test_bad_requests_get_a_clear_answer(
    client: FlaskClient, path: str, status: int
) -> None:
    """A page with a message in Vietnamese, and the right status."""
    answer = client.get(path)

    assert answer.status_code == status
    assert "Căn cứ" in answer.text


def test_a_bad_file_is_refused_and_the_next_one_goes_on(
    client: FlaskClient, app: object
) -> None:
    """Each file has its own outcome on the page."""
    good = "Báo cáo kết quả kiểm tra công tác thi đua, khen thưởng."
    files = [
        (io.BytesIO(b""), "rong.txt"),
        (io.BytesIO(b"%PDF-1.7 cut short"), "cut.pdf"),
        (io.BytesIO(good.encode()), "tot.txt"),
    ]

    page = client.post("/doi-chieu", data={"files": files}, follow_redirects=True).text

    assert "rong.txt" in page
    assert "cut.pdf" in page
    assert "tot.txt" in page


def test_what_lies_in_the_dossier_itself_is_linked(client: FlaskClient) -> None:
    """The name of the decision leads to it in the same result."""
    decision = (
        "ỦY BAN NHÂN DÂN\nTỈNH LÂM ĐỒNG\nSố: 77/QĐ-UBND\n"
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Lâm Đồng, ngày 12 tháng 3 năm 2021\nQUYẾT ĐỊNH\n"
        "Về việc quản lý kho lưu trữ\nĐiều 1. Có hiệu lực từ ngày ký.\n"
    )
    report = (
        "Theo Quyết định số 77/QĐ-UBND ngày 12/3/2021 của Ủy ban nhân dân tỉnh Lâm Đồng"
    )
    files = [
        (io.BytesIO(text.encode()), name)
        for text, name in ((report, "bao-cao.txt"), (decision, "quyet-dinh.txt"))
    ]
    answer = client.post("/doi-chieu", data={"files": files}, follow_redirects=True)
    path = answer.request.path
    page = client.get(f"{path}?vb=1").text

    assert "hồ sơ này" in page
    assert 'href="?vb=2"' in page
    assert "quyet-dinh.txt" in client.get(f"{path}?vb=2").text


def test_every_answer_is_hardened(client: FlaskClient) -> None:
    """No inline script or style may run on any page."""
    policy = client.get("/").headers["Content-Security-Policy"]

    assert "unsafe-inline" not in policy
    assert "default-src 'none'" in policy


def test_a_foreign_host_name_is_refused(client: FlaskClient) -> None:
    """A name that a stranger's DNS points at this machine does not reach us."""
    answer = client.get("/", headers={"Host": "evil.example"})

    assert answer.status_code == 400
    assert "evil.example" not in answer.text


def test_the_language_can_be_changed_and_leads_back(client: FlaskClient) -> None:
    """English replaces the words of the interface, not those of the documents."""
    answer = client.get("/ngon-ngu/en?back=/van-ban", follow_redirects=True)

    assert 'lang="en"' in answer.text
    assert client.get("/ngon-ngu/en?back=//evil.example").location == "/"
