"""The title (trích yếu) after a citation: where it begins and where it ends."""

from __future__ import annotations

import re

from ingest.document import Span
from nlp.drafts import Draft
from nlp.fold import fold
from nlp.kinds import KINDS
from nlp.reading import GAP, GAP0, LOWER, UPPER, Reading, any_of, collapse_bars, phrase

_KINDS = "|".join(
    phrase(fold(kind.name)) for kind in sorted(KINDS, key=lambda k: -len(k.name))
)
_DROPPED = (
    rf"(?:ve{GAP}viec{GAP0}:?|v/v{GAP0}:?|ve(?!{GAP}viec)"
    rf"|quy{GAP}dinh{GAP}ve(?:{GAP}viec)?"
    rf"|ban{GAP}hanh(?={GAP}(?:{_KINDS}|danh{GAP}muc|bang|bo|khung|muc|dinh)))"
)
_KEPT = any_of(
    "quy định|ban hành|phê duyệt|sửa đổi|bổ sung|hướng dẫn|công bố|đính chính|thành lập"
    "|bãi bỏ|thay thế|đề nghị|điều chỉnh|phân cấp|quy chế|kế hoạch triển khai|ủy quyền"
    "|giao|triển khai|thực hiện|thi hành|chủ trương|chuyển|kiện toàn|công nhận|quản lý"
    "|một số|tăng cường|đẩy mạnh|xin|báo cáo|góp ý|tham gia ý kiến|trả lời|gia hạn"
    "|định mức|hợp nhất|kê khai|giải quyết|tổ chức|xử lý|kiểm tra|phối hợp"
)
_CUE = re.compile(
    rf"{GAP0}(?:(?:,{GAP0})?(?P<drop>{_DROPPED}){GAP0}|(?P<keep>{_KEPT}(?![^\W_])))"
)
_AFTER_TAIL = re.compile(
    rf"{GAP0}\((?:da{GAP})?(?:duoc{GAP})?(?:sua{GAP}doi|bo{GAP}sung|thay{GAP}the)[^()\n]{{0,240}}\)"
)
_AMENDED = (
    rf"{GAP0},?{GAP}(?:da{GAP})?duoc{GAP}"
    rf"(?:{any_of('sửa đổi|bổ sung|thay thế')}{GAP0},?{GAP0}){{1,3}}"
    rf"(?:{any_of('một số điều')}{GAP})?(?:boi|theo|tai|bang|nam{GAP}\d)(?![^\W_])"
)
_PINPOINT = rf"(?:diem{GAP}[a-z0-9]|khoan{GAP}\d|dieu{GAP}\d)"
_BODIES = any_of(
    "thủ tướng|phó thủ tướng|chủ tịch|phó chủ tịch|bộ trưởng|ủy ban nhân dân|ubnd|cục"
    "|sở|tổng cục|hội đồng nhân dân"
)
_END = re.compile(
    rf";|\.|\n[\s|]*\n"
    rf"|\n[\s|]*(?:can{GAP}cu|theo{GAP}de{GAP}nghi|xet{GAP}|quyet{GAP}dinh:|dieu{GAP}\d"
    rf"|[-+•]{GAP}|[a-z][).]{GAP})"
    rf"|\((?:{GAP0}sau{GAP}day|goi{GAP}tat|duoc{GAP}|da{GAP}duoc{GAP}|viet{GAP}tat|hop{GAP}nhat"
    rf"|kem{GAP}theo)"
    rf"|{_AMENDED}|{GAP}va{GAP}(?:cac{GAP})?{_PINPOINT}|,{GAP}(?P<who>{_BODIES}{GAP}[a-z])"
    rf"|{GAP}(?:co|het){GAP}hieu{GAP}luc|,{GAP}(?:can{GAP}cu|xet|theo{GAP}do)(?![^\W_])"
    rf"|{GAP0},{GAP}(?:cac{GAP})?(?:{_KINDS}){GAP}(?:so{GAP})?\d"
    rf"|{GAP}(?P<then>thi|nhu{GAP}sau)(?![^\W_])|{GAP}(?P<basis>can{GAP}cu)(?![^\W_])"
)
_SENTENCE_END = re.compile(rf"\.(?:[\s|]*\Z|[\s|]+[{UPPER}]|[\s|]+[(“\"\-+•\d]|/)")
_BRACKET = re.compile(r"[()]")
_MAX = 700
_QUIET = frozenset({"self", "alias"})


def read_title(reading: Reading, draft: Draft) -> None:
    """Set the title of `draft` where one follows it directly.

    "về", "về việc", "quy định về" and "ban hành" before a kind are cues and stay
    outside; a verb that says what the document does is part of its title.
    """
    if draft.form in _QUIET or draft.title or draft.status == "foreign":
        return
    start = draft.end
    if tail := _AFTER_TAIL.match(reading.plain, start):
        start = tail.end()
    cue = _CUE.match(reading.plain, start)
    if not cue:
        return
    begin = cue.end() if cue["drop"] else cue.start("keep")
    end = title_end(reading, begin)
    title = collapse_bars(reading.text[begin:end])
    if title:
        draft.title, draft.title_span = title, Span(begin, end)


def title_end(reading: Reading, begin: int) -> int:
    """Return where a title that begins at `begin` ends, without trailing spaces."""
    limit = min(len(reading.text), begin + _MAX)
    for sign in (";", "\n\n"):
        found = reading.text.find(sign, begin, limit)
        limit = found if found >= 0 else limit
    end = limit
    for match in _END.finditer(reading.plain, begin, limit):
        if _ends_title(reading.text, match):
            end = match.start()
            break
    end = _balanced(reading.text, begin, _loud_end(reading.text, begin, end))
    while end > begin and reading.text[end - 1] in " \n\t|,.:/":
        end -= 1
    return end


_QUIET_LINE = re.compile(rf"\n[\s|]*(?=[{UPPER}]?[{LOWER}])")


def _loud_end(text: str, begin: int, end: int) -> int:
    """Stop a title in capitals where a line in small letters begins."""
    if not text[begin : begin + 12].isupper():
        return end
    quiet = _QUIET_LINE.search(text, begin, end)
    return quiet.start() if quiet else end


def _ends_title(text: str, match: re.Match[str]) -> bool:
    """Tell whether a sign or word really ends the title, by the marks as written."""
    if match.group() == ".":
        after = text[match.start() : match.start() + 12]
        return bool(_SENTENCE_END.match(after)) and not _abbreviated(
            text, match.start()
        )
    if match["who"]:
        return text[match.start("who")].isupper()
    if match["then"]:
        word = text[match.start("then") : match.end("then")].lower()
        return word == "thì" or word.startswith("như")
    if match["basis"]:
        return (
            text[match.start("basis")].isupper()
            and not text[match.start("basis") + 1].isupper()
        )
    return True


def _abbreviated(text: str, dot: int) -> bool:
    """Tell whether the dot belongs to "TP.", "PGS.TS." and the like."""
    word = re.search(r"[^\W_]+\Z", text[max(0, dot - 6) : dot])
    if word is None or text[dot + 1 : dot + 2] == "\n":
        return False
    return word.group().upper() in {"TP", "TS", "PGS", "GS", "TX", "TT", "ThS".upper()}


def _balanced(text: str, begin: int, end: int) -> int:
    """Stop at a closing bracket that was opened before the title."""
    depth = 0
    for bracket in _BRACKET.finditer(text, begin, end):
        depth += 1 if bracket.group() == "(" else -1
        if depth < 0:
            return bracket.start()
    return end
