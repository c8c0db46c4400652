"""Words that stand in no document, read as the words that were meant.

Keys of an input method that was off, a space left out, one wrong letter: a word is
touched only if no document has it, and only towards words that documents have. Numbers
are never touched. What was read instead is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise

from search.keyboard_slips import decoded, is_syllable, with_tone
from search.notices import MAX_WORDS, Notice
from search.postings import Snapshot
from search.query import Query, Term, parse
from search.synonyms import groups, kind_names
from search.typed_numbers import shadow
from search.typed_references import find_references
from search.words import Form, Word, composed, form_of, words

MAX_REPAIRS = 4
"""Words of one question in which a wrong letter is looked for."""

_PLAIN = "abcdefghijklmnopqrstuvwxyz"
_LETTERS = _PLAIN + "ăâđêôơư"
_TONES = ("\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_LONGEST = 24
_LONGEST_WORD = 12
_SYLLABLE = 7
_CANDIDATES = 8
_PAIRS = 60


def repaired(snapshot: Snapshot, query: Query) -> tuple[Query, str | None]:
    """Return the query as it was meant, and its text where that was changed."""
    text = composed(query.text)
    changes = list(_changes(snapshot, query, text))
    if not changes:
        return query, None
    for word, better in reversed(changes):
        text = text[: word.start] + better + text[word.end :]
    read = parse(text, sort=query.sort, limit=query.limit, offset=query.offset)
    typed = parse(query.text).filters
    kept = [each for each in read.filters if each.field != "collection"]
    # A collection is asked for by its id: what its name stands for is known above.
    added = [
        each
        for each in query.filters
        if each.field == "collection" or each not in typed
    ]
    notice = Notice(
        "corrected",
        f"Không có văn bản nào chứa từ đã gõ; đã tìm “{text}”.",
        f"No document holds a word as typed; “{text}” was searched.",
    )
    return (
        replace(
            read,
            filters=(*kept, *added),
            notices=(notice, *query.notices),
        ),
        text,
    )


def _changes(snapshot: Snapshot, query: Query, text: str) -> Iterator[tuple[Word, str]]:
    free = {item.form.folded for item in query.items if isinstance(item, Term)}
    taken = [(one.start, one.end) for one in find_references(shadow(text))]
    found = [
        word
        for word in islice(words(text), MAX_WORDS)
        if not any(start <= word.start < end for start, end in taken)
    ]
    repairer = _Repairer(snapshot)
    for at, word in enumerate(found):
        if snapshot.frequency("words", word.form.folded) or _abbreviates(word.form):
            continue
        typed = text[word.start : word.end]
        better = repairer.decoded(typed)
        starts_more = text[word.end : word.end + 1] == "*"
        if better is None and word.form.folded in free and not starts_more:
            before = found[at - 1].form.folded if at else ""
            after = found[at + 1].form.folded if at + 1 < len(found) else ""
            better = repairer.parted(typed)
            if better is None and not typed[:1].isupper():
                better = repairer.one_letter(word.form, before, after)
        if better is not None:
            yield word, better


def _abbreviates(form: Form) -> bool:
    # What stands for a longer name is no slip, though no document writes it so.
    return form.folded in groups() or form.folded in kind_names()


class _Repairer:
    """Looks for the words meant; gives up when it has looked at too much."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._words = MAX_REPAIRS
        self._pairs = _PAIRS

    def decoded(self, typed: str) -> str | None:
        """Return what Telex or VNI keys meant, if a document has it."""
        meant = decoded(typed) if len(typed) > 2 else None
        return meant if meant and self._known(form_of(meant).folded) else None

    def parted(self, typed: str) -> str | None:
        """Part words run together; each must stand beside the next in a document."""
        if not 4 <= len(typed) <= _LONGEST or not typed.isalpha():
            return None
        best: dict[int, dict[str, _Way]] = {0: {"": (_EVER, ())}}
        for end in range(2, len(typed) + 1):
            for begin in range(max(0, end - _SYLLABLE), end - 1):
                piece = form_of(typed[begin:end]).folded
                if begin not in best or not self._known(piece):
                    continue
                for before, (count, cuts) in best[begin].items():
                    count = min(count, self._together(before, piece))
                    way = (count, (*cuts, end))
                    row = best.setdefault(end, {})
                    if count and _order(way) < _order(row.get(piece, _NO_WAY)):
                        row[piece] = way
        ways = [way for way in best.get(len(typed), {}).values() if len(way[1]) > 1]
        if not ways:
            return None
        cuts = min(ways, key=_order)[1]
        return " ".join(typed[a:b] for a, b in pairwise((0, *cuts)))

    def one_letter(self, form: Form, before: str, after: str) -> str | None:
        """Return the word of a document that differs in one letter.

        Of several the one that stands beside the words around it most often; beside
        one of them it must stand, or a name would become another name.
        """
        self._words -= 1
        short = not 4 <= len(form.folded) <= _LONGEST_WORD
        if short or not form.folded.isalpha() or self._words < 0:
            return None
        # The diacritics typed are most likely right: "địng" is rather "định" than
        # "dang". A syllable written as one may be is no slip for one without them:
        # "chéo" is not "theo".
        kept = form.accented and is_syllable(form.exact)
        for typed in form[:1] if kept else dict.fromkeys(form):
            near = self._snapshot.frequencies(set(_edits(typed)))
            likely = sorted((-count, word) for word, count in near.items() if count)
            if likely:
                ranked = [
                    (-self._beside(word, before, after), count, word)
                    for count, word in likely[:_CANDIDATES]
                ]
                beside, _, best = min(ranked)
                return _written(best) if beside or not before + after else None
        return None

    def _frequency(self, term: str) -> int:
        return self._snapshot.frequency("words", term)

    def _known(self, term: str) -> bool:
        return self._frequency(term) > 0

    def _together(self, first: str, second: str) -> int:
        if not first:
            return _EVER
        self._pairs -= 1
        if self._pairs < 0:
            return 0
        return self._snapshot.together(first, second)

    def _beside(self, word: str, before: str, after: str) -> int:
        plain = form_of(word).folded
        first = self._together(before, plain) if before else 0
        return first + (self._together(plain, after) if after else 0)


_Way = tuple[int, tuple[int, ...]]
_EVER = 1 << 30
_NO_WAY: _Way = (0, (0,) * 99)


def _order(way: _Way) -> tuple[int, int, tuple[int, ...]]:
    # Few words first, then words that stand together often.
    return len(way[1]), -way[0], way[1]


def _tone_of(term: str) -> str:
    return term[-1:] if term[-1:] in _TONES else ""


def _written(term: str) -> str:
    # The exact form of a word carries its tone at the end.
    tone = _tone_of(term)
    written = with_tone(term.removesuffix(tone), tone) if tone else term
    return written or form_of(term).folded


def _edits(term: str) -> Iterator[str]:
    tone = _tone_of(term)
    base = term.removesuffix(tone) if tone else term
    letters = _LETTERS if tone or not base.isascii() else _PLAIN
    for at in range(len(base) + 1):
        left, right = base[:at], base[at:]
        for letter in letters:
            yield left + letter + right + tone
            if right:
                yield left + letter + right[1:] + tone
        if right:
            yield left + right[1:] + tone
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:] + tone
