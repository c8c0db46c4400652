"""A query answered over one snapshot: filters, what must be found, what ranks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol, TypeVar

import numpy as np

from search.arrays import Bools, Floats, Ints
from search.conditions import allowed_by
from search.described import values_of
from search.engine import Facets
from search.favouring import favoured
from search.held_numbers import Held, look_up, meant_as_time
from search.postings import MAX_EXPANSIONS, Snapshot
from search.query import (
    DateTyped,
    Either,
    Item,
    Notice,
    NumberTyped,
    Phrase,
    Query,
    Term,
)
from search.scoring import Ranker, Unit, all_of, any_of, top
from search.synonyms import official_status
from search.typed_numbers import NumberParts
from search.words import Form

ALL_WORDS_UP_TO = 4
"""Questions longer than this are answered by most of their words, not by all."""
COVERAGE = 0.3
FACETS = ("kind", "issuer", "year", "status", "signer", "field", "collection")
EXPIRED = 0.5
ENDED = official_status("expired")
WITHIN_DATE = 2.0

NONE_HAS_ALL = Notice(
    "not_all_words",
    "Không có văn bản nào chứa đủ các từ; đây là những văn bản gần nhất.",
    "No document holds all the words; these are the nearest ones.",
)
_PREFIX_CUT = Notice(
    "prefix_cut",
    f"Quá nhiều từ bắt đầu như vậy; chỉ tìm {MAX_EXPANSIONS} từ đầu.",
    f"Too many words start like this; only {MAX_EXPANSIONS} were searched.",
)
_NUMBER_NOT_HELD = Notice(
    "number_not_held",
    "Không có văn bản mang số này; đã tìm trong toàn văn.",
    "No document has this number; the text was searched instead.",
)
_ONLY_CITED = Notice(
    "number_only_cited",
    "Không có văn bản mang số này; đây là những văn bản viện dẫn nó.",
    "No document has this number; these are the documents citing it.",
)


@dataclass(slots=True)
class Outcome:
    """Which documents were found (`matched`), their scores, and why.

    `wanted` are the words to show, and what each is worth; `own` marks the documents
    of the numbers typed, None where no number was.
    """

    matched: Bools
    scores: Floats
    notices: list[Notice] = field(default_factory=list)
    wanted: dict[Form, float] = field(default_factory=dict)
    own: Bools | None = None

    def page(self, query: Query, snapshot: Snapshot) -> Ints:
        """Return the documents of the page asked for, in order."""
        docs = np.flatnonzero(self.matched)
        end = query.offset + query.limit
        if query.sort == "relevance":
            ranked = top(self.scores, docs, snapshot.dates, end)
        else:
            ranked = _sorted(query, snapshot, docs)
        return ranked[query.offset : end]


def answer(snapshot: Snapshot, query: Query) -> Outcome:
    """Answer a query over one snapshot."""
    notices = list(query.notices)
    allowed, query = allowed_by(snapshot, query, notices)
    ranker = Ranker(snapshot)
    items, numbers = numbers_in(query, notices, partial(look_up, snapshot))
    outcome, units = scored(ranker, query, items, numbers, notices)
    outcome.matched = allowed
    if numbers:
        found = any_of([held.own | held.citing for held, _ in numbers])
        outcome.matched = allowed & found
    elif units:
        outcome.matched = _matched(allowed, units, notices)
    for excluded in query.excluded:
        outcome.matched = outcome.matched & ~_holding(ranker, excluded)
    return outcome


def scored(
    ranker: Ranker,
    query: Query,
    items: list[Item],
    numbers: list[tuple[Held, NumberTyped]],
    notices: list[Notice],
) -> tuple[Outcome, list[Unit]]:
    """Score every document of a snapshot by what is asked, matched or not."""
    snapshot = ranker.snapshot
    units = _units(ranker, snapshot, items)
    zeros = np.zeros(snapshot.size, np.float32)
    outcome = Outcome(snapshot.live, zeros, notices, _telling(units))
    if ranker.cut:
        notices.append(_PREFIX_CUT)
    for held, typed in numbers:
        for word in (typed.parts.serial, *typed.parts.rest):
            outcome.wanted.setdefault(Form(word, word), 1.0)
        outcome.scores += held.scores
    for unit in units:
        outcome.scores += unit.scores
    if numbers:
        outcome.own = any_of([held.own for held, _ in numbers])
    else:
        outcome.scores += favoured(ranker, items)
        _prefer_in_force(snapshot, query, outcome)
    return outcome, units


def _telling(units: list[Unit]) -> dict[Form, float]:
    # Words that stand nearly everywhere say nothing in a snippet, unless nothing else
    # was asked for.
    floor = 0.2 * max((unit.idf for unit in units), default=0.0)
    found: dict[Form, float] = {}
    for unit in units:
        if unit.required or unit.idf >= floor:
            for form in unit.forms:
                found[form] = max(found.get(form, 0.0), unit.idf, 0.1)
    return found


class LookedUp(Protocol):
    """What is known of a number typed: whether it exists, and its further words."""

    @property
    def found(self) -> bool:
        """Whether any document has or cites the number."""
        ...

    @property
    def owned(self) -> bool:
        """Whether any document has the number."""
        ...

    @property
    def absorbed(self) -> int:
        """How many of the words that followed belong to the number."""
        ...


_Found = TypeVar("_Found", bound=LookedUp)


def numbers_in(
    query: Query,
    notices: list[Notice],
    looked_up: Callable[[NumberTyped, list[Item]], _Found],
) -> tuple[list[Item], list[tuple[_Found, NumberTyped]]]:
    """Part what is asked into words to find and numbers that documents have."""
    items = list(query.items)
    numbers: list[tuple[_Found, NumberTyped]] = []
    rest: list[Item] = []
    at = 0
    while at < len(items):
        item = items[at]
        at += 1
        if not isinstance(item, NumberTyped):
            rest.append(item)
            continue
        held = looked_up(item, items[at:])
        dates = meant_as_time(item)
        if dates is not None and not held.owned:
            rest.append(DateTyped(*dates, item.terms))
            continue
        if held.found and (item.told or held.absorbed):
            numbers.append((held, item))
            at += held.absorbed
        elif item.sure:
            notices.append(_NUMBER_NOT_HELD)
            rest.append(_written(item.parts))
        else:
            rest.extend(item.terms)
    if numbers and not any(held.owned for held, _ in numbers):
        notices.append(_ONLY_CITED)
    return rest, numbers


def _written(parts: NumberParts) -> Either:
    # A number nobody holds may still be written in a text, with or without its zero.
    def phrase(serial: str) -> tuple[Phrase]:
        found = (serial + parts.suffix, *parts.rest)
        return (Phrase(tuple(Form(word, word) for word in found)),)

    return Either((phrase(parts.serial), phrase("0" + parts.serial)))


def _units(ranker: Ranker, snapshot: Snapshot, items: list[Item]) -> list[Unit]:
    units: list[Unit] = []
    run: list[Term] = []
    for item in items:
        if isinstance(item, Term):
            if run and not item.follows:
                units.extend(ranker.run(run))
                run = []
            run.append(item)
            continue
        units.extend(ranker.run(run))
        run = []
        if isinstance(item, DateTyped):
            units.append(_dated(ranker, snapshot, item))
        elif isinstance(item, Either):
            units.append(ranker.either(item))
        elif isinstance(item, Phrase):
            units.append(ranker.phrase(item))
    units.extend(ranker.run(run))
    return units


def _holding(ranker: Ranker, item: Term | Phrase) -> Bools:
    # "-sở" leaves out "sở", not every document with "số".
    if isinstance(item, Term) and item.form.accented and not item.prefix:
        item = Phrase((item.form,))
    return (ranker.word(item) if isinstance(item, Term) else ranker.phrase(item)).mask


def _dated(ranker: Ranker, snapshot: Snapshot, item: DateTyped) -> Unit:
    # Issued in that time, or at least written about in those words.
    issued = (snapshot.dates >= item.first) & (snapshot.dates <= item.last)
    written = ranker.run(list(item.terms))
    mask = issued.copy()
    scores = np.zeros(snapshot.size, np.float32)
    if written and not snapshot.issued(item.first, item.last):
        mask = all_of([unit.mask for unit in written])
    for unit in written:
        scores += unit.scores
    within = snapshot.issued(item.first, item.last)
    scores[issued] += WITHIN_DATE * max(ranker.idf(within), 1.0)
    forms = tuple(form for unit in written for form in unit.forms)
    return Unit(mask, scores, ranker.idf(int(mask.sum())), True, forms)


def _matched(allowed: Bools, units: list[Unit], notices: list[Notice]) -> Bools:
    required = [unit.mask for unit in units if unit.required]
    basis = all_of([allowed, *required])
    loose = [unit for unit in units if not unit.required]
    if not loose:
        return basis
    every = all_of([basis, *(unit.mask for unit in loose)])
    if len(loose) <= ALL_WORDS_UP_TO and every.any():
        return every
    known = [unit for unit in loose if unit.mask.any()]
    if not known:
        return np.zeros_like(basis)
    weight = sum(unit.idf for unit in known)
    covered = np.zeros(len(allowed), np.float32)
    for unit in known:
        covered[unit.mask] += unit.idf / weight
    near = all_of([basis, covered >= COVERAGE])
    if not near.any():
        near = all_of([basis, covered > 0])
    if not every.any() and near.any():
        notices.append(NONE_HAS_ALL)
    return near


def _prefer_in_force(snapshot: Snapshot, query: Query, outcome: Outcome) -> None:
    if any(condition.field == "status" for condition in query.filters):
        return
    labels = snapshot.labels["status"]
    expired = [i for i, label in enumerate(labels) if official_status(label) == ENDED]
    if expired:
        outcome.scores[np.isin(snapshot.codes["status"], expired)] *= EXPIRED


def _sorted(query: Query, snapshot: Snapshot, docs: Ints) -> Ints:
    dates = snapshot.dates[docs]
    if query.sort == "newest":
        return docs[np.lexsort((docs, -dates))]
    if query.sort == "oldest":
        return docs[np.lexsort((docs, np.where(dates == 0, 99_999_999, dates)))]
    ranks, unknown = _ranks(snapshot, query.sort)
    ranks, unknown = ranks[docs], unknown[docs]
    if query.sort == "added":
        # The last added first, of those added together the last one.
        turned = np.where(unknown, docs, -docs)
        return docs[np.lexsort((turned, -ranks, unknown))]
    return docs[np.lexsort((docs, ranks, unknown))]


def _ranks(snapshot: Snapshot, sort: str) -> tuple[Ints, Bools]:
    """Return the order of every document, and of which it is not known."""
    name = "added_at" if sort == "added" else sort
    codes, labels = snapshot.coded(name)
    key = _number_order if sort == "number" else str
    order = sorted(range(len(labels)), key=lambda i: key(labels[i]))
    ranks = np.empty(len(labels), np.int64)
    ranks[order] = np.arange(len(labels))
    return ranks[codes], codes == 0


def _number_order(number: str) -> tuple[int, str]:
    digits = ""
    for letter in number:
        if not letter.isdecimal():
            break
        digits += letter
    return int(digits or 0), number


def facets(snapshot: Snapshot, matched: Bools) -> Facets:
    """Count the values of every facet among the documents found."""
    counted: Facets = {}
    for name in FACETS:
        codes = snapshot.codes[name][matched]
        labels = snapshot.labels[name]
        counts = np.bincount(codes, minlength=len(labels))
        rows: Counter[str] = Counter()
        for i in np.flatnonzero(counts):
            for value in values_of(name, labels[i]):
                rows[value] += int(counts[i])
        counted[name] = sorted(rows.items(), key=lambda row: (-row[1], row[0]))
    return counted
