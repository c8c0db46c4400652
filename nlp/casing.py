"""Names printed in capitals, written as Vietnamese writes them in a sentence."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import Any

from nlp.fold import fold, tone_normalise
from nlp.lines import collapse, is_caps

_WORD = re.compile(r"[^\W_]+(?:[.&'’]+[^\W_]+)*\.?|[^\w\s]+")
_EVIDENCE_LIMIT = 200_000


@cache
def rows(name: str) -> dict[str, Any]:
    """Return the tables of `nlp/data/<name>.toml`."""
    data = files("nlp").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomllib.loads(data)


@cache
def words_in(name: str, table: str) -> frozenset[str]:
    """Return the words of one table of `nlp/data/<name>.toml`."""
    return frozenset(rows(name)[table]["words"])


def _key(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(tone_normalise(text).lower()))


def _fields(name: str) -> list[str]:
    """Return the names a name teaches: with "Bộ Tài chính" also "Sở Tài chính"."""
    first, _, rest = name.partition(" ")
    if first not in {"Bộ", "Sở"} or not rest:
        return [name]
    return [f"{head} {rest}" for head in ("Bộ", "Sở", "Phòng", "Ban", "Cục", "Vụ")]


@cache
def _phrases() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return every known name, word by word, by its words in lower case."""
    organisations, territories = rows("organisations"), rows("territories")
    names = [
        part
        for table in ("organisation", "body")
        for row in organisations[table]
        for name in (row["name"], *row.get("aliases", ()))
        for part in _fields(name)
    ]
    names += [row["name"] for row in next(iter(_tables(territories)))]
    names += rows("letterheads")["phrases"]["words"]
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name in names:
        words = tuple(_WORD.findall(tone_normalise(name)))
        if any(word[0].isupper() for word in words) and not is_caps(name):
            found.setdefault(tuple(word.lower() for word in words), words)
    return found


def _tables(data: dict[str, Any]) -> list[list[dict[str, Any]]]:
    return [table for table in data.values() if isinstance(table, list)]


@cache
def _longest() -> int:
    return max(map(len, _phrases()))


def _known(words: tuple[str, ...], at: int) -> tuple[str, ...]:
    """Return the longest known name that starts at a word, as written, or ()."""
    for size in range(min(_longest(), len(words) - at), 0, -1):
        if found := _phrases().get(words[at : at + size]):
            return found
    return ()


def known_name_ends(name: str, rest: str = "") -> bool:
    """Tell whether a name that the rows know ends `name`, reaching its first word.

    With `rest`, tell whether a known name begins in `name` and ends in `rest`.

    >>> known_name_ends("BỘ TÀI CHÍNH"), known_name_ends("VĂN PHÒNG", "CHÍNH PHỦ")
    (True, True)
    """
    first = _key(name)
    if not rest:
        return first in _phrases()
    words = first + _key(rest)[: _longest()]
    return any(at + len(_known(words, at)) > len(first) for at in range(len(first)))


def _unit(words: tuple[str, ...], at: int) -> int:
    """Return how many words of a unit word ("thành phố") start here: 0, 1 or 2."""
    units = words_in("letterheads", "units")
    return next((n for n in (2, 1) if " ".join(words[at : at + n]) in units), 0)


def _written(printed: str) -> tuple[list[str], bool]:
    """Write the words small and large by the rows; tell whether all were known."""
    raw = _WORD.findall(tone_normalise(printed))
    words = tuple(word.lower() for word in raw)
    out = _head(words)
    sure, place, opens = True, False, True
    while len(out) < len(words):
        at = len(out)
        name, size = _known(words, at), _unit(words, at)
        if size and size >= len(name):
            unit = list(words[at : at + size])
            out += [unit[0].capitalize(), *unit[1:]] if at == 0 else unit
            place, opens = True, False
            continue
        if name:
            out += name
            # "Trường Đại học" tells the type: the field behind it starts large
            place, opens = False, fold(" ".join(name)) in _types()
            continue
        word = words[at]
        if word in words_in("letterheads", "small") or (place and word == "chuyên"):
            out.append(word)
            opens, place = word == "và", word == "chuyên"
        elif not word[0].isalnum():
            out.append(word)
            opens = opens or word == "-"
        elif raw[at].isupper() and (any(c.isdigit() for c in word) or _is_code(word)):
            out.append(raw[at])
            sure, place = False, word in _NAME_FOLLOWS
        else:
            place = place or (opens and word in words_in("letterheads", "given"))
            out.append(word.capitalize() if place or opens else word)
            sure, opens = sure and place, False
    return out, sure


# A firm's or a school's own name stands behind these.
_NAME_FOLLOWS = frozenset({"tnhh", "thcs", "thpt", "ptdtbt", "ptdtnt"})


@cache
def _types() -> frozenset[str]:
    """Return the types of bodies, folded, one of which may hold another's name."""
    longer = {"truong dai hoc", "truong cao dang", "cong ty co phan"}
    return words_in("letterheads", "heads") | longer


def _head(words: tuple[str, ...]) -> list[str]:
    """Return the word for the type of body that opens a name no row knows."""
    if _known(words, 0):
        return []
    plain = [fold(word) for word in words[:4]]
    for size in range(len(plain), 0, -1):
        if " ".join(plain[:size]) in words_in("letterheads", "heads"):
            first = words[0].upper() if _is_code(words[0]) else words[0].capitalize()
            return [first, *words[1:size]]
    return []


def _is_code(word: str) -> bool:
    """Tell whether a word has no vowel, as abbreviations have ("THPT", "II")."""
    plain = fold(word)
    roman = set(word) <= set("ivx") and len(word) > 1
    return roman or not set(plain) & set("aeiouy")


def _join(printed: str, words: list[str]) -> str:
    """Put the words back between the printed spaces and marks."""
    parts, last = [], 0
    plain = tone_normalise(printed)
    for match, word in zip(_WORD.finditer(plain), words, strict=True):
        parts += [plain[last : match.start()], word]
        last = match.end()
    return "".join(parts) + plain[last:]


def _evidence(printed: str, text: str) -> str | None:
    """Return how the text itself most often writes the name outside capitals."""
    words = re.findall(r"\w+|[^\w\s]+", printed)
    if not 2 <= len(words) <= 40:
        return None
    pattern = r"\s{1,3}".join(re.escape(word) for word in words)
    spaced = pattern.replace(r"\s{1,3},", r"\s{0,3},")
    found: Counter[str] = Counter()
    for match in re.finditer(spaced, text[:_EVIDENCE_LIMIT], re.IGNORECASE):
        if not is_caps(match.group()) and match.group()[0].isupper():
            found[collapse(match.group())] += 1
    return tone_normalise(found.most_common(1)[0][0]) if found else None


def sentence_case(printed: str, *, text: str = "") -> str:
    """Return a body's name in sentence case, spaces collapsed.

    Known bodies, fields and provinces are written as the rows have them; for the rest
    `text`, the document, is asked how it writes the same name in its sentences, and
    else the rule of Decree 30/2020/NĐ-CP, annex II applies: a capital at the start and
    after "và", small letters between, every syllable of a place's name large.

    >>> sentence_case("UỶ BAN NHÂN DÂN TỈNH QUẢNG TRỊ")
    'Ủy ban nhân dân tỉnh Quảng Trị'
    >>> sentence_case("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG")
    'Sở Nông nghiệp và Môi trường'
    """
    name = collapse(printed)
    words, sure = _written(name)
    if not sure and (seen := _evidence(name, text)):
        return seen
    return _join(name, words)
