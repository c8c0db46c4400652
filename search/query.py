"""The query language: what people type, parsed in linear time into plain values.

Words, "exact phrases", OR, -minus, prefix*, document numbers and dates in any spelling,
and fields such as `loại:` or `kind:`. Nothing a stranger types is an error, except a
query that is too long; what was assumed is said in notices.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from nlp.subject_fields import field_names
from search.lexing import FIELDS as FIELDS
from search.lexing import Field as Field
from search.lexing import Lexeme, lexemes
from search.notices import (
    MAX_CHARACTERS,
    MAX_FILTERS,
    MAX_NUMBERS,
    MAX_PREFIXES,
    MAX_WORDS,
    MIN_PREFIX,
    PREFIX_IGNORED,
    TOO_MANY_FILTERS,
    TOO_MANY_NUMBERS,
    TOO_MANY_WORDS,
    UNBALANCED,
)
from search.notices import Notice as Notice
from search.notices import QueryError as QueryError
from search.synonyms import kind_names, status_names, status_values
from search.typed_dates import typed_date
from search.typed_numbers import NumberParts, shadow
from search.typed_references import Reference, find_references, pinpoint_of
from search.words import Form, Word, composed, folded, forms, words

_FACETS = ("kind", "issuer", "status", "signer", "field", "collection")

Sort = Literal["relevance", "newest", "oldest", "number", "issuer", "added"]
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_OR = re.compile(r"(?<!\S)(?:OR|HOẶC|HOAC|\|)(?!\S)")
_AND = re.compile(r"(?<!\S)AND(?!\S)")
_NOT = re.compile(r"(?<!\S)NOT\s{1,3}(?:(?=[^\s-])|\Z)")
_KIND_OR_TEXT = (
    r"(?:van ban|"
    + "|".join(name for name in kind_names() if " " in name or name == "luat")
    + ")"
)
_STATUS = re.compile(
    rf"(?<!\w)(?:{_KIND_OR_TEXT}\s{{1,3}})(?P<status>"
    + "|".join(sorted(status_names(), key=len, reverse=True))
    + r")(?!\w)(?:\s{1,3}ve(?!\w))?"
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word to find. `prefix` also finds longer words, `follows` says that it
    stands right after the item before it."""

    form: Form
    prefix: bool = False
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to find side by side; typed diacritics must be there."""

    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Sides of an OR: all words of one side must be found."""

    options: tuple[tuple[Term | Phrase, ...], ...]


@dataclass(frozen=True, slots=True)
class NumberTyped:
    """A document number as typed: comparable parts, and the kind word before it.

    The words that follow may belong to it ("38 lhh"): the engine decides, knowing
    which numbers exist. `sure` tells whether it can be nothing else; not `told`, that
    it is a number only if words after it belong to it. `terms` are the same words for
    a search of the text.
    """

    parts: NumberParts
    typed: str
    kind: str | None = None
    sure: bool = True
    told: bool = True
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class DateTyped:
    """A day or a stretch of days as `YYYYMMDD` numbers, both ends included."""

    first: int
    last: int
    terms: tuple[Term, ...] = ()


Item = Term | Phrase | Either | NumberTyped | DateTyped


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on a field, made by `condition`.

    `value` is a name, a year, or an ISO date; `number` is the number typed for the
    fields that take one. `soft` conditions are dropped when nothing would be left.
    `exact` asks for the very value, as a facet shows it.
    """

    field: Field
    value: str
    number: NumberTyped | None = None
    negated: bool = False
    soft: bool = False
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: `items` to find, `excluded` not to find, `filters` to satisfy.

    `pinpoint` is the provision asked for ("dieu:5/khoan:2"). No item at all asks for
    every document that satisfies the filters, the newest first. `within` are the
    collections that exist for whoever asks, None for all: of documents in others
    nothing can be told from the answer.
    """

    text: str
    items: tuple[Item, ...] = ()
    excluded: tuple[Term | Phrase, ...] = ()
    filters: tuple[Filter, ...] = ()
    pinpoint: str | None = None
    notices: tuple[Notice, ...] = ()
    sort: Sort = "relevance"
    limit: int = 20
    offset: int = 0
    within: frozenset[str] | None = None


def parse(
    text: str, *, sort: Sort = "relevance", limit: int = 20, offset: int = 0
) -> Query:
    """Parse what a person typed.

    >>> query = parse('"thi đua" loại:quyết định -covid')
    >>> [f.value for f in query.filters], len(query.items), len(query.excluded)
    (['Quyết định'], 1, 1)

    Raises:
        QueryError: when the text is longer than `MAX_CHARACTERS`.
    """
    if len(text) > MAX_CHARACTERS:
        raise QueryError(
            "query_too_long",
            f"Câu tìm dài quá {MAX_CHARACTERS} ký tự; hãy rút ngắn.",
            f"The query is longer than {MAX_CHARACTERS} characters; shorten it.",
        )
    plain = composed(text).translate(_QUOTES).replace("\x00", " ")
    plain = _with_signs(plain)
    builder = _Builder()
    if plain.count('"') % 2:
        builder.notices.append(UNBALANCED)
    for lexeme in lexemes(plain):
        builder.take(lexeme)
    return builder.query(text, sort, limit, offset)


def _with_signs(text: str) -> str:
    # AND and NOT, as other engines have them; in quotation marks they are words.
    parts = text.split('"')
    parts[::2] = [_NOT.sub("-", _AND.sub(" ", part)) for part in parts[::2]]
    return '"'.join(parts)


class _Builder:
    """Collects the parts of one query in the order typed."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.excluded: list[Term | Phrase] = []
        self.filters: list[Filter] = []
        self.notices: list[Notice] = []
        self.pinpoint: str | None = None
        self.left = MAX_WORDS
        self.prefixes = 0
        self.numbers = 0
        self.sides: list[tuple[Term | Phrase, ...]] = []

    def query(self, text: str, sort: Sort, limit: int, offset: int) -> Query:
        if self.left < 0:
            self.notices.append(TOO_MANY_WORDS)
        if self.sides:
            self._close_side()
            self.items.append(Either(tuple(self.sides)))
        return Query(
            text=text,
            items=tuple(self.items),
            excluded=tuple(self.excluded),
            filters=tuple(self.filters),
            pinpoint=self.pinpoint,
            notices=tuple(dict.fromkeys(self.notices)),
            sort=sort,
            limit=max(0, min(limit, 1000)),
            offset=max(0, offset),
        )

    def take(self, lexeme: Lexeme) -> None:
        if lexeme.kind == "field" and lexeme.field is not None:
            self._field(lexeme.field, lexeme.text.strip(), lexeme.negated)
        elif lexeme.kind == "phrase":
            self._phrase(lexeme.text, lexeme.negated)
        else:
            self._text(lexeme.text)

    def _phrase(self, text: str, negated: bool) -> None:
        reference = None if negated else _whole_number(text)
        if reference is not None:
            self._reference(reference, text)
            return
        found = tuple(forms(text))[: max(self.left, 0)]
        self.left -= len(forms(text))
        if found:
            self._add(Phrase(found), negated)

    def _add(self, item: Item, negated: bool = False) -> None:
        if negated and isinstance(item, Term | Phrase):
            if item not in self.excluded:
                self.excluded.append(item)
        elif isinstance(item, Term) or item not in self.items:
            self.items.append(item)

    def _text(self, text: str) -> None:
        begin = 0
        for match in _OR.finditer(text):
            self._run(text[begin : match.start()])
            self._close_side()
            begin = match.end()
        self._run(text[begin:])

    def _close_side(self) -> None:
        side = tuple(item for item in self.items if isinstance(item, Term | Phrase))
        if side and side not in self.sides:
            self.sides.append(side)
        if side:
            self.items = [item for item in self.items if item not in side]

    def _run(self, text: str) -> None:
        text = self._take_status(text)
        plain = shadow(text)
        if self.pinpoint is None:
            self.pinpoint = pinpoint_of(plain)
        begin = 0
        for reference in find_references(plain):
            self._words(text[begin : reference.start])
            self._reference(reference, text)
            begin = reference.end
        self._words(text[begin:])

    def _take_status(self, text: str) -> str:
        match = _STATUS.search(shadow(text))
        if match is None:
            return text
        value = status_names()[match["status"]]
        self.filters.append(Filter("status", value, soft=True))
        before = match[0].startswith("van ban")
        begin = match.start() if before else match.start("status")
        return text[:begin] + " " + text[match.end() :]

    def _reference(self, reference: Reference, text: str) -> None:
        self.left -= 1
        if self.left < 0:
            return
        if reference.parts is not None:
            self.numbers += 1
            if self.numbers > MAX_NUMBERS:
                self.notices.append(TOO_MANY_NUMBERS)
                return
        typed = text[reference.start : reference.end]
        terms = self._terms(typed)
        if reference.dates is not None:
            self._add(DateTyped(*reference.dates, terms))
        elif reference.parts is not None:
            number = NumberTyped(
                reference.parts,
                typed,
                reference.kind,
                reference.sure,
                reference.told,
                terms,
            )
            if reference.replaces:
                number = replace(number, terms=(*self._last_words(2), *terms))
                self._condition(Filter("replaces", typed, number, soft=True))
            else:
                self._add(number)

    def _last_words(self, count: int) -> tuple[Term, ...]:
        taken = [item for item in self.items[-count:] if isinstance(item, Term)]
        del self.items[len(self.items) - len(taken) :]
        return tuple(taken)

    def _terms(self, text: str) -> tuple[Term, ...]:
        found = [Term(form, follows=i > 0) for i, form in enumerate(forms(text))]
        return tuple(found[:12])

    def _words(self, text: str) -> None:
        end, before = -1, ""
        for word in words(text):
            self.left -= 1
            if self.left < 0:
                return
            between = text[end : word.start] if end >= 0 else text[: word.start]
            between = between.removeprefix("*")
            negated = between.endswith("-") and not between[:-1].strip(" ")
            negated = negated and (end < 0 or between != "-")
            prefix = text[word.end : word.end + 1] == "*" and self._may_expand(word)
            follows = end >= 0 and not negated
            self._add(Term(word.form, prefix, follows and before != "-"), negated)
            end, before = word.end, "-" if negated else ""

    def _may_expand(self, word: Word) -> bool:
        self.prefixes += 1
        if len(word.form.folded) >= MIN_PREFIX and self.prefixes <= MAX_PREFIXES:
            return True
        self.notices.append(PREFIX_IGNORED)
        return False

    def _field(self, field: Field, value: str, negated: bool) -> None:
        if not value:
            return
        made = condition(field, value)
        if made is None:
            self.notices.append(
                Notice(
                    "field_not_understood",
                    f"Không hiểu giá trị “{value[:60]}”; đã bỏ qua điều kiện này.",
                    f"Value “{value[:60]}” was not understood; condition ignored.",
                )
            )
        else:
            self._condition(replace(made, negated=negated))

    def _condition(self, made: Filter) -> None:
        if made in self.filters:
            return
        if len(self.filters) == MAX_FILTERS:
            self.notices.append(TOO_MANY_FILTERS)
            return
        self.filters.append(made)


def _whole_number(text: str) -> Reference | None:
    # A number is looked up as one even in quotation marks: words of it mean nothing.
    plain = shadow(text)
    found = next(find_references(plain), None)
    if found is None or found.parts is None or not found.sure:
        return None
    around = plain[: found.start] + plain[found.end :]
    return None if any(letter.isalnum() for letter in around) else found


def condition(field: Field, value: str, *, exact: bool = False) -> Filter | None:
    """Read the value of a field as typed; None where it says nothing.

    `exact` takes the value of a facet as it stands: the documents that were counted.

    >>> condition("kind", "qd").value, condition("from", "7/2020").value
    ('Quyết định', '2020-07-01')
    """
    if exact and field in _FACETS:
        return Filter(field, value, exact=True) if value else None
    plain = folded(value)
    if field == "kind":
        return Filter(field, kind_names().get(plain, value))
    if field == "status":
        return Filter(field, status_values().get(plain, value))
    if field == "field":
        typed = " ".join(form.folded for form in forms(value))
        return Filter(field, field_names().get(typed, value)) if typed else None
    if field in ("from", "to"):
        bounds = typed_date(value)
        if bounds is None:
            return None
        day = str(bounds[0] if field == "from" else bounds[1])
        return Filter(field, f"{day[:4]}-{day[4:6]}-{day[6:]}")
    if field == "year":
        return Filter(field, plain) if re.fullmatch(r"\d{4}", plain) else None
    if field in ("number", "cites", "replaces"):
        numbered = _number_filter(field, value)
        named = field == "cites" and " " in plain
        return Filter(field, value) if named and numbered is None else numbered
    return Filter(field, value) if plain else None


def _number_filter(field: Field, value: str) -> Filter | None:
    plain = shadow(value)
    found = next(find_references(plain, number_expected=True), None)
    if found is None or found.parts is None:
        return None
    parts = found.parts
    after = tuple(form.folded for form in forms(value[found.end :])[:6])
    parts = replace(parts, rest=(*parts.rest, *after))
    typed = value[found.start :]
    return Filter(field, value, NumberTyped(parts, typed, found.kind))
