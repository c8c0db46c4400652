"""Which earlier citation a short name, an alias or "nêu trên" stands for."""

from __future__ import annotations

import re
from bisect import bisect_left

from nlp.acts import LAWS
from nlp.around import find_at
from nlp.drafts import Draft
from nlp.fold import fold
from nlp.kinds import kind_by_name
from nlp.reading import GAP, GAP0, Reading, collapse_bars

_DEFINES = re.compile(
    rf"(?:goi|viet)(?:{GAP}(?:t[a-z]{{1,2}}|chung|gon|ngan{GAP}gon))?{GAP}(?:tat{GAP})?la{GAP0}:?{GAP0}[“\"'‘]?"
    r"(?P<alias>[^()“”\"'’;\n.]{2,90}?)[”\"'’]?(?=[);.,\n])"
)
_MAX_ALIASES = 60
_NEARBY = 12
_SPAN = 900


def define_aliases(
    reading: Reading, drafts: list[Draft]
) -> list[tuple[str, Draft, int]]:
    """Return the short names the text gives to citations: name, citation, from where.

    Only a name that begins with a kind word counts ("sau đây gọi tắt là Nghị định
    30"); other short names are those of bodies.
    """
    ends = [draft.end for draft in drafts]
    found = []
    known: set[tuple[str, str | None]] = set()
    for match in find_at(_DEFINES, reading.plain, ("goi", "viet")):
        start, end = match.span("alias")
        alias = collapse_bars(reading.text[start:end])
        if not _names_a_document(alias):
            continue
        before = drafts[: bisect_left(ends, start)][-_NEARBY:]
        target = _defined(reading, alias, before, match.start())
        if target and (alias, target.number) not in known:
            known.add((alias, target.number))
            target.alias = target.alias or alias
            found.append((alias, target, end))
    return found[:_MAX_ALIASES]


def _defined(
    reading: Reading, alias: str, before: list[Draft], position: int
) -> Draft | None:
    """Return the citation that a short name stands for: of its kind, not in a title.

    "Nghị định số … quy định chi tiết Luật … (sau đây viết tắt là Nghị định)" defines
    the decree, although the law stands nearer; a serial in the alias decides.
    """
    kind = _alias_kind(alias)
    same = [
        d
        for d in before
        if d.kind == kind and d.form in {"full", "name"} and position - d.end < _SPAN
    ]
    serial = re.search(r"\d+", alias)
    number = str(int(serial.group())) if serial else None
    exact = [d for d in same if number and _serial(d.number)[0] == number]
    if exact:
        return exact[-1]
    if not same:
        return _issuing(reading, kind, number, before, position)
    target = same[-1]
    for draft in reversed(same[:-1]):
        span = draft.title_span
        if span and span.start <= target.start < span.end:
            target = draft
    return target


_ISSUED_WITH = re.compile(rf"kem{GAP}theo{GAP}(?:cac{GAP})?\Z")


def _issuing(
    reading: Reading,
    kind: str | None,
    number: str | None,
    before: list[Draft],
    position: int,
) -> Draft | None:
    """Return the citation that issued what a short name of another kind stands for.

    "Quy chế … kèm theo Quyết định số 45/QĐ-UBND (sau đây gọi là Quy chế)", "Quyết định
    số 45/QĐ-UBND ban hành Quy chế … (sau đây gọi là Quy chế)", "Quyết định số
    1719/QĐ-TTg (gọi tắt là Chương trình 1719)".
    """
    word = fold(kind or "")
    for draft in reversed(before):
        if draft.form != "full" or position - draft.end > _SPAN:
            continue
        lead = reading.plain[max(0, draft.start - 260) : draft.start]
        nested = word in lead if _ISSUED_WITH.search(lead) else False
        if (
            nested
            or word in fold(draft.title or "")[:80]
            or (number and _serial(draft.number)[0] == number)
        ):
            return draft
    return None


def _alias_kind(alias: str) -> str | None:
    words = alias.split()
    for count in (4, 3, 2, 1):
        if found := kind_by_name(" ".join(words[:count])):
            return found.name
    return None


def _names_a_document(alias: str) -> bool:
    return alias[:1].isupper() and _alias_kind(alias) is not None


def alias_drafts(
    reading: Reading, drafts: list[Draft], aliases: list[tuple[str, Draft, int]]
) -> list[Draft]:
    """Return drafts with the mentions of aliases: short forms become aliases."""
    out = list(drafts)
    for alias, target, start in aliases:
        out = [d for d in out if not _inside_definition(d, start, alias)]
        pattern = re.compile(
            r"(?<![^\W_])" + r"[\s|]{1,20}".join(map(re.escape, alias.split()))
            + r"(?![^\W_]|[\s|]{1,20}(?:số|này|\d))"
        )  # fmt: skip
        taken = {d.start: d for d in out}
        for match in pattern.finditer(reading.text, start):
            mention = taken.get(match.start())
            if mention and mention.form in {"short", "name"}:
                if _of_its_own(mention, alias):
                    continue
                _stand_for(mention, target, alias)
            elif mention is None and not _covered(out, match.start(), match.end()):
                draft = Draft(*match.span(), target.kind, "alias")
                draft.bare = kind_by_name(alias) is not None
                _stand_for(draft, target, alias)
                out.append(draft)
        out.sort(key=lambda draft: draft.start)
    return out


def _of_its_own(mention: Draft, alias: str) -> bool:
    """Tell whether a law's name has a day or year that its short name has not.

    "Luật Doanh nghiệp ngày 26/11/2014" may be another text than "Luật Doanh nghiệp".
    """
    year = (mention.date or "")[:4]
    return mention.kind in LAWS and year != "" and year not in alias


def drop_bare_aliases(drafts: list[Draft]) -> list[Draft]:
    """Keep a kind word alone ("Nghị định") as an alias only behind a pin-point.

    "sau đây viết tắt là Nghị định" makes the word a name, but the same word keeps its
    common meaning; "khoản 4 Điều 51 Nghị định" can only be the document.
    """
    return [
        draft
        for draft in drafts
        if draft.form != "alias"
        or draft.provisions
        or draft.alias_of is None
        or not draft.bare
    ]


def _inside_definition(draft: Draft, end: int, alias: str) -> bool:
    """Tell whether a draft is the definition of the alias itself, and no citation.

    "(sau đây gọi tắt là Nghị định số 30/2020/NĐ-CP)" may repeat the number.
    """
    return (
        draft.form in {"full", "short", "name", "alias"}
        and draft.end <= end
        and end - draft.start <= len(alias) + 2
    )


def _covered(drafts: list[Draft], start: int, end: int) -> bool:
    return any(d.start < end and start < d.end for d in drafts)


def _stand_for(draft: Draft, target: Draft, alias: str) -> None:
    """Make `draft` a mention of `target`: the text itself says they are one."""
    own = _alias_kind(alias)
    if own and own != target.kind:
        draft.part = fold(own).replace(" ", "-")
    draft.form, draft.alias_of, draft.status = "alias", target, None
    draft.kind, draft.number = target.kind, target.number
    draft.date, draft.issuer = target.date, draft.issuer or target.issuer


def resolve_short(drafts: list[Draft]) -> None:
    """Point short forms and "nêu trên" at the one earlier citation they can mean.

    More than one candidate, or none, leaves them ambiguous.
    """
    earlier: list[Draft] = []
    for draft in drafts:
        if draft.form == "short" and draft.alias_of is None:
            _resolve_one(draft, earlier)
        elif draft.form == "alias" and draft.alias_of is None:
            same = [d for d in earlier if d.kind == draft.kind]
            draft.alias_of = same[-1] if same else None
            draft.status = None if same else "ambiguous"
        if draft.form in {"full", "name"} and draft.number:
            earlier.append(draft)


def _serial(number: str | None) -> tuple[str, str | None]:
    match = re.match(r"0*(\d+[a-z]?)(?:/((?:19|20)\d\d)(?!\d))?", number or "")
    return (match.group(1), match.group(2)) if match else ("", None)


def _resolve_one(draft: Draft, earlier: list[Draft]) -> None:
    serial, year = _serial(draft.number)
    same: dict[tuple[str | None, str | None], Draft] = {}
    for candidate in earlier:
        if fold(candidate.kind or "") != fold(draft.kind or ""):
            continue
        theirs, their_year = _serial(candidate.number)
        if theirs == serial and (year is None or their_year in {None, year}):
            same.setdefault((candidate.number, candidate.date), candidate)
    numbers = {number for number, _ in same}
    if len(numbers) == 1:
        draft.alias_of = next(iter(same.values()))
        draft.status = None


_MARK = re.compile("[“”]")


def point_quoted_selves(reading: Reading, drafts: list[Draft]) -> None:
    """Point "Luật này" inside quoted amending text at the law that is amended.

    A quotation that opens its line holds the words of the amended document, so that
    "này" there means that document and not the one being read.
    """
    quoted = iter(_quotations(reading.text))
    start, end = next(quoted, (len(reading.text), len(reading.text)))
    amended: dict[str | None, Draft] = {}
    for draft in drafts:
        while end <= draft.start < len(reading.text):
            start, end = next(quoted, (len(reading.text), len(reading.text)))
        if start < draft.start < end:
            if draft.form == "self":
                draft.alias_of = amended.get(draft.kind)
        elif draft.relation == "amends" and draft.form != "self":
            amended[draft.kind] = draft.alias_of or draft


def _opens_line(text: str, place: int) -> bool:
    """Tell whether only blanks and table bars stand between a line end and `place`."""
    for at in range(place - 1, -1, -1):
        if text[at] == "\n":
            return True
        if text[at] != "|" and not text[at].isspace():
            return False
    return False


def _quotations(text: str) -> list[tuple[int, int]]:
    """Return the quotations that open a line, with the quotations inside them."""
    out, depth, start = [], 0, 0
    for match in _MARK.finditer(text):
        if match.group() == "“":
            if depth or _opens_line(text, match.start()):
                start = start if depth else match.start()
                depth += 1
        elif depth:
            depth -= 1
            if not depth:
                out.append((start, match.end()))
    return out
