"""Checks on parts of held texts: whether they exist, their headings, their words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus.case import Case
from corpus.fields import title_likeness
from corpus.known import Known, KnownUnit
from ingest.document import Span
from nlp.analysis import Citation, Finding
from nlp.fold import fold

_ACTING = frozenset({"replaces", "repeals", "amends", "corrects", "suspends"})
_LEVELS = {"dieu": "Điều", "khoan": "khoản", "diem": "điểm"}
_WORD = re.compile(r"[^\W_]+")
_QUOTE = re.compile(r"[“\"](?P<said>[^“”\"]{20,1500})[”\"]")
# Words by which a text says that what follows is quoted from what it has just named.
_LEADS = re.compile(
    r"^[\s,]{0,3}(?:(?:có )?(?:quy định|nêu|ghi|viết|định nghĩa|giải thích)"
    r"(?: rõ| cụ thể)?(?: như sau| rằng| là)?|như sau)?\s{0,2}:?\s{0,3}$",
    re.IGNORECASE,
)
# Words by which a text says where the quotation before them stands.
_STANDS = re.compile(
    r"^[\s,]{0,3}\(?(?:(?:đã )?(?:được )?(?:quy định|nêu|ghi|viết|trích)(?: rõ)? )?"
    r"(?:tại|ở|trong|theo(?: quy định tại)?)\s{0,3}$",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"Điều\s{1,3}\d{1,4}[a-zđ]?\s{0,2}[(.“\"]\s{0,2}"
    r"(?P<said>[^\n()“”\"]{8,200})[)”\"]"
)
# A decision that issues a regulation is cited for the articles of the regulation.
_ISSUES = re.compile(
    r"(?:ve (?:viec )?)?ban hanh (?:quy che|quy dinh|quy trinh|dieu le|noi quy"
    r"|quy chuan|chuong trinh|ke hoach|de an|huong dan)(?![^\W_])"
)
_ALONE = ", và bản để so không có phần ban hành kèm theo"
_ALONE_EN = ", and the copy compared lacks what was issued with it"
_REACH = 80
_FEWEST_WORDS = 6
_ALIKE = 0.55
_MOST_WORDS = 400


@dataclass(frozen=True, slots=True)
class _Missing:
    """A part that is not in the text: what was asked for, and what there is."""

    pin: str
    have: str
    have_en: str
    sure: bool


def _stands_behind(citation: Citation) -> bool:
    """Tell whether the pin-point follows the citation: it may belong to another."""
    pin = citation.provisions_span
    return pin is not None and pin.start >= citation.span.end


def _of_part(units: Sequence[KnownUnit], part: str | None) -> list[KnownUnit]:
    """Return the units of the part cited, or of all parts where none is named."""
    return [u for u in units if part is None or u.part.startswith(part)]


def _lacks_annex(known: Known, units: Sequence[KnownUnit]) -> bool:
    """Tell whether a regulation was issued with `known`, and the copy came without."""
    issues = _ISSUES.match(fold(known.title or "")) is not None
    return issues and not any(unit.part for unit in units)


def _below(paths: set[str], above: str, level: str) -> list[str]:
    """Return the labels of a level right under a path, in the order of the text."""
    prefix = f"{above}/{level}:" if above else f"{level}:"
    found = {p[len(prefix) :].split("/")[0] for p in paths if p.startswith(prefix)}
    return sorted(found, key=lambda label: (len(label), label))


def _spoken(path: str) -> str:
    """Return a path as people write it.

    >>> _spoken("dieu:5/khoan:2/diem:a")
    'điểm a khoản 2 Điều 5'
    """
    steps = [step.partition(":") for step in path.split("/")]
    return " ".join(f"{_LEVELS.get(k, k)} {v}" for k, _, v in reversed(steps))


def _whole(labels: list[str]) -> bool:
    """Tell whether numbers run from 1 without a gap, so that none was overlooked."""
    numbers = [int(label) for label in labels if label.isdecimal()]
    return sorted(numbers) == list(range(1, len(numbers) + 1)) and bool(numbers)


def find_missing(paths: set[str], pin: str) -> _Missing | None:
    """Return the first step of a pin-point that the text does not have, or None.

    A clause is missed only in an article that has clauses, a point only in a clause
    that has points: a text that was not cut so far says nothing.
    """
    above = ""
    for step in pin.split("/"):
        level, _, label = step.partition(":")
        if level not in _LEVELS:
            return None
        labels = _below(paths, above, level)
        if not labels:
            return None
        here = f"{above}/{step}" if above else step
        if label not in labels:
            return _missing(above, level, labels, here)
        above = here
    return None


def _missing(above: str, level: str, labels: list[str], here: str) -> _Missing:
    kind = _LEVELS[level].lower()
    where = f"{_spoken(above)} " if above else ""
    ends = labels[0] if len(labels) == 1 else f"{labels[0]}–{labels[-1]}"
    have = f"{where}chỉ có {len(labels)} {kind} ({ends})"
    english = {"dieu": "articles", "khoan": "clauses", "diem": "points"}[level]
    have_en = f"{where}has {len(labels)} {english} ({ends})"
    sure = level == "dieu" or (level == "khoan" and _whole(labels))
    return _Missing(_spoken(here), have, have_en, sure)


def missing_part(case: Case) -> Iterator[Finding]:
    """V12: the cited article, clause or point does not exist in the text held."""
    for checked, known in case.held():
        citation = checked.citation
        if not citation.provisions:
            continue
        units = _of_part(case.lookup.units(known), citation.part)
        paths = {unit.path for unit in units}
        if not paths or _is_amended(case, known):
            continue
        for pin in citation.provisions:
            found = find_missing(paths, pin)
            if found is None:
                continue
            alone = _lacks_annex(known, units)
            sure = found.sure and not alone and not _stands_behind(citation)
            yield case.finding(
                "V12",
                citation.provisions_span or citation.span,
                severity=None if sure else "warning",
                about=checked,
                number=known.number or known.title,
                pin=found.pin,
                have=found.have + (_ALONE if alone else ""),
                have_en=found.have_en + (_ALONE_EN if alone else ""),
            )


def _is_amended(case: Case, known: Known) -> bool:
    return any(act.relation == "amends" for act in case.lookup.acts_on(known))


def heading_differs(case: Case) -> Iterator[Finding]:
    """V16: an article is cited with a heading that is not its own."""
    for checked, known in case.held():
        citation = checked.citation
        pin = citation.provisions_span
        if pin is None or citation.relation in _ACTING:
            continue
        end = max(pin.end, citation.span.start)
        found = _HEADED.search(case.document.text, pin.start, min(end, pin.end + 240))
        articles = {p.split("/")[0] for p in citation.provisions}
        if found is None or len(articles) != 1 or _is_amended(case, known):
            continue
        units = _of_part(case.lookup.units(known), citation.part)
        headings = [u.heading for u in units if u.path in articles and u.heading]
        said = " ".join(found["said"].split())
        if headings and title_likeness(said, headings[0]) < _ALIKE:
            yield case.finding(
                "V16",
                Span(found.start("said"), found.end("said")),
                about=checked,
                number=known.number or known.title,
                pin=_spoken(articles.pop()),
                cited=said,
                orig=headings[0],
            )


def quote_differs(case: Case) -> Iterator[Finding]:
    """V15: what is quoted from a provision is not what the provision says."""
    for checked, known in case.held():
        citation = checked.citation
        if not citation.provisions or citation.relation in _ACTING:
            continue
        quote = _quote_after(case, citation) or _quote_before(case, citation)
        if quote is None or _is_amended(case, known):
            continue
        units = _of_part(case.lookup.units(known), citation.part)
        texts = [u.text for u in units if u.path in citation.provisions and u.text]
        said = quote.of(case.document.text)
        near = _nearest(said, texts)
        if near is not None:
            yield case.finding(
                "V15",
                quote,
                about=checked,
                number=known.number or known.title,
                pin=_spoken(citation.provisions[0]),
                cited=" ".join(said.split())[:300],
                orig=near[:300],
            )


def _quote_after(case: Case, citation: Citation) -> Span | None:
    """Return the quotation that the words after a citation lead to, or None."""
    text, pin = case.document.text, citation.provisions_span
    start = max(citation.span.end, pin.end if pin else 0)
    found = _QUOTE.search(text, start, start + _REACH + 1600)
    if found is None or found.start() > start + _REACH:
        return None
    if not _LEADS.match(" ".join(text[start : found.start()].split())):
        return None
    return Span(found.start("said"), found.end("said"))


def _quote_before(case: Case, citation: Citation) -> Span | None:
    """Return the quotation that is said to stand where a citation points, or None."""
    text, pin = case.document.text, citation.provisions_span
    end = min(citation.span.start, pin.start if pin else citation.span.start)
    first = max(0, end - _REACH - 1600)
    quotes = list(_QUOTE.finditer(text, first, end))
    if not quotes or not _STANDS.match(" ".join(text[quotes[-1].end() : end].split())):
        return None
    return Span(quotes[-1].start("said"), quotes[-1].end("said"))


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _nearest(said: str, texts: Sequence[str]) -> str | None:
    """Return the stretch of the texts most like a quotation, None where it is there.

    None too where nothing is like it: then it is quoted from somewhere else.
    """
    ours = _words(said)[:_MOST_WORDS]
    if len(ours) < _FEWEST_WORDS:
        return None
    best, stretch = 0.0, None
    for text in texts:
        theirs = _words(text)
        if f" {' '.join(ours)} " in f" {' '.join(theirs)} ":
            return None
        matcher = SequenceMatcher(None, ours, theirs[: 4 * _MOST_WORDS], autojunk=False)
        like = sum(block.size for block in matcher.get_matching_blocks()) / len(ours)
        if like > best:
            first = matcher.get_matching_blocks()[0].b
            best, stretch = like, _around(text, first, len(ours))
    return stretch if best >= _ALIKE else None


def _around(text: str, first: int, count: int) -> str:
    """Return `count` words of a text from its word number `first` on, as printed."""
    marks = list(_WORD.finditer(text))
    last = marks[min(first + count, len(marks)) - 1].end()
    return " ".join(text[marks[first].start() : last].split())


CHECKS: dict[str, Callable[[Case], Iterator[Finding]]] = {
    "V12": missing_part,
    "V15": quote_differs,
    "V16": heading_differs,
}
