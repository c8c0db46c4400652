"""Where a title stops: at which semicolon, before a verb, with a quotation."""

from __future__ import annotations

import re

from nlp.per_text import per_text
from nlp.reading import GAP, UPPER, Reading, any_of, collapse_bars

# "xử phạt … trong lĩnh vực bưu chính; viễn thông; …": a list of fields goes on.
_FIELDS = re.compile(
    rf"xu{GAP}phat(?![^\W_])[^;]{{0,80}}(?:linh{GAP}vuc|hoat{GAP}dong){GAP}"
)
_NO_FIELD = re.compile(
    any_of(
        "phối hợp|chỉ đạo|thực hiện|đồng thời|tổ chức|tăng cường|tiếp tục|kịp thời|các"
        "|hoặc|và|cùng|bảo đảm|đảm bảo|theo|được|có|hướng dẫn|quy định|ban hành|xử lý"
        "|triển khai"
        "|báo cáo|chịu|căn cứ|sửa đổi|bổ sung|thay thế|bãi bỏ|trong|tại|đối với|việc"
        "|chỉ thị|nghị quyết|kế hoạch|công văn|kết luận|tờ trình|thông báo|ý kiến"
        "|nghị định|thông tư|quyết định|luật|không|phải|giao|xử phạt|lập|yêu cầu"
        "|đề nghị"
    )
    + r"(?![^\W_])"
)


def semicolon_stop(reading: Reading, begin: int, limit: int) -> int:
    """Return the first semicolon that ends a title: none inside quotes or a list."""
    text, at = reading.text, begin
    while (at := text.find(";", at, limit)) >= 0:
        quoted = text.count("“", begin, at) > text.count("”", begin, at)
        quoted = quoted or text.count('"', begin, at) % 2 == 1
        closes = text.find("”" if "“" in text[begin:at] else '"', at, limit)
        inside = quoted and closes >= 0 and "\n" not in text[at:closes]
        if not inside and not _goes_on(reading, begin, at, limit):
            return at
        at += 1
    return limit


def _goes_on(reading: Reading, begin: int, at: int, limit: int) -> bool:
    """Tell whether a further part of the title stands behind the semicolon at `at`.

    So does a field of the sanctions that a decree sets, and what the document itself
    writes so once more.
    """
    text = reading.text
    start = at + 1
    while text[start : start + 1] in {" ", "|"}:
        start += 1
    if not text[start : start + 1].islower():
        return False
    if _NO_FIELD.match(reading.plain, start):
        return False
    listed = _FIELDS.search(reading.plain, begin, at) is not None
    listed = listed or _parallel(reading, begin, at, start)
    return listed or _named_so_elsewhere(reading.plain, begin, at, limit)


_PART = re.compile(r"[^;.\n]{6,90}(?=[;.\n]|\Z)")
_HEAD_NOUN = re.compile(r"(?:[^\W\d_]+\s){2}")
_SAYS = re.compile(
    r"(?<!\w)(?:đã|được|phải|có|sẽ|chịu|do|thực hiện|theo|gồm|là|cần|đang|bị)(?!\w)"
)


def _parallel(reading: Reading, begin: int, at: int, start: int) -> bool:
    """Tell whether a noun of the title heads what stands behind the semicolon.

    "… cán bộ, công chức xã; cán bộ không chuyên trách ở xã; cán bộ ở ấp": no verb there
    tells anything of them.
    """
    part = _PART.match(reading.text, start)
    noun = _HEAD_NOUN.match(part.group()) if part else None
    if part is None or noun is None or _SAYS.search(part.group()):
        return False
    return reading.text.find(noun.group().rstrip(), begin, at) > 0


_TOP = 8_000
_BEFORE, _BEHIND = 24, 16


@per_text
def _top(plain: str) -> str:
    """Return what stands on the first pages, on one line."""
    return collapse_bars(plain[:_TOP])


def _named_so_elsewhere(plain: str, begin: int, at: int, limit: int) -> bool:
    """Tell whether the document names its subject with this semicolon once more.

    A submission's title with semicolons comes back in the heading or the first article
    of what it proposes.
    """
    before = collapse_bars(plain[max(begin, at - _BEFORE) : at])
    behind = collapse_bars(plain[at : min(limit, at + _BEHIND)])
    words = f"{before}{behind}"
    return len(words) > _BEFORE + _BEHIND // 2 and _top(plain).count(words) > 1


# "Khoản 2 Điều 9 Nghị định số … về thuê đất đã quy định các trường hợp": it rules so.
_RULED = re.compile(
    rf"{GAP}da{GAP}quy{GAP}dinh(?!{GAP}(?:tai|trong|o|theo|ro)(?![^\W_]))(?={GAP}[^\W\d_])"
)
_NO_LAW = (
    rf"(?:quy{GAP}dinh|theo|hoac|tai|trong|cua|nghi{GAP}dinh|thong{GAP}tu)(?![^\W_])"
)
_LAW_THAT = re.compile(
    rf"(?<![^\W_])(?:luat|phap{GAP}lenh)(?:{GAP}(?!{_NO_LAW})[^\W\d_]+){{1,12}}"
    rf"(?={GAP}quy{GAP}dinh{GAP}(?!chi|tai|trong|o|theo|nay|va)[^\W\d_])"
)
_PINNED = re.compile(rf"(?:dieu|khoan){GAP}\d{{1,3}}[a-z]?(?:{GAP}cua)?{GAP}\Z")


def verb_stop(reading: Reading, start: int, begin: int, end: int) -> int:
    """Stop a title before the verb of the sentence that cites the document at `start`.

    "đã quy định …" says what the document does; behind the name of a law "quy định …"
    does so where a provision is cited.
    """
    text, plain = reading.text, reading.plain
    ruled = _RULED.search(plain, begin, end)
    if ruled and "đã" in text[ruled.start() : ruled.end()].lower():
        return ruled.start()
    if _PINNED.search(plain, max(0, start - 24), start) is None:
        return end
    law = _LAW_THAT.search(plain, begin, end)
    return law.end() if law and text[law.start()].isupper() else end


_SHORT_NAME = re.compile(r"\((?P<short>[^()\n]{3,40})\)\s?,")


def short_name_stop(text: str, begin: int, end: int) -> int:
    """Stop at a short name in brackets that repeats words of the title, and a comma.

    In "… thành lập Ban Chỉ đạo thực hiện … (Ban Chỉ đạo), nhiệm vụ của …" the sentence
    that named the document goes on.
    """
    if text.find("),", begin, end) < 0 and text.find(") ,", begin, end) < 0:
        return end
    for found in _SHORT_NAME.finditer(text, begin, end):
        title = text[begin : found.start()]
        if found["short"].lower() in title.lower():
            return found.start() - title[-1:].isspace()
    return end


_LOUD_LINE = re.compile(
    rf"\n(?=[ \t|]{{0,40}}[{UPPER}]{{2,}}(?:[ \t|]{{1,9}}[{UPPER}]+){{2,}}"
    r"[ \t|:.-]{0,40}(?:\n|\Z))"
)


def loud_line_stop(text: str, begin: int, end: int) -> int:
    """Stop a title in small letters above a line in capitals: a heading, a letterhead.

    Such a line has three words at least, none with a small letter or a digit.
    """
    if text[begin : begin + 12].isupper():
        return end
    line = _LOUD_LINE.search(text, begin, end)
    return line.start() if line else end


_BRACKET = re.compile(r"[()]")


def balanced(text: str, begin: int, end: int) -> int:
    """Stop at a closing bracket that was opened before the title."""
    depth = 0
    for bracket in _BRACKET.finditer(text, begin, end):
        depth += 1 if bracket.group() == "(" else -1
        if depth < 0:
            return bracket.start()
    return end


_QUOTE = re.compile(r"[“”\"]")


# “…”, công tác nắm bắt dư luận đã được quan tâm: the sentence goes on.
_CLAUSE_GOES_ON = re.compile(
    r",\s(?:[^\W\d_]+[\s,]{1,3}){2,40}?(?:đã|được|tiếp tục|cần|phải|sẽ)\s",
    re.IGNORECASE,
)
_TITLE_GOES_ON = re.compile(
    r"\s(?:giai đoạn|trên|của|tại|trong|đến|năm|và|cho|đối với|theo|lần|từ|ở|do|\()"
)


def quoted(text: str, begin: int, end: int) -> int:
    """Stop at a closing quotation mark that was opened before the title."""
    depth = 0
    if text[begin : begin + 1] == "“" and (close := text.find("”", begin, end)) > 0:
        # “…”, Hội đã tổ chức …: nothing goes on behind what was quoted whole
        return end if _TITLE_GOES_ON.match(text, close + 1) else close + 1
    marks = list(_QUOTE.finditer(text, begin, end))
    straight = [mark for mark in marks if mark.group() == '"']
    for mark in marks:
        if mark.group() == "”" and _CLAUSE_GOES_ON.match(text, mark.end(), end):
            return mark.end()
        if mark.group() == '"':
            closes = len(straight) % 2 == 1 and mark is straight[0]
            after = text[mark.end() : mark.end() + 1]
            if closes and not after.isalnum() and mark.start() > begin:
                return mark.start()
            continue
        depth += 1 if mark.group() == "“" else -1
        if depth < 0:
            return mark.start()
    return end
