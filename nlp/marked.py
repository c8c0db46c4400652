"""A text with everything marked that helps to see names in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal

from ingest.document import Span
from nlp.gazetteer import Hit
from nlp.name_rows import NameRow, word_list
from nlp.tokens import DIGIT, LOWER, UPPER, Tokens

Gap = Literal["soft", "dash", "comma", "dot", "amp", "slash", "far"]

_GAPS: tuple[tuple[Gap, re.Pattern[str]], ...] = (
    ("soft", re.compile(r"[ \t\u00a0\u202f]*\n?[ \t\u00a0\u202f]*")),
    ("dash", re.compile(r" ?[-–—][ \n]?")),
    ("comma", re.compile(r",\s?")),
    ("dot", re.compile(r"\.[ \t\u00a0]?")),
    ("amp", re.compile(r"\s?&\s?")),
    ("slash", re.compile(r"/")),
)
# "Sở Lao động\n- Thương binh và Xã hội": only a known name may run over this.
_BROKEN_DASH = re.compile(r"\s{0,2}[-–—]\s{0,2}")
# A letterhead parts a body from its territory by an empty line.
_LETTERHEAD = re.compile(r"[ \t\u00a0|]*\n[ \t\u00a0]*\n?[ \t\u00a0|]*")


_WIDEST = 8


@lru_cache(maxsize=4_096)
def _gap(printed: str) -> Gap:
    return next((name for name, gap in _GAPS if gap.fullmatch(printed)), "far")


@cache
def _entries(label: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the entries of a list, the words that open them, those that end them."""
    rows = [entry.split(" ") for entry in word_list(label)]
    opening, closing = (frozenset(row[end] for row in rows) for end in (0, -1))
    return word_list(label), opening, closing


_STEP = 8


def stammered(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the ranges in which one word stands again and again, sixteen times or more.

    No language does that: it is a column of crosses, a rule, or a bad file.

    >>> list(stammered(["a", *["x"] * 20, "b"]))
    [(1, 21)]
    """
    end = 0
    for at in range(0, len(words) - _STEP, _STEP):
        word = words[at]
        if at < end or word != words[at + 1]:
            continue
        if any(other != word for other in words[at + 2 : at + _STEP]):
            continue
        start, end = at, at + _STEP
        while start and words[start - 1] == word:
            start -= 1
        while end < len(words) and words[end] == word:
            end += 1
        if end - start >= 2 * _STEP:
            yield start, end


@dataclass(slots=True)
class Marked:
    """Words, the known names that start at each, and what is already taken.

    `taken` has one byte for each word: words of numbers, dates and law names from the
    start, and of every name as it is found. `cores` remembers what bodies were read.
    `ours` are the units that need no name here: "xã" in what a commune writes.
    """

    tokens: Tokens
    taken: bytearray
    starts: dict[str, dict[int, list[Hit]]] = field(default_factory=dict)
    cores: dict[int, tuple[NameRow, int] | None] = field(default_factory=dict)
    ours: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, tokens: Tokens, hits: Iterable[Hit], masks: Iterable[Span] = ()
    ) -> Marked:
        """Return the marked text; words that touch a mask are taken."""
        marked = cls(tokens, bytearray(len(tokens)))
        for hit in hits:
            at = marked.starts.setdefault(hit.row.label, {})
            at.setdefault(hit.start, []).append(hit)
        for span in masks:
            marked.take(*marked.words_in(span))
        for run in stammered(tokens.words):
            marked.take(*run)
        return marked

    def words_in(self, span: Span) -> tuple[int, int]:
        """Return the range of words that share a character with `span`."""
        tokens = self.tokens
        return bisect_right(tokens.ends, span.start), bisect_left(
            tokens.starts, span.end
        )

    def take(self, i: int, j: int) -> None:
        """Mark words `i` to `j` as used."""
        if i < j:
            self.taken[i:j] = b"\x01" * (j - i)

    def free(self, i: int, j: int) -> bool:
        """Tell whether no word from `i` to `j` is taken."""
        return j <= len(self.taken) and not any(self.taken[i:j])

    def gap(self, i: int) -> Gap:
        """Return what kind of gap stands before word `i`."""
        if i == 0 or i >= len(self.taken):
            return "far"
        tokens = self.tokens
        start, end = tokens.ends[i - 1], tokens.starts[i]
        return _gap(tokens.text[start:end]) if end - start <= _WIDEST else "far"

    def between(self, i: int) -> str:
        """Return the characters between word `i` - 1 and word `i`."""
        return self.tokens.text[self.tokens.ends[i - 1] : self.tokens.starts[i]]

    def elided(self, i: int) -> bool:
        """Tell whether an apostrophe joins word `i` to a sound: "H’Bơ", "Tr'Hy"."""
        if not 0 < i < len(self.taken):
            return False
        if len(self.tokens.words[i - 1]) > 2 or not self.tokens.capital(i - 1):
            return False
        return self.between(i) in ("'", "’", "‘", "ʼ")

    def before(self, i: int, most: int) -> str:
        """Return at most `most` characters before word `i`."""
        end = self.tokens.starts[i]
        return self.tokens.text[max(0, end - most) : end]

    def spelled(self, i: int, j: int) -> str:
        """Return words `i` to `j` in small letters with one space between.

        Empty where the text has no such words.
        """
        if not 0 <= i < j <= len(self.taken):
            return ""
        lowers = self.tokens.lowers
        return lowers[i] if j - i == 1 else " ".join(lowers[i:j])

    def hit(self, label: str, i: int, *, loose: bool = False) -> Hit | None:
        """Return the longest known name of `label` that truly stands at word `i`.

        With `loose` a wrong mark is forgiven: "tỉnh Khánh Hóa" can be no other.
        """
        at = self.starts.get(label)
        for hit in at.get(i, ()) if at else ():
            if self._true(hit, loose=loose):
                return hit
        return None

    def _true(self, hit: Hit, *, loose: bool) -> bool:
        tokens, row = self.tokens, hit.row
        if hit.end - hit.start == 1:
            if self.taken[hit.start]:
                return False
        elif not self.free(hit.start, hit.end) or not self._close(hit):
            return False
        if row.acronym and tokens.shapes[hit.start] != UPPER:
            return False
        # Long names are known even when a mark is wrong ("Hội đông nhân dân").
        sure = loose or len(row.words) > 2
        return sure or self.spelled(hit.start, hit.end) in row.printed

    def _close(self, hit: Hit) -> bool:
        for i in range(hit.start + 1, hit.end):
            gap = self.gap(i)
            if gap == "far" and not self._bridged(i):
                return False
            if gap == "slash" or (gap == "comma" and len(hit.row.words) < 4):
                return False
        return True

    def _bridged(self, i: int) -> bool:
        broken = _BROKEN_DASH.fullmatch(self.between(i)) is not None
        return broken or self.letterhead_gap(i)

    def letterhead_gap(self, i: int) -> bool:
        """Tell whether capitals go on before `i` behind an empty line."""
        tokens = self.tokens
        if not 0 < i < len(self.taken):
            return False
        if not tokens.shapes[i - 1] == tokens.shapes[i] == UPPER:
            return False
        span = tokens.ends[i - 1], tokens.starts[i]
        return _LETTERHEAD.fullmatch(tokens.text, *span) is not None

    def listed(self, label: str, i: int, *, longest: int = 3) -> int:
        """Return the length in words of the longest entry of a list at `i`, or 0."""
        left = len(self.taken) - i
        entries, opening, _ = _entries(label)
        if left <= 0 or self.tokens.lowers[i] not in opening:
            return 0
        for length in range(min(longest, left), 0, -1):
            if self.spelled(i, i + length) in entries and self._together(i, length):
                return length
        return 0

    def _together(self, i: int, length: int) -> bool:
        """Tell whether no sentence ends among `length` words ("thông; báo")."""
        return all(self.gap(k) != "far" for k in range(i + 1, i + length))

    def listed_before(self, label: str, i: int, *, longest: int = 3) -> int:
        """Return the length of the longest entry of a list that ends before `i`."""
        entries, _, closing = _entries(label)
        if i <= 0 or self.tokens.lowers[i - 1] not in closing:
            return 0
        for length in range(min(longest, i), 0, -1):
            if self.spelled(i - length, i) in entries:
                return length
        return 0

    def ended(self, label: str, i: int) -> int | None:
        """Return where a known title starts that ends right before word `i`."""
        at = self.starts.get(label, {})
        for start in range(max(0, i - 5), i):
            if any(hit.end == i for hit in at.get(start, ())):
                return start
        return None

    def opens_body(self, i: int) -> NameRow | None:
        """Return the row of the body or type word that starts at `i`, if capital."""
        hit = self.hit("ORG", i) or self.hit("TYPE", i)
        return hit.row if hit else None

    def small(self, i: int) -> bool:
        """Tell whether word `i` is written small."""
        return self.tokens.shapes[i] == LOWER

    def digit(self, i: int) -> bool:
        """Tell whether word `i` starts with a digit."""
        return self.tokens.shapes[i] == DIGIT
