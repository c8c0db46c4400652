"""What the register knows of a document, and how it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from corpus.identity import Reference
from corpus.keys import name_key, number_key, short_key

Source = Literal["register", "dossier", "catalogue"]
MOST_OF_A_DAY = 2_000


@dataclass(frozen=True, slots=True)
class Known:
    """A document that is held, or of which only the metadata are known.

    `id` is the number of the document in the register, "c" with a number in the
    catalogue ("c17"), "d" with its place in a dossier that is checked ("d2").
    `provisions` are the paths of its articles, clauses and points, those of a
    regulation issued with it after its name ("quy-che|dieu:5"); None where the text is
    not held. `status` is the label of the catalogue's source;
    `home` tells where its issuer is read (a department's province); `body`, in a
    dossier, is the district or commune whose name alone tells the issuer.
    """

    id: str
    source: Source
    kind: str | None = None
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    title: str | None = None
    effective_from: str | None = None
    effective_to: str | None = None
    status: str | None = None
    sha256: str | None = None
    home: str | None = None
    body: str | None = None
    provisions: frozenset[str] | None = field(default=None, compare=False)

    @property
    def reference(self) -> Reference:
        """Return the fields by which it is told from other documents."""
        return Reference(
            kind=self.kind,
            number=self.number,
            date=self.date,
            issuer=self.issuer,
            title=self.title,
            home=self.home or self.issuer,
            body=self.body,
        )

    def to_json(self) -> dict[str, Any]:
        """Return the fields that evidence shows."""
        return {
            "id": self.id,
            "source": self.source,
            "kind": self.kind,
            "number": self.number,
            "date": self.date,
            "issuer": self.issuer,
            "title": self.title,
            "effective_from": self.effective_from,
            "sha256": self.sha256,
        }


ACTS = ("replaces", "repeals", "amends", "suspends", "corrects")
"""What a document does to another that changes how that one is in force."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a held document does to another: replaces, repeals, amends, suspends.

    `from_date` is the day from which it does so, None where that is unknown; `by` is
    the acting document; `provisions` are the parts it touches, empty for the whole.
    """

    relation: str
    by: Known
    from_date: str | None
    provisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """An article, clause or point of a held text; `part` is as in `Provision`.

    `heading` and `text` are None where only the path is known.
    """

    path: str
    part: str = ""
    heading: str | None = None
    text: str | None = None


class Lookup(Protocol):
    """The questions that cross-checking puts to the register."""

    def by_number(self, key: str) -> Sequence[Known]:
        """Return every document filed under a `corpus.keys.number_key`."""
        ...

    def by_short(self, key: str) -> Sequence[Known]:
        """Return every document filed under a `corpus.keys.short_key`."""
        ...

    def by_name(self, key: str) -> Sequence[Known]:
        """Return every law filed under a `corpus.keys.name_key`."""
        ...

    def of_day(self, day: str) -> Sequence[Known]:
        """Return the documents of an ISO day, no more than `MOST_OF_A_DAY`."""
        ...

    def acts_on(self, known: Known) -> Sequence[Act]:
        """Return what held documents do to `known`."""
        ...

    def units(self, known: Known) -> Sequence[KnownUnit]:
        """Return the provisions of `known`; empty where its text is not held."""
        ...


class KnownDocuments:
    """A `Lookup` over documents in memory: for tests, and for a dossier not stored."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._known = tuple(known)
        self._acts: dict[str, list[Act]] = {}
        self._units: dict[str, Sequence[KnownUnit]] = {}
        self._numbers: dict[str, list[Known]] = {}
        self._shorts: dict[str, list[Known]] = {}
        self._names: dict[str, list[Known]] = {}
        for each in self._known:
            for table, key in (
                (self._numbers, number_key(each.number, kind=each.kind)),
                (self._shorts, short_key(each.kind, each.number)),
                (self._names, name_key(each.kind, each.title)),
            ):
                if key:
                    table.setdefault(key, []).append(each)

    def act(self, known: Known, act: Act) -> None:
        """Note that a held document does something to `known`."""
        self._acts.setdefault(known.id, []).append(act)

    def by_number(self, key: str) -> Sequence[Known]:
        """Return every document filed under the key of a number."""
        return self._numbers.get(key, ())

    def by_short(self, key: str) -> Sequence[Known]:
        """Return every document filed under kind, serial and year."""
        return self._shorts.get(key, ())

    def by_name(self, key: str) -> Sequence[Known]:
        """Return every law filed under the key of a name."""
        return self._names.get(key, ())

    def of_day(self, day: str) -> Sequence[Known]:
        """Return the documents of a day."""
        return [known for known in self._known if known.date == day][:MOST_OF_A_DAY]

    def acts_on(self, known: Known) -> Sequence[Act]:
        """Return what was noted of `known`."""
        return self._acts.get(known.id, ())

    def put_units(self, known: Known, units: Sequence[KnownUnit]) -> None:
        """Note the provisions of `known`, with their headings and texts."""
        self._units[known.id] = tuple(units)

    def units(self, known: Known) -> Sequence[KnownUnit]:
        """Return the provisions noted, or those that `known` names by path alone."""
        if known.id in self._units:
            return self._units[known.id]
        paths = sorted(known.provisions or ())
        return [KnownUnit(p.rpartition("|")[2], p.rpartition("|")[0]) for p in paths]
