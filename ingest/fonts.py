"""Vietnamese typed with the fonts of the 1990s, which store it as Western letters.

In TCVN3 (.VnTime) one byte is one letter; in VNI a letter and its marks are two; in
VIQR, for e-mail, marks are punctuation after the letter. Taken for Western text they
read `Céng hßa x· héi`, `Coäng hoøa xaõ hoäi` and `Co^.ng ho`a xa~ ho^.i`. Nothing in
the text says which is which: a scheme is accepted only when decoding it turns many
words into common Vietnamese ones.

Source of the tables: TCVN 5712:1993 (VN3), the VNI character set for Windows, RFC 1456
(VIQR).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from ingest.syllables import share

_SAMPLE = 20_000
_COMMON = """
của và các định số được về việc này với những có nhân dân ủy chính phủ luật điều cứ
hội nước là không để tại đã người tỉnh thành phố quyết cộng hòa hoà việt ngày tháng năm
"""
_ACCENTED = frozenset(word for word in _COMMON.split() if not word.isascii())
_LEAST_SHARE = 0.08  # of the words; Vietnamese prose has over 0.2
_LEAST_WORDS = 3
_UNICODE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")
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


# Office programs turn the straight quotation mark into a curved one as it is typed.
_VIQR = re.compile(r"\\(\W)|([aeiouy])([(^+*]?)([`'’?~.]?)|(dd|d-)", re.IGNORECASE)
_VIQR_MARKS = {
    "(": _BREVE, "^": _HAT, "+": _HORN, "*": _HORN,
    "`": _GRAVE, "'": _ACUTE, "’": _ACUTE, "?": _HOOK, "~": _TILDE, ".": _DOT,
}  # fmt: skip
_VIQR_SEEN = re.compile(r"[aeiouy][(^+][`'’?~.]|[aeiouy][`'’~^][a-z]|\bdd[a-z]", re.I)
_NOT_ASCII = re.compile(r"[^\W\x00-\x7f]")  # a letter, or a digit
# Of syllables: sound text has more, and what these schemes leave far fewer.
_SPELLED = 0.9
_ENDS = re.compile(r"\s*\Z|\s+[^\sa-z]")  # what follows the end of a sentence
_TWICE = re.compile("[\u00c2-\u00f4][\u0080-\u00ff\u0152-\u2122]+")
_WINDOWS = {
    bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte
    for byte in range(0x80, 0x100)
}
# The same byte as a Vietnamese and as a Western system shows it.
_WINDOWS_1258 = {
    ord(western): bytes([byte]).decode("cp1258", "ignore") or western
    for western, byte in _WINDOWS.items()
}


@dataclass(frozen=True, slots=True)
class Scheme:
    """One way of storing Vietnamese in Western letters."""

    name: str
    decode: Callable[[str], str]

    def told(self, decoded: str) -> str:
        """Return what to tell about a text decoded by this scheme, and how sure."""
        sure = round(100 * (share(decoded) or 0.0))
        return (
            f"Văn bản dùng bảng mã {self.name}, đã chuyển sang Unicode"
            f" (tin cậy {sure} %)"
            f" / Typed in {self.name}, converted to Unicode ({sure} % sure)"
        )


def scheme_of(text: str) -> Scheme | None:
    """Return the scheme in which `text` was typed; None for sound or other text.

    >>> scheme = scheme_of("Céng hßa x· héi chñ nghÜa ViÖt Nam, ngµy 5 th¸ng 6 n¨m")
    >>> scheme.name, scheme.decode("QuyÕt ®Þnh")
    ('TCVN3', 'Quyết định')
    """
    sample = text[:_SAMPLE]
    if (share(sample) or 0.0) >= _SPELLED:
        return None
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
    """Return `text` decoded where it was typed in such a scheme, and a warning.

    Line by line: in a text of mixed fonts one may be Unicode, which decoding would
    spoil, or typed in another scheme than the rest.
    """
    typed = viqr(text)
    if typed is not None:
        decoded = typed.decode(text)
        return decoded, (typed.told(decoded),)
    scheme = scheme_of(text)
    if scheme is None and not _HIGH.search(text):
        return text, ()
    out, by_scheme = [], dict[Scheme, list[str]]()
    for line in text.split("\n"):
        own = _of_line(line, scheme)
        if own is not None:
            line = own.decode(line)
            by_scheme.setdefault(own, []).append(line)
        out.append(line)
    told = (own.told("\n".join(lines)) for own, lines in by_scheme.items())
    return "\n".join(out), tuple(told)


def _of_line(line: str, usual: Scheme | None) -> Scheme | None:
    """Return the scheme of one line of a text that is `usual`ly typed in another."""
    if not _HIGH.search(line) or is_unicode(line):
        return None
    own = scheme_of(line)
    if own is not None or usual is None:
        return own
    return usual if holds(usual, line) else None


def viqr(text: str) -> Scheme | None:
    """Return the scheme of text typed as VIQR, in ASCII letters; None for any other.

    >>> scheme = viqr("Ca(n cu+' Lua^.t ddu+o+.c Quo^'c ho^.i tho^ng qua nga`y na`y")
    >>> scheme.decode("nu+o+'c Vie^.t Nam")
    'nước Việt Nam'
    """
    sample = text[:_SAMPLE]
    if _NOT_ASCII.search(sample):
        return None
    words = len(_WORD.findall(sample))
    if len(_VIQR_SEEN.findall(sample)) < max(_LEAST_WORDS, words // 10):
        return None
    if _common(_from_viqr(sample)) < max(_LEAST_WORDS, _LEAST_SHARE * words):
        return None
    return _BY_PUNCTUATION


def by_font(name: str, text: str) -> str | None:
    """Return what a run of `text` in the font `name` shows; None for other fonts.

    The capitals of TCVN3 are a font of their own, whose name ends in H.

    >>> by_font(".VnTimeH", "Céng hßa"), by_font("VNI-Times", "Vieät")
    ('CỘNG HÒA', 'Việt')
    """
    if name.startswith(".Vn"):
        shown = _tcvn3(text)
        return shown.upper() if name.endswith("H") else shown
    if name.upper().startswith("VNI-"):
        return _vni(text)
    return None


def is_unicode(text: str) -> bool:
    """Tell whether a text has Vietnamese letters that no old font stores."""
    return _UNICODE.search(text) is not None


def told_of_fonts(names: list[str], decoded: str) -> str:
    """Return what to tell of runs decoded by the names of their fonts, and how sure."""
    sure = round(100 * (share(decoded) or 0.0))
    fonts = ", ".join(sorted(names)[:5])
    return (
        f"Có đoạn dùng phông {fonts}, đã chuyển sang Unicode (tin cậy {sure} %)"
        f" / Some parts are typed in the font {fonts}, converted to Unicode"
        f" ({sure} % sure)"
    )


def holds(scheme: Scheme, text: str) -> bool:
    """Tell whether a part of a file typed in `scheme` is typed so too.

    In a file of mixed fonts a part may be Unicode, which decoding would spoil.
    """
    return not is_unicode(text) and _common(scheme.decode(text)) >= _common(text)


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


def _from_viqr(text: str) -> str:
    def letter(match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[1]
        if match[5] is not None:
            return "Đ" if match[5][0] == "D" else "đ"
        base, mark, tone = match[2], match[3], match[4]
        rest = ""
        if tone and tone in ".?" and not mark and _ENDS.match(text, match.end()):
            tone, rest = "", tone  # the end of a sentence
        made = base + _VIQR_MARKS.get(mark, "") + _VIQR_MARKS.get(tone, "")
        made = unicodedata.normalize("NFC", made)
        return made + rest

    return _VIQR.sub(letter, text)


def _windows_1258(text: str) -> str:
    """Decode Windows-1258 that was taken for Windows-1252: tones follow letters."""
    return unicodedata.normalize("NFC", text.translate(_WINDOWS_1258))


def _once(text: str) -> str:
    """Decode UTF-8 that was taken for Windows-1252 and encoded again."""

    def read(match: re.Match[str]) -> str:
        try:
            return bytes(_WINDOWS[c] for c in match[0]).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            return match[0]

    return _TWICE.sub(read, text)


_BY_PUNCTUATION = Scheme("VIQR", _from_viqr)
_SCHEMES = (
    Scheme("TCVN3", _tcvn3),
    Scheme("VNI", _vni),
    Scheme("Windows-1258", _windows_1258),
    Scheme("UTF-8 mã hóa hai lần", _once),
)
