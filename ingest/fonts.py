"""Vietnamese typed with the fonts of the 1990s, which store it as Western letters.

In TCVN3 (.VnTime) one byte is one letter; in VNI a letter and its marks are two. Taken
for Western text they read `Céng hßa x· héi` and `Coäng hoøa xaõ hoäi`. Nothing in the
text says which is which: a scheme is accepted only when decoding it turns many words
into common Vietnamese ones.

Source of the tables: TCVN 5712:1993 (VN3) and the VNI character set for Windows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

_SAMPLE = 20_000
_COMMON = """
của và các định số được về việc này với những có nhân dân ủy chính phủ luật điều cứ
hội nước là không để tại đã người tỉnh thành phố quyết cộng hòa hoà việt ngày tháng năm
"""
_ACCENTED = frozenset(word for word in _COMMON.split() if not word.isascii())
_LEAST_SHARE = 0.08  # of the words; Vietnamese prose has over 0.2
_LEAST_WORDS = 3
_HIGH = re.compile("[\u00a1-\u00ff]")
_WORD = re.compile(r"[^\W\d_]+")

_TCVN3_LETTERS = (
    ("¡¢£¤¥¦§¨©ª«¬\u00ad®", "ĂÂÊÔƠƯĐăâêôơưđ"),
    ("µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ", "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệ"),
    ("×ØÜÝÞßáâãäåæçèéêëìíîïñòóô", "ìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụ"),
    ("õö÷øùúûüýþ", "ừửữứựỳỷỹýỵ"),
)
_TCVN3 = {
    ord(stored): letter
    for row in _TCVN3_LETTERS
    for stored, letter in zip(*row, strict=True)
}
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_HAT, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _HAT, "à": _HAT + _GRAVE, "á": _HAT + _ACUTE, "å": _HAT + _HOOK,
    "ã": _HAT + _TILDE, "ä": _HAT + _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_MARKS |= {mark.upper(): combining for mark, combining in _MARKS.items()}
_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_ALONE |= {key.upper(): value.upper() for key, value in _ALONE.items()}
_PAIR = re.compile(f"([aeouyôöAEOUYÔÖ])([{''.join(_MARKS)}])|[{''.join(_ALONE)}]")


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way of storing Vietnamese in Western letters."""

    name: str
    decode: Callable[[str], str]

    @property
    def warning(self) -> str:
        """What to tell about a text decoded by this scheme."""
        return (
            f"Văn bản dùng phông {self.name}, đã chuyển sang Unicode"
            f" / Typed with {self.name} fonts, converted to Unicode"
        )


def scheme_of(text: str) -> Scheme | None:
    """Return the scheme in which `text` was typed; None for sound or other text.

    >>> scheme = scheme_of("Céng hßa x· héi chñ nghÜa ViÖt Nam, ngµy 5 th¸ng 6 n¨m")
    >>> scheme.name, scheme.decode("QuyÕt ®Þnh")
    ('TCVN3', 'Quyết định')
    """
    sample = text[:_SAMPLE]
    words = len(_WORD.findall(sample))
    if len(_HIGH.findall(sample)) < max(_LEAST_WORDS, words // 10):
        return None
    own = _common(sample)
    best = max(_SCHEMES, key=lambda scheme: _common(scheme.decode(sample)))
    gained = _common(best.decode(sample)) - own
    if gained < max(_LEAST_WORDS, _LEAST_SHARE * words):
        return None
    return best


def recovered(text: str) -> tuple[str, tuple[str, ...]]:
    """Return `text` decoded where it was typed in such a scheme, and a warning."""
    scheme = scheme_of(text)
    if scheme is None:
        return text, ()
    return scheme.decode(text), (scheme.warning,)


def _common(text: str) -> int:
    """Count the words with diacritics that are common in Vietnamese."""
    return sum(word in _ACCENTED for word in _WORD.findall(text.lower()))


def _tcvn3(text: str) -> str:
    return text.translate(_TCVN3)


def _vni(text: str) -> str:
    return _PAIR.sub(_letter, text)


def _letter(match: re.Match[str]) -> str:
    if match[1] is None:
        return _ALONE[match[0]]
    base = _ALONE.get(match[1], match[1])
    return unicodedata.normalize("NFC", base + _MARKS[match[2]])


_SCHEMES = (Scheme("TCVN3", _tcvn3), Scheme("VNI", _vni))
