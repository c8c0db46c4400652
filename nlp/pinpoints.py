"""Pin-points: "điểm a khoản 1 Điều 5" as paths such as "dieu:5/khoan:1/diem:a"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.document import Span
from nlp.alternation import alternation
from nlp.fold import fold

LETTERS = "abcdđeghiklmnopqrstuvxy"
"""The order of points in Vietnamese legal texts (Decree 78/2025/NĐ-CP): no f, j, w, z;
đ after d."""

_RANKS = {
    "phuluc": 0,
    "phan": 1,
    "chuong": 2,
    "muc": 3,
    "tieumuc": 4,
    "dieu": 5,
    "khoan": 6,
    "diem": 7,
    "tiet": 8,
    "doan": 9,
    "gach": 9,
    "cau": 10,
    "mau": 5,
    "bang": 5,
}
_UNITS = {
    "phu luc": "phuluc",
    "phan": "phan",
    "chuong": "chuong",
    "muc": "muc",
    "tieu muc": "tieumuc",
    "dieu": "dieu",
    "khoan": "khoan",
    "diem": "diem",
    "tiet": "tiet",
    "doan": "doan",
    "cau": "cau",
    "gach dau dong": "gach",
    "mau": "mau",
    "bieu mau": "mau",
    "bang": "bang",
}
_MAX_RANGE = 300
_ORDINALS = {
    "nhat": "1", "mot": "1", "hai": "2", "ba": "3", "tu": "4", "bon": "4", "nam": "5",
    "sau": "6", "bay": "7", "tam": "8", "chin": "9", "muoi": "10", "cuoi": "last",
    "dau": "1",
}  # fmt: skip

_S = r"[\s|]{1,20}"
_S0 = r"[\s|]{0,20}"
_ROMAN = r"[ivxlc]{1,7}(?![^\W_])"
_DIGITS = r"\d{1,4}(?:\.\d{1,3}){0,4}[a-zđ]?\d?(?![^\W_])"
_LETTER = r"[a-zđ]{1}\d{0,2}(?![^\W_])"
_ORDINAL = (
    r"thu"
    + _S
    + r"(?:nhat|hai|ba|tu|nam|sau|bay|tam|chin|muoi)|cuoi(?:"
    + _S
    + r"cung)?"
)
_LABELS = {
    "phuluc": rf"(?:so{_S})?(?:{_ROMAN}|{_DIGITS}|[a-h](?![^\W_]))",
    "phan": rf"(?:thu{_S})?(?:{_ROMAN}|{_DIGITS}|[a-h](?![^\W_])|nhat|hai|ba|tu)",
    "chuong": rf"(?:{_ROMAN}|{_DIGITS})",
    "muc": rf"(?:so{_S})?(?:{_ROMAN}(?:\.\d{{1,2}}(?![^\W_]))?|{_DIGITS}"
    rf"|[a-h](?![^\W_]))",
    "tieumuc": rf"(?:{_ROMAN}|{_DIGITS}|[a-h](?![^\W_]))",
    "dieu": rf"(?:so{_S})?{_DIGITS}",
    "khoan": rf"(?:so{_S})?(?:{_DIGITS}|{_ROMAN})",
    "diem": rf"(?:{_DIGITS}|{_LETTER})",
    "tiet": rf"(?:{_DIGITS}|[ivx]{{1,5}}(?![^\W_])|[a-zđ]\.\d{{1,2}}(?![^\W_])"
    rf"|{_LETTER})",
    "doan": rf"(?:{_ORDINAL}|{_DIGITS})",
    "gach": rf"(?:{_ORDINAL}|{_DIGITS})",
    "cau": rf"(?:{_ORDINAL}|{_DIGITS})",
    "mau": rf"(?:so{_S})?(?:\d{{1,4}}[a-zđ]?(?:[-.][a-z0-9đ]{{1,10}}){{0,4}}"
    r"(?![^\W_]))",
    "bang": rf"(?:so{_S})?{_DIGITS}",
}  # fmt: skip
_QUOTE = r"[\"“”'‘’]?"
_SEPARATOR = (
    rf"(?:{_S0}[,;]{_S0}(?:va{_S}|hoac{_S})?"
    rf"|{_S}(?:va|hoac|va/hoac|den){_S}(?:tu{_S})?|{_S0}[-–—]{_S0})"
)
_NAME = {unit: word.replace(" ", _S) for word, unit in _UNITS.items()}
_NAME["mau"] = rf"(?:bieu{_S})?mau"


_STEP = re.compile(_SEPARATOR)


def _unit(name: str) -> str:
    label = rf"{_LABELS[name]}|nay(?![^\W_])"
    return (
        rf"{_NAME[name]}{_S}{_QUOTE}(?:{label}){_QUOTE}(?:{_S0}\([ivx]{{1,5}}\))?"
        rf"(?:{_SEPARATOR}{_QUOTE}(?:{label}){_QUOTE}"
        rf"(?!{_S0}(?:thang|nam|ngay|/|%)))*"
    )


_ORDER = ("tieumuc", "phuluc", "phan", "chuong", "muc", "dieu", "khoan", "diem", "tiet",
          "doan", "cau", "gach", "mau", "bang")  # fmt: skip
_ITEM = re.compile(
    r"(?<![^\W_])(?:(?:cac|nhung|tu)[\s|]{1,20})?(?:"
    + "|".join(f"(?P<{name}>{_unit(name)})" for name in _ORDER)
    + rf"|(?P<annex>phu{_S}luc)(?![^\W_]))"
)
_UNIT_WORD = re.compile(alternation(_UNITS, space=_S, opens=r"^\W_") + r"(?![^\W_])")
_PREFIX = re.compile(r"(?<![^\W_])(?:cac|nhung|tu)[\s|]{1,20}\Z")
_GLUE = re.compile(
    rf"{_S0}[,;]?{_S0}(?:(?:va|hoac|cua|tai|thuoc|den|o|trong|,|;|-|–|va/hoac){_S}){{0,2}}"
    rf"(?:cac{_S}|tu{_S}|quy{_S}dinh{_S}tai{_S}|cua{_S})?|{_S0}\(?{_S0}"
)
_APART = re.compile(r"(?<![^\W_])(?:va|hoac)(?![^\W_])|;")
_RANGE = re.compile(r"(?<![^\W_])den(?![^\W_])|[-–—]")
_MARKS = re.compile(r"[(\"“”'‘’)]")


@dataclass(frozen=True, slots=True)
class _Item:
    """One unit word with its labels, and what stands between it and the one before."""

    level: str
    labels: tuple[str, ...]
    every: bool
    apart: bool
    subs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """A run of units that belong together: its span and the paths it names."""

    span: Span
    paths: tuple[str, ...]


def _expand(first: str, last: str) -> list[str]:
    """Return the labels from `first` to `last`: numbers, or letters in legal order."""
    if first.isdigit() and last.isdigit():
        low, high = int(first), int(last)
        if low < high <= low + _MAX_RANGE:
            return [str(n) for n in range(low, high + 1)]
    if first in LETTERS and last in LETTERS and len(first) == len(last) == 1:
        low, high = LETTERS.index(first), LETTERS.index(last)
        if low < high:
            return list(LETTERS[low : high + 1])
    return [first, last]


def _label(level: str, plain: str, real: str) -> str:
    """Return the label as it stands in a path."""
    words = plain.split()
    if words and words[-1] in _ORDINALS and level in {"doan", "gach", "cau", "phan"}:
        return _ORDINALS[words[-1]]
    if words[:1] == ["cuoi"]:
        return "last"
    label = real.split()[-1] if real.split() else real
    if words[-1:] == ["nay"]:
        return "này"
    if level in {"phuluc", "phan", "chuong", "muc", "tieumuc"}:
        return label.upper()
    if level == "mau":
        return label
    return label.lower()


def _labels(
    level: str, plain: str, real: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Read the labels after a unit word: lists and ranges; and roman sub-points."""
    out: list[str] = []
    subs: list[str] = []
    step = _STEP
    position, joint = 0, ""
    while position <= len(plain):
        cut = step.search(plain, position)
        # A separator inside a form number ("01-TTr") is not between labels.
        while cut and level == "mau" and cut.group().strip() in {"-", "–"}:
            cut = step.search(plain, cut.end())
        end = cut.start() if cut else len(plain)
        piece, raw = plain[position:end], real[position:end]
        sub = re.search(r"\(([ivx]+)\)\s*$", piece)
        if sub:
            subs.append(sub.group(1))
            piece, raw = piece[: sub.start()], raw[: sub.start()]
        piece, raw = _MARKS.sub(" ", piece).strip(), _MARKS.sub(" ", raw).strip()
        if piece:
            label = _label(level, piece, raw)
            if joint and out:
                out[-1:] = _expand(out[-1], label)
            else:
                out.append(label)
        if not cut:
            break
        joint = cut.group().strip(" \n|")
        joint = joint if joint.startswith(("den", "-", "–", "—")) else ""
        position = cut.end()
    return tuple(out), tuple(subs)


def _item(match: re.Match[str], text: str, apart: bool) -> _Item:
    level = match.lastgroup or ""
    # `lastgroup` is the last group that took part: the one of the unit.
    if level == "annex":
        return _Item("phuluc", ("*",), False, apart)
    start, end = match.span(level)
    plain = match.string[start:end]
    head = re.match(_NAME[level] + _S, plain)
    offset = head.end() if head else 0
    labels, subs = _labels(level, plain[offset:], text[start + offset : end])
    every = match.group().startswith(("cac", "nhung"))
    return _Item(level, labels, every, apart, subs)


def _span_of_labels(first: _Item, last: _Item) -> _Item:
    """Join "từ điểm a" and "đến điểm đ" into one unit with all labels between."""
    middle = _expand(first.labels[-1], last.labels[0])
    labels = (*first.labels[:-1], *middle, *last.labels[1:])
    return _Item(first.level, labels, first.every, first.apart, last.subs)


def _path(parts: dict[str, str]) -> str:
    order = sorted(parts, key=lambda level: _RANKS[level])
    return "/".join(f"{level}:{parts[level]}" for level in order)


def _outside_in(items: list[_Item]) -> bool:
    """Tell whether the run goes from the article down to the point."""
    ranks = [_RANKS[item.level] for item in items]
    down = all(a <= b for a, b in pairwise(ranks))
    levels = {item.level for item in items}
    if "dieu" in levels and ranks[-1] > _RANKS["dieu"] and items[0].level == "dieu":
        return True
    return down and ranks[0] < ranks[-1]


def _paths(items: list[_Item]) -> tuple[str, ...]:
    """Return the paths of a run of units, in the order they are written."""
    outside = _outside_in(items)
    walk = items if outside else items[::-1]
    leaves: list[list[str]] = []
    above: list[tuple[_Item, dict[str, str]]] = []
    for i, item in enumerate(walk):
        rank = _RANKS[item.level]
        joint = walk[i].apart if outside else (walk[i - 1].apart if i else False)
        while above and (
            _RANKS[above[-1][0].level] >= rank or (joint and _alone(item))
        ):
            above.pop()
        context: dict[str, str] = {}
        for _, parts in above:
            context |= parts
        own = item.labels[0] if not outside else item.labels[-1]
        following = walk[i + 1] if i + 1 < len(walk) else None
        split = following is not None and _descends(
            item, following, item if not outside else following
        )
        if not split:
            leaves.append([_leaf(context, item, label) for label in item.labels])
        elif len(item.labels) > 1:
            rest = item.labels[1:] if not outside else item.labels[:-1]
            leaves.append([_leaf(context, item, label) for label in rest])
        above.append((item, {item.level: own}))
    found = [path for group in (leaves if outside else leaves[::-1]) for path in group]
    return tuple(dict.fromkeys(found))


def _descends(item: _Item, following: _Item, joint: _Item) -> bool:
    """Tell whether the next unit of the walk lies inside this one."""
    if _RANKS[following.level] <= _RANKS[item.level]:
        return False
    return not (joint.apart and _alone(following))


def _alone(item: _Item) -> bool:
    """Tell whether a unit after "và" needs no upper level: an article, "khoản này"."""
    return _RANKS[item.level] <= _RANKS["dieu"] or item.labels == ("này",)


def _leaf(context: dict[str, str], item: _Item, label: str) -> str:
    parts = {**context, item.level: label}
    head, _, clause = label.partition(".")
    if item.level == "muc" and clause and not head.isdigit():
        parts |= {"muc": head, "khoan": clause}  # "mục II.3"
    if item.subs and label == item.labels[-1]:
        parts["tiet"] = item.subs[-1]
    return _path(parts)


def find_chains(
    text: str, plain: str, windows: Sequence[Span] | None = None
) -> list[Chain]:
    """Return the runs of units in `text`, in order; `plain` is its folded copy.

    `windows`, in order and apart, are the only parts that are read.
    """
    if windows is None:
        windows = [Span(0, len(plain))]
    return [chain for window in windows for chain in _chains(text, plain, window)]


def _items(plain: str, window: Span) -> Iterator[re.Match[str]]:
    """Yield the units of a window: a unit word is looked for first, "các" behind it."""
    done = window.start
    for word in _UNIT_WORD.finditer(plain, window.start, window.end):
        if word.start() < done:
            continue
        before = _PREFIX.search(plain, max(done, word.start() - 30), word.start())
        start = before.start() if before else word.start()
        if match := _ITEM.match(plain, start, window.end):
            done = match.end()
            yield match


def _chains(text: str, plain: str, window: Span) -> list[Chain]:
    chains: list[Chain] = []
    items: list[_Item] = []
    start = end = -1
    for match in _items(plain, window):
        if not _credible(match, text):
            continue
        gap = plain[end : match.start()] if items else ""
        joined = bool(items) and len(gap) <= 40 and _GLUE.fullmatch(gap) is not None
        if items and not joined:
            chains.append(Chain(Span(start, end), _paths(items)))
            items = []
        if not items:
            start = match.start()
        item = _item(match, text, _APART.search(gap) is not None)
        if items and _RANGE.search(gap) and items[-1].level == item.level:
            first = items.pop()
            item = _span_of_labels(first, item)
        items.append(item)
        end = match.end()
    if items:
        chains.append(Chain(Span(start, end), _paths(items)))
    return chains


def _credible(match: re.Match[str], text: str) -> bool:
    """Reject verbs and nouns that only look like units ("điều 12 chiến sĩ")."""
    level = match.lastgroup or ""
    start = match.start(level)
    word = text[start : start + 7].lower()
    expected = {
        "dieu": "điều", "khoan": "khoản", "diem": "điểm", "muc": "mục", "phan": "phần",
        "chuong": "chương", "tiet": "tiết", "doan": "đoạn", "cau": "câu", "mau": "mẫu",
        "bang": "bảng",
    }.get(level)  # fmt: skip
    return expected is None or word.startswith((expected, _other_tone(expected)))


def _other_tone(word: str) -> str:
    """Return the word with its mark on the other vowel ("khỏan", "điêm" are typed)."""
    return {"khoản": "khỏan"}.get(word, word)


def parse_pinpoints(text: str) -> tuple[str, ...]:
    """Return the paths that a pin-point names, in the order it names them.

    Lists and ranges are expanded; a unit without its upper levels takes them from the
    nearest unit on its right ("khoản 8, điểm b khoản 9 Điều 1"), or on its left where
    the text goes from the article down ("điều 4, khoản 2, điểm a").

    >>> parse_pinpoints("điểm a, b khoản 1 và khoản 3 Điều 5")
    ('dieu:5/khoan:1/diem:a', 'dieu:5/khoan:1/diem:b', 'dieu:5/khoan:3')
    """
    paths = [path for chain in find_chains(text, fold(text)) for path in chain.paths]
    return tuple(dict.fromkeys(paths))
