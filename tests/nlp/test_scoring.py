"""Scores are counted as the reviewed answers define them."""

from typing import Any

from nlp.scoring import (
    PRF,
    Score,
    score_document,
    score_headers,
    score_sentences,
    score_spans,
)


def _at(start: int, end: int, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, "quote": "", **more}


def test_an_optional_mention_is_neither_demanded_nor_punished() -> None:
    """Missing it costs nothing, and finding it costs nothing."""
    expected = [_at(0, 5), _at(10, 15, optional=True)]

    for found in ([_at(0, 5)], [_at(0, 5), _at(11, 15)]):
        tally = PRF()
        score_spans(expected, found, tally, exact=True)
        assert (tally.hits, tally.spurious, tally.missed) == (1, 0, 0)


def test_overlap_pairs_one_to_one() -> None:
    """One long span does not answer two short ones."""
    tally = PRF()

    score_spans([_at(0, 3), _at(4, 9)], [_at(0, 9)], tally, exact=False)

    assert (tally.hits, tally.spurious, tally.missed) == (1, 0, 1)


def test_a_document_is_scored_layer_by_layer_and_field_by_field() -> None:
    """A citation of the right span and the wrong date is a hit and a wrong field."""
    citation = _at(
        0, 9, type="CITATION", kind="Luật", number=None, date="2020", issuer=None
    )
    citation |= {"relation": "basis", "provisions": ["dieu:1"]}
    gold = {"id": "x", "header": {"number": "01/QĐ-A"}, "mentions": [citation]}
    found = {
        "header": {"number": "1/QĐ-A"},
        "citations": [{**citation, "date": "2021", "form": "full"}],
        "dates": [],
        "periods": [],
        "entities": [],
    }
    score = Score()

    score_document(score, gold, found)

    assert score.prf("CITATION.exact").f1 == 1.0
    assert score.fields["citation.date"].share == 0.0
    assert score.fields["citation.provisions"].share == 1.0
    assert score.fields["header.number"].share == 1.0
    assert [str(one) for one in score.differences] == [
        "x@0 citation.date: '2020' ≠ '2021'"
    ]


def test_headers_are_compared_by_id() -> None:
    """A document that was not read has every field wrong."""
    score = score_headers([{"id": "a", "number": "1/QĐ-B", "signer": None}], {})

    assert (score.fields["header.number"].right, len(score.fields)) == (0, 1)


def test_a_citation_marked_twice_is_wanted_once() -> None:
    """With and without its date it is one; the plain count wants both."""
    gold = {"text": "x" * 40, "spans": [_at(0, 30), _at(0, 12), _at(34, 40)]}
    score = score_sentences([(gold, [_at(0, 33), _at(34, 40)])])
    distinct, plain = score.prf("sentences.distinct"), score.prf("sentences.overlap")
    assert (distinct.hits, distinct.missed, distinct.spurious) == (2, 0, 0)
    assert (plain.hits, plain.missed, plain.spurious) == (2, 1, 0)
