"""What watchers of folders tell the page of intake."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask.testing import FlaskClient

from webui.app import create_app
from webui.archive import Archive
from webui.commands.watch import Watcher
from webui.watching import looked, states, tell


def _client(archive: Archive) -> FlaskClient:
    return create_app(archive.settings, archive).test_client()


def test_the_page_of_intake_says_what_is_watched(
    empty: Archive, tmp_path: Path
) -> None:
    """Which folder, when, how many went in, and that it has stopped."""
    folder = tmp_path / "vào"
    folder.mkdir()
    (folder / "a.txt").write_text("Số: 1/QĐ-UBND\n\nĐiều 1. Thử nghiệm.\n")
    watcher = Watcher(empty, folder, jobs=1, say=lambda _: None)
    watcher.look()
    (before,) = states(empty.settings.data)
    watcher.look()
    (after,) = states(empty.settings.data)
    page = _client(empty).get("/nap").text
    watcher.tell(stopped=True)

    assert (before.moving, before.taken) == (1, 0)
    assert (after.moving, after.taken, after.failed) == (0, 1, 0)
    assert str(folder) in page
    assert "đang theo dõi</span>" in page
    assert "đã dừng" in _client(empty).get("/nap").text


def test_a_folder_that_is_gone_is_told(empty: Archive, tmp_path: Path) -> None:
    """The error stands on the page until a look succeeds."""
    folder = tmp_path / "vào"
    watcher = Watcher(empty, folder, jobs=1, say=lambda _: None)
    watcher.look()
    page = _client(empty).get("/nap").text
    folder.mkdir()
    watcher.look()

    assert "không thấy thư mục" in page
    assert states(empty.settings.data)[0].error == ""


def test_a_watcher_that_is_silent_for_long_is_late(tmp_path: Path) -> None:
    """Late counts from the interval; one that stopped is never late."""
    state = looked(tmp_path, 10.0)
    old = (datetime.now(UTC) - timedelta(hours=1)).isoformat()

    assert not state.is_late
    assert replace(state, looked_at=old).is_late
    assert not replace(state, looked_at=old, interval=86_400.0).is_late
    assert not replace(state, looked_at=old, stopped=True).is_late


def test_files_of_other_versions_are_passed_over(tmp_path: Path) -> None:
    """Whatever stands in the folder, the page opens."""
    tell(tmp_path, looked(tmp_path / "a", 1.0, taken=3))
    (tmp_path / "watching" / "x.json").write_text("[1]")
    (tmp_path / "watching" / "y.json").write_text("{")
    (tmp_path / "watching" / "z.json").write_text('{"folder": "b"}')

    assert [state.taken for state in states(tmp_path)] == [3]
