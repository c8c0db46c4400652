"""Vietnamese words and names as underthesea sees them, at offsets of our text.

The library rewrites what it is given ("Uỷ" becomes "Ủy", line breaks go, spaces come
around "/"), so its tokens do not add up to the text. They are laid over it again by two
pointers that compare folded letters and let white space pass.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from threading import Lock
from typing import Any

from ingest.document import Span
from nlp.fold import fold

# The models are loaded once and are not promised to be safe for threads.
_LOCK = Lock()
# How far the library may skip before its next token, in characters.
_SLACK = 80
_CONTEXT = 150
# One question for so many characters, and a first one for every text.
_A_QUESTION = 10_000
_MOST_QUESTIONS = 20
_PERSON = ("B-PER", "I-PER")


def align(text: str, tokens: Iterable[str]) -> Iterator[Span | None]:
    """Yield where each token stands in `text`, in order; None where it is not found.

    White space counts on neither side. A token that the text does not hold is passed
    over without losing those behind it.

    >>> [span.of("Uỷ ban\\nnhân dân") for span in align("Uỷ ban\\nnhân dân",
    ...     ["Ủy ban", "nhân dân"])]
    ['Uỷ ban', 'nhân dân']
    """
    folded, at = fold(text), 0
    if len(folded) != len(text):
        raise ValueError("text is not NFC")
    for token in tokens:
        span = _laid(folded, at, "".join(fold(token).split()))
        if span is not None:
            at = span.end
        yield span


def _laid(folded: str, at: int, letters: str) -> Span | None:
    """Find the letters at `at` or a little behind it, white space left out."""
    if not letters:
        return None
    start, last = at, min(len(folded), at + _SLACK)
    while (start := folded.find(letters[0], start, last)) >= 0:
        end = _end_of(folded, start, letters)
        if end is not None:
            return Span(start, end)
        start += 1
    return None


def _end_of(folded: str, start: int, letters: str) -> int | None:
    end = start
    for letter in letters:
        while end < len(folded) and folded[end].isspace():
            end += 1
        if end >= len(folded) or folded[end] != letter:
            return None
        end += 1
    return end


def segment(text: str) -> list[Span]:
    """Return the words of a sentence, compounds as one, in order."""
    return [span for span in align(text, _tokens(text)) if span is not None]


def person_spans(text: str) -> list[Span]:
    """Return the runs of a sentence that the name recogniser takes for people.

    Evidence, not a finding: it also takes posts and towns for people.
    """
    tagged = _tags(text)
    spans = list(align(text, (word for word, _ in tagged)))
    found: list[Span] = []
    for span, (_, tag) in zip(spans, tagged, strict=True):
        if span is None or tag not in _PERSON:
            continue
        if tag == "I-PER" and found and not text[found[-1].end : span.start].strip():
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


class Recogniser:
    """Asks the name recogniser whether a run of capitals is a person.

    Answers cost a thousand times more than rules, so a text gets few of them, the more
    the longer it is, each about one sentence; after that only names already affirmed
    are people.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._most = min(_MOST_QUESTIONS, 1 + len(text) // _A_QUESTION)
        self._seen: dict[Span, list[Span]] = {}
        self._people: set[str] = set()

    def __call__(self, span: Span) -> bool:
        """Tell whether the recogniser finds a person on exactly this span."""
        name = span.of(self._text)
        if name in self._people:
            return True
        around = _sentence(self._text, span)
        if around not in self._seen:
            if len(self._seen) >= self._most:
                return False
            self._seen[around] = person_spans(around.of(self._text))
        if span.shift(-around.start) not in self._seen[around]:
            return False
        self._people.add(name)
        return True


def _sentence(text: str, span: Span) -> Span:
    """Return the stretch around a span up to a line's end or a semicolon."""
    start = max(0, span.start - _CONTEXT)
    cut = max(text.rfind(mark, start, span.start) for mark in ("\n\n", ";", ". "))
    end = min(len(text), span.end + _CONTEXT)
    stops = (text.find(mark, span.end, end) for mark in ("\n\n", ";", ". "))
    last = min((stop for stop in stops if stop >= 0), default=end)
    return Span(cut + 1 if cut >= 0 else start, last)


def _tokens(text: str) -> list[str]:
    with _LOCK:
        return list(_library("word_tokenize")(text))


def _tags(text: str) -> list[tuple[str, str]]:
    with _LOCK:
        return [(row[0], row[3]) for row in _library("ner")(text)]


@cache
def _library(name: str) -> Callable[[str], Any]:
    """Return a function of underthesea; it takes a second to import."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import underthesea

        found: Callable[[str], Any] = getattr(underthesea, name)
    return found
