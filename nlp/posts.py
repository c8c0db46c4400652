"""Posts and names of those who sign: "KT. CHỦ TỊCH", "PGS.TS. Nguyễn Thế Nghĩa"."""

from __future__ import annotations

import re
from functools import cache

from nlp.casing import words_in
from nlp.fold import fold, tone_normalise
from nlp.lines import Line, collapse, is_caps
from nlp.per_text import per_word

HALVES = {"pho", "thu"}  # of "PHÓ CHỦ TỊCH", "THỨ TRƯỞNG", broken over two lines
SYLLABLE = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\Z")
_TITLE = re.compile(r"[^\W\d_]{1,7}\.\s?")
LONGEST_POST = 200


@cache
def mark_words() -> re.Pattern[str]:
    """Return the pattern of a mark of signing for another ("TM.", "KT."), folded."""
    words = sorted(words_in("positions", "marks"), key=len, reverse=True)
    return re.compile(r"(?:" + "|".join(map(re.escape, words)) + r")(?:\.|\s|$)\s*")


@cache
def post_words() -> re.Pattern[str]:
    """Return the pattern of a post ("PHÓ CHỦ TỊCH"), folded."""
    words = sorted(words_in("positions", "posts"), key=len, reverse=True)
    return re.compile(
        r"(?:quyen |pho |nguyen )*(?:" + "|".join(map(re.escape, words)) + r")(?!\w)"
    )


def plain_line(text: str) -> str:
    """Return a line folded, its spaces made one."""
    return collapse(fold(text))


@per_word(4_096)
def opens_post(text: str) -> bool:
    """Tell whether a line begins like a post or a mark of signing for another.

    >>> opens_post("KT. BỘ TRƯỞNG"), opens_post("PHÓ CHỦ TỊCH"), opens_post("PHỤ LỤC")
    (True, True, False)
    """
    if len(text) > LONGEST_POST:
        return False
    plain = plain_line(text)
    if is_family(text.partition(" ")[0][:20]):
        return False
    if text[:6].lower() == "trường":
        return False  # a school, where "trưởng" is a head: folded they are alike
    if mark := mark_words().match(plain):
        acting = mark.group().startswith("q")
        return not acting or post_words().match(plain[mark.end() :]) is not None
    post = post_words().match(plain)
    if post and post.group() == "quyen" and plain != "quyen":
        return False  # "QUYỀN GIÁM ĐỐC" is a post, "QUYỀN GIẢI QUYẾT" a competence
    return post is not None or plain in HALVES


def is_post(line: Line) -> bool:
    """Tell whether a line stands in a signature block as a post."""
    if not opens_post(line.text) or len(line.text) > 120:
        return False
    if is_caps(line.text):
        return True
    plain = plain_line(line.text)
    mark = mark_words().match(plain)
    rest = plain[mark.end() :] if mark else plain
    return bool(post_words().fullmatch(rest)) and line.text[0].isupper()


def person_name(printed: str) -> tuple[str, int] | None:
    """Return a person's name without titles and where it starts, or None.

    A name has two to five syllables, each with a capital; one all in capitals must
    begin with a family name.

    >>> person_name("PGS.TS. Nguyễn Thế Nghĩa")
    ('Nguyễn Thế Nghĩa', 8)
    >>> person_name("PHỤ LỤC") is None
    True
    """
    start = _skip_titles(printed)
    words = printed[start:].strip(" .,;*()").split()
    if not 2 <= len(words) <= 5 or not all(map(SYLLABLE.match, words)):
        return None
    if all(word[0].isupper() and not word[1:].isupper() for word in words):
        if opens_post(" ".join(words)) or all(len(word) == 1 for word in words):
            return None
        return " ".join(words), start
    if is_caps(printed) and is_family(words[0]) and not opens_post(printed):
        if plain_line(printed).startswith("thanh pho "):
            return None  # "THÀNH PHỐ HỒ CHÍ MINH" ends the name of a body
        return " ".join(word.capitalize() for word in words), start
    return None


@per_word(4_096)
def is_family(word: str) -> bool:
    """Tell whether a word is a family name, in capitals or not."""
    return tone_normalise(word.capitalize()) in words_in("letterheads", "surnames")


def _skip_titles(printed: str) -> int:
    """Return where the name starts behind ranks and degrees."""
    start = 0
    titles = words_in("positions", "titles")
    while start < len(printed):
        rest = printed[start:]
        plain = fold(rest)
        if (dotted := _TITLE.match(rest)) and fold(dotted.group()).strip(
            ". "
        ) in titles:
            start += dotted.end()
            continue
        long = next(
            (
                t
                for t in sorted(titles, key=len, reverse=True)
                if plain.startswith(t + " ")
            ),
            None,
        )
        if long is None or len(long) < 4 or len(rest.split()) <= 2:
            break
        start += len(long) + 1
    return start + len(printed[start:]) - len(printed[start:].lstrip())
