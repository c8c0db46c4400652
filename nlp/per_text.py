"""What several readers ask of one whole text, computed once while it is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar

_Made = TypeVar("_Made")
# Shorter texts are pieces of documents: those are cheap, and many.
_LONG = 600
_AT_ONCE = 4
LONGEST_WORD = 200
"""Characters: what is longer is no word, and is not remembered."""

_KEPT: list[Any] = []


def per_text(make: Callable[[str], _Made]) -> Callable[[str], _Made]:
    """Return `make` with its answers about the last few long texts remembered.

    The answer must not be changed by who gets it. Threads may share it.
    """
    kept = lru_cache(maxsize=_AT_ONCE)(make)
    _KEPT.append(kept)

    @wraps(make)
    def remembered(text: str) -> _Made:
        return kept(text) if len(text) > _LONG else make(text)

    return remembered


def per_word(most: int) -> Callable[[Callable[[str], _Made]], Callable[[str], _Made]]:
    """Return a decorator that remembers answers about `most` words or lines.

    Longer ones than people write are read anew: remembered, a few would fill memory.
    """

    def decorate(make: Callable[[str], _Made]) -> Callable[[str], _Made]:
        kept = lru_cache(maxsize=most)(make)

        @wraps(make)
        def remembered(word: str) -> _Made:
            return kept(word) if len(word) <= LONGEST_WORD else make(word)

        return remembered

    return decorate


def forget_texts() -> None:
    """Let go of every text remembered, so that no large one stays in memory."""
    for kept in _KEPT:
        kept.cache_clear()
