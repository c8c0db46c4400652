"""Originals in a store: whole or absent, held against their digest, or away."""

from __future__ import annotations

import subprocess
import sys
import uuid
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import fsspec
import pytest
from fsspec.config import conf
from hypothesis import given
from hypothesis import strategies as st

from corpus.originals import OriginalAltered, OriginalsError, OriginalsFolder
from corpus.register import Register
from corpus.store import OriginalsStore, open_originals
from tests.corpus.conftest import make
from tests.s3 import KEYS, Service

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """One S3 service for all tests that end it not."""
    made = Service()
    yield made
    made.end()


def reached(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process reach a service, as its environment would at the start."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setitem(conf, "s3", {"endpoint_url": service.address})


@pytest.fixture(params=["s3", "memory", "renaming"])
def store(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An empty store: of a service, in memory, and one that must rename."""
    name = uuid.uuid4().hex
    if request.param == "s3":
        service = request.getfixturevalue("service")
        reached(service, monkeypatch)
        return OriginalsStore(service.url(name))
    made = OriginalsStore(f"memory://{name}")
    made._at_once = request.param == "memory"
    return made


def _altered(store: OriginalsStore, digest: str, data: bytes) -> None:
    store._files.pipe_file(store._path(digest), data)


def test_what_was_put_comes_back(store: OriginalsStore) -> None:
    """Under its SHA-256, and by whoever is told where it is."""
    assert list(store.digests()) == []
    digests = [store.put(data) for data in (b"", b"abc", b"x" * 3_000_000, b"abc")]
    assert digests[1] == digests[3] == sha256(b"abc").hexdigest()
    assert list(store.digests()) == sorted(set(digests))
    for digest, data in zip(digests, (b"", b"abc", b"x" * 3_000_000), strict=False):
        assert digest in store
        assert store.get(digest) == store.source(digest).fetch() == data
        assert store.is_intact(digest)


def test_what_is_not_held_is_not_there(store: OriginalsStore) -> None:
    """No file, no digest, nothing intact."""
    absent = "0" * 64
    assert absent not in store
    assert not store.is_intact(absent)
    for ask in (store.get, store.as_kept, lambda one: store.source(one).fetch()):
        with pytest.raises(FileNotFoundError):
            ask(absent)
    for name in ("../../etc/passwd", "", "ABC", "0" * 63, "g" * 64):
        for refuse in (store.get, store.source, store.__contains__):
            with pytest.raises(ValueError, match="SHA-256"):
                refuse(name)


def test_altered_bytes_are_never_given_out(store: OriginalsStore) -> None:
    """They are told of, in both languages, until the right ones are put anew."""
    digest = store.put(b"abc")
    _altered(store, digest, b"abd")
    for ask in (store.get, lambda one: store.source(one).fetch()):
        with pytest.raises(OriginalAltered) as told:
            ask(digest)
        assert "đã bị đổi" in told.value.message_vi
        assert "altered" in told.value.message_en
    assert not store.is_intact(digest)
    assert store.as_kept(digest) == b"abd"
    store.put(b"abc", anew=True)
    assert store.get(digest) == b"abc"


def test_what_was_cut_off_is_written_again(store: OriginalsStore) -> None:
    """A file of another size does not pass for the one that is offered."""
    digest = store.put(b"abc")
    _altered(store, digest, b"ab")
    assert store.put(b"abc") == digest
    assert store.get(digest) == b"abc"


def test_an_interrupted_write_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a store shows what is half-written, that has another name."""
    store = OriginalsStore(f"memory://{uuid.uuid4().hex}")
    store._at_once = False

    def cut(path: str, data: bytes) -> None:
        real(path, data[:1])
        raise KeyboardInterrupt

    real = store._files.pipe_file
    monkeypatch.setattr(store._files, "pipe_file", cut)
    with pytest.raises(KeyboardInterrupt):
        store.put(b"abc")
    monkeypatch.undo()
    assert list(store.digests()) == []
    assert sha256(b"abc").hexdigest() not in store
    assert store._files.find(store._root) == []


@given(data=st.binary(max_size=2000))
def test_any_bytes(data: bytes) -> None:
    """Come back as they were."""
    store = OriginalsStore("memory://any")
    assert store.get(store.put(data)) == data


def test_a_service_that_is_away_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its name, what to do is for people; no secret is in the message."""
    gone = Service()
    reached(gone, monkeypatch)
    store = OriginalsStore(gone.url("x"))
    digest = store.put(b"abc")
    gone.end()
    for ask in (
        lambda: store.get(digest),
        lambda: store.put(b"abd"),
        lambda: digest in store,
        lambda: list(store.digests()),
        lambda: store.is_intact(digest),
    ):
        with pytest.raises(OriginalsError) as told:
            ask()
        assert told.value.code == "originals_away"
        assert "s3://kho/x" in told.value.message_vi
        assert KEYS["AWS_SECRET_ACCESS_KEY"] not in str(told.value)


def test_no_bucket_is_told(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """What should hold the originals is missing: not that one of them is."""
    reached(service, monkeypatch)
    with pytest.raises(OriginalsError) as told:
        OriginalsStore("s3://khong-co/x").put(b"abc")
    assert told.value.code == "originals_away"


def test_a_short_write_is_no_success(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that keeps less than it was given is not believed."""
    store = OriginalsStore("memory://short")
    real = store._files.pipe_file
    monkeypatch.setattr(store._files, "pipe_file", lambda p, d: real(p, d[:-1]))
    with pytest.raises(OriginalsError):
        store.put(b"abc")


@pytest.mark.parametrize(
    "place", ["memory://x", "https://a/b", "nothing://x", "zip://x.zip"]
)
def test_what_keeps_nothing_is_refused(place: str) -> None:
    """At the start, with the setting named."""
    with pytest.raises(OriginalsError, match="originals") as told:
        open_originals(place)
    assert told.value.code == "originals_unusable"


def test_a_password_in_a_url_is_not_shown() -> None:
    """Neither in the address nor in what a library says of it."""
    with pytest.raises(OriginalsError) as told:
        open_originals("nothing://an:bi-mat@may/goc")
    assert "bi-mat" not in str(told.value)


def test_a_folder_is_a_folder(tmp_path: Path) -> None:
    """By path or by URL: flushed to the disk, as ever."""
    for place in (tmp_path / "goc", str(tmp_path / "goc"), f"file://{tmp_path}/goc"):
        opened = open_originals(place)
        assert opened == OriginalsFolder(tmp_path / "goc")


def test_without_the_library_it_is_said(service: Service) -> None:
    """One line that says what to install."""
    program = (
        "import sys; sys.modules['s3fs'] = None\n"
        "from corpus.store import open_originals\n"
        f"try: open_originals({service.url('x')!r})\n"
        "except OSError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT
    )
    assert "cancu[s3]" in done.stdout


def test_a_register_over_a_service(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept, verified, backed up, restored into a folder; what is altered is found."""
    reached(service, monkeypatch)
    place = service.url(uuid.uuid4().hex)
    register = Register.open(f"sqlite:///{tmp_path}/so.db", place)
    held = [register.add(*make(f"{at}.txt", number=f"{at}/BC")) for at in range(3)]
    assert register.verify() == []
    assert register.backup(tmp_path / "tat-ca.tar") == 3
    again = Register.open(f"sqlite:///{tmp_path}/b.db", tmp_path / "goc")
    assert again.restore(tmp_path / "tat-ca.tar") == 3
    assert again.verify() == []
    assert [again.original(one.id) for one in held] == [
        register.original(one.id) for one in held
    ]
    files, _ = fsspec.core.url_to_fs(place)
    files.pipe_file(register.originals._path(held[0].sha256), b"khac")
    files.rm_file(register.originals._path(held[1].sha256))
    register.originals.put(b"la")
    assert {one.code for one in register.verify()} == {
        "original_altered",
        "original_missing",
        "stray_original",
    }
    register.close()
    again.close()
