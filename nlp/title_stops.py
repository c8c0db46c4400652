"""Where a title stops: at which semicolon, before a short name, above a heading."""

from __future__ import annotations

import re

from nlp.reading import GAP, UPPER, Reading, any_of

# "xử phạt … trong lĩnh vực bưu chính; viễn thông; …": a list of fields goes on.
_FIELDS = re.compile(
    rf"xu{GAP}phat(?![^\W_])[^;]{{0,80}}(?:linh{GAP}vuc|hoat{GAP}dong){GAP}"
)
_NO_FIELD = re.compile(
    any_of(
        "phối hợp|chỉ đạo|thực hiện|đồng thời|tổ chức|tăng cường|tiếp tục|kịp thời|các"
        "|bảo đảm|đảm bảo|theo|được|có|hướng dẫn|quy định|ban hành|triển khai|xử lý"
        "|báo cáo|chịu|căn cứ|sửa đổi|bổ sung|thay thế|bãi bỏ|trong|tại|đối với|việc"
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
        if not inside and not _field_follows(reading, begin, at):
            return at
        at += 1
    return limit


def _field_follows(reading: Reading, begin: int, at: int) -> bool:
    """Tell whether a further field of the sanctions that a decree sets stands here."""
    text = reading.text
    start = at + 1
    while text[start : start + 1] in {" ", "|"}:
        start += 1
    if not text[start : start + 1].islower():
        return False
    if _NO_FIELD.match(reading.plain, start):
        return False
    return _FIELDS.search(reading.plain, begin, at) is not None


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
