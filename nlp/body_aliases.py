"""Short names that a document gives to a body: "(sau đây gọi tắt là Sở)".

An alias holds in its document only. Initials and shortened names in parentheses are
aliases; another body there is the parent, a place the seat: those are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from nlp.marked import Marked

_PARENTHESIS = re.compile(
    r"\s?\(\s?(?P<named>(?:sau đây\s)?(?:được\s)?(?:gọi|viết)\s"
    r"(?:tắt\s|chung\s)?là:?\s?)?"
    r"[“\"'‘]?(?P<name>[^\W_](?:[^()\n“”\"]|\n(?!\n)){1,60}?)[”\"'’]?\s?\)"
)

# More short names than this no document defines; each is looked for everywhere.
_MOST = 200


@dataclass(frozen=True, slots=True)
class Alias:
    """A short name, as folded words, and the body of words `start` to `end`."""

    words: tuple[str, ...]
    start: int
    end: int


def find_aliases(marked: Marked, bodies: Iterable[tuple[int, int]]) -> list[Alias]:
    """Return the short names that the text defines right behind a body's name."""
    found = []
    for start, end in bodies:
        match = _PARENTHESIS.match(marked.tokens.text, marked.tokens.ends[end - 1])
        if match is None:
            continue
        words = _words(marked, end, match.end("name"))
        full = tuple(marked.tokens.folds[start:end])
        defined = match.group("named") is not None
        if not defined and marked.hit("ORG", end) is not None:
            continue
        if words and (defined or _shortens(words, match.group("name"), full)):
            found.append(Alias(words[-_count(match.group("name")) :], start, end))
    return [alias for alias in found if _usable(alias)][:_MOST]


def _words(marked: Marked, i: int, until: int) -> tuple[str, ...]:
    tokens, end = marked.tokens, i
    while end < len(tokens.words) and tokens.ends[end] <= until:
        end += 1
    return tuple(tokens.folds[i:end])


def _count(name: str) -> int:
    return len(re.findall(r"[^\W_]+", name))


def _usable(alias: Alias) -> bool:
    """Tell whether a short name is distinct enough to be looked for."""
    return len(alias.words) > 1 or len(alias.words[0]) > 2


def _shortens(words: tuple[str, ...], printed: str, full: tuple[str, ...]) -> bool:
    """Tell whether `words` are initials of `full`, or some of its words in order."""
    if len(words) == 1:
        # "(EVN)": foreign initials too, unless they are another body's.
        return printed.isupper() and printed.isalpha()
    return 1 < len(words) < len(full) and _subsequence(words, full)


def _subsequence(part: Iterable[str], whole: Iterable[str]) -> bool:
    rest = iter(whole)
    return all(each in rest for each in part)


def find_mentions(
    marked: Marked, aliases: Iterable[Alias]
) -> list[tuple[int, int, Alias]]:
    """Return where aliases stand behind their definition; their words are taken."""
    first: dict[str, list[Alias]] = {}
    for alias in sorted(aliases, key=lambda alias: -len(alias.words)):
        first.setdefault(alias.words[0], []).append(alias)
    found = []
    for i, word in enumerate(marked.tokens.folds if first else ()):
        for alias in first.get(word, ()):
            j = i + len(alias.words)
            if i >= alias.end and _stands(marked, i, j, alias):
                marked.take(i, j)
                found.append((i, j, alias))
                break
    return found


def _stands(marked: Marked, i: int, j: int, alias: Alias) -> bool:
    tokens = marked.tokens
    if not tokens.capital(i) or not marked.free(i, j):
        return False
    if tuple(tokens.folds[i:j]) != alias.words:
        return False
    if len(alias.words) == 1 and tokens.shapes[i] != "AA":
        return False
    return all(marked.gap(k) in ("soft", "dash", "amp") for k in range(i + 1, j))
