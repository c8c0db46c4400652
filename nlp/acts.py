"""Whether a verb of action has a cited document as its object.

"Sửa đổi", "thay thế", "bãi bỏ", "thực hiện" and the like also speak of acts of others,
of acts that are only meant, and of other objects in the same sentence.
"""

from __future__ import annotations

import re

from nlp.drafts import Draft
from nlp.reading import GAP, GAP0, Reading, any_of

# Laws in force: they are obeyed, and never proposed or carried out like a plan.
LAWS = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp", "Nghị định", "Thông tư"})
_KIND_WORD = (
    r"(?:nghi quyet|quyet dinh|nghi dinh|thong tu(?: lien tich)?|luat|phap lenh|chi thi"
    r"|quy che|quy dinh|van ban)"
)
_INDEFINITE = re.compile(rf"(?P<before>\S+ )?{_KIND_WORD}(?P<new> moi| khac)? \Z")
_ADJECTIVE = re.compile(r"(?:duoc|bi|da duoc|moi|pham vi|doi tuong)[\s|]+\Z")
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
    rf"(?:{GAP}thi{GAP}hanh)?(?:(?:{GAP0},)?{GAP}(?:ke{GAP})?tu{GAP}[^:;.]{{0,90}}?)?"
    rf"(?:(?:{GAP0},)?{GAP}(?:bao{GAP}gom|gom|sau{GAP}day|nhu{GAP}sau))?{GAP0}:{GAP0}"
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


def governs(reading: Reading, start: int, end: int, draft: Draft) -> bool | None:
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


_OTHERWISE = ("hieu luc ", "to chuc thi hanh ", "ban ", "duoc ", "khong ")


def carried_out(reading: Reading, start: int, end: int, draft: Draft) -> bool:
    """Tell whether "thực hiện" has the cited document as its object.

    "hiệu lực thi hành" is another phrase, and what "được thực hiện theo Luật …" obeys
    the law without carrying it out. Between the verb and the document stand words of
    manner, or an order given in it ("thực hiện chỉ đạo của … tại Công điện").
    """
    before = re.sub(r"[\s|]+", " ", reading.plain[max(0, start - 16) : start])
    # who "được quán triệt" a directive is taught it
    taught = reading.plain.startswith("quan", start) and before.endswith("duoc ")
    if not taught and before.endswith(_OTHERWISE):
        return False
    if reading.plain[start:end].endswith("theo") and draft.kind in LAWS:
        return False
    between = re.sub(r"[\s|]+", " ", reading.plain[end : draft.lead]).strip(" ")
    if _MANNERS.fullmatch(between):
        return True
    told = _ORDERS.fullmatch(between)
    return told is not None and "duoc giao" not in between
