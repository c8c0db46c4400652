"""How close an analysis is to a reviewed answer.

A span counts as found when it is equal (`exact`) or shares a character (`overlap`);
pairs are one to one, leftmost first. A mention marked optional is neither demanded nor
punished. Fields are compared folded, numbers without zeros and separators.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Mention = Mapping[str, Any]
LAYERS = ("CITATION", "SELFREF", "DATE", "PERIOD", "PERSON", "ORG", "PLACE")
CITATION_FIELDS = ("kind", "number", "date", "issuer", "relation")
HEADER_FIELDS = ("number", "kind", "issuer", "place", "date", "signer")


@dataclass(slots=True)
class PRF:
    """Precision, recall and F1 from counts."""

    hits: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, 0 where both are."""
        total = 2 * self.hits + self.spurious + self.missed
        return 2 * self.hits / total if total else 0.0

    @property
    def precision(self) -> float:
        """Return the share of what was found that is right."""
        return self.hits / (self.hits + self.spurious or 1)

    @property
    def recall(self) -> float:
        """Return the share of what is right that was found."""
        return self.hits / (self.hits + self.missed or 1)


@dataclass(slots=True)
class Accuracy:
    """Right answers among those compared."""

    right: int = 0
    total: int = 0

    @property
    def share(self) -> float:
        """Return the share of right answers."""
        return self.right / (self.total or 1)


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the answer and the analysis differ.

    `key` names it without quoting the document; `detail` shows what stood there.
    """

    key: str
    detail: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.key}: {self.detail}"


@dataclass(slots=True)
class Score:
    """Figures by name, and every single difference, so that changes can be told."""

    spans: dict[str, PRF] = field(default_factory=dict)
    fields: dict[str, Accuracy] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    def differs(self, key: str, detail: str) -> None:
        """Keep one difference."""
        self.differences.append(Difference(key, detail))

    def prf(self, name: str) -> PRF:
        """Return the counts of that name, made when first asked for."""
        return self.spans.setdefault(name, PRF())

    def compare(self, name: str, expected: Any, found: Any, *, where: str) -> None:
        """Count one field; a difference is kept with its place."""
        tally = self.fields.setdefault(name, Accuracy())
        fold = fold_number if name.endswith("number") else fold_value
        same = fold(expected) == fold(found)
        tally.total += 1
        tally.right += same
        if not same:
            self.differs(f"{where} {name}", f"{expected!r} ≠ {found!r}")


def fold_value(value: Any) -> str:
    """Return `value` lower-cased, with runs of punctuation and space as one space.

    >>> fold_value("Ủy ban\\nnhân dân ")
    'ủy ban nhân dân'
    """
    text = unicodedata.normalize("NFC", str(value or "")).lower()
    return re.sub(r"[\W_]+", " ", text).strip()


def fold_number(value: Any) -> str:
    """Return a document number without leading zeros and separators.

    >>> fold_number("01/2022/NĐ-CP")
    '12022nđcp'
    """
    text = unicodedata.normalize("NFC", str(value or "")).strip().lstrip("0")
    return re.sub(r"[^0-9a-zđ&]", "", text.lower())


def score_spans(
    expected: Sequence[Mention], found: Sequence[Mention], tally: PRF, *, exact: bool
) -> list[tuple[Mention, Mention]]:
    """Pair `expected` with `found`, add to `tally`, return the pairs."""
    wanted = [mention for mention in expected if not mention.get("optional")]
    optional = [mention for mention in expected if mention.get("optional")]
    used: set[int] = set()
    pairs = []
    for mention in wanted:
        for index, candidate in enumerate(found):
            if index not in used and _meet(mention, candidate, exact=exact):
                used.add(index)
                pairs.append((mention, candidate))
                break
    rest = (item for index, item in enumerate(found) if index not in used)
    tally.hits += len(pairs)
    tally.missed += len(wanted) - len(pairs)
    tally.spurious += sum(
        not any(_meet(choice, item, exact=False) for choice in optional)
        for item in rest
    )
    return pairs


def _meet(one: Mention, other: Mention, *, exact: bool) -> bool:
    if exact:
        return bool(one["start"] == other["start"] and one["end"] == other["end"])
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def score_document(
    score: Score, gold: Mapping[str, Any], found: Mapping[str, Any]
) -> None:
    """Add one annotated document: every layer, the fields, the header."""
    layers = _layers_of(found)
    for layer in LAYERS:
        expected = [m for m in gold["mentions"] if m["type"] == layer]
        exact = score_spans(
            expected, layers[layer], score.prf(f"{layer}.exact"), exact=True
        )
        _differences(score, gold["id"], layer, expected, layers[layer], exact)
        pairs = score_spans(
            expected, layers[layer], score.prf(f"{layer}.overlap"), exact=False
        )
        for one, other in pairs:
            _score_fields(
                score, layer, one, other, where=f"{gold['id']}@{one['start']}"
            )
    header = found.get("header") or {}
    for name in HEADER_FIELDS:
        if gold["header"].get(name):
            score.compare(
                f"header.{name}",
                gold["header"][name],
                header.get(name),
                where=gold["id"],
            )


def _layers_of(found: Mapping[str, Any]) -> dict[str, list[Mention]]:
    citations = found["citations"]
    layers: dict[str, list[Mention]] = {
        "CITATION": [c for c in citations if c.get("form") != "self"],
        "SELFREF": [c for c in citations if c.get("form") == "self"],
        "DATE": list(found["dates"]),
        "PERIOD": list(found["periods"]),
    }
    for label in ("PERSON", "ORG", "PLACE"):
        layers[label] = [e for e in found["entities"] if e["label"] == label]
    return layers


def _score_fields(
    score: Score, layer: str, one: Mention, other: Mention, *, where: str
) -> None:
    if layer == "CITATION":
        for name in CITATION_FIELDS:
            if name != "issuer" or one["issuer"] is not None:
                score.compare(
                    f"citation.{name}", one[name], other.get(name), where=where
                )
        score.compare(
            "citation.provisions",
            "+".join(sorted(set(one["provisions"]))),
            "+".join(sorted(set(other.get("provisions") or []))),
            where=where,
        )
    elif layer == "DATE":
        score.compare("date.value", one["value"], other.get("value"), where=where)
    elif layer == "PERIOD":
        value = f"{other.get('from')}/{other.get('to')}"
        score.compare("period.value", one["value"], value, where=where)


def _differences(
    score: Score,
    name: str,
    layer: str,
    expected: Sequence[Mention],
    found: Sequence[Mention],
    pairs: Sequence[tuple[Mention, Mention]],
) -> None:
    """Keep what was missed and what was found too much, exactly."""
    hit = {(one["start"], one["end"]) for one, _ in pairs}
    optional = [mention for mention in expected if mention.get("optional")]
    for mention in expected:
        place = (mention["start"], mention["end"])
        if place not in hit and not mention.get("optional"):
            score.differs(f"{name}@{place[0]} {layer} missed", repr(mention["quote"]))
    for item in found:
        place = (item["start"], item["end"])
        if place not in hit and not any(
            _meet(choice, item, exact=False) for choice in optional
        ):
            score.differs(f"{name}@{place[0]} {layer} spurious", f"to {place[1]}")


def score_headers(
    gold: Iterable[Mapping[str, Any]], found: Mapping[str, Mapping[str, Any]]
) -> Score:
    """Compare number, kind, date and signer of many headers, by document id."""
    score = Score()
    for expected in gold:
        header = found.get(expected["id"]) or {}
        for name in ("number", "kind", "date", "signer"):
            if expected.get(name):
                score.compare(
                    f"header.{name}",
                    expected[name],
                    header.get(name),
                    where=expected["id"],
                )
    return score


def outermost(spans: Sequence[Mention]) -> list[Mention]:
    """Return the spans that lie in no other, in order.

    >>> outermost([{"start": 0, "end": 9}, {"start": 0, "end": 4}])
    [{'start': 0, 'end': 9}]
    """
    kept: list[Mention] = []
    for span in sorted(spans, key=lambda each: (each["start"], -each["end"])):
        if not kept or span["end"] > kept[-1]["end"]:
            kept.append(span)
    return kept


def score_sentences(
    pairs: Iterable[tuple[Mapping[str, Any], Sequence[Mention]]],
) -> Score:
    """Compare citation spans sentence by sentence: (gold line, citations found).

    The set marks some citations twice, with and without their date; in
    `sentences.distinct` each counts once.
    """
    score = Score()
    for number, (gold, citations) in enumerate(pairs, 1):
        found = [c for c in citations if c.get("form") != "self"]
        distinct = score.prf("sentences.distinct")
        score_spans(outermost(gold["spans"]), found, distinct, exact=False)
        for exact in (True, False):
            name = "sentences.exact" if exact else "sentences.overlap"
            before = score.prf(name).missed, score.prf(name).spurious
            score_spans(gold["spans"], found, score.prf(name), exact=exact)
            after = score.prf(name).missed, score.prf(name).spurious
            if not exact and after != before:
                score.differs(f"line {number}", repr(gold["text"][:160]))
    return score
