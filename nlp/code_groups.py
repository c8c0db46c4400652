"""Reading the codes after the serial of a document number, one group at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.codes import (
    COPY_CODES,
    COURT_CODES,
    ISSUER_CODES,
    LEGACY_CODES,
    LOCAL_CODES,
    NORMATIVE_CODES,
    PARTY_CODES,
    TYPE_CODES,
    official,
)
from nlp.fold import fold

_GROUP = re.compile(
    r"[^\W\d_](?:[^\W_]|&(?=[^\W\d_])){0,24}"
    r"(?:\.(?=[IVX])X{0,2}(?:IX|IV|V?I{0,3})(?![^\W_]))?"
)
_DATED = re.compile(r",?\s{1,3}[Nn]gày\b")
_TORN = re.compile(r"[ ](?P<rest>[A-ZĐ]{1,4})(?![^\W_])")
_JOIN = re.compile(
    r"[-._/](?=[^\W\d_])|[ ]?[-/][ ]?(?=[^\W\d_])"
    r"|[ ]?[-/][ ]{0,3}[\n|][ ]{0,3}(?=[^\W\d_])"
    r"|[ ]{0,3}\n[ ]{0,3}-(?=[^\W\d_])|[ ](?=[^\W\d_])"
)
_TERM_AFTER = re.compile(r"[ ]?(?=\d{1,2}(?!\w))\d{1,2}")
_GLUED = re.compile(r"(NĐ|ND|QĐ|QD|TTLT|TT|NQ|CT)(?=[A-ZĐ]{2})")
_MAX_GROUPS = 10


# Presidential decrees that Parliament passed as laws in 1957: "102/SL-L004".
_LAW_BY_DECREE = re.compile(r"L\d{2,3}")


def _capitals(code: str) -> int:
    return sum(letter.isupper() for letter in code)


@dataclass(slots=True)
class CodeGroups:
    """The groups read after a serial, with how each was joined to the one before.

    `known` counts the groups that stand in the tables; `end` is where reading stopped.
    """

    groups: list[str]
    joins: list[str]
    end: int
    known: int = 0


def _split_glued(word: str) -> list[str]:
    """Split "TTBTC" into TT and BTC where only the parts are codes."""
    glued = _GLUED.match(word)
    if official(word, first=True) or not glued:
        return [word]
    rest = word[glued.end() :]
    return [glued.group(), rest] if rest in ISSUER_CODES else [word]


def _bare_capitals(word: str) -> bool:
    """Tell whether a word is capitals without tone marks, as codes are ("LĐTBXH")."""
    return _capitals(word) >= 2 and fold(word).upper() in {word, word.replace("Đ", "D")}


def _accept(word: str, join: str, before: list[str], *, dated: bool) -> str | None:
    """Return the code that `word` is in this place, or None where it is prose.

    `dated` tells that the word "ngày" follows: then the number ends here, and a code
    that no table knows may stand behind a spaced hyphen or a dot.
    """
    first = not before
    code = official(word, first=first)
    if before == ["SL"] and _LAW_BY_DECREE.fullmatch(word):
        return word
    if join in {"-", "_", ".", "/"} or not join:
        if join == "." and (before[-1:] == [word] or not (code or dated)):
            return None
        if _capitals(word) == 0:
            return code if first or before[0] in TYPE_CODES else None
        return code or (word if _capitals(word) >= 2 else None)
    if "\n" in join or "|" in join or (dated and "-" in join):
        return code or (word if _bare_capitals(word) else None)
    if join == " ":
        joinable = len(before) == 1 and before[0] in NORMATIVE_CODES - {"L", "CT"}
        return code if joinable and word in ISSUER_CODES and len(word) > 2 else None
    return code if code and _capitals(word) else None


def _mend(text: str, codes: CodeGroups) -> None:
    """Put back what a space tore off a code: "QH 13", "BNN MT"."""
    last = codes.groups[-1]
    torn = _TORN.match(text, codes.end)
    if torn and last + torn["rest"] in ISSUER_CODES:
        codes.groups[-1] += torn["rest"]
        codes.end = torn.end()
    elif last in {"QH", "UBTVQH"} and (term := _TERM_AFTER.match(text, codes.end)):
        codes.groups[-1] += term.group().strip()
        codes.end = term.end()


def _before_day(word: re.Match[str]) -> int:
    """Return where a code ends that runs into the word "ngày" ("NĐ-CPngày 05/3")."""
    glued = word.group().endswith("ngày") and _capitals(word.group()[:-4]) >= 2
    return word.end() - 4 if glued else word.end()


def read_groups(text: str, start: int) -> CodeGroups:
    """Read code groups from `start` until one is prose."""
    codes = CodeGroups([], [], start)
    join = ""
    position = start
    while len(codes.groups) < _MAX_GROUPS:
        word = _GROUP.match(text, position)
        if not word:
            break
        end = _before_day(word)
        written = text[word.start() : end]
        parts = _split_glued(written) if not codes.groups else [written]
        dated = end < word.end() or _DATED.match(text, end) is not None
        code = _accept(parts[0], join, codes.groups, dated=dated)
        if code is None:
            break
        codes.known += official(parts[0], first=not codes.groups) is not None
        codes.groups.append(code)
        codes.joins.append(join)
        codes.end = end
        if len(parts) == 2:
            codes.groups.append(parts[1])
            codes.joins.append("")
            codes.known += 1
        _mend(text, codes)
        glue = _JOIN.match(text, codes.end)
        if not glue:
            break
        join, position = glue.group(), glue.end()
    return codes


def _court(codes: list[str]) -> bool:
    """Tell whether two codes are a matter and an instance ("DS-ST")."""
    return (
        len(codes) == 2
        and all(code in COURT_CODES for code in codes)
        and codes[0] not in TYPE_CODES
    )


def family_of(hyphen: bool, year: int | None, codes: list[str]) -> str:
    """Tell the family of a number by its codes (see `DocumentNumber`)."""
    first = codes[0]
    if any(term_of(code) for code in codes) and (year or not hyphen):
        return "F" if first in {"TTLT", "NQLT"} else "B"
    if year:
        if first in {"TTLT", "NQLT"}:
            return "F"
        if first == "AL" or _court(codes):
            return "L"
        if any(code in LOCAL_CODES for code in codes):
            return "C"
        if first in NORMATIVE_CODES:
            return "A"
        return "D" if first in TYPE_CODES else "E"
    if hyphen:
        return "G" if len(codes) > 1 and codes[1] in PARTY_CODES else "H"
    if first == "VBHN":
        return "J"
    if len(codes) == 1:
        return "I" if first in LEGACY_CODES else "E"
    if first == "SL" and _LAW_BY_DECREE.fullmatch(codes[1]):
        return "I"
    if first in COPY_CODES:
        return "K"
    return "D" if first in TYPE_CODES and first != "CV" else "E"


_TERM = re.compile(r"(?:QH|UBTVQH|HĐNN)K?(\d{1,2})")


def term_of(code: str) -> int | None:
    """Return the term in a code of the National Assembly ("QH13"), or None."""
    match = _TERM.fullmatch(code)
    return int(match.group(1)) if match else None
