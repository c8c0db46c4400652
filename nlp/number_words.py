"""Numbers written in Vietnamese words."""

from __future__ import annotations

_UNITS = {
    "không": 0,
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "nhăm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
SCALES = {"nghìn": 1_000, "ngàn": 1_000, "triệu": 1_000_000, "tỷ": 10**9, "tỉ": 10**9}
_MAX_WORDS = 24


def _below_thousand(words: list[str]) -> int | None:
    """Read "hai trăm lẻ năm", "mười lăm", "ba mươi mốt", or digit by digit."""
    hundreds, tens, units = 0, 0, None
    pending: int | None = None
    for word in words:
        if word == "trăm" and pending is not None and not hundreds:
            hundreds, pending = pending, None
        elif word == "mươi" and pending is not None and not tens:
            tens, pending = pending, None
        elif word == "mười" and pending is None and not tens:
            tens = 1
        elif word in {"lẻ", "linh"} and hundreds and pending is None:
            continue
        elif word in _UNITS and pending is None:
            pending = units = _UNITS[word]
        elif word in _UNITS and not hundreds and not tens and len(words) == 2:
            return (pending or 0) * 10 + _UNITS[word]  # "hai bốn" for 24
        else:
            return None
    if pending is None and not hundreds and not tens:
        return None
    return (
        hundreds * 100 + tens * 10 + (pending or 0)
        if units is not None or tens
        else None
    )


def number_in_words(words: str) -> int | None:
    """Return the number that Vietnamese words say, or None where they say none.

    >>> number_in_words("hai trăm lẻ năm"), number_in_words("một nghìn hai trăm")
    (205, 1200)
    >>> number_in_words("viết tắt là") is None
    True
    """
    tokens = words.lower().split()
    if not tokens or len(tokens) > _MAX_WORDS:
        return None
    total, part = 0, list[str]()
    last = 10**12
    for token in tokens:
        if token in SCALES:
            value = _below_thousand(part)
            if value is None or SCALES[token] >= last:
                return None
            last = SCALES[token]
            total, part = total + value * last, []
        else:
            part.append(token)
    if not part:
        return total
    value = _below_thousand(part)
    return None if value is None else total + value
