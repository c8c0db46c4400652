"""Answers about the whole register, kept until it changes.

What is kept belongs to one choice of collections: whoever may see others is given the
answer of theirs. The mark of the register is asked before the register is read, so that
an answer is never kept under a mark newer than what it tells.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_KEPT = 64

T = TypeVar("T")


class _Place:
    """One answer and the mark it is good for; whoever makes it holds the lock."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.mark: str | None = None
        self.answer: Any = None


class Remembered:
    """The last answers to a few large questions. Safe among threads.

    Answers are shared by all who ask: they must not be changed.
    """

    def __init__(self, revision: Callable[[], str]) -> None:
        self._revision = revision
        self._places: OrderedDict[tuple[Hashable, ...], _Place] = OrderedDict()
        self._lock = threading.Lock()

    def answer(
        self, question: str, within: frozenset[int] | None, make: Callable[[], T]
    ) -> T:
        """Return the answer to a question over some collections, made once a change.

        Whoever asks while it is being made waits for it. What `make` raises is raised,
        and nothing is kept.
        """
        place = self._place(question, within)
        with place.lock:
            mark = self._revision()
            if place.mark != mark:
                place.answer = make()
                place.mark = mark
            found: T = place.answer
            return found

    def _place(self, question: str, within: frozenset[int] | None) -> _Place:
        with self._lock:
            place = self._places.setdefault((question, within), _Place())
            self._places.move_to_end((question, within))
            if len(self._places) > _KEPT:
                self._places.popitem(last=False)
            return place
