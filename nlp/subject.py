"""What a document is about: its printed subject ("trích yếu"), as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from ingest.document import Span
from nlp.fold import fold
from nlp.lines import Line, collapse, columns_of, is_caps, lines_of
from nlp.posts import opens_post

_STOP = re.compile(
    r"(?:can cu|kinh gui|thuc hien|theo de nghi|xet|tren co so|nham|trong|noi nhan"
    r"|de (?:trien|thuc|tang)|dieu \d|chuong [ivx\d]|phan (?:[ivx\d]|thu)|muc \d"
    r"|[ivx]{1,4}\.|\d{1,2}\.|[ab]\)|\((?:ban hanh )?kem theo|ngay \d|quoc hoi ban hanh"
    r")(?!\w)"
)
_HARD_STOP = re.compile(
    r"(?:can cu|kinh gui|dieu \d|chuong [ivx\d]|phan (?:[ivx\d]|thu)|[ivx]{1,4}\."
    r"|\d{1,2}\.|noi nhan|\((?:ban hanh )?kem theo)(?!\w)"
)
# "I/ TÌNH HÌNH", "A- ĐÁNH GIÁ", "1- KẾT QUẢ" open the body in capitals as well.
_ITEM = re.compile(r"(?:[IVX]{1,4}|[A-E]|1)\s?[./)–-]\s+(?=[^\W\d_])")
_ITEM_INSIDE = re.compile(
    r"(?<=\S)\s(?=(?:[AI]\s?[./)–-]\s|PHẦN (?:I|THỨ NHẤT)[\s:.])\s?[A-ZĐ])"
)
_ABOUT = re.compile(r"v/\s?v\b|ve(?= viec\b|\s|$)")
_LINKING = (
    "cua",
    "va",
    "thuoc",
    "do",
    "cho",
    "voi",
    "tai",
    "giua",
    "boi",
    "ve",
    "trong",
)
_REACH = 3_000
_LINES = 16


def heading_title(text: str, start: int, *, issuer: str | None) -> Line | None:
    """Return the subject below a heading, or None where nothing stands there.

    It ends before the legal basis, the authority line ("CHỦ TỊCH ỦY BAN NHÂN DÂN …"),
    a rule or the first sentence of the body.
    """
    taken: list[Line] = []
    stop = min(len(text), start + _REACH)
    skipped = re.compile(r"[\s:*#|]*").match(text, start, stop)
    start = skipped.end() if skipped else start
    following = ""
    for line in _without_run_on(lines_of(text, start, stop)):
        if _ends(line, taken) or len(taken) >= _LINES:
            following = _capitals_before(line.text)
            break
        taken.append(line)
    taken = _without_authority(_without_sentence(taken), following, issuer)
    return _whole(text, taken)


_NARROW = 0.85


def _without_sentence(taken: list[Line]) -> list[Line]:
    """Cut the body's first sentence where nothing but its width tells it apart.

    A sentence ends with a mark, fills its lines and starts with a capital below a line
    that had room for its first word; a subject is centred and ends without a mark.
    """
    if len(taken) < 2 or not taken[-1].text.endswith((".", ":", ";", ",")):
        return taken
    if is_caps(taken[-1].text):
        return taken
    for at in range(1, len(taken)):
        opening = taken[at].text
        width = max(len(line.text) for line in taken[at:])
        used = len(taken[at - 1].text) + 1 + len(opening.split()[0])
        if opening[0].isupper() and used < _NARROW * width:
            return taken[:at]
    return taken


def _without_run_on(lines: Iterator[Line]) -> Iterator[Line]:
    """Cut a subject in capitals from the prose that runs on in its line."""
    for line in lines:
        if cut := _run_together(line) or _before_items(line):
            yield cut
            return
        capitals = _capitals_before(line.text)
        if 1 < len(capitals.split()) < len(line.text.split()) and len(line.text) > 90:
            yield Line(capitals, line.start, line.start + len(capitals), line.gap)
            return
        yield line


_ONE_LINE, _WHOLE_TEXT = 120, 120
_BODY_BEGINS = re.compile(
    r"\s(?=(?:Căn cứ|Kính gửi|Theo đề nghị|Xét đề nghị|Điều 1\.|QUYẾT ĐỊNH:)\s)"
)


def _run_together(line: Line) -> Line | None:
    """Cut a subject out of a line that holds the whole preamble, or return None.

    "Về việc … CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH … Căn cứ …": what decides stands between.
    """
    if len(line.text) < _ONE_LINE or line.text[:12].isupper():
        return None
    begins = _BODY_BEGINS.search(line.text)
    if begins is None:
        return None
    words = line.text[: begins.start()].split(" ")
    while len(words) > 1 and _is_large(words[-1]) and not words[-1].islower():
        words.pop()
    kept = " ".join(words).rstrip()
    return Line(kept, line.start, line.start + len(kept), line.gap)


def _before_items(line: Line) -> Line | None:
    """Cut a subject out of a line that goes on with the first item of the body."""
    if len(line.text) < _WHOLE_TEXT:
        return None
    begins = _ITEM_INSIDE.search(line.text)
    if begins is None or not is_caps(line.text[: begins.start()]):
        return None
    kept = line.text[: begins.start()].rstrip()
    return Line(kept, line.start, line.start + len(kept), line.gap)


_SENT_BY = re.compile(r"\S.* (?:điện|ĐIỆN):?\Z")


def _capitals_before(text: str) -> str:
    """Return the capitals that begin a line of prose: "CHÍNH PHỦ điện:"."""
    return " ".join(takewhile(_is_large, text.split()))


def _is_large(word: str) -> bool:
    """Tell whether a word may stand in a subject in capitals, as numbers may."""
    marks = not any(c.isalpha() for c in word)
    return marks or is_caps(word) or any(c.isdigit() for c in word)


def _ends(line: Line, taken: list[Line]) -> bool:
    plain = collapse(fold(line.text)).lstrip("-–+•* ")
    if not taken:
        # the line right below the heading is the subject whatever it begins with
        return _HARD_STOP.match(plain) is not None
    if (_STOP.match(plain) and not is_caps(line.text)) or _ITEM.match(line.text):
        return True
    if _SENT_BY.match(line.text) and line.text.split()[0].isupper():
        return True  # "THỦ TƯỚNG CHÍNH PHỦ điện:" below the subject of a telegram
    lettered = any(c.isalpha() for c in line.text)
    if lettered and is_caps(taken[0].text) != is_caps(line.text):
        return True
    # a subject may be set in two paragraphs: "… Nghị định số 5", "của Chính phủ về …"
    goes_on = line.text[:1].islower() and not taken[-1].text.endswith((".", ":", ";"))
    return line.gap and not is_caps(line.text) and not goes_on


def _without_authority(
    taken: list[Line], following: str, issuer: str | None
) -> list[Line]:
    """Cut the line that names who decides from the end of a subject in capitals.

    That line may run on into `following`, the capitals that open the body.
    """
    for at in range(len(taken)):
        printed = " ".join([*(line.text for line in taken[at:]), following])
        if not _is_authority(collapse(printed), issuer):
            continue
        before = collapse(fold(taken[at - 1].text)) if at else ""
        if before.endswith(",") or before.rpartition(" ")[2] in _LINKING:
            continue
        return taken[:at]
    return taken


def _is_authority(printed: str, issuer: str | None) -> bool:
    """Tell whether a whole tail is a body, or a post and its body, and nothing more."""
    body = collapse(fold(issuer or ""))
    session = re.fullmatch(r"cua (.+?)[ ,]+(?:khoa|ky hop)\b.*", fold(printed))
    if session and session[1].startswith((body, "quoc hoi")):
        return bool(body)
    plain = re.sub(r"[ ,]+(?:khoa|ky hop)\b.*|\s*:$", "", fold(printed))
    if body and plain.removesuffix(" nuoc cong hoa xa hoi chu nghia viet nam") == body:
        return True
    if body and _WITH_PLACE.fullmatch(plain.removeprefix(body)) and plain != body:
        return plain.startswith(body)
    if plain.endswith(_UNITS) and body.startswith(f"{plain} "):
        return True  # "ỦY BAN NHÂN DÂN TỈNH": the letterhead names the province
    if not opens_post(printed):
        return body.startswith("hoi dong nhan dan") and plain in {
            body,
            "hoi dong nhan dan",
        }
    if len(plain) > 140 or re.search(r"[,;]", plain.replace(", the thao", "")):
        return False
    heads = body.split()[:2]
    return (
        len(plain.split()) <= 3
        or " ".join(heads) in plain
        or body.endswith("chinh phu")
    )


_WITH_PLACE = re.compile(
    r" (?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong)(?: [^\W\d_]+){1,4}"
)
_UNITS = ("dan tinh", "dan thanh pho", "dan huyen", "dan quan", "dan xa", "dan phuong")
# What the other column of the letterhead prints, where it comes second.
_BESIDE = (
    "kinh gui",
    "can cu",
    "cong hoa xa hoi",
    "doc lap -",
    "doc lap –",
    "---",
    "___",
)


def dispatch_title(
    text: str, start: int, *, skip: Span | None, place: Line | None
) -> Line | None:
    """Return the subject of a dispatch: the lines that begin "V/v" below its number.

    The date line and the addressees that extraction mixes in are left out.
    """
    taken: list[Line] = []
    for line in _left(text, start, skip, place):
        plain = collapse(fold(line.text))
        if not taken:
            if plain.startswith(("kinh gui", "can cu")):
                return None
            if _ABOUT.match(plain):
                taken.append(line)
            continue
        if line.gap or plain.startswith(_BESIDE):
            break
        taken.append(line)
        if len(taken) >= 10:
            break
    return _whole(text, taken)


def _left(
    text: str, start: int, skip: Span | None, place: Line | None
) -> Iterator[Line]:
    """Yield the columns below the number, the dated place taken out of them."""
    lo = place.start if place else (skip.start if skip else -1)
    hi = skip.end if skip else -1
    for line in lines_of(text, start, min(len(text), start + _REACH)):
        for column in columns_of(text, line):
            if column.start < hi and column.end > lo:
                if column.start < lo:
                    cut = text[column.start : lo].rstrip()
                    yield Line(cut, column.start, column.start + len(cut), column.gap)
                if column.end > hi + 1:
                    yield Line(text[hi : column.end].strip(), hi, column.end, True)
                continue
            yield column


def _whole(text: str, taken: list[Line]) -> Line | None:
    if not taken:
        return None
    printed = collapse(" ".join(line.text for line in taken)).rstrip(" .:*-–")
    return Line(printed, taken[0].start, taken[-1].end) if printed else None
