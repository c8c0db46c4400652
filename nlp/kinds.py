"""Kinds of documents: their names, codes, legal force and who may issue them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from nlp.fold import fold
from nlp.per_text import per_word


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of document (a row of `nlp/data/kinds.toml`, which explains the fields).

    `rank` is the tier of legal force, 1 being the Constitution; None where the issuer
    decides or where the kind has none (administrative and Party documents).
    """

    slug: str
    name: str
    code: str | None = None
    variants: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    rank: int | None = None
    ranks: Mapping[str, int] = field(default_factory=dict, hash=False)
    issuers: tuple[str, ...] = ()
    source: str = ""
    example: str = ""

    @property
    def normative(self) -> bool:
        """Whether documents of this kind may lay down general rules."""
        return "normative" in self.classes

    @property
    def always_normative(self) -> bool:
        """Whether every document of this kind lays down general rules."""
        return self.classes == {"normative"}


def _kind(row: Mapping[str, Any]) -> Kind:
    values = dict(row)
    for key in ("variants", "words", "issuers"):
        values[key] = tuple(values.get(key, ()))
    values["classes"] = frozenset(values["classes"])
    return Kind(**values)


def _load() -> tuple[Kind, ...]:
    data = files("nlp").joinpath("data/kinds.toml").read_text("utf-8")
    return tuple(_kind(row) for row in tomllib.loads(data)["kind"])


KINDS: tuple[Kind, ...] = _load()

_SPACES = re.compile(r"\s+")


def _plain(text: str) -> str:
    return _SPACES.sub(" ", fold(text)).strip()


def _first_wins(pairs: Iterable[tuple[str, Kind]]) -> dict[str, Kind]:
    table: dict[str, Kind] = {}
    for key, kind in pairs:
        table.setdefault(key, kind)
    return table


_BY_SLUG = {kind.slug: kind for kind in KINDS}
_BY_NAME = {_plain(kind.name): kind for kind in KINDS}
_BY_WORD = _first_wins((word, kind) for kind in KINDS for word in kind.words)
_BY_CODE = _first_wins(
    [(kind.code, kind) for kind in KINDS if kind.code]
    + [(code, kind) for kind in KINDS for code in kind.variants]
)
# A code that two kinds share belongs to the kind that still issues documents.
_BY_CODE.update(
    {"SL": _BY_SLUG["sac-lenh"], "L": _BY_SLUG["lenh"], "QH": _BY_SLUG["quy-hoach"]}
)


def kind_by_slug(slug: str) -> Kind | None:
    """Return the kind with this slug ("quyet-dinh"), or None."""
    return _BY_SLUG.get(slug)


@per_word(2_000)
def kind_by_name(text: str) -> Kind | None:
    """Return the kind of this name in any spelling, or of an abbreviation used as one.

    >>> kind_by_name("quyet dinh").name, kind_by_name("NĐ").name
    ('Quyết định', 'Nghị định')
    """
    word = text.strip()
    return _BY_NAME.get(_plain(text)) or _BY_WORD.get(word)


def kind_by_code(code: str) -> Kind | None:
    """Return the kind that a code in a number stands for, or None.

    Case counts ("TT" is a circular, "TTr" a submission). A code that several kinds
    share gives the kind that uses it most; the word before the number beats it.

    >>> kind_by_code("TTr").name
    'Tờ trình'
    """
    return _BY_CODE.get(code)


@cache
def names_longest_first() -> tuple[str, ...]:
    """Return every kind name, longer names before the names they begin with."""
    return tuple(sorted((kind.name for kind in KINDS), key=len, reverse=True))


def rank(kind: Kind, issuer_codes: Iterable[str] = ()) -> int | None:
    """Return the tier of legal force of a document, or None where it has none.

    `issuer_codes` are the codes of its number; they decide for resolutions and
    decisions (Law 64/2025/QH15, article 4, as amended by Law 87/2025/QH15).

    >>> rank(kind_by_code("NQ"), ["NQ", "CP"]), rank(kind_by_code("KH"), ["KH", "UBND"])
    (5, None)
    """
    if kind.rank is not None:
        return kind.rank
    for code in issuer_codes:
        if (tier := kind.ranks.get(code.rstrip("0123456789"))) is not None:
            return tier
    return None


def may_issue(kind: Kind, issuer: str) -> bool | None:
    """Tell whether a body of this name may issue the kind; None where any body may.

    `issuer` is as written, in any case; the head of a body stands for it. Names are
    compared by how they begin, so an abbreviation ("UBND tỉnh") is not understood and
    the answer for it should not be relied on: resolve it first.

    >>> decree = kind_by_code("NĐ")
    >>> may_issue(decree, "Chính phủ"), may_issue(decree, "Bộ trưởng Bộ Y tế")
    (True, False)
    >>> may_issue(kind_by_code("QĐ"), "Sở Nội vụ") is None
    True
    """
    if not kind.issuers:
        return None
    name = _plain(issuer)
    return any(name.startswith(_plain(allowed)) for allowed in kind.issuers)
