"""The issuer written after "của": where the name of the body ends."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

from nlp.alternation import alternation
from nlp.fold import fold
from nlp.reading import GAP, GAP0, UPPER, collapse_bars

_DATA = tomllib.loads(files("nlp").joinpath("data/issuers.toml").read_text("utf-8"))


def _alternation(names: list[str]) -> str:
    return alternation({fold(name) for name in names}, space=GAP)


_POST = rf"(?:{_alternation(_DATA['posts'])})"
_BODY = re.compile(
    rf"(?:{_POST}(?:{GAP0},)?{GAP}){{0,3}}(?:{_alternation(_DATA['bodies'])})(?![^\W_])"
)
_LOCAL = re.compile(
    rf"(?:{_POST}{GAP}){{0,2}}"
    rf"(?:uy{GAP}ban{GAP}nhan{GAP}dan|ubnd|hoi{GAP}dong{GAP}nhan{GAP}dan|hdnd"
    rf"|uy{GAP}ban{GAP}hanh{GAP}chinh)(?![^\W_])"
    rf"(?:{GAP}(?P<unit>lam{GAP}thoi{GAP})?"
    rf"(?:tinh|thanh{GAP}pho|tp\.?|huyen|quan|thi{GAP}xa|thi{GAP}tran|xa|phuong"
    rf"|dac{GAP}khu|lien{GAP}khu|khu)(?![^\W_]))?"
)
_GLUED_NAME = re.compile(r"[ ]?[A-ZĐ]\w*")
_FIRST_WORD = re.compile(r"[“\"]?[\w&./]+")
_TAKES_A_DIGIT = re.compile(r"(?:quan|phuong|khu)\Z")
_PLACE_WORD = re.compile(
    r"(?P<gap>[\s|]{1,20}|[\s|]{0,3}[-–][\s|]{0,3})(?P<word>[^\W_][^\W_'’.]*)"
)
_WORD = re.compile(
    rf"(?P<gap>{GAP0}[-–&]{GAP0}|{GAP}|{GAP0},{GAP}|(?<=[.])(?=\w))"
    r"(?P<word>[“\"]?[^\W_][\w&./]*[”\"]?)",
)
_SEAT = re.compile(
    rf"{GAP}tai{GAP}(?:thanh{GAP}pho(?={GAP})|tp[.]?|(?=ha{GAP}noi|da{GAP}nang))"
)
# "của trường Mầm non Hoa Sen": the type small, the name large
_SMALL_HEAD = re.compile(
    rf"(?:trường|bệnh viện|trung tâm|công ty|viện|phòng)\s(?=[{UPPER}])"
)
_FIRST_PART = re.compile(r"\S*")
_CUA = re.compile(rf"{GAP0}(?:,{GAP})?cua{GAP}(?=[^\W_“\"])")
_MORE = re.compile(
    rf"{GAP0}(?:,|{GAP}va(?=[\s|])|{GAP}-(?=[\s|])|-){GAP0}"
    rf"(?=(?:{_POST}|bo|ban|uy{GAP}ban|lien{GAP}doan|tong{GAP}lien{GAP}doan|hoi|doan"
    rf"|toa{GAP}an|vien{GAP}kiem{GAP}sat|mat{GAP}tran|so|thanh{GAP}tra|chinh{GAP}phu"
    rf"|thu{GAP}tuong|doan{GAP}chu{GAP}tich|ubnd|hdnd|ngan{GAP}hang|van{GAP}phong"
    rf"|dang{GAP}uy)[\s|]+)"
)
_STOP_WORDS = frozenset(_DATA["endings"])
_KIND_WORDS = frozenset(_DATA["kinds"])
_MAX_WORDS = 26


def issuer_end(
    text: str, plain: str, position: int, *, joint: bool = False
) -> tuple[int, int] | None:
    """Return where an issuer that follows `position` after "của" starts and ends.

    The first body after "của" is meant, with its co-issuers ("… và Bộ trưởng Bộ …");
    a common noun ("của pháp luật", "của tỉnh") is no issuer. `joint` tells that the
    number names several issuers, so that a comma alone joins them.

    >>> text = "của Bộ trưởng Bộ Nội vụ hướng dẫn"
    >>> start, end = issuer_end(text, fold(text), 0)
    >>> text[start:end]
    'Bộ trưởng Bộ Nội vụ'
    """
    cue = _CUA.match(plain, position)
    return body_here(text, plain, cue.end(), joint=joint) if cue else None


def body_here(
    text: str, plain: str, position: int, *, joint: bool = False
) -> tuple[int, int] | None:
    """Return where a body named right at `position`, without "của", starts and ends.

    >>> text = "Bộ Tài chính số 134/1999/TT-BTC"
    >>> body_here(text, fold(text), 0)
    (0, 12)
    """
    start = position
    while start < len(text) and text[start] in " \t\n|":
        start += 1
    end = body_end(text, plain, start)
    if end is None:
        return None
    return start, _with_others(text, plain, end, joint=joint)


def _with_others(text: str, plain: str, end: int, *, joint: bool) -> int:
    """Extend an issuer by its co-issuers: "… và Bộ Y tế", "…, Bộ A và Bộ B".

    After a comma alone another clause may begin ("của UBND tỉnh, Sở Nội vụ báo cáo"),
    so a list counts only where "và" closes it; the Politburo and the Secretariat are
    written with a comma.
    """
    sure = end
    while more := _MORE.match(plain, end):
        following = body_end(text, plain, more.end())
        if following is None or not text[more.end()].isupper():
            break
        end = following
        party = plain.startswith("ban bi thu", more.end())
        if "," not in more.group() or party or joint:
            sure = end
    return sure


def body_end(text: str, plain: str, start: int) -> int | None:
    """Return where the name of a body that begins at `start` ends, or None."""
    end = _name_end(text, plain, start)
    if end is None or not plain.startswith("cap cao", end - 7):
        return end
    # "Tòa án nhân dân cấp cao tại Đà Nẵng": there are three, known by their seats
    seat = _SEAT.match(plain, end)
    place = _FIRST_PART.match(text, seat.end()) if seat else None
    return _place_end(text, plain, place.end(), False) if place else end


def _name_end(text: str, plain: str, start: int) -> int | None:
    common = plain.startswith(("lien bo", "lien nganh"), start)
    common = common or _SMALL_HEAD.match(text, start) is not None
    if start >= len(text) or not (
        text[start].isupper() or common or text[start] in '“"'
    ):
        return None
    loud = text[start : start + 12].isupper()
    if found := _LOCAL.match(plain, start):
        end = _place_end(text, plain, found.end(), loud)
        return _with_units_above(text, plain, found, end)
    found = _BODY.match(plain, start)
    if found and not _longer(text, plain, found.end()):
        return found.end()
    return _by_rule(text, plain, start, loud)


_BRANCH = re.compile(
    rf"(?:{GAP}(?P<unit>tinh|thanh{GAP}pho|tp|chi{GAP}nhanh|khu{GAP}vuc|huyen|quan)(?![^\W_]))"
)
_BRANCHES = frozenset(
    {"tỉnh", "thành phố", "tp", "chi nhánh", "khu vực", "huyện", "quận"}
)


def _longer(text: str, plain: str, end: int) -> bool:
    """Tell whether a known name goes on ("Cục Thuế tỉnh Quảng Ninh")."""
    if branch := _BRANCH.match(plain, end):
        written = " ".join(text[branch.start("unit") : branch.end()].lower().split())
        # "Chính phủ quản lý" goes on with a verb, not with a district (quận).
        return written in _BRANCHES or written.isascii()
    word = _WORD.match(text, end)
    if not word or "," in word["gap"] or "\n\n" in word["gap"]:
        return False
    name = word["word"]
    follows = name[0].isupper() and not _stops(text, word, loud=True)
    return follows and not text[end - 3 : end].isupper()


def _place_end(text: str, plain: str, end: int, loud: bool) -> int:
    """Extend a local body by the name of its place: words with capitals."""
    if plain[end - 2 : end] == "tp" and text[end : end + 1] == ".":
        glued = _GLUED_NAME.match(text, end + 1)
        end = glued.end() if glued else end
    for _ in range(6):
        word = _PLACE_WORD.match(text, end)
        if not word or "\n\n" in word["gap"]:
            break
        name = word["word"]
        if "\n" in word["gap"] and name in _OPENS_A_LINE:
            break
        if not (name[0].isupper() or name.isdigit()) or _stops(text, word, loud=True):
            break
        if name.isdigit() and not _TAKES_A_DIGIT.search(plain, max(0, end - 8), end):
            break
        end = word.end()
        if text[end : end + 1] == "." and fold(name) == "tp":
            end += 1
            if glued := _GLUED_NAME.match(text, end):
                end = glued.end()
    return end


_UNIT = re.compile(
    rf"(?P<unit>xa|phuong|thi{GAP}tran|huyen|quan|thi{GAP}xa|thanh{GAP}pho|tp[.]?|tinh)"
    r"(?![^\W_])"
)
_UNIT_ABOVE = re.compile(rf"(?:{GAP0},)?{GAP}(?={_UNIT.pattern}{GAP}[^\W\d_])")
_LEVELS = {"xa": 0, "phuong": 0, "thi tran": 0, "huyen": 1, "quan": 1, "thi xa": 1,
           "thanh pho": 2, "tp": 2, "tp.": 2, "tinh": 3}  # fmt: skip


def _with_units_above(text: str, plain: str, body: re.Match[str], end: int) -> int:
    """Extend a commune's or district's body by the units above: ", huyện A, tỉnh B"."""
    below = _UNIT.search(plain, body.start(), body.end())
    if below is None or end == body.end():
        return end
    level = _LEVELS[collapse_bars(below["unit"])]
    while above := _UNIT_ABOVE.match(plain, end):
        rank = _LEVELS[collapse_bars(above["unit"])]
        unit_end = above.end("unit")
        if (
            rank <= level
            or not text[unit_end : unit_end + 40].lstrip(" \n|")[:1].isupper()
        ):
            break
        level, end = rank, _place_end(text, plain, unit_end, False)
    return end


def _by_rule(text: str, plain: str, start: int, loud: bool) -> int | None:
    """Read a body by its words: up to a verb, a title cue, a sign or another kind."""
    first = _FIRST_WORD.match(text, start)
    if not first or first.group().lower().strip('“"') in {"việt", "nhà"}:
        return None
    end = first.end()
    for _ in range(_MAX_WORDS):
        word = _WORD.match(text, end)
        if not word or "\n\n" in word["gap"] or "|" in word["gap"]:
            break
        if "\n" in word["gap"] and word["word"] in _OPENS_A_LINE:
            break
        if text[end - 1] == "." and _sentence_ends(text, start, end):
            break
        if "," in word["gap"] and not _list_in_name(text, plain, word):
            break
        named = _ordinal(text, plain, start, word) or _steers(plain, start, word)
        if _stops(text, word, loud=loud) and not named:
            break
        end = word.end()
    if text[end - 1] in '”"' and not _OPEN_QUOTE.search(text, start, end - 1):
        end -= 1  # it closes what was quoted with the citation
    return len(text[:end].rstrip(".,/")) if text[end - 1] in ".,/" else end


# A sentence begins with these on a new line, never the rest of a name.
_OPENS_A_LINE = frozenset(
    {"Ngày", "Căn", "Theo", "Xét", "Tại", "Trong", "Để", "Sau", "Khi", "Qua", "Thực",
     "Nguồn", "Tin", "Kính", "Điều", "Trên"}
)  # fmt: skip
_OPEN_QUOTE = re.compile(r"[“\"]")


_ABBREVIATED = re.compile(r"(?<![^\W_])(?:TP|TX|TT|P|Q|GS|PGS|TS|ThS|T\.Ư)\.\Z", re.I)


def _sentence_ends(text: str, start: int, end: int) -> bool:
    """Tell whether the full stop before `end` closes the sentence, not a short word."""
    return _ABBREVIATED.search(text, max(start, end - 8), end) is None


_NUMBERED = re.compile(
    rf"(?:cong{GAP}ty|xi{GAP}nghiep|truong|benh{GAP}vien|trung{GAP}tam|ban{GAP}quan{GAP}ly"
    rf"|doan{GAP}(?:kiem{GAP}tra|thanh{GAP}tra|cong{GAP}tac)|to{GAP}cong{GAP}tac)"
)
_ORDINAL = re.compile(r"[Ss]ố[\s|]{1,4}\d{1,3}(?![\d/.-])")


def _ordinal(text: str, plain: str, start: int, word: re.Match[str]) -> bool:
    """Tell whether "số 1" belongs to a name ("Công ty Cổ phần Xây dựng số 1")."""
    numbered = _NUMBERED.match(plain, start)
    return bool(numbered and _ORDINAL.match(text, word.start("word")))


_STEERED = re.compile(
    rf"ban{GAP}chi{GAP}dao{GAP}thuc{GAP}hien{GAP}(?:phong{GAP}trao|quy{GAP}che|chuong{GAP}trinh"
    rf"|nghi{GAP}quyet|chi{GAP}thi|de{GAP}an|chinh{GAP}sach|sap{GAP}xep)(?![^\W_])"
)


def _steers(plain: str, start: int, word: re.Match[str]) -> bool:
    """Tell whether a word says what a steering committee carries out, by its name."""
    name = _STEERED.match(plain, start)
    return name is not None and word.start("word") < name.end()


_NAME_LIST = re.compile(
    rf"[^\W\d_]\w*(?:{GAP}[^\W\d_]\w*){{0,3}}{GAP}va{GAP}[^\W\d_]\w*"
)


# "Ban Chỉ đạo phòng, chống dịch", "Hội đồng Thi đua, khen thưởng": one task.
_ONE_TASK = re.compile(
    rf"(?:phong,{GAP}chong|dua,{GAP}khen|chay,{GAP}(?:chua|cuu)|tai,{GAP}tim{GAP}kiem)(?![^\W_])"
)


def _list_in_name(text: str, plain: str, word: re.Match[str]) -> bool:
    """Tell whether a comma stands inside a name ("Sở Văn hóa, Thể thao và Du lịch")."""
    start = word.start("word")
    if _ONE_TASK.match(plain, max(0, plain.rfind(" ", 0, word.start()) + 1)):
        return True
    if not text[start].isupper() or _MORE.match(plain, word.start()):
        return False
    return bool(_NAME_LIST.match(plain, start)) and not _stops(text, word, loud=True)


def _stops(text: str, word: re.Match[str], *, loud: bool) -> bool:
    """Tell whether a word opens what follows the issuer.

    In sentence case only small letters can be a verb inside the run, but a kind word
    or a title cue with a capital also ends it ("của UBND tỉnh Quyết định số 5").
    """
    name = word["word"]
    second = _WORD.match(text, word.end())
    pair = name.lower() + (" " + second["word"].lower() if second else "")
    if name in {"Về", "V/v", "v/v", "V/V"} or (
        name.lower() == "điều" and pair[5:].isdigit()
    ):
        return True
    named = name.lower() in _KIND_WORDS or pair in _KIND_WORDS
    if (
        named
        and not _PLANNING.match(text, word.start("word"))
        and (name[0].isupper() or loud)
    ):
        return True
    if name == "số" and not (second and second["word"][0].isdigit()):
        return _GOES_ON.match(text, word.end()) is None
    if pair in _TITLE_PAIRS:
        return True
    if name[0].isupper() and not name.isupper():
        return False
    if name.isupper() and not loud:
        return False
    if pair in {"và các", "và những"}:
        return True
    if name.lower() == "và":
        return second is None or not _joins(text, second)
    return name.lower() in _STOP_WORDS or pair in _STOP_WORDS


# "dân tộc thiểu số Việt Nam": no number follows.
_GOES_ON = re.compile(r"\s*[^\W\d_]")
# The ministry and its departments, not a plan.
_PLANNING = re.compile(r"Kế[\s|]+hoạch[\s|]+và[\s|]+Đầu[\s|]+tư")
_TITLE_PAIRS = frozenset(_DATA["titles"])


def _joins(text: str, second: re.Match[str]) -> bool:
    """Tell whether "và" joins two words of one name ("Giáo dục và Đào tạo")."""
    name = second["word"]
    third = _WORD.match(text, second.end())
    pair = name.lower() + (" " + third["word"].lower() if third else "")
    if name.lower() in _KIND_WORDS or pair in _KIND_WORDS or pair in _TITLE_PAIRS:
        return False
    return name[0].isupper() or name.lower() in {"phát", "xã", "công", "vừa", "môi"}
