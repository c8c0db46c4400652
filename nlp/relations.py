"""What the citing document does with the cited one: cues, lists, titles, passives."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import cast

from ingest.document import Span
from nlp.acts import LAWS, carried_out, governs
from nlp.alternation import alternation
from nlp.analysis import Relation
from nlp.drafts import Draft
from nlp.fold import fold
from nlp.lists import JOINT
from nlp.reading import GAP, GAP0, Reading, any_of, phrase


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of `nlp/data/relations.toml`, which explains the fields."""

    relation: Relation
    cues: tuple[str, ...]
    reach: int
    source: str
    example: str
    bare: bool = False


def _load() -> tuple[Cue, ...]:
    data = files("nlp").joinpath("data/relations.toml").read_text("utf-8")
    return tuple(
        Cue(
            relation=cast(Relation, row["relation"]),
            cues=tuple(row["cues"]),
            reach=row["reach"],
            source=row["source"],
            example=row["example"],
            bare=row.get("bare", False),
        )
        for row in tomllib.loads(data)["row"]
    )


CUES = _load()
_PLAIN = next(row for row in CUES if row.relation == "refers")
_BY_CUE = {fold(cue): row for row in CUES for cue in row.cues}


def _signed(cue: str) -> str:
    """Return the pattern of a cue that holds a sign; spaces may follow its bracket."""
    bracket = r"\([\s|]{0,9}" if cue[0] == "(" else ""
    return bracket + phrase(cue.removeprefix("("))


def _pattern() -> re.Pattern[str]:
    """Return the pattern of any cue, the longest at each place."""
    signed = [cue for cue in _BY_CUE if not cue.replace(" ", "").isalnum()]
    signed.sort(key=lambda cue: (-len(cue), cue))
    words = alternation(_BY_CUE.keys() - set(signed), space=r"[\s|]{1,20}")
    return re.compile("|".join([*map(_signed, signed), words]))


_PATTERN = _pattern()
_BREAK = re.compile(
    r"[;!?]|(?<!\n\d)(?<!\n\d\d)\.(?=[\s|])|\n[\s|]*\n(?![\s|]*[a-z(])"
    r"|:[ \t]*\n(?![\s|]*(?:[-+•*]|[a-z0-9]{1,2}[.)]))"
)
_ACT = any_of("sửa đổi|bổ sung|thay thế|bãi bỏ|hợp nhất|đính chính|hướng dẫn|hủy bỏ")
_DETAILS = any_of("quy định chi tiết")
_PASSIVE = re.compile(
    rf"(?:duoc|bi|da){GAP}(?:{_ACT}|{_DETAILS})(?:[^.;]{{0,60}}?){GAP}"
    rf"(?:boi|theo|tai|bang){GAP}(?:cac{GAP}|so{GAP})?\Z"
)
_DONE = re.compile(r"(?:da|duoc|vua)[\s|]+\Z")
_EXPIRES = re.compile(
    rf"[^.;]{{0,160}}?(?<![^\W_])(?:{any_of('hết hiệu lực')}"
    rf"|(?:duoc|bi|nay){GAP}{any_of('bãi bỏ|hủy bỏ|thu hồi')})(?![^\W_])"
    r"(?![\s|]+(?:boi|theo|tai))"
)
_EXCEPT = re.compile(
    rf"(?<![^\W_])tru{GAP}(?:(?:cac{GAP})?{any_of('trường hợp')}{GAP})?"
    rf"{any_of('quy định tại')}{GAP}(?:cac{GAP})?\Z"
)
_BULLET = re.compile(
    rf"{GAP0}[.;,:]?{GAP0}\n{GAP0}(?:[-+•*]|[a-zđ]\)|\d{{1,2}}[.)]){GAP0}"
)
_ACTIVE = re.compile(
    rf"{GAP0}[,(]?{GAP0}(?:(?:ve{GAP}(?:viec{GAP})?)?{_ACT}|{_DETAILS})(?![^\W_])"
)
_BODY = re.compile(
    r"\n[\s|#*]*(?:điều[\s|]+1(?!\d)|(?:i|1|a)[\s|]*[.)/])", re.IGNORECASE
)
_GENERAL_RULES = LAWS | {"Nghị quyết", "Thông tư liên tịch"}
_MOTTO = "xa hoi chu nghia"
_REACH = 320


def assign_relations(
    reading: Reading,
    drafts: list[Draft],
    *,
    official: bool = False,
    own: str | None = None,
    own_kind: str | None = None,
) -> None:
    """Set `relation`, `host` and `subject` of every draft; drafts are in order.

    `official` tells that the text is a document with a letterhead: there "Thực hiện …"
    that opens a paragraph of the preamble is a ground, as "Căn cứ" is. `own` is the
    number of the document itself: "(ban hành kèm theo Nghị định số …)" of another one
    only says where a form or a list was issued; so it does in a report or a submission
    (`own_kind`), which nothing issues.
    """
    preamble = _preamble_end(reading) if official or _MOTTO in reading.plain else 0
    last: Draft | None = None
    top: Draft | None = None
    for draft in drafts:
        if draft.form == "self":
            draft.relation = _self_relation(reading, draft)
            continue
        host = _host(reading, draft, last, top)
        if host:
            draft.host = draft.subject = host
            if _consolidates(reading, draft):
                draft.relation = "consolidates"
        else:
            _own_relation(reading, draft, last, top, preamble)
            if _issued_elsewhere(reading, draft, own, own_kind):
                draft.relation = "refers"
            top = draft
        last = draft


_NEVER_ISSUED = frozenset({"Tờ trình", "Báo cáo", "Công văn", "Biên bản"})


def _issued_elsewhere(
    reading: Reading, draft: Draft, own: str | None, own_kind: str | None
) -> bool:
    before = reading.plain[max(0, draft.lead - 12) : draft.lead]
    if draft.relation != "promulgates" or not re.search(r"theo[\s|]+\Z", before):
        return False
    if own_kind in _NEVER_ISSUED and draft.kind != own_kind:
        return True
    return bool(own and draft.number and _key(draft.number) != _key(own))


def _key(number: str) -> str:
    return fold(number).lstrip("0")


def _preamble_end(reading: Reading) -> int:
    match = _BODY.search(reading.plain)
    return match.start() if match else len(reading.plain)


def _self_relation(reading: Reading, draft: Draft) -> Relation:
    before = reading.plain[max(0, draft.lead - 40) : draft.lead]
    if re.search(r"kem[\s|]+theo[\s|]+\Z", before):
        return "promulgates"
    return "excepts" if _EXCEPT.search(before) else "refers"


def _host(
    reading: Reading, draft: Draft, last: Draft | None, top: Draft | None
) -> Draft | None:
    """Return the citation whose title holds this one, or None."""
    if top is None or last is None:
        return None
    span = top.title_span
    if span is None or not span.start <= draft.start < span.end:
        acts = last is top and not _beside(reading, span, draft)
        acts = acts and _acts(reading, top, draft)
        return top if acts else None
    between = reading.plain[last.end : draft.lead]
    listed = JOINT.fullmatch(between) is not None
    if listed and last is not top:
        same = draft.kind == top.kind and last.kind != top.kind
        return None if same else last.host
    if (
        re.search(rf"(?:,|;|(?<![^\W_])va){GAP0}(?:cac{GAP})?\Z", between)
        and draft.kind == top.kind
    ):
        return None
    return top


def _beside(reading: Reading, title: Span | None, draft: Draft) -> bool:
    """Tell whether a document without number is one more after a title and "và"."""
    if title is None or draft.number or title.end > draft.start:
        return False
    return JOINT.fullmatch(reading.plain, title.end, draft.lead) is not None


_NEXT_GROUND = re.compile(
    r"[;.]\s|\n[\s|]*(?:can[\s|]+cu|theo|xet|thuc[\s|]+hien)(?!\w)"
)


def _acts(reading: Reading, host: Draft, draft: Draft) -> bool:
    """Tell whether `host` itself amends, replaces or guides `draft`."""
    return (
        draft.start - host.end < 160
        and _ACTIVE.match(reading.plain, host.end, draft.start) is not None
        and not _NEXT_GROUND.search(reading.plain, host.end, draft.start)
    )


_CONSOLIDATED_IN = re.compile(rf"hop{GAP}nhat{GAP}tai{GAP}\Z")


def _consolidates(reading: Reading, draft: Draft) -> bool:
    """Tell whether "hợp nhất tại" leads to a consolidated text."""
    before = max(0, draft.lead - 40), draft.lead
    text = draft.kind == "Văn bản hợp nhất"
    return text and _CONSOLIDATED_IN.search(reading.plain, *before) is not None


def _own_relation(
    reading: Reading,
    draft: Draft,
    last: Draft | None,
    top: Draft | None,
    preamble: int,
) -> None:
    floor = max(0, draft.lead - _REACH, min(top.tail, draft.lead) if top else 0)
    if last and last.end <= draft.lead:
        floor = max(floor, last.end)
    window = reading.plain[floor : draft.lead]
    if top and _PASSIVE.search(window):
        top.subject = top.subject or draft
        draft.relation = "consolidates" if _consolidates(reading, draft) else "refers"
        return
    between = _SHORT_NAME.sub("", window, count=1).lstrip('”"')
    joined = top is not None and (
        JOINT.fullmatch(between) is not None or _BULLET.fullmatch(window) is not None
    )
    found = None if joined else _cue(reading, draft, floor)
    if found:
        draft.relation = _grounded(reading, draft, *found, preamble)
    elif joined and top:
        draft.relation = top.relation
        draft.subject = None
    elif (
        top
        and top.relation == "proposal"
        and (_ALSO_PROPOSED.fullmatch(window) or _IN_BRACKETS.fullmatch(window))
    ):
        draft.relation = "proposal"
    if draft.kind == "Tờ trình" and draft.relation == "refers" and found:
        # "theo Tờ trình số …" names what was proposed, whatever verb opens the clause.
        draft.relation = "proposal"
    if draft.relation == "proposal" and draft.kind in LAWS:
        # A law in force is never what was proposed.
        draft.relation = "refers"
    if found is None and draft.relation == "refers" and _expires(reading, draft):
        draft.relation = "repeals"
    if _consolidates(reading, draft):
        draft.relation = "consolidates"


# "… (gọi tắt là Kết luận số 48-KL/TW), Nghị quyết số …": the list goes on.
_SHORT_NAME = re.compile(
    rf"\A{GAP0}\((?:sau{GAP}day{GAP})?(?:duoc{GAP})?(?:goi|viet){GAP}[^()]{{3,90}}\)"
)
_ALSO_PROPOSED = re.compile(
    rf"(?:{GAP0}[,;(]{GAP0}|{GAP}va{GAP})(?:sau{GAP}khi{GAP}co{GAP})?"
    rf"(?:(?:y{GAP}kien|de{GAP}nghi|bao{GAP}cao|to{GAP}trinh|ket{GAP}qua)(?:{GAP}[^\W_]+){{0,12}}?{GAP}"
    rf"(?:cua|tai){GAP}[^.;:\n]{{0,140}}?{GAP}?|[^.;:]{{3,140}}{GAP}tai{GAP})?"
)


# "(công văn số …); ý kiến của Bộ Nội vụ (công văn số …) và Bộ Y tế (công văn số …)"
_IN_BRACKETS = re.compile(rf"{GAP0}\)?{GAP0}[,;]?[^().\n]{{2,140}}\({GAP0}")


def _expires(reading: Reading, draft: Draft) -> bool:
    match = _EXPIRES.match(reading.plain, draft.tail, draft.tail + 220)
    if not match:
        return False
    # "trước ngày Nghị định A hết hiệu lực" says when, not what this text does.
    before = reading.plain[max(0, draft.start - 12) : draft.start]
    return re.search(r"(?:ngay|khi|den)[\s|]+\Z", before) is None


def _cue(reading: Reading, draft: Draft, floor: int) -> tuple[Cue, int, int] | None:
    """Return the cue that governs `draft`, with where it stands: the last that does."""
    found: tuple[Cue, int, int] | None = None
    for match in _PATTERN.finditer(reading.plain, floor, draft.lead):
        start, end = match.span()
        row = _row(match.group())
        if row is None or not _reaches(reading, match, row, draft):
            continue
        if row.bare:
            verdict = governs(reading, start, end, draft)
            if verdict is None:
                found = (_PLAIN, start, end)
            if not verdict:
                continue
        if not _meant(reading, match, row, draft):
            continue
        if found and row.relation == "refers" and _weak(match.group(), found[0]):
            continue
        found = (row, start, end)
    return found


def _reaches(reading: Reading, match: re.Match[str], row: Cue, draft: Draft) -> bool:
    """Tell whether a cue is a word of its own in the clause of the citation."""
    start, end = match.span()
    before, after = reading.plain[max(0, start - 1) : start], reading.plain[end]
    if (before.isalnum() and match.group()[0] != "(") or after.isalnum():
        return False
    if draft.lead - end > row.reach or _BREAK.search(reading.plain, end, draft.lead):
        return False
    between = reading.plain[end : draft.lead]
    if row.relation == "proposal" and _FOUND.search(between):
        return False  # "sau khi xem xét …, Thanh tra tỉnh cho rằng …"
    opened = between.count("(") - between.count(")")
    # "Xét đề nghị của UBND tỉnh (Tờ trình số 5/TTr-UBND)" proposes in brackets
    proposed = row.relation == "proposal" and between.rstrip(" \n|").endswith("(")
    return opened <= proposed


_FOUND = re.compile(rf"(?<![^\W_])(?:cho|thay|nhan{GAP}thay){GAP}rang(?![^\W_])")


def _meant(reading: Reading, match: re.Match[str], row: Cue, draft: Draft) -> bool:
    """Tell whether a word that has other uses is a cue here."""
    start, end = match.span()
    if row.relation == "implements":
        return carried_out(reading, start, end, draft)
    if match.group() == "theo":
        return not reading.plain.startswith("kem", max(0, start - 4))
    if match.group() == "can cu" and _LEGAL_GROUND.match(reading.plain, end):
        return reading.text[start].isupper()  # "căn cứ pháp lý để … là Luật …"
    if match.group() == "xet":
        return reading.text[start].isupper()
    if row.relation == "approves":
        if _PARLIAMENT.search(reading.plain, max(0, start - 60), start):
            return False  # "Quốc hội thông qua Luật …" tells of another's act
        return not _DONE.search(reading.plain, max(0, start - 8), start)
    if row.relation == "corrects":
        # "Nghị định Chính phủ số …" reads like "đính chính" without its marks.
        return not reading.text[start:end].lower().startswith("định")
    if row.relation == "responds_to":
        # "nhận được hồ sơ … Nghị định số …": nobody answers an act of general rule.
        return draft.kind not in _GENERAL_RULES or match.group().startswith("tiep")
    return True


_PARLIAMENT = re.compile(rf"quoc{GAP}hoi(?:{GAP}[^\W_]+){{0,8}}{GAP}\Z")
_LEGAL_GROUND = re.compile(rf"{GAP}(?:phap{GAP}ly|de{GAP})")


def _weak(cue: str, outer: Cue) -> bool:
    """Tell whether a plain cue stands inside another ("căn cứ … đối với …")."""
    if outer.relation not in {"basis", "proposal", "responds_to"}:
        return False
    inner = cue.startswith(("lien", "quy")) and outer.relation != "proposal"
    return inner or cue in {"theo", "doi voi", "ap dung"}


def _row(cue: str) -> Cue | None:
    plain = re.sub(r"\s+,", ",", re.sub(r"[\s|]+", " ", cue)).replace("( ", "(")
    return _BY_CUE.get(plain)


def _grounded(
    reading: Reading, draft: Draft, row: Cue, start: int, end: int, preamble: int
) -> Relation:
    """Return the relation of a cue: "Thực hiện …" opening a preamble is a ground."""
    if row.relation != "implements" or draft.lead >= preamble:
        return row.relation
    line = reading.text.rfind("\n", 0, start) + 1
    opens = not reading.text[line:start].strip(" \t|-*")
    word = reading.text[start : start + 9].strip()
    if opens and word[:1].isupper() and not word.isupper():
        return "basis"
    return row.relation
