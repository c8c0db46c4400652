"""Is this text Vietnamese? Only letters are asked, no dictionary."""

from __future__ import annotations

import re

NOT_VIETNAMESE = (
    "Văn bản có vẻ không phải tiếng Việt / The text does not look Vietnamese"
)

# ă, đ, ơ, ư and the block of letters with two marks are used by no other language
# with a large body of documents; â, ê, ô and single accents are shared with French.
_OWN = re.compile("[ĂăĐđƠơƯư\u1ea0-\u1ef9]")
_LETTER = re.compile(r"[^\W\d_]")
_SAMPLE = 20_000
_SHORT = 40
_SHARE = 0.04  # prose has about 0.2, tables of names and figures seldom under 0.1


def looks_vietnamese(text: str) -> bool | None:
    """Tell whether `text` is Vietnamese; None when it is too short to tell.

    Text typed without diacritics is not told from other languages: it is False.

    >>> looks_vietnamese("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6")
    True
    >>> looks_vietnamese("Whereas the parties have agreed to the following terms")
    False
    """
    head = text[:_SAMPLE]
    letters = len(_LETTER.findall(head))
    if letters < _SHORT:
        return None
    return len(_OWN.findall(head)) >= _SHARE * letters
