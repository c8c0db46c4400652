"""Document numbers ("số, ký hiệu"): what one is, and where a text holds them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.document import Span
from nlp.code_groups import CodeGroups, family_of, read_groups, term_of
from nlp.codes import LEGACY_CODES, TYPE_CODES
from nlp.fold import fold
from nlp.kinds import KINDS, Kind
from nlp.letters import exchange
from nlp.per_text import per_text

_SHADOW = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad", "-"),
        **dict.fromkeys("\ufe63\uff0d", "-"),
        **dict.fromkeys("\u2044\u2215\uff0f\u29f8", "/"),
        **dict.fromkeys("\u00a0\u202f\u205f\u3000", " "),
        **{chr(code): " " for code in range(0x2000, 0x200B)},
        **dict.fromkeys("\u00d0\u0189", "Đ"),
        **dict.fromkeys("\u00f0\u0256", "đ"),
        **dict(zip("АВЕКМНОРСТУХ", "ABEKMHOPCTYX", strict=True)),
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    }
)

_shadowed = exchange(_SHADOW)


def shadow(text: str) -> str:
    """Return a copy of `text` of the same length with look-alike characters made one.

    Dashes become "-", slashes "/", odd spaces " ", eth and African d "Đ", capital
    Cyrillic letters and full-width digits their Latin twins. Offsets stay valid.

    >>> shadow("30⁄2020⁄NÐ–CP")
    '30/2020/NĐ-CP'
    """
    return _shadow(text)


@per_text
def _shadow(text: str) -> str:
    copy = _shadowed(text)
    return text if copy == text else copy


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A document's number, equal to another when both print the same canonical form.

    `serial` keeps printed zeros ("01", "66.18"); `suffix` is lower case ("a", "bis");
    `year` is the year inside the number, `term` that of the National Assembly; `codes`
    are in official spelling. `family` is one of A normative of the centre, B National
    Assembly, C normative local, D typed administrative, E dispatch, F joint, G Party,
    H and I legacy, J consolidated text, K copy, L court. `text` is the canonical form
    and `raw` what was read; `repaired` tells that they differ by more than spaces.
    """

    serial: str
    suffix: str
    year: int | None
    term: int | None
    codes: tuple[str, ...]
    family: str
    text: str
    repaired: bool = field(default=False, compare=False)
    raw: str = field(default="", compare=False)

    def __str__(self) -> str:
        return self.text

    @classmethod
    def parse(cls, text: str, kind: Kind | None = None) -> DocumentNumber | None:
        """Return the number that `text` is as a whole, or None.

        A leading "số" is allowed. `kind` is the kind named before the number; it
        decides what HD and DA stand for.

        >>> str(DocumentNumber.parse("0038/QD-LHH"))
        '0038/QĐ-LHH'
        >>> DocumentNumber.parse("31/7/2020") is None
        True
        """
        plain = shadow(text).strip()
        plain = _LEADING_SO.sub("", plain)
        match = _HEAD.match(plain)
        raw = text.strip()[-len(plain) :] if plain else ""
        found = _read(raw, plain, match, cue=True, kind=kind) if match else None
        return found.number if found and found.span.end == len(plain) else None

    @property
    def key(self) -> str:
        """Identity of the number: no leading zeros, one separator, capitals.

        >>> DocumentNumber.parse("01/QĐ-LHH").key
        '1/QĐ-LHH'
        """
        serial = self.serial.lstrip("0") or "0"
        codes = "-".join(self.codes).upper().replace("TƯ", "TW")
        year = [str(self.year)] if self.year else []
        return "/".join([serial + self.suffix.upper(), *year, codes])

    @property
    def order(self) -> tuple[int, int, str]:
        """Sort key of the serial: "66.18" after "66.9", "12a" after "12"."""
        whole, _, part = self.serial.replace("-", ".").partition(".")
        return int(whole), int(part or 0), self.suffix.replace("đ", "d\uffff")


def year_contradicts_date(number: DocumentNumber | None, date: str | None) -> bool:
    """Tell whether a number carries another year than its whole or partial ISO date.

    >>> number = DocumentNumber.parse("142/2008/QĐ-TTg")
    >>> [year_contradicts_date(number, day) for day in ("2010-11-08", "2008", "--11")]
    [True, False, False]
    """
    year = date[:4] if date else ""
    if number is None or number.year is None or not year.isdigit():
        return False
    return int(year) != number.year


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A document number and where it stands."""

    span: Span
    number: DocumentNumber


@dataclass(frozen=True, slots=True)
class BlankNumber:
    """A number whose serial was left empty for the pen ("Số:     /QĐ-UBND").

    `span` runs from the placeholder, or the slash, to the end of the codes.
    """

    span: Span
    year: int | None
    codes: tuple[str, ...]


_LEADING_SO = re.compile(r"(?:số|so)\s*:?\s*", re.IGNORECASE)
_GAP = r"[ \t]{0,12}\n?[ \t]{0,12}"
_HEAD = re.compile(
    r"(?P<serial>[\dOlI]"
    r"(?:(?<![\w/][\dOlI])(?<!\d[.,][\dOlI])|(?<=[sS]ố[\dOlI])|(?<=SỐ[\dOlI]))"
    r"(?:(?<=\d)|(?=[OlI]{0,2}\d))[\dOlI]{0,5}(?:\.\d{1,2})?)"
    r"(?P<suffix>bis|ter|[a-zđA-ZĐ](?![^\W_]))?"
    rf"(?P<sep>{_GAP}/[\s|]{{0,3}}|[ ]?-[ ]?(?=[^\W\d_])"
    r"|-(?=(?:19|20)\d\d/[A-ZĐ]{2})"
    r"|[ ]?(?=[A-ZĐ]{2}[^\W_]{0,6}/)|(?=(?:QĐ|NĐ|TTr|KH|TB|BC|NQ|CT|CV)-[A-ZĐ]))"
)
_YEAR = re.compile(
    r"(?P<year>(?:19|2[0O])[\dO]{2})(?P<sep>\s{0,3}/[\s|]{0,3}|\s?-\s?|\s?(?=[^\W\d_]))"
)
_A_YEAR = re.compile(r"(?:19|20)\d\d")
_SO_BEFORE = re.compile(r"(?:\bsố|\bso|\bsô)\s{0,3}[:.]?\s{0,12}$", re.IGNORECASE)
_KIND_BEFORE = re.compile(
    r"\b(" + "|".join(
        sorted(
            {fold(kind.name).replace(" ", r"\s+") for kind in KINDS}
            | {fold(word) for kind in KINDS for word in kind.words},
            key=len,
            reverse=True,
        )
    ) + r")(?:\s+so)?\s{0,3}:?\s{0,12}$"
)  # fmt: skip
_LIST_BEFORE = re.compile(r"\s{0,3}(?:[,;]|và|cùng|hoặc)\s{0,3}(?:và\s+)?(?:số\s+)?")
_ADDRESS_AFTER = re.compile(
    r"[ ,]{1,3}(?:đường|phố|ngõ|ngách|hẻm|khu|tổ|ấp|thôn|phường|xã|quận)\b",
    re.IGNORECASE,
)
_FORM_BEFORE = re.compile(
    r"\b(?:theo)?(?:mau|bieu|phu luc|to khai)(?:\s+so)?\s{0,3}:?\s{0,3}$"
)
# Firms and schools put the year last ("05/HĐ-ABC/2024"); the law puts it second.
_LAST_YEAR = re.compile(r"[ ]?/[ ]?((?:19|20)\d\d)(?![\w/-])(?!\.\d)")
_PREFIX = re.compile(r"(?<![\w/.,-])\d{2,6}-$")
_DIGITS = str.maketrans("OlI", "011")


def _canonical(serial: str, year: int | None, codes: CodeGroups, hyphen: bool) -> str:
    text = serial + ("-" if hyphen else "/") + (f"{year}/" if year else "")
    for i, code in enumerate(codes.groups):
        text += ("" if i == 0 else _separator(codes, i, hyphen)) + code
    return text


def _separator(codes: CodeGroups, i: int, hyphen: bool) -> str:
    bare = codes.groups[0] in TYPE_CODES | LEGACY_CODES  # "97-QĐ-TW" lost its slash
    if "/" in codes.joins[i] or (hyphen and i == 1 and bare):
        return "/"
    # Some bodies put a dot before the unit of a dispatch ("1234/UBND.VX").
    dotted = codes.joins[i] == "." and codes.groups[0] not in TYPE_CODES
    return "." if dotted else "-"


def _kind_codes(codes: CodeGroups, context: str) -> None:
    """Let the kind word decide HD (hướng dẫn, hợp đồng) and DA (dự án, đề án)."""
    for code, word, right in (("HD", "hop dong", "HĐ"), ("DA", "de an", "ĐA")):
        if codes.groups[0] == code and word in fold(context):
            codes.groups[0] = right


def _plausible(sep: str, year: int | None, codes: CodeGroups) -> bool:
    """Tell whether codes without a cue before them are those of a number."""
    hyphen = "-" in sep
    if not sep.strip():
        return False
    if hyphen and year is None:
        return len(codes.groups) > 1 and codes.known > 0
    if len(codes.groups) == 1 and not year:
        return codes.groups[0] in LEGACY_CODES and " " not in sep
    if year and len(codes.groups) == 1:
        return term_of(codes.groups[0]) is not None or codes.known > 0
    return codes.known > 0


def _read(
    original: str,
    text: str,
    match: re.Match[str],
    *,
    cue: bool,
    kind: Kind | None = None,
) -> NumberMatch | None:
    """Read the number whose serial `match` found in `text`, shadow of `original`."""
    sep, start = match["sep"], match.start("serial")
    # "1719QĐ-TTg" lacks the slash of "1719/QĐ-TTg".
    slash = "/" in sep or (not sep and "-" in text[match.end() : match.end() + 4])
    # About 2001 the centre wrote "18-2001/CT-TTg" for "18/2001/CT-TTg".
    slash = slash or (sep == "-" and text[match.end() : match.end() + 1].isdigit())
    found = _YEAR.match(text, match.end()) if slash else None
    codes = read_groups(text, found.end() if found else match.end())
    if not codes.groups or (found and not found["sep"].strip() and not codes.known):
        return None
    if found and sep == "-" and _A_YEAR.fullmatch(match["serial"]):
        return None  # a stretch of years
    year = int(found["year"].translate(_DIGITS)) if found else None
    _kind_codes(codes, kind.name if kind else text[max(0, start - 40) : start])
    dispatch = slash and codes.groups[0] not in TYPE_CODES - {"CV"}
    dispatch = dispatch and (year is None or codes.groups[0] == "CV")
    prefix = _PREFIX.search(text, max(0, start - 8), start) if dispatch else None
    start = prefix.start() if prefix else start
    likely = not prefix and _plausible(sep, year, codes)
    if not (cue or likely or _cued(text, start)) or _stray(text, sep, year, codes):
        return None
    serial = text[start : match.end("serial")].translate(_DIGITS)
    suffix = (match["suffix"] or "").lower()
    last = _LAST_YEAR.match(text, codes.end) if not year else None
    end = last.end() if last else codes.end
    number = _number(serial, suffix, year, codes, original[start:end], slash)
    if last:
        number = replace(number, year=int(last[1]), text=f"{number}/{last[1]}")
    return NumberMatch(Span(start, end), number)


def _number(
    serial: str, suffix: str, year: int | None, codes: CodeGroups, raw: str, slash: bool
) -> DocumentNumber:
    canonical = _canonical(serial + suffix, year, codes, not slash)
    return DocumentNumber(
        serial=serial,
        suffix=suffix,
        year=year,
        term=next((term for code in codes.groups if (term := term_of(code))), None),
        codes=tuple(codes.groups),
        family=family_of(not slash, year, codes.groups),
        text=canonical,
        repaired=not "".join(raw.split()).startswith(canonical),
        raw=raw,
    )


def _stray(text: str, sep: str, year: int | None, codes: CodeGroups) -> bool:
    """Tell whether what follows "số" is a house, a range or a form after all."""
    if len(codes.groups) > 1 or year is not None:
        return False
    if "-" in sep and codes.groups[0] not in LEGACY_CODES | {"CT"}:
        # "201-CT": so the Chairman of the Council of Ministers numbered until 1992
        return True
    return codes.known == 0 and bool(_ADDRESS_AFTER.match(text, codes.end))


def _cued(text: str, start: int) -> bool:
    """Tell whether "số" or a kind word stands directly before `start`."""
    before = text[max(0, start - 40) : start]
    return bool(_SO_BEFORE.search(before[-20:]) or _KIND_BEFORE.search(fold(before)))


def _is_form(text: str, start: int) -> bool:
    """Tell whether a form or an annex is numbered here ("mẫu số 09/KK-TNCN")."""
    return bool(_FORM_BEFORE.search(fold(text[max(0, start - 24) : start])))


def find_numbers(text: str) -> list[NumberMatch]:
    """Return every document number in `text`, in order, not overlapping.

    Spans are offsets into `text`; spaces and a line break may stand around "/" and
    "-". Dates, ranges, fractions, addresses, money and standards are not numbers.

    >>> [str(found.number) for found in find_numbers("Quyết định 38/QĐ-\\nLHH")]
    ['38/QĐ-LHH']
    """
    plain = shadow(text)
    found: list[NumberMatch] = []
    position, end, form = 0, -1, False
    while match := _HEAD.search(plain, position):
        listed = 0 <= match.start() - end <= 16 and bool(
            _LIST_BEFORE.fullmatch(plain, end, match.start())
        )
        number = _read(text, plain, match, cue=listed)
        position = number.span.end if number else match.end("serial")
        if number:
            form = _is_form(plain, number.span.start) or (form and listed)
            end = number.span.end
            if not form:
                found.append(number)
    return found


_BLANK = re.compile(
    r"[ốỐ](?:(?<=[sS]ố)|(?<=SỐ))[ \t]{0,4}:?[ \t]{0,40}"
    r"(?P<hole>(?:[._…]{1,20}/(?=[._…]{1,20}/))?"
    r"(?:\[?[.…_]{1,80}\]?[ \t]{0,20}|[xX]{2,4})?)[ \t]{0,40}"
    r"(?P<slash>[/-][ \t]{0,3}(?=[^\W_])"
    r"|(?<=[\s:])(?=(?:QĐ|TTr|KH|TB|BC|NQ|CV)[/-][A-ZĐ]))"
)


def find_blank_numbers(text: str) -> list[BlankNumber]:
    """Return numbers whose serial is empty, dotted or "XX", in the order of `text`.

    >>> [blank.codes for blank in find_blank_numbers("Số:      /QĐ-UBND")]
    [('QĐ', 'UBND')]
    """
    plain = shadow(text)
    blanks = []
    for match in _BLANK.finditer(plain):
        year = _YEAR.match(plain, match.end())
        codes = read_groups(plain, year.end() if year else match.end())
        if not codes.known:
            continue
        start = match.start("hole") if match["hole"] else match.start("slash")
        blanks.append(
            BlankNumber(
                Span(start, codes.end),
                int(year["year"].translate(_DIGITS)) if year else None,
                tuple(codes.groups),
            )
        )
    return blanks
