"""What is known of each document of a segment: dates, lengths, names to count by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from search.tables import Array, Ints, Table, TableWriter, Texts, smallest

NUMBERS = ("date", "length", "title_end", "context_end")
LABELS = (
    "kind",
    "issuer",
    "status",
    "signer",
    "field",
    "collection",
    "nested",
    "number",
    "added_at",
)
"""Names, each held once, and for each document the number of its name."""
SEVERAL = frozenset({"field"})
"""Of these a document may have several values: one label, made by `joined`."""
_BETWEEN = "\x1f"
PACKED = ("sections", "anchors")
"""Bytes of each document, as `search.packing` makes them."""


def joined(values: Iterable[str]) -> str:
    """Return the label of a document that has several values.

    >>> values_of("field", joined(["Y tế", "Đất đai"]))
    ['Y tế', 'Đất đai']
    """
    return _BETWEEN.join(values)


def values_of(name: str, label: str) -> list[str]:
    """Return the values that a label of a field stands for, none of the empty one."""
    if name in SEVERAL:
        return [value for value in label.split(_BETWEEN) if value]
    return [label] if label else []


@dataclass(frozen=True, slots=True)
class Described:
    """The documents of a segment: numbers by name, for each label its codes, bytes."""

    numbers: dict[str, Array]
    codes: dict[str, Array]
    labels: dict[str, Sequence[str]]
    packed: dict[str, Sequence[bytes]]

    def only(self, docs: Ints) -> Described:
        """Return the same of some documents."""
        return Described(
            {name: values[docs] for name, values in self.numbers.items()},
            {name: values[docs] for name, values in self.codes.items()},
            self.labels,
            {
                name: [held[doc] for doc in docs.tolist()]
                for name, held in self.packed.items()
            },
        )


class GatheredDescriptions:
    """Collects what is known of documents, in order."""

    def __init__(self) -> None:
        self._numbers: list[tuple[int, ...]] = []
        self._names: list[tuple[str | None, ...]] = []
        self._packed: list[tuple[bytes, ...]] = []

    def add(
        self,
        numbers: tuple[int, ...],
        names: tuple[str | None, ...],
        packed: tuple[bytes, ...],
    ) -> None:
        """Take a document: `NUMBERS`, `LABELS` and `PACKED`, each in its order."""
        self._numbers.append(numbers)
        self._names.append(names)
        self._packed.append(packed)

    def described(self) -> Described:
        """Return all that was taken."""
        numbers = np.array(self._numbers, np.int64).reshape(-1, len(NUMBERS)).T
        codes: dict[str, Array] = {}
        labels: dict[str, Sequence[str]] = {}
        for i, name in enumerate(LABELS):
            codes[name], labels[name] = coded([row[i] or "" for row in self._names])
        packed: dict[str, Sequence[bytes]] = {
            name: [row[i] for row in self._packed] for i, name in enumerate(PACKED)
        }
        return Described(
            dict(zip(NUMBERS, numbers, strict=True)), codes, labels, packed
        )


def write_described(table: TableWriter, parts: Sequence[Described]) -> None:
    """Write the documents of all parts, in order."""
    for name in NUMBERS:
        table.add(
            name, smallest(np.concatenate([part.numbers[name] for part in parts]))
        )
    for name in LABELS:
        codes, labels = joined_labels(name, parts)
        table.add(f"{name}.codes", smallest(codes))
        texts = [label.encode("utf-8", "replace") for label in labels]
        Texts.write(table, f"{name}.labels", texts)
    for name in PACKED:
        Texts.write(table, name, [one for part in parts for one in part.packed[name]])


def stored_described(table: Table) -> Described:
    """Return what a table holds of its documents."""
    return Described(
        {name: table.array(name) for name in NUMBERS},
        {name: table.array(f"{name}.codes") for name in LABELS},
        {name: StoredLabels(Texts(table, f"{name}.labels")) for name in LABELS},
        {name: Texts(table, name) for name in PACKED},
    )


class StoredLabels(Sequence[str]):
    """Labels of a table, read when they are asked for."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, at: Any) -> Any:
        return self._texts[at].decode()

    def __iter__(self) -> Iterator[str]:
        return (text.decode() for text in self._texts)


def joined_labels(name: str, parts: Sequence[Described]) -> tuple[Ints, list[str]]:
    """Return the codes of all documents of all parts, and one list of labels.

    Label 0 is the empty one.
    """
    known: dict[str, int] = {"": 0}
    codes: list[Ints] = [np.empty(0, np.int64)]
    for part in parts:
        labels = part.labels[name]
        here = np.fromiter(
            (known.setdefault(label, len(known)) for label in labels),
            np.int64,
            len(labels),
        )
        codes.append(here[part.codes[name]])
    return np.concatenate(codes), list(known)


def coded(values: list[str]) -> tuple[Ints, list[str]]:
    """Return the number of each value, and the values; number 0 is the empty one."""
    known: dict[str, int] = {"": 0}
    codes = [known.setdefault(value, len(known)) for value in values]
    return np.array(codes, np.int64), list(known)
