"""Bytes of a text file → its characters.

UTF-8 is tried before everything else and, when it holds, is never doubted. Then come
the fonts of the 1990s (`ingest.fonts`), and what is left is guessed.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from ingest.errors import Binary, Truncated
from ingest.fonts import scheme_of, viqr
from ingest.language import looks_vietnamese
from ingest.syllables import share

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SPELLED = 0.8  # share of syllables in text that is Vietnamese beyond doubt
_MOSTLY = 0.98  # share of a file that must be sound UTF-8 to call the rest damage


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the characters of a text file, and warnings about how they were read.

    Raises:
        Binary: the bytes are no text in any encoding.
        Truncated: a UTF-16 or UTF-32 file ends in the middle of a character.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_unmarked(data)
    if text.count("\0") > len(text) // 100:  # UTF-16 of ASCII letters is sound UTF-8
        return _decode_unmarked(data)
    _refuse_binary(data)
    typed = viqr(text)
    if typed is not None:
        text = typed.decode(text)
        return text, (typed.told(text),)
    return text, ()


def _decode_marked(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _decode_unmarked(data)
        if error.end >= len(data) - 3:
            raise Truncated from error
        raise Binary from error


def _decode_unmarked(data: bytes) -> tuple[str, tuple[str, ...]]:
    wide = _guess_wide(data[:_SAMPLE])
    if wide is not None:
        return _decode_marked(data, wide)
    _refuse_binary(data)
    text = data.decode("utf-8", errors="replace")
    if text.count("\ufffd") <= (1 - _MOSTLY) * len(text):
        return text, (_damaged(text.count("\ufffd")),)
    western = data.decode("latin-1")
    scheme = scheme_of(western)
    windows = _windows_1258(data)
    if windows is not None:
        return windows, (_guessed("Windows-1258", share(windows)),)
    if scheme is not None:
        text = scheme.decode(western)
        return text, (scheme.told(text),)
    best = from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise Binary
    encoding = best.encoding
    text = data.decode(encoding, errors="replace")
    return text, (_guessed(encoding, share(text)),)


def _windows_1258(data: bytes) -> str | None:
    """Return Windows-1258 text, where read so it is spelled as Vietnamese.

    In this code page the tone stands after its letter, so the other schemes find
    fewer syllables in it than it has.
    """
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        return None
    sound = (share(text) or 0.0) >= _SPELLED and looks_vietnamese(text) is not False
    return text if sound else None


def _guess_wide(sample: bytes) -> str | None:
    """Return the UTF-16 whose high bytes a stretch of Latin letters would leave."""
    even, odd = sample[0::2], sample[1::2]
    if not odd:
        return None
    for encoding, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        # Vietnamese letters have high bytes 00, 01 and 1E, and no others.
        narrow = sum(high.count(byte) for byte in (b"\x00", b"\x01", b"\x1e"))
        zeros = high.count(b"\0")
        if narrow > 0.9 * len(high) and zeros > 0.5 * len(high) > 5 * low.count(b"\0"):
            return encoding
    return None


def _refuse_binary(data: bytes) -> None:
    sample = data[:_SAMPLE]
    if len(_CONTROLS.findall(sample)) > len(sample) // 50:
        raise Binary


def _damaged(count: int) -> str:
    return (
        f"Có {count} ký tự UTF-8 hỏng, thay bằng \ufffd"
        f" / {count} damaged UTF-8 characters replaced by \ufffd"
    )


def _guessed(encoding: str, spelled: float | None) -> str:
    sure = round(100 * (spelled or 0.0))
    return (
        f"Không rõ bảng mã, đoán là {encoding} (tin cậy {sure} %)"
        f" / Encoding unknown, guessed as {encoding} ({sure} % sure)"
    )
