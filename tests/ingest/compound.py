"""Writes compound files (MS-CFB, version 3), enough to make messages of Outlook."""

from __future__ import annotations

import struct
from typing import Any

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, MINI, CUTOFF = 512, 64, 4096
Tree = dict[str, Any]


def compound(tree: Tree) -> bytes:
    """Return a compound file: bytes are streams, dicts are storages."""
    return _Writer(tree).data()


def message(
    *,
    subject: str = "",
    body: str | None = None,
    html: bytes | None = None,
    sender: str = "",
    files: tuple[tuple[str, bytes], ...] = (),
    inner: tuple[Tree, ...] = (),
    narrow: bytes | None = None,
) -> Tree:
    """Return the streams of a message; `narrow` is a body in an old encoding."""
    tree: Tree = {"__properties_version1.0": bytes(32)}
    for which, words in (("0037", subject), ("1000", body), ("0C1A", sender)):
        if words:
            tree[f"__substg1.0_{which}001F"] = words.encode("utf-16-le")
    if narrow is not None:
        tree["__substg1.0_1000001E"] = narrow
    if html is not None:
        tree["__substg1.0_10130102"] = html
    for number, (name, data) in enumerate(files):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(8),
            "__substg1.0_3707001F": name.encode("utf-16-le"),
            "__substg1.0_37010102": data,
        }
    for number, each in enumerate(inner, start=len(files)):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__properties_version1.0": bytes(8),
            "__substg1.0_3701000D": each,
        }
    return tree


class _Writer:
    def __init__(self, tree: Tree) -> None:
        self._entries: list[dict[str, Any]] = []
        self._sectors: list[bytes] = []
        self._table: list[int] = []
        self._mini = b""
        self._mini_table: list[int] = []
        self._add("Root Entry", tree, kind=5)

    def _add(self, name: str, value: Any, *, kind: int) -> int:
        at = len(self._entries)
        entry = {"name": name, "kind": kind, "child": FREE, "right": FREE,
                 "start": END, "size": 0}  # fmt: skip
        self._entries.append(entry)
        if isinstance(value, bytes):
            entry["size"] = len(value)
            if value:
                small = len(value) < CUTOFF
                entry["start"] = self._small(value) if small else self._large(value)
            return at
        last: dict[str, Any] | None = None
        for each in sorted(value, key=lambda n: (len(n), n.upper())):
            inner = 2 if isinstance(value[each], bytes) else 1
            number = self._add(each, value[each], kind=inner)
            if last is None:
                entry["child"] = number
            else:
                last["right"] = number
            last = self._entries[number]
        return at

    def _small(self, data: bytes) -> int:
        start, count = len(self._mini_table), -(-len(data) // MINI)
        self._mini += data.ljust(count * MINI, b"\0")
        self._mini_table += [start + i + 1 for i in range(count - 1)] + [END]
        return start

    def _large(self, data: bytes) -> int:
        start, count = len(self._sectors), -(-len(data) // SECTOR)
        padded = data.ljust(count * SECTOR, b"\0")
        self._sectors += [padded[i : i + SECTOR] for i in range(0, len(padded), SECTOR)]
        self._table += [start + i + 1 for i in range(count - 1)] + [END]
        return start

    def data(self) -> bytes:
        root = self._entries[0]
        if self._mini:
            root["start"], root["size"] = self._large(self._mini), len(self._mini)
        mini = END
        if self._mini_table:
            numbers = struct.pack(f"<{len(self._mini_table)}I", *self._mini_table)
            whole = -(-len(numbers) // SECTOR) * SECTOR
            mini = self._large(numbers.ljust(whole, b"\xff"))
        directory = self._large(b"".join(map(self._entry, self._entries)))
        fats = 1
        while fats * 128 < len(self._sectors) + fats:
            fats += 1
        first = len(self._sectors)
        table = self._table + [FAT] * fats
        table += [FREE] * (fats * 128 - len(table))
        body = b"".join(self._sectors) + struct.pack(f"<{len(table)}I", *table)
        places = [first + i for i in range(fats)] + [FREE] * (109 - fats)
        minis = -(-len(self._mini_table) * 4 // SECTOR)
        head = struct.pack(
            "<8s16sHHHHH6sIIIIIIIII109I",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6,
            bytes(6), 0, fats, directory, 0, CUTOFF, mini, minis, END, 0, *places,
        )  # fmt: skip
        return head.ljust(SECTOR, b"\0") + body

    @staticmethod
    def _entry(entry: dict[str, Any]) -> bytes:
        name = (entry["name"] + "\0").encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16sIQQIQ",
            name, len(name), entry["kind"], 1, FREE, entry["right"], entry["child"],
            bytes(16), 0, 0, 0, entry["start"], entry["size"],
        )  # fmt: skip
