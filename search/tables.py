"""One file of named arrays: written once, then read where it lies in memory."""

from __future__ import annotations

import json
import shutil
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Array = NDArray[Any]

_ALIGNED = 8
_IN_MEMORY = 4 << 20
_FOOTER = 8


class Output(Protocol):
    """What a table is written to."""

    def write(self, data: bytes, /) -> object:
        """Append bytes."""


class TableWriter:
    """Writes named arrays one after another, and a directory of them at the end."""

    def __init__(self, out: Output) -> None:
        self._out = out
        self._at = 0
        self._directory: dict[str, tuple[str, int, int]] = {}

    def add(self, name: str, values: Array) -> None:
        """Write an array."""
        values = np.ascontiguousarray(values)
        self._begin(name, values.dtype.newbyteorder("<").str, values.nbytes)
        self._write(values.astype(values.dtype.newbyteorder("<")).tobytes())

    def add_bytes(self, name: str, data: bytes) -> None:
        """Write bytes as an array of them."""
        self._begin(name, "|u1", len(data))
        self._write(data)

    def copy(self, name: str, dtype: str, file: IO[bytes]) -> None:
        """Write an array that was written to a file before."""
        size = file.seek(0, 2)
        file.seek(0)
        self._begin(name, dtype, size)
        shutil.copyfileobj(file, self._out, 1 << 20)
        self._at += size

    def finish(self) -> None:
        """Write the directory; nothing can be added afterwards."""
        directory = json.dumps(self._directory).encode()
        self._write(directory)
        self._write(len(directory).to_bytes(_FOOTER, "little"))

    def _begin(self, name: str, dtype: str, size: int) -> None:
        self._write(b"\0" * (-self._at % _ALIGNED))
        self._directory[name] = (dtype, self._at, size)

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._at += len(data)


class Table:
    """The arrays of a file; none is copied, all stay valid as long as one is held."""

    def __init__(self, data: memoryview) -> None:
        end = len(data) - _FOOTER
        size = int.from_bytes(data[end:], "little")
        self._data = data
        self._directory = json.loads(bytes(data[end - size : end]))

    def array(self, name: str) -> Array:
        """Return the array of a name.

        Raises:
            KeyError: when the file holds none.
        """
        dtype, at, size = self._directory[name]
        return np.frombuffer(self._data[at : at + size], dtype)

    def bytes(self, name: str) -> memoryview:
        """Return the bytes of a name."""
        _, at, size = self._directory[name]
        return self._data[at : at + size]


def smallest(values: Ints) -> Array:
    """Return numbers that are not negative in the narrowest type that holds them."""
    top = int(values.max()) if len(values) else 0
    return values.astype("<u4" if top < 1 << 32 else "<u8")


class Texts(Sequence[bytes]):
    """Byte strings of a table by number."""

    def __init__(self, table: Table, name: str) -> None:
        self._data = table.bytes(name)
        self._ends = table.array(f"{name}.ends")

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, at: Any) -> Any:
        begin = int(self._ends[at - 1]) if at else 0
        return bytes(self._data[begin : int(self._ends[at])])

    def __iter__(self) -> Iterator[bytes]:
        begin, data = 0, bytes(self._data)
        for end in self._ends.tolist():
            yield data[begin:end]
            begin = end

    @staticmethod
    def write(table: TableWriter, name: str, texts: Sequence[bytes]) -> None:
        """Write byte strings."""
        ends = np.fromiter(accumulate(map(len, texts)), np.int64, len(texts))
        table.add_bytes(name, b"".join(texts))
        table.add(f"{name}.ends", smallest(ends))


class Lexicon(Texts):
    """Distinct byte strings of a table in ascending order."""

    def find(self, text: bytes) -> int:
        """Return the number of a text, -1 where it is not there."""
        at = self.begin(text)
        return at if at < len(self) and self[at] == text else -1

    def begin(self, prefix: bytes) -> int:
        """Return the number of the first text that is not before `prefix`."""
        return bisect_left(self, prefix)


class StreamWriter:
    """Numbers, most of them small: written narrow, the few large ones aside.

    They belong to terms; where the large ones of each term begin is kept.
    """

    def __init__(self, dtype: str) -> None:
        self._dtype = dtype
        self._full = int(np.iinfo(dtype).max)
        self._narrow = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._wide = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115
        self._begins: list[Ints] = []
        self._held = 0

    def add(self, values: Ints, begins: Ints) -> None:
        """Append the numbers of some terms; `begins` says where each term's begin."""
        large = np.flatnonzero(values >= self._full)
        self._begins.append(self._held + np.searchsorted(large, begins))
        self._held += len(large)
        if len(large):
            self._wide.write(values[large].astype("<u4").tobytes())
            values = np.minimum(values, self._full)
        self._narrow.write(values.astype(self._dtype).tobytes())

    def write(self, table: TableWriter, name: str, kept: Array) -> None:
        """Write all of it; of `kept` terms alone it is noted where they begin."""
        begins = np.concatenate([*self._begins, [self._held]]).astype(np.int64)
        table.copy(name, self._dtype, self._narrow)
        table.copy(f"{name}.wide", "<u4", self._wide)
        table.add(f"{name}.begin", smallest(begins[np.append(kept, True)]))
        self._narrow.close()
        self._wide.close()


class StreamReader:
    """Reads what a `StreamWriter` wrote."""

    def __init__(self, table: Table, name: str) -> None:
        self._narrow = table.array(name)
        self._wide = table.array(f"{name}.wide")
        self._begin = table.array(f"{name}.begin")
        self._full = np.iinfo(self._narrow.dtype).max

    def read(self, low: int, high: int, terms: tuple[int, int]) -> Ints:
        """Return the numbers from `low` to before `high`, those of a range of terms."""
        values: Ints = self._narrow[low:high].astype(np.int64)
        first, last = (int(self._begin[term]) for term in terms)
        if last > first:
            values[values == self._full] = self._wide[first:last]
        return values

    def part(self, first: int, low: int, high: int, term: int) -> Ints:
        """Return numbers `low` to before `high` of the term that begins at `first`."""
        values: Ints = self._narrow[low:high].astype(np.int64)
        large = values == self._full
        if large.any():
            before = int(np.count_nonzero(self._narrow[first:low] == self._full))
            begin = int(self._begin[term]) + before
            values[large] = self._wide[begin : begin + int(large.sum())]
        return values
