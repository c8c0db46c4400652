"""Members of archives and e-mails lead to their bundle and to each other."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from webui.app import create_app
from webui.archive import Archive
from webui.bundles import bundles_of
from webui.cli import cancu
from webui.offered import Outcome
from webui.settings import Settings


def decision(serial: int, *, task: str = "giao nhiệm vụ") -> bytes:
    """A short decision of our own."""
    return (
        "ỦY BAN NHÂN DÂN\nTỈNH HẢI LĂNG\n\n"
        f"Số: {serial}/QĐ-UBND\n\nHải Lăng, ngày 05 tháng 3 năm 2020\n\n"
        f"QUYẾT ĐỊNH\nVề việc {task}\n\nĐiều 1. Việc thứ {serial}: {task} cho Sở.\n"
    ).encode()


def zipped(**members: bytes) -> bytes:
    """A bundle of text files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.txt", data)
    return out.getvalue()


def taken(archive: Archive, path: Path) -> dict[str, Outcome]:
    """Ingest one file; return what became of it or of its members, by name."""
    return {one.name: one for one in archive.ingest([path], jobs=1)}


@pytest.fixture
def client(empty: Archive) -> FlaskClient:
    """A browser without JavaScript."""
    app = create_app(empty.settings, empty)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app.test_client()


def test_members_lead_to_their_bundle_and_to_each_other(
    empty: Archive, tmp_path: Path, client: FlaskClient
) -> None:
    """On the page, in the API and on the command line; a bad member is named."""
    path = tmp_path / "hồ sơ.zip"
    path.write_bytes(zipped(a=decision(1), b=decision(2, task="tuyển dụng"), c=b""))
    ids = {name: one.id for name, one in taken(empty, path).items()}
    first, second = ids["hồ sơ.zip/a.txt"], ids["hồ sơ.zip/b.txt"]
    assert first is not None

    page = client.get(f"/van-ban/{first}").text
    assert "Cùng gói “hồ sơ.zip” (2)" in page
    assert f'<a href="/van-ban/{second}">Quyết định 2/QĐ-UBND</a>' in page
    assert "không nạp được" in page
    (bundle,) = client.get(f"/api/v1/documents/{first}/bundles").json["bundles"]
    assert bundle["name"] == "hồ sơ.zip"
    assert bundle["others"] == [
        {"name": "hồ sơ.zip/b.txt", "id": second},
        {"name": "hồ sơ.zip/c.txt", "id": None},
    ]
    said = CliRunner().invoke(
        cancu, ["show", first], env={"CANCU_DATA": str(empty.settings.data)}
    )
    assert "hồ sơ.zip (+2 tệp / files)" in said.output


def test_a_mail_is_a_bundle_of_its_body_and_attachments(empty: Archive) -> None:
    """What was attached leads to the letter, and the letter to it."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@a.vn", "b@b.vn", "Gửi quyết định"
    mail.set_content("Kính gửi Sở Nội vụ, xin gửi kèm quyết định để thực hiện.")
    mail.add_attachment(
        decision(3), maintype="application", subtype="octet-stream", filename="qd.txt"
    )
    empty.add_bytes(mail.as_bytes(), "thư.eml")

    found = {
        held.name: bundles_of(empty, str(held.id))
        for held in empty.documents(offset=0, limit=9)
    }

    assert set(found) == {"thư.eml/nội dung thư.txt", "thư.eml/qd.txt"}
    for name, (bundle,) in found.items():
        (other,) = bundle.others
        assert {name, other.name} == set(found)
        assert other.held is not None


def test_the_same_bundle_again_adds_nothing(empty: Archive, tmp_path: Path) -> None:
    """A member of two bundles knows both; a bundle taken in twice is one."""
    one, two = zipped(a=decision(1)), zipped(x=decision(1), y=decision(2))
    for name, data in (("1.zip", one), ("2.zip", two), ("1.zip", one)):
        (tmp_path / name).write_bytes(data)
        outcomes = taken(empty, tmp_path / name)
    ident = outcomes["1.zip/a.txt"].id
    assert ident is not None

    bundles = bundles_of(empty, ident)

    assert [bundle.name for bundle in bundles] == ["1.zip", "2.zip"]
    assert [len(bundle.others) for bundle in bundles] == [0, 1]


def test_versions_lead_to_each_other(
    empty: Archive, tmp_path: Path, client: FlaskClient
) -> None:
    """A changed file, here in a bundle, is a newer version; both pages say so."""
    path = tmp_path / "h.zip"
    path.write_bytes(zipped(a=decision(1)))
    old = taken(empty, path)["h.zip/a.txt"].id
    path.write_bytes(zipped(a=decision(1, task="thu hồi đất của hộ gia đình")))
    new = taken(empty, path)["h.zip/a.txt"].id

    assert f'<a href="/van-ban/{new}"' in client.get(f"/van-ban/{old}").text
    assert f'<a href="/van-ban/{old}"' in client.get(f"/van-ban/{new}").text
    said = CliRunner().invoke(
        cancu, ["show", str(old)], env={"CANCU_DATA": str(empty.settings.data)}
    )
    assert f"Bản mới hơn: [{new}]" in said.output
    assert client.get("/api/v1/documents/99/bundles").status_code == 404


def test_what_may_not_be_seen_is_in_no_bundle(empty: Archive) -> None:
    """A member in a collection that is not open is not told of, not even by name."""
    closed = empty.register.collections.add("Kín")
    empty.add_bytes(decision(5), "riêng.txt", collection=closed.id)
    both = zipped(a=decision(4, task="khen thưởng"), b=decision(5))
    empty.add_bytes(both, "hai.zip")
    ident = next(
        str(h.id)
        for h in empty.documents(offset=0, limit=9)
        if h.name == "hai.zip/a.txt"
    )

    shown = empty.seen_by(frozenset({1}))

    assert [len(one.others) for one in bundles_of(empty, ident)] == [1]
    assert [len(one.others) for one in bundles_of(shown, ident)] == [0]


def test_a_backup_keeps_the_bundles(empty: Archive, tmp_path: Path) -> None:
    """And after it is restored elsewhere the members lead to each other."""
    empty.add_bytes(zipped(a=decision(1), b=decision(2)), "b.zip")
    empty.register.backup(tmp_path / "sao.tar")
    restored = Archive.open(Settings(data=tmp_path / "khác"))
    restored.register.restore(tmp_path / "sao.tar")

    (bundle,) = bundles_of(restored, "1")

    assert [one.name for one in bundle.others] == ["b.zip/b.txt"]
    restored.close()
