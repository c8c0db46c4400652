"""The tables beside the segments hold what was put in, merged or not."""

import io
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import search.merging as merging
from search.engine import IndexDocument
from search.inverting import Gathered
from search.merging import write_words
from search.names import GatheredNames, StoredNames, names_of, write_names
from search.query import parse
from search.stored_words import Kept, StoredWords
from search.tables import (
    Lexicon,
    StreamReader,
    StreamWriter,
    Table,
    TableWriter,
)
from search.whoosh_engine import WhooshEngine
from search.words import form_of, located, words

WORDS = ("quyền", "quyển", "quyen", "Quyền", "đ", "d", "QĐ", "2020", "hoà", "hòa")
Texts = list[list[str]]
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=12), min_size=1, max_size=6)


def written(write: object) -> Table:
    """Return the table that a function writes."""
    out = io.BytesIO()
    table = TableWriter(out)
    write(table)  # type: ignore[operator]
    table.finish()
    return Table(memoryview(out.getvalue()))


def gathered(held: Texts, first: int = 0) -> Gathered:
    """Return the words of documents numbered from `first` on."""
    found = Gathered()
    for doc, stream in enumerate(held, first):
        found.add(doc, 1, 0, stream)
    return found


def stored(held: Texts) -> StoredWords:
    """Return the words of documents as a segment keeps them."""
    source = gathered(held).source()
    return StoredWords(written(lambda table: write_words(table, [source])))


def plainly(held: Texts) -> dict[str, dict[int, list[int]]]:
    """Return where each word stands, folded and exact, found word by word."""
    found: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for doc, stream in enumerate(held):
        for at, word in enumerate(stream):
            for term in set(form_of(word)):
                found[term][doc].append(at)
    return found


def check(read: StoredWords, held: Texts) -> None:
    """Compare what is read with what was found word by word."""
    truth = plainly(held)
    assert list(read.expand("")) == sorted({form_of(w).folded for t in held for w in t})
    for term, where in truth.items():
        slot = read.find(term)
        assert slot is not None
        docs, positions = read.places(slot)
        pairs = [(doc, at) for doc, spots in where.items() for at in spots]
        assert list(zip(docs.tolist(), positions.tolist(), strict=True)) == pairs
        assert read.counted(term) == (len(where), len(pairs))
        for doc, spots in where.items():
            entries = read.entries(slot.term)
            assert read.places_in(slot, *entries, doc).tolist() == spots
        if slot.code is None:
            ids, weights = read.postings(slot.term)
            assert dict(zip(ids.tolist(), weights.tolist(), strict=True)) == {
                doc: len(spots) for doc, spots in where.items()
            }


@settings(max_examples=60, deadline=None)
@given(texts)
def test_words_are_where_they_stand(held: Texts) -> None:
    """Inverting as arrays finds what going through word by word finds."""
    check(stored(held), held)


@settings(max_examples=60, deadline=None)
@given(texts, texts, st.sets(st.integers(0, 5)), st.integers(1, 9))
def test_merged_words_are_those_of_the_documents_kept(
    older: Texts, newer: Texts, deleted: set[int], block: int
) -> None:
    """However few places are merged at a time, and whatever was deleted before."""
    kept = [doc for doc in range(len(older)) if doc not in deleted]
    numbers = np.full(len(older), -1, np.int64)
    numbers[kept] = len(newer) + np.arange(len(kept))
    sources = [gathered(newer).source(), Kept(stored(older), numbers)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merging, "BLOCK", block)
        merged = StoredWords(written(lambda table: write_words(table, sources)))
    check(merged, newer + [older[doc] for doc in kept])


def test_numbers_too_large_for_their_place() -> None:
    """Long texts, many forms of one word, many documents: nothing is cut off."""
    marks = "".join(map(chr, range(0x0300, 0x0305)))
    forms = [f"a{m}b{n}c{o}" for m in marks for n in marks for o in marks]
    forms += [f"{form}d{m}" for form in forms for m in marks]
    assert len({form_of(form).exact for form in forms}) > 300
    long = ["x"] * 66_000 + forms + ["x"] * 300 + ["y"]
    check(stored([long, [], ["y"]]), [long, [], ["y"]])


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from((0, 1, 254, 255, 256, 65535, 70000, 2**32 - 1))),
        min_size=1,
    )
)
def test_streams_give_back_every_number(rows: list[list[int]]) -> None:
    """Narrow or wide, all of a term, of several, or a part of one."""
    values = np.array([value for row in rows for value in row], np.int64)
    begins = np.cumsum([0, *map(len, rows)])
    stream = StreamWriter("|u1")
    stream.add(values, begins[:-1])
    kept = np.ones(len(rows), np.bool_)
    read = StreamReader(written(lambda table: stream.write(table, "s", kept)), "s")
    assert read.read(0, len(values), (0, len(rows))).tolist() == values.tolist()
    for i, row in enumerate(rows):
        low, high = int(begins[i]), int(begins[i + 1])
        assert read.read(low, high, (i, i + 1)).tolist() == row
        middle = (low + high) // 2
        part = read.part(low, middle, high, i).tolist()
        assert part == values[middle:high].tolist()


@settings(deadline=None)
@given(st.sets(st.binary(max_size=6)), st.binary(max_size=3))
def test_a_lexicon_finds_what_it_holds(held: set[bytes], prefix: bytes) -> None:
    """Every text by its number, and where a prefix begins."""
    texts = sorted(held)
    table = written(lambda table: Lexicon.write(table, "x", texts))
    lexicon = Lexicon(table, "x")
    assert list(lexicon) == texts
    assert [lexicon.find(text) for text in texts] == list(range(len(texts)))
    assert lexicon.begin(prefix) == sum(text < prefix for text in texts)
    assert lexicon.find(b"not one of them") == -1


@settings(deadline=None)
@given(st.text())
def test_words_are_located_alike(text: str) -> None:
    """The fast way to cut a whole text finds the words that the plain way finds."""
    found, starts = located(text)
    plain = list(words(text))
    assert found == [text[word.start : word.end] for word in plain]
    assert starts.tolist() == [word.start for word in plain]


def test_names_are_found_from_any_of_their_words() -> None:
    """Once each, with all who bear them, merged and without deleted documents."""
    held = [
        IndexDocument(id="0", text="", title="Kế hoạch thi đua thi đua"),
        IndexDocument(id="1", text="", people=("Nguyễn Thế Nghĩa",), number="9/QĐ-X"),
        IndexDocument(id="2", text="", title="Thi đua", people=("Nguyễn Thế Nghĩa",)),
    ]
    names = GatheredNames()
    for doc, document in enumerate(held):
        names.add(doc, names_of(document))
    table = written(lambda table: write_names(table, [names.source()]))
    stored = StoredNames(table)
    found = [(n.text, n.later) for n in stored.starting("t", "thi dua", 200)]
    assert sorted(found) == [("Kế hoạch thi đua thi đua", True), ("Thi đua", False)]
    (person,) = stored.starting("p", "the ng", 200)
    assert (person.text, person.docs.tolist()) == ("Nguyễn Thế Nghĩa", [1, 2])
    (number,) = stored.starting("n", "9qdx", 200)
    assert number.docs.tolist() == [1]
    numbers = np.array([-1, 5, 4])
    again = written(lambda table: write_names(table, [stored.source(numbers)]))
    assert [n.text for n in StoredNames(again).starting("t", "thi", 200)] == ["Thi đua"]
    (person,) = StoredNames(again).starting("p", "nghia", 200)
    assert person.docs.tolist() == [4, 5]


def test_small_commits_become_one_segment(tmp_path: Path) -> None:
    """Documents of many commits, some of them replaced, are found after merging."""
    engine = WhooshEngine(tmp_path, texts=lambda _: None)
    for i in range(30):
        text = f"lưu trữ số{i % 10}"
        engine.add([IndexDocument(id=str(i % 20), text=text, number=f"{i}/QĐ-X")])
    assert engine.search(parse("lưu trữ")).total == engine.count() == 20
    engine.optimise()
    assert engine.search(parse("lưu trữ")).total == engine.count() == 20
    assert [h.id for h in engine.search(parse("29/QĐ-X")).hits] == ["9"]
    assert not engine.search(parse("số:3/QĐ-X")).hits
    assert len(list(tmp_path.glob("index-*/*.words"))) == 1
    engine.close()
