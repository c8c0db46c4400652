"""What was typed, cut into texts, phrases and fields, in the order typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from nlp.subject_fields import field_names
from search.synonyms import kind_names, status_values
from search.typed_dates import find_typed_dates
from search.typed_numbers import shadow
from search.words import words

Field = Literal[
    "kind",
    "issuer",
    "number",
    "from",
    "to",
    "year",
    "status",
    "signer",
    "field",
    "collection",
    "cites",
    "replaces",
]

FIELDS: dict[str, Field] = {
    "loại": "kind",
    "loại văn bản": "kind",
    "kind": "kind",
    "type": "kind",
    "cơ quan": "issuer",
    "cơ quan ban hành": "issuer",
    "issuer": "issuer",
    "số": "number",
    "số hiệu": "number",
    "number": "number",
    "từ": "from",
    "từ ngày": "from",
    "from": "from",
    "đến": "to",
    "đến ngày": "to",
    "to": "to",
    "năm": "year",
    "year": "year",
    "hiệu lực": "status",
    "tình trạng": "status",
    "status": "status",
    "người ký": "signer",
    "signer": "signer",
    "lĩnh vực": "field",
    "field": "field",
    "tập": "collection",
    "bộ sưu tập": "collection",
    "collection": "collection",
    "dẫn": "cites",
    "viện dẫn": "cites",
    "cites": "cites",
    "thay thế": "replaces",
    "replaces": "replaces",
}
"""Field names as typed, Vietnamese (with or without diacritics) and English."""

_BY_NAME = {shadow(name): field for name, field in FIELDS.items()}
_FIELD = re.compile(
    r"(?<!\w)(-?)("
    + "|".join(sorted(_BY_NAME, key=len, reverse=True)).replace(" ", r"\s{1,3}")
    + r")\s{0,2}:(?!//)"
)
_KNOWN = {"kind": kind_names, "status": status_values, "field": field_names}
_VALUE_END = re.compile(r"[;,]|(?<!\S)(?:OR|HOẶC|HOAC|\||-(?=\S))")
_MINUS = re.compile(r"(?<!\S)-\Z")


class Lexeme(NamedTuple):
    """A piece of a query: free text, a quoted phrase, or the value of a field."""

    kind: Literal["text", "phrase", "field"]
    text: str
    field: Field | None = None
    negated: bool = False


def lexemes(text: str) -> Iterator[Lexeme]:
    """Cut a query into its pieces; a quotation mark never closed closes at the end.

    >>> [(piece.kind, piece.text) for piece in lexemes('thi loại:qd "a b')]
    [('text', 'thi '), ('field', 'qd'), ('phrase', 'a b')]
    """
    parts = text.split('"')
    waiting: tuple[Field | None, bool] = (None, False)
    for i, part in enumerate(parts):
        if i % 2:
            kind: Literal["field", "phrase"] = "field" if waiting[0] else "phrase"
            yield Lexeme(kind, part, *waiting)
            waiting = (None, False)
            continue
        if waiting[0] is not None:
            waiting = (None, False)
        more = i + 1 < len(parts)
        for lexeme in _outside(part):
            if more and lexeme.kind == "field" and not lexeme.text.strip():
                waiting = (lexeme.field, lexeme.negated)
            elif lexeme.kind == "text" and more and _MINUS.search(lexeme.text):
                waiting = (None, True)
                yield lexeme._replace(text=lexeme.text.rstrip("-"))
            else:
                waiting = (None, False)
                yield lexeme


def _outside(text: str) -> Iterator[Lexeme]:
    plain = shadow(text)
    begin, field, negated = 0, None, False
    for match in _FIELD.finditer(plain):
        yield from _chunk(text[begin : match.start()], field, negated)
        name = " ".join(match[2].split())
        begin, field, negated = match.end(), _BY_NAME[name], bool(match[1])
    yield from _chunk(text[begin:], field, negated)


def _chunk(text: str, field: Field | None, negated: bool) -> Iterator[Lexeme]:
    if field is None:
        yield Lexeme("text", text)
        return
    stop = _VALUE_END.search(text)
    end = stop.start() if stop else len(text)
    value, rest = _value(field, text[:end])
    yield Lexeme("field", value, field, negated)
    remainder = rest + text[end:]
    if remainder.strip(" ;,"):
        yield Lexeme("text", remainder)


def _value(field: Field, text: str) -> tuple[str, str]:
    # Kinds and states are known: the longest known name is the value and the words
    # after it are free. Names of people and bodies run to the end of the chunk.
    if field in _KNOWN:
        return _longest(text, _KNOWN[field]())
    if field in ("from", "to"):
        found = next(iter(find_typed_dates(shadow(text))), None)
        if found is not None and not text[: found.start].strip():
            return text[: found.end], text[found.end :]
    if field in ("from", "to", "year"):
        head, _, rest = text.strip().partition(" ")
        return head, rest
    return text, ""


def _longest(text: str, known: dict[str, str]) -> tuple[str, str]:
    found = list(words(text))[:8]
    for n in range(len(found), 0, -1):
        if " ".join(word.form.folded for word in found[:n]) in known:
            return text[: found[n - 1].end], text[found[n - 1].end :]
    if not found:
        return text, ""
    return text[: found[0].end], text[found[0].end :]
