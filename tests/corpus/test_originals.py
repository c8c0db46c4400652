"""Originals are whole under their digest, or absent."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.originals import OriginalsFolder


@given(data=st.binary(max_size=4000))
def test_what_was_put_comes_back(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    """Any bytes come back under their SHA-256."""
    originals = OriginalsFolder(tmp_path_factory.mktemp("goc"))
    digest = originals.put(data)
    assert digest == sha256(data).hexdigest()
    assert originals.get(digest) == data
    assert originals.put(data) == digest
    assert list(originals.digests()) == [digest]


def test_a_failing_disk_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If flushing fails nothing stands under the final name, nor a leftover."""

    def broken(handle: int) -> None:
        raise OSError("đĩa đầy")

    originals = OriginalsFolder(tmp_path)
    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="đĩa đầy"):
        originals.put(b"abc")
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_altered_bytes_are_noticed(tmp_path: Path) -> None:
    """A flipped byte on the disk is seen; an absent file is not intact either."""
    originals = OriginalsFolder(tmp_path)
    digest = originals.put(b"abc")
    assert originals.is_intact(digest)
    originals.path(digest).write_bytes(b"abd")
    assert not originals.is_intact(digest)
    assert not originals.is_intact("0" * 64)
    assert "0" * 64 not in originals


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "ABC", "0" * 63, "g" * 64])
def test_only_digests_are_names(tmp_path: Path, name: str) -> None:
    """No path can be smuggled in as a digest."""
    with pytest.raises(ValueError, match="SHA-256"):
        OriginalsFolder(tmp_path).path(name)
