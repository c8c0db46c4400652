"""Messages of Outlook are read as e-mails are: the body, and what is attached."""

import pytest

from ingest import errors
from ingest.bundle import expand, opened
from ingest.limits import Limits
from ingest.read import read_bytes
from tests.ingest.compound import compound, message

BODY = "Kính gửi Sở Nội vụ,\r\nGửi kèm Quyết định số 38/QĐ-LHH ngày 31/7/2020.\r\n"
DECISION = "Số: 38/QĐ-LHH\n\nQUYẾT ĐỊNH\n".encode() * 300


def test_body_subject_and_attachments() -> None:
    """The body is the text, the subject the title; attachments are members."""
    data = compound(
        message(
            subject="Gửi quyết định",
            body=BODY,
            sender="Trần Văn B",
            files=(("quyết định 38.txt", DECISION), ("nhỏ.txt", b"Ghi nho")),
        )
    )
    document = read_bytes(data, "thu.msg")
    members = dict(expand(data, "thu.msg"))

    assert document.title == "Gửi quyết định"
    assert "Quyết định số 38/QĐ-LHH ngày 31/7/2020" in document.text
    assert any("2 tệp đính kèm" in said for said in document.warnings)
    assert opened(data)
    assert members["thu.msg/quyết định 38.txt"] == DECISION
    assert members["thu.msg/nhỏ.txt"] == b"Ghi nho"
    assert "38/QĐ-LHH" in members["thu.msg/nội dung thư.txt"].decode()


def test_html_body_and_old_encodings() -> None:
    """Without a plain body the page is read; a narrow body is decoded."""
    html = "<html><body><p>Căn cứ Nghị định số 30/2020/NĐ-CP</p></body></html>"
    page = read_bytes(compound(message(subject="a", html=html.encode())), "a.msg")
    assert "Nghị định số 30/2020/NĐ-CP" in page.text
    old = "Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ".encode()
    narrow = read_bytes(compound(message(subject="a", narrow=old)), "a.msg")
    assert "Nghị định số 30/2020/NĐ-CP" in narrow.text


def test_a_message_inside_a_message() -> None:
    """What was forwarded as a message is a member, with what is attached to it."""
    inside = message(subject="gốc", body=BODY, files=(("a.txt", DECISION),))
    data = compound(
        message(subject="chuyển tiếp", body="Xem thư kèm.", inner=(inside,))
    )
    members = dict(expand(data, "thu.msg"))
    assert DECISION in members.values()
    assert any(b"38/Q" in content for content in members.values())


@pytest.mark.parametrize("cut", [600, 1024, 3000])
def test_a_broken_message_is_refused(cut: int) -> None:
    """Cut short it is corrupt, never half a message."""
    data = compound(message(subject="a", body=BODY, files=(("a.txt", DECISION),)))
    whole = data[:cut] + "__properties_version1.0".encode("utf-16-le")
    with pytest.raises(errors.IngestError) as error:
        read_bytes(whole, "a.msg")
    assert error.value.code in errors.KNOWN


def test_messages_in_messages_without_end_are_refused() -> None:
    """Nesting deeper than anybody forwards is hostile."""
    tree = message(subject="0", body=BODY)
    for number in range(1, 8):
        tree = message(subject=str(number), body="x", inner=(tree,))
    with pytest.raises(errors.Hostile):
        read_bytes(compound(tree), "a.msg")


def test_what_is_attached_counts_against_the_budget() -> None:
    """A message may not hold more than any bundle may."""
    data = compound(message(subject="a", body=BODY, files=(("a.txt", DECISION),) * 4))
    with pytest.raises(errors.Hostile):
        read_bytes(data, "a.msg", limits=Limits(max_unpacked=2 * len(DECISION)))
