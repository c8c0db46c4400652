"""What the citing document does with the cited one: cues, lists, titles, passives."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import cast

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
_PATTERN = re.compile(
    "|".join(
        phrase(re.escape(cue).replace(r"\ ", " ")).replace(r"\,", rf"{GAP0},")
        if cue[0] != "("
        else r"\([\s|]{0,9}" + phrase(re.escape(cue[1:]).replace(r"\ ", " "))
        for cue in sorted(_BY_CUE, key=lambda cue: (-len(cue), cue))
    )
)
_BREAK = re.compile(
    r"[;!?]|(?<!\n\d)(?<!\n\d\d)\.(?=[\s|])|\n[\s|]*\n(?![\s|]*[a-z(])"
    r"|:[ \t]*\n(?![\s|]*(?:[-+•*]|[a-z0-9]{1,2}[.)]))"
)
_KIND_WORD = (
    r"(?:nghi quyet|quyet dinh|nghi dinh|thong tu(?: lien tich)?|luat|phap lenh|chi thi"
    r"|quy che|quy dinh|van ban)"
)
_INDEFINITE = re.compile(rf"(?P<before>\S+ )?{_KIND_WORD}(?P<new> moi| khac)? \Z")
_ACT = any_of("sửa đổi|bổ sung|thay thế|bãi bỏ|hợp nhất|đính chính|hướng dẫn|hủy bỏ")
_DETAILS = any_of("quy định chi tiết")
_PASSIVE = re.compile(
    rf"(?:duoc|bi|da){GAP}(?:{_ACT}|{_DETAILS})(?:[^.;]{{0,60}}?){GAP}"
    rf"(?:boi|theo|tai|bang){GAP}(?:cac{GAP}|so{GAP})?\Z"
)
_ADJECTIVE = re.compile(r"(?:duoc|bi|da duoc|moi|pham vi|doi tuong)[\s|]+\Z")
_DONE = re.compile(r"(?:da|duoc|vua)[\s|]+\Z")
_EXPIRES = re.compile(
    rf"[^.;]{{0,160}}?(?<![^\W_])(?:{any_of('hết hiệu lực')}"
    rf"|(?:duoc|bi){GAP}{any_of('bãi bỏ|hủy bỏ|thu hồi')})(?![^\W_])"
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
_MOTTO = "xa hoi chu nghia"
_REACH = 320
_LAWS = frozenset(
    {"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp", "Nghị định", "Thông tư"}
)


def assign_relations(
    reading: Reading,
    drafts: list[Draft],
    *,
    official: bool = False,
    own: str | None = None,
) -> None:
    """Set `relation`, `host` and `subject` of every draft; drafts are in order.

    `official` tells that the text is a document with a letterhead: there "Thực hiện …"
    that opens a paragraph of the preamble is a ground, as "Căn cứ" is. `own` is the
    number of the document itself: "(ban hành kèm theo Nghị định số …)" of another one
    only says where a form or a list was issued.
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
        else:
            _own_relation(reading, draft, last, top, preamble)
            if own and _issued_elsewhere(reading, draft, own):
                draft.relation = "refers"
            top = draft
        last = draft


def _issued_elsewhere(reading: Reading, draft: Draft, own: str) -> bool:
    before = reading.plain[max(0, draft.lead - 12) : draft.lead]
    within = draft.relation == "promulgates" and re.search(r"theo[\s|]+\Z", before)
    return bool(within and draft.number and _key(draft.number) != _key(own))


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
        return top if _acts(reading, top, draft) and last is top else None
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
        draft.relation = "refers"
        return
    joined = top is not None and (
        JOINT.fullmatch(window) is not None or _BULLET.fullmatch(window) is not None
    )
    found = None if joined else _cue(reading, draft, floor)
    if found:
        draft.relation = _grounded(reading, draft, *found, preamble)
    elif joined and top:
        draft.relation = top.relation
        draft.subject = None
    elif top and top.relation == "proposal" and _ALSO_PROPOSED.fullmatch(window):
        draft.relation = "proposal"
    if draft.kind == "Tờ trình" and draft.relation == "refers" and found:
        # "theo Tờ trình số …" names what was proposed, whatever verb opens the clause.
        draft.relation = "proposal"
    if draft.relation == "proposal" and draft.kind in _LAWS:
        # A law in force is never what was proposed.
        draft.relation = "refers"
    if found is None and draft.relation == "refers" and _expires(reading, draft):
        draft.relation = "repeals"
    if draft.kind == "Văn bản hợp nhất" and "hop nhat tai" in re.sub(
        r"\s+", " ", window
    ):
        draft.relation = "consolidates"


_ALSO_PROPOSED = re.compile(
    rf"(?:{GAP0}[,;(]{GAP0}|{GAP}va{GAP})(?:sau{GAP}khi{GAP}co{GAP})?"
    rf"(?:(?:y{GAP}kien|de{GAP}nghi|bao{GAP}cao|to{GAP}trinh|ket{GAP}qua)(?:{GAP}[^\W_]+){{0,12}}?{GAP}"
    rf"(?:cua|tai){GAP}[^.;:\n]{{0,140}}?{GAP}?|[^.;:]{{3,140}}{GAP}tai{GAP})?"
)


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
            verdict = _governs(reading, start, end, draft)
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
    return between.count("(") <= between.count(")")


def _meant(reading: Reading, match: re.Match[str], row: Cue, draft: Draft) -> bool:
    """Tell whether a word that has other uses is a cue here."""
    start, end = match.span()
    if row.relation == "implements":
        return _near(reading, start, end, draft)
    if match.group() == "theo":
        return not reading.plain.startswith("kem", max(0, start - 4))
    if match.group() == "xet":
        return reading.text[start].isupper()
    if row.relation == "approves":
        return not _DONE.search(reading.plain, max(0, start - 8), start)
    return True


def _weak(cue: str, outer: Cue) -> bool:
    """Tell whether a plain cue stands inside another ("căn cứ … đối với …")."""
    if outer.relation not in {"basis", "proposal", "responds_to"}:
        return False
    inner = cue.startswith(("lien", "quy")) and outer.relation != "proposal"
    return inner or cue in {"theo", "doi voi", "ap dung"}


def _row(cue: str) -> Cue | None:
    plain = re.sub(r"\s+,", ",", re.sub(r"[\s|]+", " ", cue)).replace("( ", "(")
    return _BY_CUE.get(plain)


_PARTICLES = (
    "mot so cac nhung toan bo noi dung dieu khoan diem quy dinh cua tai doi voi phan"
    " phu luc ten cum tu mau va cho sung hieu thi hanh viec van ban sau day muc chuong"
    " kem theo duoc thu tuc cong phe duyet nghi quyet chi thong tien lien tich luat gom"
    " tiet chinh da bieu"
)
_PARTICLE = "|".join(_PARTICLES.split())
_OBJECT = re.compile(
    rf"(?:{GAP0}[,:]?{GAP}?(?:{_PARTICLE}|[:-]|[a-z][ ]?\)|\d{{1,3}}[.)]?)(?![^\W_]))*"
    r"[\s|:(-]*"
)
_BULLETED = r"(?:[-+•*]|[a-zđ0-9]{1,2}[ ]?[.)])?"
_DETERMINERS = rf"(?:{GAP}(?:toan{GAP}bo|mot{GAP}so|cac|nhung|\d{{1,3}})){{0,3}}"
_A_KIND = _KIND_WORD.replace(" ", GAP)
_LIST_OF = re.compile(
    rf"{_DETERMINERS}{GAP}(?:{_A_KIND})(?![^\W_])"
    rf"[^.;:]{{0,220}}:{GAP0}{_BULLETED}{GAP0}"
)
# "Các văn bản sau đây hết hiệu lực kể từ ngày …, bao gồm:" and then the first of them.
_ENDED_LIST = re.compile(
    rf"(?:{GAP}thi{GAP}hanh)?(?:{GAP0},?{GAP}(?:ke{GAP})?tu{GAP}[^:;.]{{0,90}}?)?"
    rf"(?:{GAP0},?{GAP}(?:bao{GAP}gom|gom|sau{GAP}day|nhu{GAP}sau))?{GAP0}:{GAP0}"
    rf"{_BULLETED}{GAP0}"
)
_PARTS = any_of(
    "điều|khoản|điểm|nội dung|phụ lục|danh mục|quy trình|thủ tục|quy định|quy chế"
    "|điều lệ|mục|chương|biểu mẫu|mẫu|chương trình|kế hoạch|đề án|bảng|phần|hướng dẫn"
)
_ISSUED_WITH = re.compile(
    rf"{_DETERMINERS}{GAP}{_PARTS}(?![^\W_])[^.;:]{{0,210}}?(?<![^\W_])"
    rf"(?:ban{GAP}hanh|cong{GAP}bo|phe{GAP}duyet){GAP}(?:kem{GAP})?(?:theo|tai){GAP}"
)


_INTENT = re.compile(
    r"(?:viec|de nghi|de xuat|kien nghi|qua trinh|nghien cuu|du thao|xem xet|can|se"
    r"|dang|khi|sau khi|truoc khi|de|xay dung|tham muu|trinh|phuong an|huong|noi dung"
    r"|yeu cau|du kien|chua|khong|neu|truong hop)\Z"
)
# "Giao Sở Nội vụ rà soát, sửa đổi Quy chế …" orders an act and does not perform it.
_ORDERED = re.compile(
    r"(?<!\w)(?:giao|de nghi|yeu cau|kien nghi|chi dao|co trach nhiem|chu tri|tham muu)"
    r"(?!\w)[^.;]{0,100}\Z"
)
_OWN_TITLE = re.compile(r"(?:\A|\n)[\s|#*]*(?:v/v|ve)(?:[\s|]+viec)?[\s|]+\Z")


def _governs(reading: Reading, start: int, end: int, draft: Draft) -> bool | None:
    """Tell whether an action verb has the cited document as its object.

    Not where the verb is passive ("thủ tục được sửa đổi") or where other words stand
    between them. None where the verb only speaks of an act: another, unnamed document
    is its subject ("Quyết định thay thế Quyết định số …"), it is intended ("đề nghị
    sửa đổi"), or it explains a document in brackets ("(thay thế …)").
    """
    if not _is_object(reading.plain, end, draft.lead):
        return False
    floor = max(0, start - 100)
    raw = reading.plain[floor:start]
    before = re.sub(r"[\s|]+", " ", raw)
    if _ADJECTIVE.search(before):
        return False
    if before.endswith("("):
        return None
    if _OWN_TITLE.search(raw if floor else "\n" + raw):
        return True
    if _INTENT.search(before.rstrip()) or _ORDERED.search(before):
        return None
    indefinite = _INDEFINITE.search(before)
    if not indefinite or _opens_line(reading, start):
        return True
    enacting = before[: indefinite.start() + len(indefinite["before"] or "")]
    if re.search(r"ban hanh \Z", enacting):
        return None if _NOT_YET.search(enacting) else True
    # "THÔNG TƯ / Sửa đổi …": the document's own kind stands alone on its line.
    alone = not enacting.strip() or "\n" in raw[: len(raw) - len(indefinite.group())]
    word = reading.text[floor:start].split()
    own = bool(word) and (word[-1].isupper() or reading.text[start].isupper())
    own = own and _opens(reading, start, indefinite)
    return True if own and alone else None


_NOT_YET = re.compile(
    r"(?<!\w)(?:chua|khong|se|dang|som|de nghi|trinh|xem xet|xay dung|du thao|can|phai"
    r"|kien nghi|tham muu|yeu cau|cho den khi|sau khi)(?: \w+){0,4} ban hanh \Z"
)


def _opens_line(reading: Reading, start: int) -> bool:
    """Tell whether a verb opens its line in capitals, after a heading or a kind."""
    line = reading.text.rfind("\n", 0, start) + 1
    opens = line > 0 and not reading.text[line:start].strip(" \t|#*")
    return (
        opens
        and reading.text[start].isupper()
        and not reading.text[start + 1].isupper()
    )


def _opens(reading: Reading, start: int, indefinite: re.Match[str]) -> bool:
    """Tell whether the kind word before a verb begins its line."""
    words = len(indefinite.group().split()) - len((indefinite["before"] or "").split())
    head = reading.text[max(0, start - 80) : start].rstrip()
    for count in range(words):
        # A kind word in capitals may be broken over two lines of a narrow column.
        head = head.rstrip() if count else head
        head = head[: -len(head.split()[-1])].rstrip(" \t|")
    return not head.strip(" \t|#*") or head.endswith("\n")


def _is_object(plain: str, start: int, end: int) -> bool:
    """Tell whether what stands between a verb and a citation makes it the object.

    Particles and pin-points do, the head of a list of documents ("các Quyết định do …
    ban hành, cụ thể như sau:") and a text issued with the cited one ("một số điều của
    Quy chế ban hành kèm theo Quyết định …").
    """
    return bool(
        _OBJECT.fullmatch(plain, start, end)
        or _LIST_OF.fullmatch(plain, start, end)
        or _ISSUED_WITH.fullmatch(plain, start, end)
        or _ENDED_LIST.fullmatch(plain, start, end)
    )


_MANNER = (
    "nghiem tuc chinh tot co hieu qua day du cac nhung noi dung dung theo kip thoi dong"
    " bo toan dien quyet liet thang loi thanh cong ve viec tinh than so hai ba"
)
_MANNERS = re.compile(rf"(?:(?:{'|'.join(_MANNER.split())})(?: |$|:))*")
_ORDERS = re.compile(
    r"(?:\w+ ){0,3}?(?:chi dao|ket luan|y kien|yeu cau|nhiem vu|noi dung)(?!\w).*"
    r"(?<!\w)(?:tai|theo|trong)"
)


def _near(reading: Reading, start: int, end: int, draft: Draft) -> bool:
    """Tell whether "thực hiện" has the cited document as its object.

    "hiệu lực thi hành" is another phrase, and what "được thực hiện theo Luật …" obeys
    the law without carrying it out. Between the verb and the document stand words of
    manner, or an order given in it ("thực hiện chỉ đạo của … tại Công điện").
    """
    before = re.sub(r"[\s|]+", " ", reading.plain[max(0, start - 16) : start])
    if before.endswith(("hieu luc ", "to chuc thi hanh ", "ban ", "duoc ")):
        return False
    if reading.plain[start:end].endswith("theo") and draft.kind in _LAWS:
        return False
    between = re.sub(r"[\s|]+", " ", reading.plain[end : draft.lead]).strip(" ")
    if _MANNERS.fullmatch(between):
        return True
    told = _ORDERS.fullmatch(between)
    return told is not None and "duoc giao" not in between


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
