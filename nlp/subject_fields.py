"""Fields of administration (lĩnh vực) that a document surely belongs to.

Documents rarely state one. It is inferred by the rows of `data/fields.toml`: from cues
in the subject matter; where that tells nothing, from the laws cited as the basis if all
that tell point to one field; else from an issuer that deals with one field alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, NamedTuple

from nlp.alternation import alternation
from nlp.analysis import Citation, Header
from nlp.fold import fold, tone_normalise
from nlp.territories import rows

Source = Literal["title", "basis", "issuer"]

_LONGEST_TITLE = 2_000
_PARTS = re.compile(r", | and ")
_SPACES = re.compile(r"\s+")
_DASHES = re.compile(r"\s?[-–—]\s?")
_LAW = re.compile(r"(?:luật|bộ luật|pháp lệnh)\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of the gazetteer: its names, and what tells it."""

    name: str
    english: str
    cues: tuple[str, ...]
    laws: tuple[str, ...]
    issuers: tuple[str, ...]
    example: str


class FieldFound(NamedTuple):
    """A field a document belongs to, what told it, and in which words."""

    name: str
    source: Source
    words: str


def _data() -> dict[str, Any]:
    return tomllib.loads(files("nlp").joinpath("data/fields.toml").read_text("utf-8"))


@cache
def field_rows() -> tuple[FieldRow, ...]:
    """Return the gazetteer, in its order."""
    lists = ("cues", "laws", "issuers")
    rows: list[dict[str, Any]] = [
        {key: tuple(value) if key in lists else value for key, value in row.items()}
        for row in _data()["field"]
    ]
    return tuple(FieldRow(**row) for row in rows)


@cache
def field_names() -> dict[str, str]:
    """Return the name of each field by its names and their parts, folded.

    >>> [field_names()[typed] for typed in ("dat dai", "land", "le phi")]
    ['Đất đai', 'Đất đai', 'Thuế – Phí – Lệ phí']
    """
    found: dict[str, str] = {}
    for row in field_rows():
        parts = (*row.name.split(" – "), *_PARTS.split(row.english))
        for name in (row.name, row.english, *parts):
            found.setdefault(" ".join(re.findall(r"[^\W_]+", fold(name))), row.name)
    return found


def fields_of(header: Header, citations: Iterable[Citation] = ()) -> list[FieldFound]:
    """Return the fields a document surely belongs to, in the order of the gazetteer.

    None where nothing is sure.

    >>> [found.name for found in fields_of(Header(title="V/v đơn giá thuê đất"))]
    ['Đất đai']
    """
    return (
        _by_title(header.title or "")
        or _by_basis(citations)
        or _by_issuer(header.issuer or "")
    )


def _plain(text: str) -> str:
    text = tone_normalise(text[:_LONGEST_TITLE]).lower()
    return _SPACES.sub(" ", _DASHES.sub(" - ", text)).strip()


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    known: dict[str, list[str]] = {}
    for row in field_rows():
        for cue in row.cues:
            known.setdefault(_plain(cue), []).append(row.name)
    table = rows("organisations")
    bodies = [
        name
        for row in (*table["organisation"], *table["body"])
        for name in (row["name"], *row.get("aliases", ()))
        if " " in name
    ]
    for silent in (*_data()["silent"]["words"], *bodies):
        known.setdefault(_plain(silent), [])
    pattern = rf"(?<!\w){alternation(known)}(?!\w)"
    return re.compile(pattern), {cue: tuple(names) for cue, names in known.items()}


def _by_title(title: str) -> list[FieldFound]:
    pattern, names = _cues()
    told: dict[str, str] = {}
    for match in pattern.finditer(_plain(title)):
        for name in names[match[0]]:
            told.setdefault(name, match[0])
    return [
        FieldFound(row.name, "title", told[row.name])
        for row in field_rows()
        if row.name in told
    ]


@cache
def _laws() -> dict[str, str]:
    return {_plain(law): row.name for row in field_rows() for law in row.laws}


def _by_basis(citations: Iterable[Citation]) -> list[FieldFound]:
    told: dict[str, str] = {}
    for citation in citations:
        if citation.relation != "basis" or not citation.title:
            continue
        law = _LAW.sub("", citation.title, count=1)
        name = _laws().get(_plain(law))
        if name is not None:
            told.setdefault(name, citation.title)
    # Two fields among the laws: which of them the document is about is not sure.
    if len(told) != 1:
        return []
    ((name, words),) = told.items()
    return [FieldFound(name, "basis", words)]


@cache
def _issuers() -> dict[str, str]:
    return {_plain(body): row.name for row in field_rows() for body in row.issuers}


def _by_issuer(issuer: str) -> list[FieldFound]:
    plain = _plain(issuer)
    for body, name in _issuers().items():
        if plain == body or plain.startswith(body + " tỉnh "):
            return [FieldFound(name, "issuer", issuer)]
    return []
