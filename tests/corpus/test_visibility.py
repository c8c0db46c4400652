"""Whoever may not see a collection reads a register in which it is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from corpus.collections import CollectionError
from corpus.holdings import NotHeld
from corpus.overview import overview_of
from corpus.questions import acts_on_document
from corpus.register import Register
from corpus.tables import metadata
from corpus.visibility import RULES, limited, narrowed, watch

OPEN = frozenset({1})


@pytest.fixture
def secret(register: Register) -> int:
    """A collection that nobody was given yet."""
    return register.collections.add("Kiểm tra nội bộ").id


@pytest.fixture
def shelved(
    register: Register, made: Any, secret: int, decision: dict[str, str]
) -> Callable[..., int]:
    """Put a document into a collection, return its id."""

    def add(name: str, collection: int = 1, **header: Any) -> int:
        data, doc, analysis = made(name, **header)
        register.receive(data, name, collection=collection)
        return register.add(data, doc, analysis).id

    return add


def test_every_table_has_a_rule() -> None:
    """A table made without deciding who sees its rows fails here."""
    assert set(RULES) == set(metadata.tables)


def test_a_hidden_document_is_not_there(
    register: Register, shelved: Any, secret: int, decision: Any
) -> None:
    """Not by id, number, digest, in lists or in counts."""
    shown = shelved("mo.txt", kind="Quyết định", number="1/QĐ-LHH")
    hidden = shelved("kin.txt", secret, **decision)
    sha = register.get(hidden).sha256
    seen = register.seen_by(OPEN)

    for ask in (seen.get, seen.document, seen.text, seen.cites, seen.cited_by):
        with pytest.raises(NotHeld):
            ask(hidden)
    assert [each.id for each in seen.documents()] == [shown]
    assert seen.find("38/QĐ-LHH") == []
    assert seen.find(str(hidden)) == []
    assert seen.find(sha[:12]) == []
    assert seen.by_sha256(sha) is None
    assert seen.counts()["documents"] == 1
    assert seen.versions(hidden) == []
    assert [row.state for row in seen.lookup_list(["38/QĐ-LHH"])] == ["unknown"]
    assert register.seen_by(frozenset({1, secret})).get(hidden).id == hidden
    assert register.get(hidden).collection_id == secret


def test_a_citation_of_a_hidden_document_leads_nowhere(
    register: Register, made: Any, shelved: Any, secret: int, decision: Any
) -> None:
    """As if it were not held: neither what it leads to nor that it leads somewhere."""
    cite = {k: decision[k] for k in ("kind", "number", "date", "issuer")}
    hidden = shelved("kin.txt", secret, **decision)
    citing = shelved("mo.txt", cites=(cite,))
    seen = register.seen_by(OPEN)

    (link,) = seen.cites(citing)
    assert (link.resolution, link.targets) == ("unresolved", ())
    (checked,) = seen.check_held(citing).citations
    assert (checked.reason.code, checked.held, checked.candidates) == (
        "not-held",
        None,
        (),
    )
    (whole,) = register.cites(citing)
    assert (whole.resolution, whole.targets[0].id) == ("exact", str(hidden))


def test_a_citation_leads_to_the_copy_that_may_be_seen(
    register: Register, shelved: Any, secret: int, decision: Any
) -> None:
    """Of two files of one document the open one is found, whichever came first."""
    cite = {k: decision[k] for k in ("kind", "number", "date", "issuer")}
    shelved("kin.txt", secret, **decision)
    shown = shelved("mo.txt", **decision)
    citing = shelved("trich.txt", cites=(cite,))

    (link,) = register.seen_by(OPEN).cites(citing)
    assert (link.resolution, link.targets[0].id) == ("exact", str(shown))


def test_what_a_hidden_document_does_to_others_is_not_told(
    register: Register, shelved: Any, secret: int, decision: Any
) -> None:
    """Cited-by, acts, validity, statistics and duplicates leave it out."""
    shown = shelved("mo.txt", **decision)
    cite = {k: decision[k] for k in ("kind", "number", "date", "issuer")}
    shelved(
        "kin.txt",
        secret,
        cites=({**cite, "relation": "repeals"},),
        kind="Quyết định",
        number="40/QĐ-LHH",
        date="2021-01-01",
    )
    shelved("kin2.txt", secret, **decision)
    seen = register.seen_by(OPEN)

    assert len(register.cited_by(shown)) == 1
    assert seen.cited_by(shown) == []
    assert seen.ask(lambda db: acts_on_document(db, shown)) == []
    assert seen.validity(shown, "2022-01-01").act is None
    assert register.validity(shown, "2022-01-01").act is not None
    found = seen.ask(overview_of)
    assert found.years == (("2020", 1),)
    assert found.most_cited == ()
    assert len(register.duplicates.of(shown)) == 1
    assert seen.duplicates.of(shown) == []
    assert list(seen.duplicates.pairs()) == []


def test_what_was_decided_and_failed_elsewhere_is_not_told(
    register: Register, secret: int
) -> None:
    """Names of files that could not be read are names too."""
    failed = register.receive(b"x", "danh-sach-ky-luat.pdf", collection=secret)
    register.fail(failed.sha256, code="corrupt", message_vi="Tệp hỏng.")

    assert len(register.failures()) == 1
    assert register.seen_by(OPEN).failures() == []


def test_moving_a_document_opens_it(
    register: Register, shelved: Any, secret: int, decision: Any
) -> None:
    """It is seen at once, and waits to be indexed anew."""
    hidden = shelved("kin.txt", secret, **decision)
    register.ledger.advance(register.get(hidden).sha256, "indexed")

    register.collections.move(hidden, 1)

    assert register.seen_by(OPEN).get(hidden).number == "38/QĐ-LHH"
    assert [each.id for each in register.pending_index()] == [hidden]


def test_collections_are_named_once(register: Register, secret: int) -> None:
    """Case and diacritics make no second collection; some names are none."""
    assert register.collections.named("kiem tra NỘI BỘ").id == secret
    assert [each.name for each in register.seen_by(OPEN).collections.all()] == ["Chung"]
    for name in ("KIỂM TRA NỘI BỘ", "", "  ", "x" * 101):
        with pytest.raises(CollectionError):
            register.collections.add(name)
    with pytest.raises(CollectionError):
        register.collections.named("không có")


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT count(*) FROM document",
        "  select d.id from document as d join citation on citation.document_id = d.id",
        "WITH x AS (SELECT * FROM document) SELECT count(*) FROM x",
        "SELECT id FROM document WHERE id IN (SELECT document_id FROM reading)",
    ],
)
def test_every_question_is_narrowed(
    register: Register, shelved: Any, secret: int, statement: str
) -> None:
    """Whatever reads `document` reads only what may be seen, subqueries included."""
    shelved("kin.txt", secret, number="9/QĐ-LHH")
    seen = register.seen_by(OPEN)

    found = seen.ask(lambda db: db.execute(text(statement)).all())
    assert [row[0] for row in found] in ([], [0])


def test_a_recursive_question_is_refused() -> None:
    """Rather no answer than one that was not narrowed."""
    with pytest.raises(ValueError, match="recursive"):
        narrowed("WITH RECURSIVE a AS (SELECT 1) SELECT * FROM a", OPEN, "sqlite")


def test_seeing_no_collection_is_seeing_nothing(
    register: Register, shelved: Any
) -> None:
    """An empty choice is not the same as no choice."""
    shelved("mo.txt", number="1/QĐ-LHH")

    assert register.seen_by(frozenset()).documents() == []
    assert len(register.seen_by(None).documents()) == 1


def test_statements_for_postgresql_name_no_schema() -> None:
    """Within its own definition a name means the table itself there."""
    statement = narrowed("SELECT 1 FROM document", OPEN, "postgresql")

    assert "main." not in statement
    engine = create_engine("sqlite://")
    watch(engine)
    with limited(engine, None).connect() as db:
        assert db.execute(text("SELECT 1")).scalar() == 1
    engine.dispose()
