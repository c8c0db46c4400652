"""The five fields of a citation beside those of the document it names."""

from __future__ import annotations

from corpus.identity import (
    Match,
    Reference,
    dates_agree,
    kinds_match,
    numbers_match,
    same_by_name,
)
from corpus.impossible import kind_contradicts_code
from corpus.issuers import contradicts_code, same_issuer
from corpus.keys import LAW_KINDS, kind_slug, name_words, parse_number
from corpus.known import Known
from corpus.title_numbers import numbers_that_differ
from corpus.verdicts import FieldVerdict
from nlp.numbers import DocumentNumber, year_contradicts_date

_SAME_TITLE = 0.6
_OTHER_TITLE = 0.2
_FEWEST_WORDS = 4
_LONGEST_TITLE = 600
# Words that open nearly every title and say nothing of its subject.
_EMPTY = (
    "ve viec quy dinh ban hanh huong dan sua doi bo sung mot so dieu cua va cac cho "
    "tai trong theo chi tiet thi hanh thuc hien phe duiet thong tu nghi luat"
)
_EMPTY_WORDS = frozenset(_EMPTY.split(" "))


def title_likeness(a: str, b: str) -> float:
    """Return how much of the shorter title stands in the longer one, 0 to 1.

    Folded, without the words that open every title; abbreviations spelt out. Where
    nothing else is left of one of them, all words count.

    >>> title_likeness("về công tác văn thư", "Về công tác văn thư, lưu trữ")
    1.0
    >>> title_likeness("Hướng dẫn một số điều của Nghị định", "Về công tác văn thư")
    0.0
    """
    all_one, all_two = (set(name_words(title[:_LONGEST_TITLE])) for title in (a, b))
    one, two = all_one - _EMPTY_WORDS, all_two - _EMPTY_WORDS
    if not one or not two:
        one, two = all_one - {"ve"}, all_two - {"ve"}
    shorter = min(len(one), len(two))
    return len(one & two) / shorter if shorter else 1.0


def _kind(ours: Reference, theirs: Reference) -> FieldVerdict:
    if not ours.kind:
        return "missing"
    if not theirs.kind:
        return "not_comparable"
    clash = kinds_match(ours, theirs) is Match.CONFLICT
    return "mismatch" if clash else "match"


def _number(ours: Reference, theirs: Reference) -> FieldVerdict:
    if not ours.number:
        return "missing"
    one = parse_number(ours.number, kind=ours.kind)
    two = parse_number(theirs.number, kind=theirs.kind)
    if one is None or two is None:
        return "match" if ours.number == theirs.number else "not_comparable"
    return "mismatch" if numbers_match(one, two) is Match.CONFLICT else "match"


def _date(ours: Reference, theirs: Reference) -> FieldVerdict:
    if not ours.date:
        return "missing"
    agree = dates_agree(ours.date, theirs.date)
    if agree is None:
        return "not_comparable"
    if agree:
        return "match"
    number = parse_number(theirs.number, kind=theirs.kind)
    if number is not None and year_contradicts_date(number, theirs.date):
        return "not_comparable"
    return "mismatch"


def _trusted_issuer(theirs: Reference, number: DocumentNumber | None) -> bool:
    return not contradicts_code(theirs.issuer, number)


def _issuer(ours: Reference, theirs: Reference) -> FieldVerdict:
    if not ours.issuer:
        return "missing"
    homes = {"home": ours.home, "other_home": theirs.home}
    same = same_issuer(ours.issuer, theirs.issuer, **homes)
    if same or (same is None and same_by_name(ours, theirs)):
        return "match"
    number = parse_number(ours.number, kind=ours.kind)
    if contradicts_code(ours.issuer, number):
        return "mismatch"
    theirs_number = parse_number(theirs.number, kind=theirs.kind)
    if same is False and _trusted_issuer(theirs, theirs_number):
        return "mismatch"
    return "not_comparable"


def _title(ours: Reference, theirs: Reference) -> FieldVerdict:
    if not ours.title:
        return "missing"
    if not theirs.title:
        return "not_comparable"
    like = title_likeness(ours.title, theirs.title)
    if like >= _SAME_TITLE:
        differ = numbers_that_differ(ours.title, theirs.title)
        return "mismatch" if differ else "match"
    enough = (
        min(len(name_words(t[:_LONGEST_TITLE])) for t in (ours.title, theirs.title))
        >= _FEWEST_WORDS
    )
    if like <= _OTHER_TITLE and (enough or kind_slug(ours.kind) in LAW_KINDS):
        return "mismatch"
    return "not_comparable"


def compare_fields(ours: Reference, known: Known) -> dict[str, FieldVerdict]:
    """Compare each field of the citation with the document it names.

    `missing` where the citation does not say it; `not_comparable` where the other side
    does not, where the two cannot be told apart for certain, or where the record
    contradicts itself. A partial date that agrees as far as it goes is a match.
    """
    theirs = known.reference
    return {
        "kind": _kind(ours, theirs),
        "number": _number(ours, theirs),
        "date": _date(ours, theirs),
        "issuer": _issuer(ours, theirs),
        "title": _title(ours, theirs),
    }


def unheld_fields(ours: Reference) -> dict[str, FieldVerdict]:
    """Return the fields where there is nothing to compare with.

    What contradicts the number itself is a mismatch all the same.
    """
    number = parse_number(ours.number, kind=ours.kind)
    said = {
        "kind": ours.kind,
        "number": ours.number,
        "date": ours.date,
        "issuer": ours.issuer,
        "title": ours.title,
    }
    fields: dict[str, FieldVerdict] = {
        name: "not_comparable" if value else "missing" for name, value in said.items()
    }
    if kind_contradicts_code(ours.kind, number) is not None:
        fields["kind"] = "mismatch"
    if contradicts_code(ours.issuer, number):
        fields["issuer"] = "mismatch"
    if number is not None and year_contradicts_date(number, ours.date):
        fields["date"] = "mismatch"
    return fields
