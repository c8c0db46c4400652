"""Files into register and index: what is interrupted, killed or done twice at once."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from threading import Thread

import pytest

from ingest.limits import DEFAULT
from webui import intake, offered, workers
from webui.archive import Archive
from webui.offered import Received
from webui.settings import Settings
from webui.workers import Closed, Job, Readers, WorkerDied

Folder = Callable[[int], Path]
KILLS = int(os.environ.get("CANCU_TEST_KILLS", "8"))


def decision(serial: int) -> str:
    """A short decision of our own; every serial makes another text."""
    return (
        "ỦY BAN NHÂN DÂN\nTỈNH HẢI LĂNG\n\n"
        f"Số: {serial}/QĐ-UBND\n\nHải Lăng, ngày 05 tháng 3 năm 2020\n\n"
        "QUYẾT ĐỊNH\nVề việc giao nhiệm vụ\n\n"
        f"Căn cứ Quyết định số {serial + 1}/QĐ-UBND ngày 04 tháng 3 năm 2020;\n"
        f"Điều 1. Giao nhiệm vụ thứ {serial} cho Sở Nội vụ.\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Make a folder of that many decisions."""

    def make(count: int) -> Path:
        made = tmp_path / "files"
        made.mkdir()
        for serial in range(1, count + 1):
            (made / f"qd-{serial:03}.txt").write_text(decision(serial), "utf-8")
        return made

    return make


def _start(data: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "webui.cli", *arguments],
        env={**os.environ, "CANCU_DATA": str(data)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _held(data: Path) -> set[str]:
    """The digests that were acknowledged: those the register holds by now."""
    path = data / "register.sqlite"
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            return {row[0] for row in db.execute("SELECT sha256 FROM document")}
    except sqlite3.OperationalError:  # not made yet
        return set()


def _wait_for(data: Path, count: int, process: subprocess.Popen[str]) -> set[str]:
    held: set[str] = set()
    while process.poll() is None and len(held := _held(data)) < count:
        time.sleep(0.02)
    return held


class Deadly:
    """Kills the process that receives it, as the kernel does when memory is short."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return eval, ("__import__('os').kill(__import__('os').getpid(), 9)",)


def test_a_process_that_dies_is_named_and_replaced() -> None:
    """The file that killed it is told apart; the next file is read by a fresh one."""
    good = Job("a.txt", decision(1), DEFAULT)
    with Readers(1) as readers:
        with pytest.raises(WorkerDied, match="memory"):
            readers.read(replace(good, source=Deadly()))  # type: ignore[arg-type]
        document, analysis = readers.read(good)

    assert document.text == decision(1)
    assert analysis.header.number == "1/QĐ-UBND"


def test_a_process_that_read_much_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory that grows with what was read goes with the process that read it."""
    monkeypatch.setattr(workers, "MOST_ASKED", 2)
    used = []
    with Readers(1) as readers:
        for serial in range(5):
            assert readers.read(Job("a.txt", decision(serial), DEFAULT))[0].text
            used.append(len(readers._idle))

    assert used == [1, 0, 1, 0, 1]


def test_closed_readers_answer_nobody() -> None:
    """Closing ends what is being read instead of waiting for it."""
    readers = Readers(1)
    readers.close()

    with pytest.raises(Closed):
        readers.read(Job("a.txt", decision(1), DEFAULT))


def test_a_deadly_file_is_tried_twice_and_the_rest_goes_in(
    empty: Archive, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is recorded as failed with its reason; no other file suffers."""
    job_of, tries = intake._job, []

    def job(archive: Archive, received: Received) -> Job:
        made = job_of(archive, received)
        if received.name != "qd-002.txt":
            return made
        tries.append(received.name)
        return replace(made, source=Deadly())  # type: ignore[arg-type]

    monkeypatch.setattr(intake, "_job", job)
    outcomes = {o.name: o for o in empty.ingest(sorted(folder(4).iterdir()), jobs=2)}

    assert [name for name, o in outcomes.items() if o.id is None] == ["qd-002.txt"]
    assert outcomes["qd-002.txt"].code == "worker_died"
    assert len(tries) == 2
    (failure,) = empty.failures()
    assert failure.code == "worker_died"
    assert empty.verify() == []


def test_a_failure_of_analysing_is_recorded(
    empty: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours in one document is a reason in the ledger, not an end."""
    monkeypatch.setattr("nlp.pipeline.analyse", lambda document: 1 / 0)

    outcome = empty.add_bytes(decision(1).encode(), "a.txt")

    assert (outcome.id, outcome.code) == (None, "analysis_failed")
    assert empty.failures()[0].message_en is not None


def test_what_was_left_half_way_is_taken_by_retry(empty: Archive) -> None:
    """A file whose bytes are safe goes the whole way though its source is gone."""
    empty.register.receive(decision(1).encode(), "a.txt")
    assert [entry.name for entry in empty.unfinished()] == ["a.txt"]

    (outcome,) = empty.retry(jobs=1)

    assert outcome.new
    assert empty.unfinished() == []
    assert empty.verify() == []


def test_the_same_bytes_under_another_name_are_one_document(empty: Archive) -> None:
    """The outcome says under which name they are kept."""
    first = empty.add_bytes(decision(1).encode(), "a.txt")
    again = empty.add_bytes(decision(1).encode(), "b.txt")

    assert (again.id, again.new) == (first.id, False)
    assert "a.txt" in again.message


def test_readers_of_a_long_ingest_see_what_is_new(
    empty: Archive, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index follows while files go in, not only at the end."""
    monkeypatch.setattr(intake, "INDEX_EVERY", 2)
    seen = []
    for _ in empty.ingest(sorted(folder(6).iterdir()), jobs=1):
        seen.append(empty.engine.count())

    assert 0 < max(seen[:-1]) < 6
    assert empty.engine.count() == 6


def test_stopping_early_keeps_what_was_yielded(empty: Archive, folder: Folder) -> None:
    """The caller walks away: what was told is registered and indexed."""
    outcomes = empty.ingest(sorted(folder(6).iterdir()), jobs=1)
    told = [next(outcomes) for _ in range(2)]
    outcomes.close()

    held = {str(one.id) for one in empty.documents(offset=0, limit=10)}
    assert {outcome.id for outcome in told} <= held
    assert empty.verify() == []


def test_an_index_that_lost_everything_is_filled_at_the_next_start(
    empty: Archive,
) -> None:
    """Killed between dropping the old index and filling the new one."""
    empty.add_bytes(decision(1).encode(), "a.txt")
    empty.engine.clear()
    for segment in empty.settings.index.rglob("*.seg"):
        segment.unlink()

    again = Archive.open(empty.settings)

    assert again.engine.count() == 1
    again.close()


def test_a_busy_index_delays_finding_and_nothing_else(
    empty: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The document is registered, says so, and is found when the other is done."""
    monkeypatch.setattr(intake, "UPLOAD_PATIENCE", 0.2)
    other = Archive.open(empty.settings)
    with other.engine._writer():
        outcome = empty.add_bytes(decision(1).encode(), "a.txt")
    assert outcome.new
    assert "registered" in " ".join(outcome.notes)
    assert empty.engine.count() == 0

    other.index_what_was_left()

    assert empty.engine.count() == 1
    other.close()


def test_uploads_at_once_are_all_found(empty: Archive) -> None:
    """Several threads add; each document is in register and index."""
    empty.use_readers(2)
    texts = [decision(serial).encode() for serial in range(1, 7)]
    threads = [
        Thread(target=empty.add_bytes, args=(text, "a.txt"), daemon=True)
        for text in texts
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert empty.counts().held == empty.counts().indexed == 6
    assert empty.verify() == []


def test_a_changed_file_is_a_newer_version_of_the_old(
    empty: Archive, folder: Folder
) -> None:
    """Both are kept; the newer one says what it follows, and so does the register."""
    (path,) = folder(1).iterdir()
    (old,) = empty.ingest([path], jobs=1)
    path.write_text(decision(7), "utf-8")
    (new,) = empty.ingest([path], jobs=1)

    assert new.new
    assert old.id is not None
    assert new.id is not None
    assert "newer version" in " ".join(new.notes)
    assert [str(one.id) for one in empty.older_versions(new.id)] == [old.id]
    assert [str(one.id) for one in empty.newer_versions(old.id)] == [new.id]


def test_a_file_that_looks_as_before_is_not_read_again(
    empty: Archive, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Size and time of change are enough, once the file has been still for a while."""
    (path,) = folder(1).iterdir()
    hour_ago = time.time() - 3600
    os.utime(path, (hour_ago, hour_ago))
    (first,) = empty.ingest([path], jobs=1)
    monkeypatch.setattr(offered, "files_of", lambda *_: 1 / 0)

    (again,) = empty.ingest([path], jobs=1)

    assert (again.id, again.new) == (first.id, False)


def test_a_moved_file_keeps_its_identity(empty: Archive, folder: Folder) -> None:
    """The same bytes at another path are the same document, found at both."""
    (path,) = folder(1).iterdir()
    (first,) = empty.ingest([path], jobs=1)
    moved = path.rename(path.with_name("da-doi-ten.txt"))
    (again,) = empty.ingest([moved], jobs=1)

    assert again.id == first.id
    assert again.id is not None
    assert empty.places(again.id) == [str(path), str(moved)]


def test_a_copy_that_may_be_the_same_is_proposed(empty: Archive) -> None:
    """Same number, day and issuer: said at once, listed, and never merged."""
    first = empty.add_bytes(decision(1).encode(), "qd.txt")
    copy = empty.add_bytes(("SAO Y\n\n" + decision(1)).encode(), "sao-y.txt")

    assert copy.new
    assert "Maybe the same as" in " ".join(copy.notes)
    ((one, twin),) = empty.duplicates()
    assert [str(one.id), str(twin.document.id)] == [first.id, copy.id]


def _bundle(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(f"{name}.txt", data)
    return path


def test_members_of_a_bundle_carry_its_name(empty: Archive, tmp_path: Path) -> None:
    """Each member goes its own way; a bad one is named and stops no other."""
    members = {"a": decision(1).encode(), "b": decision(2).encode(), "c": b""}
    path = _bundle(tmp_path / "hồ sơ.zip", **members)

    outcomes = {one.name: one for one in empty.ingest([path], jobs=1)}

    assert set(outcomes) == {f"hồ sơ.zip/{name}.txt" for name in "abc"}
    assert [name for name, one in outcomes.items() if not one.new] == [
        "hồ sơ.zip/c.txt"
    ]
    assert empty.held(str(outcomes["hồ sơ.zip/a.txt"].id)).name == "hồ sơ.zip/a.txt"
    assert empty.verify() == []


def test_a_bundle_sent_to_the_pages_is_counted(empty: Archive, tmp_path: Path) -> None:
    """One answer for the bundle: how many went in, and why one did not."""
    path = _bundle(tmp_path / "b.zip", a=decision(1).encode(), c=b"")

    outcome = empty.add_bytes(path.read_bytes(), "b.zip")

    assert outcome.new
    assert "added 1, held already 0, failed 1" in outcome.message
    assert "b.zip/c.txt" in " ".join(outcome.notes)


@pytest.mark.slow
def test_killed_at_any_moment_nothing_acknowledged_is_lost(
    tmp_path: Path, folder: Folder
) -> None:
    """`kill -9` again and again; a repeat finishes, register and index agree.

    Half of the documents lie in archives of ten. `CANCU_TEST_KILLS=50` kills more
    often.
    """
    files, data = folder(max(60, KILLS * 4)), tmp_path / "data"
    dice = random.Random(20260705)
    total = len(list(files.iterdir()))
    packed = _packed(sorted(files.iterdir())[::2])
    for moment in sorted(dice.sample(range(total), KILLS)):
        process = _start(data, "ingest", str(files), "--jobs", "2")
        _wait_for(data, moment, process)
        time.sleep(dice.random() * 0.1)
        acknowledged = _held(data)
        process.kill()
        process.communicate()
        assert acknowledged <= _held(data)

    last = _start(data, "ingest", str(files), "--jobs", "2")
    said = last.communicate()

    assert last.returncode == 0, said
    assert f"{total} documents held" in said[0]
    archive = Archive.open(Settings(data=data))
    assert archive.verify() == []
    assert archive.unfinished() == []
    assert {digest: _bundles(archive, digest) for digest in packed} == packed
    archive.close()


def _packed(paths: list[Path]) -> dict[str, set[str]]:
    """Put files into archives of ten; return in which each digest lies."""
    packed = {}
    for at in range(0, len(paths), 10):
        bundle = paths[at].with_suffix(".zip")
        with zipfile.ZipFile(bundle, "w") as archive:
            for path in paths[at : at + 10]:
                archive.write(path, path.name)
                packed[sha256(path.read_bytes()).hexdigest()] = {bundle.name}
                path.unlink()
    return packed


def _bundles(archive: Archive, digest: str) -> set[str]:
    return {bundle.name for bundle in archive.register.sources.bundles(digest)}


@pytest.mark.slow
def test_ctrl_c_ends_soon_with_a_clear_line(tmp_path: Path, folder: Folder) -> None:
    """Status 130, one line, everything kept; the same command finishes later."""
    files, data = folder(60), tmp_path / "data"
    process = _start(data, "ingest", str(files), "--jobs", "2")
    _wait_for(data, 3, process)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130, said
    assert "Stopped: all of that is kept" in said
    assert "Traceback" not in said
    assert len(_held(data)) >= 3


@pytest.mark.slow
def test_two_ingests_at_once_agree(tmp_path: Path, folder: Folder) -> None:
    """Both end well; every file is held once, and found."""
    files, data = folder(30), tmp_path / "data"
    both = [_start(data, "ingest", str(files), "--jobs", "1") for _ in range(2)]
    said = [process.communicate() for process in both]

    assert [process.returncode for process in both] == [0, 0], said
    archive = Archive.open(Settings(data=data))
    assert archive.counts().held == archive.counts().indexed == 30
    assert archive.verify() == []
    archive.close()
