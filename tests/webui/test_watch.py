"""Watching a folder: what is new or changed goes in, once it stands still."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from webui.archive import Archive
from webui.cli import cancu
from webui.commands.watch import Watcher
from webui.folders import files_in, files_of

TEXT = "Số: {}/QĐ-UBND\nQUYẾT ĐỊNH\nVề việc thử nghiệm theo dõi thư mục"


@pytest.fixture
def said() -> list[str]:
    """What the watcher said."""
    return []


@pytest.fixture
def watcher(empty: Archive, tmp_path: Path, said: list[str]) -> Watcher:
    """A watcher of an empty folder."""
    folder = tmp_path / "in"
    folder.mkdir()
    return Watcher(empty, folder, jobs=1, say=said.append)


def _write(watcher: Watcher, name: str, serial: int) -> Path:
    path = watcher.folder / name
    path.write_text(TEXT.format(serial), "utf-8")
    return path


def test_a_file_goes_in_when_it_stands_still(
    watcher: Watcher, empty: Archive, said: list[str]
) -> None:
    """Seen once it is waited for; seen again unchanged it goes in, and only once."""
    path = _write(watcher, "a.txt", 1)
    watcher.look()
    assert (empty.counts().held, watcher.moving) == (0, [path])

    watcher.look()
    watcher.look()

    assert empty.counts().held == 1
    assert len(said) == 1
    assert path.exists()


def test_a_file_still_being_written_waits(watcher: Watcher, empty: Archive) -> None:
    """Each change begins the waiting anew."""
    path = _write(watcher, "a.txt", 1)
    watcher.look()
    path.write_text(TEXT.format(2) + " và nhiều hơn nữa", "utf-8")
    watcher.look()
    assert empty.counts().held == 0

    watcher.look()

    (held,) = empty.documents(offset=0, limit=9)
    assert "2/QĐ-UBND" in empty.reading(str(held.id))[0].text


def test_a_changed_file_goes_in_again_and_a_bad_one_only_once(
    watcher: Watcher, empty: Archive, said: list[str]
) -> None:
    """A failure is told once, not at every look, until the file changes."""
    path = _write(watcher, "a.txt", 1)
    (watcher.folder / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    for _ in range(3):
        watcher.look()
    assert sum(line.startswith("! cut.pdf") for line in said) == 1

    path.write_text(TEXT.format(22), "utf-8")
    watcher.look()
    watcher.look()

    assert empty.counts().held == 2


def test_trouble_is_told_and_survived(
    watcher: Watcher,
    empty: Archive,
    said: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A full disk today: the file goes in at the next look."""
    _write(watcher, "a.txt", 1)
    watcher.look()
    with monkeypatch.context() as patch:
        patch.setattr(empty.register, "receive", lambda *_, **__: 1 / 0)
        watcher.look()
    assert "ZeroDivisionError" in said[0]

    watcher.look()

    assert empty.counts().held == 1


def test_a_share_that_is_gone_is_not_an_empty_folder(
    watcher: Watcher, said: list[str]
) -> None:
    """It is said, and what was done is not forgotten."""
    path = _write(watcher, "a.txt", 1)
    watcher.look()
    watcher.look()
    away = watcher.folder.rename(watcher.folder.with_name("away"))
    watcher.look()
    assert "not there" in said[-1]
    away.rename(watcher.folder)

    watcher.look()

    assert watcher.done.keys() == {path}
    assert len(said) == 2


def test_once_looks_and_ends(tmp_path: Path) -> None:
    """`--once` takes what stands still, and tells by its status whether all is well."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT.format(1), "utf-8")
    runner = CliRunner(env={"CANCU_DATA": str(folder / "data")})

    result = runner.invoke(
        cancu, ["watch", str(folder), "--once", "--interval", "0.1", "--jobs", "1"]
    )

    assert result.exit_code == 0, result.output
    assert "+ a.txt: " in result.stdout


def test_unfinished_hidden_and_own_files_are_left_out(tmp_path: Path) -> None:
    """Neither what is being written, nor the data folder, nor links in circles."""
    for name in ("a.txt", "b/c.txt", ".an/d.txt", "~$e.docx", "f.pdf.part", "data/g"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "b" / "again").symlink_to(tmp_path)

    found = list(files_in(tmp_path, besides=tmp_path / "data"))

    assert found == [tmp_path / "a.txt", tmp_path / "b" / "c.txt"]
    absent = tmp_path / "none"
    assert files_of([absent, tmp_path / "a.txt"]) == ([tmp_path / "a.txt"], [absent])
