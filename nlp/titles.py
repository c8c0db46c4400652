"""The title (trích yếu) after a citation: where it begins and where it ends."""

from __future__ import annotations

import re

from ingest.document import Span
from nlp.alternation import alternation
from nlp.drafts import Draft
from nlp.fold import fold
from nlp.kinds import KINDS, Kind, kind_by_name
from nlp.reading import GAP, GAP0, LOWER, UPPER, Reading, any_of, collapse_bars
from nlp.title_stops import (
    balanced,
    loud_line_stop,
    quoted,
    semicolon_stop,
    short_name_stop,
    verb_stop,
)

_KINDS = alternation((fold(kind.name) for kind in KINDS), space=r"[\s|]{1,20}")
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
    "|định mức|hợp nhất|kê khai|giải quyết|tổ chức|xử lý|kiểm tra|phối hợp|quyết nghị"
    "|cử đồng chí|cử ông|cử bà|bổ nhiệm|miễn nhiệm|điều động|phê chuẩn|cho phép"
    "|chấp thuận|thu hồi|phân công|phân bổ|khen thưởng|tặng thưởng"
    "|yêu cầu|quyết định việc|quyết định về|quyết định chủ trương|ấn định|thiết lập"
)
# "sửa đổi, bổ sung bởi Luật số …" names the amender; it is not what a text is about.
_PASSIVE_TAIL = (
    rf"(?:{any_of('sửa đổi|bổ sung|thay thế|bãi bỏ')}(?:{GAP0},)?{GAP0}){{1,3}}"
    rf"(?:{any_of('một số điều')}{GAP})?(?:boi|tai|theo)(?![^\W_])"
)
_CUE = re.compile(
    rf"{GAP0}(?:(?:,{GAP0}|[“\"](?=v))?(?P<drop>{_DROPPED}){GAP0}"
    rf"|(?:,{GAP0}(?=quy{GAP}dinh{GAP}(?:chi{GAP}tiet|ve)|phe{GAP}duyet{GAP}|huong{GAP}dan{GAP}(?:thi|thuc)))?"
    rf"(?!{_PASSIVE_TAIL})(?P<keep>{_KEPT}(?![^\W_])))"
)
_AFTER_TAIL = re.compile(
    rf"{GAP0}\((?:(?:da{GAP})?(?:duoc{GAP})?(?:sua{GAP}doi|bo{GAP}sung|thay{GAP}the)[^()\n]{{0,240}}"
    rf"|cu|truoc{GAP}day|(?:nay{GAP}la|truoc{GAP}khi){GAP}[^()]{{1,90}})\)"
)
# "của Quốc hội khóa X, kỳ họp thứ 10 về …"
_SESSION = re.compile(
    rf"(?:(?:{GAP0},)?{GAP}(?:\(?khoa{GAP}[ivx]{{1,6}}(?:{GAP0}\))?|(?:tai{GAP})?ky{GAP}hop{GAP}(?:thu{GAP})?"
    rf"(?:\d{{1,3}}|[^\W_]{{2,5}}))(?![^\W_])){{1,2}}"
)
_AMENDED = (
    rf"(?:{GAP0},)?{GAP}(?:da{GAP})?duoc{GAP}"
    rf"(?:{any_of('sửa đổi|bổ sung|thay thế')}(?:{GAP0},)?{GAP0}){{1,3}}"
    rf"(?:{any_of('một số điều')}{GAP})?(?:boi|theo|tai|bang|nam{GAP}\d)(?![^\W_])"
)
_PINPOINT = rf"(?:diem{GAP}[a-z0-9](?![^\W_])|khoan{GAP}\d|dieu{GAP}\d)"
_BODIES = any_of(
    "thủ tướng|phó thủ tướng|chủ tịch|phó chủ tịch|bộ trưởng|ủy ban nhân dân|ubnd|cục"
    "|sở|tổng cục|hội đồng nhân dân"
)
_PARTY_CENTRE = (
    rf"(?:bo{GAP}chinh{GAP}tri(?:,{GAP}ban{GAP}bi{GAP}thu)?|ban{GAP}bi{GAP}thu)"
)
# "Luật Tổ chức Hội đồng nhân dân, Ủy ban nhân dân các cấp năm …": one more object.
_OF_ALL_LEVELS = (
    rf"{GAP}cac{GAP}cap"
    rf"(?:{GAP0}(?:[,;.(]|\Z)|{GAP}(?:va|ngay|nam|tinh|thanh)(?![^\W_]))"
)
# ", Hội Tin học báo cáo": the main clause begins with a body and what it does.
_MAIN_CLAUSE = (
    rf"(?:{any_of('bộ|hội|liên hiệp|ban|văn phòng|chi cục|thuế|trường|viện|trung tâm')}"
    rf"|{any_of('công ty|phòng|tổng|đoàn|đảng ủy|thanh tra|kho bạc|liên đoàn')})"
    rf"(?:(?:(?:{GAP0},)?{GAP}|{GAP0}[-–]{GAP0})[^\W\d_]+){{1,14}}?(?:{GAP}\([^()\n]{{1,40}}\))?{GAP}"
    rf"(?:{any_of('báo cáo|có ý kiến|kính trình|kính đề nghị|xin báo cáo|đã tổ chức')}"
    rf"|{any_of('đã xây dựng|đã ban hành|đã chỉ đạo|đã triển khai')})"
    rf"(?![^\W_])"
)
# ", Phòng Giáo dục và Đào tạo hướng dẫn các trường": who writes, and what follows.
_WRITERS = any_of(
    "phòng|sở|ủy ban|ubnd|ban|trường|bộ|cục|chi cục|công ty|hội|liên đoàn"
)
_WRITTEN = any_of(
    "hướng dẫn|xây dựng kế hoạch|ban hành|yêu cầu|đề nghị|thông báo|triển khai"
)
_WRITES = (
    rf"(?:{_WRITERS})(?:{GAP}[^\W\d_]+){{0,14}}?(?:{GAP}\([^()\n]{{1,40}}\))?{GAP}"
    rf"(?:{_WRITTEN}(?![^\W_]))"
    rf"(?=(?:[^.;\n]|\n(?!\n)){{0,240}}?(?:nhu{GAP}sau|cu{GAP}the|sau{GAP}day)[^.;\n]{{0,12}}:)"
)
# ", các cơ quan, đơn vị đã quán triệt", " và Bộ Tài chính đã ban hành": the sentence
# that named the document goes on.
_GOES_ON = (
    rf",{GAP}cac{GAP}{any_of('cơ quan|sở|cấp|đơn vị|địa phương|ngành|bộ|xã|phường')}"
    rf"(?:(?:{GAP0},)?{GAP}[^\W\d_]+){{0,10}}?{GAP}"
    rf"{any_of('đã|cần|phải|tập trung')}(?![^\W_])"
    rf"|{GAP}va{GAP}(?={_BODIES}|bo{GAP})(?:[^\W\d_]+{GAP}){{2,12}}?"
    rf"da{GAP}{any_of('ban hành|có|ký|tổ chức')}(?![^\W_])"
)
_NORMATIVE = any_of("nghị định|thông tư|quyết định|nghị quyết|chỉ thị")
_MORE_TEXTS = any_of("sửa đổi|bổ sung|hướng dẫn|liên quan|thi hành")
_ACT_OF_MEETING = (
    rf"(?:nghi{GAP}quyet|ket{GAP}luan){GAP}(?:cua{GAP})?"
    rf"(?:dai{GAP}hoi|hoi{GAP}nghi|trung{GAP}uong)"
)
_INTRODUCED = (
    rf"(?:(?:{GAP0},)?{GAP}(?:quy{GAP}dinh(?:{GAP}cu{GAP}the)?|cu{GAP}the"
    rf"|(?:co{GAP})?neu(?:{GAP}ro)?|nhu{GAP}sau|nham))?{GAP0}"
)
# Looked at first: within words, where most letters stand, nothing can end.
_END = re.compile(
    r"(?=[.,:(|\s])(?:"
    rf"\.|\n[\s|]*\n"
    rf"|\n[\s|]*(?:can{GAP}cu|theo{GAP}de{GAP}nghi|xet{GAP}|quyet{GAP}dinh:|kinh{GAP}gui|dieu{GAP}\d|so{GAP}hieu{GAP0}:"
    rf"|[-+•]{GAP}|[a-z][).]{GAP})"
    rf"|\((?:{GAP0}sau{GAP}day|goi{GAP}tat|co{GAP}hieu{GAP}luc|duoc{GAP}|da{GAP}duoc{GAP}|viet{GAP}tat|hop{GAP}nhat"
    rf"|kem{GAP}theo)"
    rf"|{_AMENDED}|(?:{_GOES_ON})"
    rf"|{GAP}(?:da{GAP})?(?:(?:neu|chi|(?:quy|khang|xac){GAP}dinh){GAP}ro|nhan{GAP}manh"
    rf"|co{GAP}y{GAP}nghia{GAP}(?:het{GAP}suc{GAP}|rat{GAP})?quan{GAP}trong"
    rf"|de{GAP}ra{GAP}(?:cac|nhung|muc{GAP}tieu|\d+)"
    rf"|(?:gom|co){GAP}\d{{1,3}}{GAP}(?:chuong|dieu|phan))(?![^\W_])"
    rf"|(?P<by>{GAP}do{GAP}(?={_BODIES}|bo{GAP}|chinh{GAP}phu|quoc{GAP}hoi)"
    rf"(?:[^\W\d_]+{GAP}){{1,12}}?ban{GAP}hanh(?![^\W_]))"
    rf"|,{GAP}(?:(?P<who>(?:{_BODIES}|{_PARTY_CENTRE})(?!{_OF_ALL_LEVELS}){GAP}[a-z]|{_MAIN_CLAUSE}|{_WRITES})"
    rf"|cac{GAP}bo,{GAP}(?:nganh|co{GAP}quan)|(?:can{GAP}cu|xet|theo{GAP}do)(?![^\W_])"
    rf"|giao{GAP}\d|(?:co{GAP}quy{GAP}dinh|trong{GAP}do|hien{GAP}nay)(?![^\W_])|cac{GAP}{_NORMATIVE}{GAP}{_MORE_TEXTS}"
    rf"|tai{GAP}(?:{_KINDS}){GAP}(?:so{GAP0}:?{GAP0})?\d)"
    rf"|\({GAP0}(?:{_KINDS}){GAP}(?:so{GAP0}:?{GAP0})?\d"
    rf"|(?P<colon>{_INTRODUCED}:[ \t|]{{0,20}}(?=[\n“\"‘]|\Z))"
    rf"|(?P<listed>{GAP0},{GAP}(?:cac{GAP})?(?:{_KINDS}){GAP}(?:so{GAP})?\d)"
    rf"|,{GAP}(?P<purpose>de){GAP}"
    rf"|(?:,|{GAP}va){GAP}(?P<beside>{_NORMATIVE}{GAP}cua|{_ACT_OF_MEETING}){GAP}"
    rf"|{GAP}(?=[ktnchv])(?:va{GAP}(?:cac{GAP})?(?:(?P<unit>{_PINPOINT})"
    rf"|(?P<next>{_KINDS}){GAP}so{GAP0}:?{GAP0}\d)"
    rf"|(?P<force>(?:co|het){GAP}hieu{GAP}luc)|khong{GAP}ap{GAP}dung{GAP}doi{GAP}voi"
    rf"|(?P<then>thi|nhu{GAP}sau)(?![^\W_])|(?P<basis>can{GAP}cu)(?![^\W_]))"
    r")"
)
_SENTENCE_END = re.compile(rf"\.(?:[\s|]*\Z|[\s|]+[{UPPER}]|[\s|]+[(“\"\-+•\d]|/)")


_MAX = 700
_QUIET = frozenset({"self", "alias"})


# A line that breaks inside a number leaves a space there ("42/2010/ NĐ-CP").
_BROKEN_NUMBER = re.compile(
    r"(?<=[\dA-ZĐ]/) (?=[A-ZĐ]{2})|(?<=[A-ZĐ]{2}-) (?=[A-ZĐ]{2})"
)


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
    if session := _SESSION.match(reading.plain, start):
        start = session.end()
    cue = _CUE.match(reading.plain, start)
    if not cue:
        return
    begin = cue.end() if cue["drop"] else cue.start("keep")
    if "\n\n" in reading.text[start:begin] and not reading.text[begin].islower():
        return  # the paragraph below is no title of what stands above it
    end = title_end(reading, begin, kind=draft.kind)
    end = verb_stop(reading, draft.start, begin, end)
    end = _dated_behind(reading, draft, begin, end)
    title = collapse_bars(reading.text[begin:end])
    if title and not _BARE_VERB.fullmatch(reading.plain, begin, end):
        title = _BROKEN_NUMBER.sub("", title)
        draft.title, draft.title_span = title, Span(begin, end)


_RULES_THEN = re.compile(rf"{GAP}(?:da{GAP})?quy{GAP}dinh(?![^\W_])")


def end_title(reading: Reading, draft: Draft, limit: int) -> None:
    """End the title of a document named in another's title before the verb behind it.

    `limit` is where the outer title ends.
    """
    span = draft.title_span
    verb = _RULES_THEN.match(reading.plain, limit)
    if verb and span and span.start < limit < span.end:
        draft.title_span = Span(span.start, limit)
        draft.title = collapse_bars(reading.text[span.start : limit])


_DAY_BEHIND = re.compile(rf"(?:{GAP0},|(?<=[”\"])){GAP}(?=ngay{GAP}\d)")


def _dated_behind(reading: Reading, draft: Draft, begin: int, end: int) -> int:
    """Take the day that closes a title (… về việc ban hành “Điều lệ”, ngày 22/9/2010).

    Return where the title ends without it.
    """
    if draft.date:
        return end
    for gap in _DAY_BEHIND.finditer(reading.plain, begin, end):
        day = reading.dates.get(gap.end())
        if day and day.span.end == end and len(day.value or "") == len("2010-09-22"):
            draft.date = day.value
            return gap.start()
    return end


# "Điều 19 Nghị định số … quy định như sau": the verb of the sentence, not a title.
_BARE_VERB = re.compile(
    rf"(?:quy{GAP}dinh(?:{GAP}(?:cu{GAP}the|ro|tai{GAP}[^;.]{{0,60}}))?|huong{GAP}dan|dinh{GAP}nghia"
    rf"|(?:sua{GAP}doi(?:,?{GAP}bo{GAP}sung)?|bo{GAP}sung|bai{GAP}bo|thay{GAP}the))"
)


def title_end(reading: Reading, begin: int, *, kind: str | None = None) -> int:
    """Return where a title that begins at `begin` ends, without trailing spaces.

    `kind` is the kind of the document that bears the title: it tells whether another
    document named after "và" belongs to the title or is cited beside it.
    """
    limit = min(len(reading.text), begin + _MAX)
    found = reading.text.find("\n\n", begin, limit)
    limit = semicolon_stop(reading, begin, found if found >= 0 else limit)
    end = limit
    for match in _END.finditer(reading.plain, begin, limit):
        if _ends_title(reading, match, begin, kind):
            end = match.start()
            break
    if end == begin + _MAX:
        end = begin + len(reading.text[begin:end].rpartition(" ")[0])
    end = short_name_stop(reading.text, begin, end)
    end = loud_line_stop(reading.text, begin, end)
    end = balanced(reading.text, begin, _loud_end(reading, begin, end))
    end = quoted(reading.text, begin, end)
    while end > begin and reading.text[end - 1] in " \n\t|,.:/":
        end -= 1
    return end


_QUIET_LINE = re.compile(rf"\n[\s|]*(?=[{UPPER}]?[{LOWER}])")
_AUTHORITIES = any_of(
    "ủy ban nhân dân|hội đồng nhân dân|thủ tướng|chính phủ|bộ trưởng|chủ tịch|giám đốc"
    "|tổng giám đốc|quốc hội|cục trưởng|tổng cục trưởng|thống đốc|chánh án|viện trưởng"
    "|ban chấp hành|ban thường vụ|ủy ban thường vụ|thường trực|hiệu trưởng"
    "|tổng thanh tra"
)
_AUTHORITY = re.compile(rf"(?<!cua)(?<!do)\n[\s|]*(?={_AUTHORITIES})")


def _loud_end(reading: Reading, begin: int, end: int) -> int:
    """Stop a title in capitals where a line in small letters begins.

    The line of the issuing authority ("ỦY BAN NHÂN DÂN TỈNH …") between the title and
    the preamble is no part of it.
    """
    text = reading.text
    if not text[begin : begin + 12].isupper():
        return end
    quiet = _QUIET_LINE.search(text, begin, min(len(text), end + 4))
    if quiet is None:
        return end
    end = min(end, quiet.start())
    authority = None
    for line in _AUTHORITY.finditer(reading.plain, begin, end):
        authority = line if end - line.end() < 90 else authority
    return authority.start() if authority else end


def _ends_title(
    reading: Reading, match: re.Match[str], begin: int, kind: str | None
) -> bool:
    """Tell whether a sign or word really ends the title, by the marks as written."""
    text = reading.text
    if match.group() == ".":
        after = text[match.start() : match.start() + 12]
        return bool(_SENTENCE_END.match(after)) and not _abbreviated(
            text, match.start()
        )
    if match["who"]:
        return text[match.start("who")].isupper()
    if match["listed"]:  # "khoản 2, Điều 8, Nghị định số …"
        return not _PLACE_BEFORE.search(reading.plain, begin, match.start())
    if match["by"]:
        return not _TEXTS_IN_FORCE.search(reading.plain, begin, match.start())
    if match["beside"]:
        return text[match.start("beside")].isupper()
    if match["purpose"]:
        return text[match.start("purpose") : match.end("purpose")] == "để"
    if match["then"]:
        word = text[match.start("then") : match.end("then")].lower()
        return word == "thì" or word.startswith("như")
    if match["basis"]:
        return (
            text[match.start("basis")].isupper()
            and not text[match.start("basis") + 1].isupper()
        )
    if match["unit"]:
        return not _UNIT_BEFORE.search(reading.plain, begin, match.start())
    if match["force"]:
        before = _TEXTS_IN_FORCE.search(reading.plain, begin, match.start())
        if before and not _FROM_THEN.match(reading.plain, match.end()):
            return False
        return not _WHEN_IN_FORCE.search(reading.plain, begin, match.start())
    if match["next"]:
        return not _of_the_title(reading.plain, begin, match, kind)
    return True


_UNIT_BEFORE = re.compile(
    rf"(?:{any_of('điều|khoản|điểm|mục|chương')}{GAP}\w{{1,5}}(?:(?:{GAP0},)?{GAP0}\w{{1,5}}){{0,6}})\Z"
)
_PLACE_BEFORE = re.compile(
    rf"{any_of('sửa đổi|bổ sung|bãi bỏ|thay thế|quy định tại')}"
    rf"(?:(?:{GAP0},)?{GAP}(?:diem{GAP}[a-z]|(?:khoan|dieu){GAP}\d{{1,3}}[a-z]?)(?![^\W_])){{1,3}}\Z"
)
_WHEN_IN_FORCE = re.compile(
    rf"(?:khi|ngay|diem){GAP}(?:cac{GAP})?(?:{_KINDS})(?![^\W_])[^;.]{{0,120}}\Z"
)
# "công bố Danh mục văn bản hết hiệu lực năm 2021" tells what the text is about, and
# so does "bãi bỏ một số văn bản do Ủy ban nhân dân tỉnh ban hành".
_TEXTS_IN_FORCE = re.compile(
    rf"(?:van{GAP}ban|quy{GAP}pham{GAP}phap{GAP}luat)(?:{GAP}da)?\Z"
)
_FROM_THEN = re.compile(rf"(?:{GAP}thi{GAP}hanh)?(?:{GAP0},)?{GAP}(?:ke{GAP})?tu{GAP}")
_CITED = re.compile(
    rf"(?<![^\W_])(?P<kind>{_KINDS})(?={GAP}(?:so{GAP0}:?{GAP0}\d|\d{{1,5}}[a-z]?[/-])|{GAP}[^\W\d_])"
)
_LAWS = frozenset({"Luật", "Bộ luật", "Pháp lệnh"})


def _of_the_title(
    plain: str, begin: int, match: re.Match[str], kind: str | None
) -> bool:
    """Tell whether a document named after "và" is one more object of the title.

    A title names documents of its own kind only to amend or end them, so that one must
    stand before; it never guides or amends a text of lower force.
    """
    following = _kind(match["next"])
    own = kind_by_name(kind) if kind else None
    if own and following and own.rank and following.rank and following.rank > own.rank:
        return False
    if kind in _PLANS and _told_in_full(plain, begin, match):
        return False
    numbered, named = set(), False
    for cited in _CITED.finditer(plain, begin, match.start()):
        found = _kind(cited["kind"])
        if plain[cited.end() : cited.end() + 12].lstrip(" \n|so:")[:1].isdigit():
            numbered.add(found.name if found else None)
        named = named or bool(found and found.name in _LAWS)
    if following and kind == following.name:
        return kind in numbered
    if kind == "Nghị định" and following and following.name in _NEVER_DETAILED:
        return kind in numbered
    return named or bool(numbered)


# "thực hiện Kết luận số 100-KL/TW và Kết luận số 111-KL/TU ngày 14/8/2017 của …": who
# names the second with its day and the first without names them apart.
_PLANS = frozenset({"Kế hoạch", "Chương trình", "Chương trình hành động", "Hướng dẫn"})
_ITS_DAY = re.compile(rf"[^;,.“”()]{{0,40}}?(?:{GAP0},)?{GAP}ngay{GAP}\d")


def _told_in_full(plain: str, begin: int, match: re.Match[str]) -> bool:
    cited = list(_CITED.finditer(plain, begin, match.start()))
    later = _ITS_DAY.match(plain, match.end())
    return bool(cited and later) and not any(
        _ITS_DAY.match(plain, each.end(), match.start()) for each in cited
    )


# A decree details a law; it guides no decision, directive or plan.
_NEVER_DETAILED = frozenset(
    {"Quyết định", "Chỉ thị", "Kế hoạch", "Công văn", "Kết luận"}
)


def _kind(words: str) -> Kind | None:
    return kind_by_name(collapse_bars(words))


def _abbreviated(text: str, dot: int) -> bool:
    """Tell whether the dot belongs to "TP.", "PGS.TS." and the like."""
    word = re.search(r"[^\W_]+\Z", text[max(0, dot - 6) : dot])
    if word is None or text[dot + 1 : dot + 2] == "\n":
        return False
    return word.group().upper() in {"TP", "TS", "PGS", "GS", "TX", "TT", "ThS".upper()}
