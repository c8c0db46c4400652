"""Where citations begin: a kind word with a number, a name, "này" or a date."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.alternation import alternation
from nlp.bodies import opens_body
from nlp.drafts import Draft
from nlp.extents import issuer_from_code, of_party_centre, read_extent
from nlp.fold import fold, tone_normalise
from nlp.issuers import body_here, issuer_end
from nlp.kinds import KINDS, Kind
from nlp.numbers import NumberMatch, find_blank_numbers
from nlp.reading import GAP, GAP0, Reading, collapse_bars

_BY_PLAIN = {fold(kind.name): kind for kind in KINDS}
_BY_WORD = {word: kind for kind in KINDS for word in kind.words}
_KIND = re.compile(
    alternation(_BY_PLAIN, space=r"[\s|]{1,20}", opens=r"\w") + r"(?!\w)"
)
_ABBREVIATION = re.compile(
    "(?:"
    + "|".join(sorted(_BY_WORD, key=len, reverse=True))
    + r")(?=[\s|]{1,20}(?:[sS]ố[\s:]|\d))"
)
_LAW_SLUGS = frozenset({"luat", "bo-luat", "phap-lenh", "hien-phap"})
_TO_DAY = re.compile(
    rf"(?P<none>{GAP}khong{GAP}(?:co{GAP})?so(?:{GAP}hieu)?{GAP0},?)?{GAP}(?=ngay)"
)
_SHORT_SLUGS = frozenset(
    {"nghi-dinh", "nghi-quyet", "quyet-dinh", "thong-tu", "chi-thi",
     "thong-tu-lien-tich"}
)  # fmt: skip
_THIS = re.compile(rf"{GAP}nay(?![^\W_])")
_ABOVE = re.compile(rf"{GAP}(?:da{GAP})?(?:neu|noi|dan){GAP}(?:o{GAP})?tren(?![^\W_])")
_THE = re.compile(rf"(?<![^\W_])cac{GAP}\Z")
_THESE = re.compile(
    rf"(?P<these>{GAP}nay|{GAP}(?:da{GAP})?(?:(?:neu|noi|dan|ke){GAP})?(?:o{GAP})?tren)"
    rf"{GAP}(?:da{GAP}|se{GAP}|deu{GAP})?(?:het{GAP}hieu{GAP}luc"
    rf"|(?:duoc|bi){GAP}(?:bai{GAP}bo|thay{GAP}the|huy{GAP}bo))(?![^\W_])"
)
_NUMBER_CUE = re.compile(
    rf"{GAP0}[:(]?{GAP0}(?:(?:mang{GAP}|co{GAP})?so(?:{GAP}ky{GAP}hieu|{GAP}hieu)?"
    rf"(?:,?{GAP}ky{GAP}hieu)?{GAP0}[:.]?{GAP0})?\[?(?P<prefix>\d{{4}}-)?"
)
_HOLE = re.compile(
    rf"{GAP}so[\s:.…_x|]{{0,90}}(?:[/\-]|(?<=[\s:])(?=(?:qd|ttr|kh|tb|bc|nq|cv)[/-][a-z]))"
)
# "Biên bản vi phạm hành chính số: …../BB-VPHC"
_HOLE_BEHIND = re.compile(
    rf"(?:{GAP}[^\W\d_]+){{1,8}}?{GAP}so(?=[\s:.…_x|]{{2}})[\s:.…_x|]{{0,90}}[/-]"
)
_PHRASE_CUE = re.compile(
    rf"{GAP}(?P<phrase>[^\W\d_]+(?:(?:,?{GAP}|{GAP0}[-–&]{GAP0})(?:[^\W\d_]+|\d{{1,2}})){{0,15}}){GAP}so{GAP0}:?{GAP0}"
)
_ANOTHER = re.compile(r"(?:[\s|](?:cua|va|voi|theo|boi|hoac|hay|cung)|,)[\s|]{1,20}\Z")
_SERIAL_BEFORE = re.compile(rf"(?<![^\W_])so{GAP}\d")
_MATTER = re.compile(rf"(?<![^\W_])(?:vu{GAP}(?:an|viec)|thu{GAP}ly|xet{GAP}xu){GAP}")
_COURT_SLUGS, _COURT_PHRASE = frozenset({"quyet-dinh", "ban-an", "thong-bao"}), 40
# "Công văn hỏa tốc số …", "Văn bản chỉ đạo số …": any code is that of a dispatch.
_DISPATCHES = frozenset({"cong-van", "van-ban"})
_SHORT = re.compile(
    rf"(?P<so>{GAP}so{GAP0}:?)?{GAP0}(?P<serial>\d{{1,5}}[a-z]?)(?!\w)"
    r"(?:/(?P<year>(?:19|20)\d\d)(?!\d))?(?![/\-–.]?\d|[%/]|\|/)"
)
# "Sắc lệnh số 22-C", "141/B": the President numbered so in 1945 and 1946.
_ISSUED = re.compile(rf"ban{GAP}hanh{GAP}\Z")
_EARLY = re.compile(
    rf"{GAP}so{GAP0}:?{GAP0}(?P<serial>\d{{1,3}}{GAP0}[-/]{GAP0}[a-d](?:bis)?)(?![^\W_])(?![/-])"
)
_COUNTED = re.compile(
    r"[\s|]{1,20}(?:người|thành|tháng|năm|ngày|nội|vấn|điều|nhóm|đồng|triệu|tỷ|mục|bước"
    r"|khoản|loại|cấp|tổ|đơn|tiêu|trường|đội|hình|chức|nguyên|giải|lĩnh|cơ|địa|quý|tỉnh"
    r"|xã|phường|huyện|gói|dự|hộ|căn|lần|vụ|phần|chỉ|suất|giờ|công|cán|nhân)(?!\w)"
)
_DATED_SLUGS = frozenset(
    {"luat", "bo-luat", "phap-lenh", "nghi-dinh", "nghi-quyet", "quyet-dinh",
     "thong-tu", "chi-thi", "sac-lenh", "thong-tu-lien-tich", "cong-van", "to-trinh",
     "cong-dien", "ket-luan"}
)  # fmt: skip
_SERIAL_SLUGS = _DATED_SLUGS | {
    "ke-hoach", "bao-cao", "thong-bao", "huong-dan", "quy-dinh", "quy-che",
    "chuong-trinh", "van-ban-hop-nhat", "nghi-quyet-lien-tich", "cong-dien", "lenh",
    "thong-tri", "giay-phep", "an-le", "chuong-trinh-phoi-hop", "ke-hoach-lien-tich",
    "chuong-trinh-hanh-dong",
}  # fmt: skip
_OF_THE_PARTY = frozenset({"ket-luan", "quy-dinh", "huong-dan"})
_NEVER_VERBS = frozenset({"cong-van", "nghi-dinh", "thong-tu", "thong-tu-lien-tich"})
_NEVER_COMMON = frozenset({"nghi-dinh", "thong-tu", "phap-lenh", "cong-dien"})
_SELF_LOWER = frozenset(
    {"nghi-dinh", "thong-tu", "phap-lenh", "bo-luat", "chi-thi", "cong-van",
     "cong-dien", "nghi-quyet", "to-trinh", "thong-tu-lien-tich", "luat", "quyet-dinh",
     "sac-lenh"}
)  # fmt: skip
_NOT_SELF = frozenset({"hop-dong", "giay-phep", "giay-chung-nhan", "du-an", "van-ban",
                       "ban-ghi-nho", "hiep-dinh", "cong-uoc", "nghi-dinh-thu",
                       "chien-luoc", "ban-an"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class KindWord:
    """A kind word in the text; `exact` unless a mark differs ("Quyêt dịnh")."""

    start: int
    end: int
    kind: Kind
    exact: bool
    capital: bool


def kind_words(reading: Reading) -> list[KindWord]:
    """Return the kind words of a text, in order, the longest at each place."""
    words = [*_full_words(reading), *_abbreviations(reading)]
    words.sort(key=lambda word: (word.start, -word.end))
    return words


def _full_words(reading: Reading) -> Iterator[KindWord]:
    text, plain = reading.text, reading.plain
    seen: dict[str, tuple[Kind, bool]] = {}
    position = 0
    while match := _KIND.search(plain, position):
        start, end = match.span()
        position = end
        word = text[start:end]
        if word not in seen:
            kind = _BY_PLAIN[collapse_bars(match.group())]
            written = tone_normalise(collapse_bars(word)).lower()
            seen[word] = (kind, written == tone_normalise(kind.name).lower())
        kind, exact = seen[word]
        capital = word[0].isupper()
        if exact or capital:
            yield KindWord(start, end, kind, exact, capital)
        else:
            # "thực hiện Pháp lệnh": without marks "hiện Pháp" looks like another kind.
            position = start + 1


def _abbreviations(reading: Reading) -> Iterator[KindWord]:
    for match in _ABBREVIATION.finditer(reading.text):
        before = reading.text[match.start() - 1 : match.start()]
        if not (before.isalnum() or before in {"/", "-", ".", "_"}) or not before:
            yield KindWord(*match.span(), _BY_WORD[match.group()], True, True)


class Heads:
    """Reads the citations that begin with a kind word, one after the other."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.words = kind_words(reading)
        self.word_starts = [word.start for word in self.words]

    def numbered(self, word: KindWord) -> Draft | None:
        """Read "Quyết định số 38/QĐ-LHH ngày … của …" at a kind word."""
        number = self.reading.next_number(word.end)
        if not number or number.span.start - word.end > 160:
            return None
        between = self.reading.plain[word.end : number.span.start]
        cue = _NUMBER_CUE.fullmatch(between)
        if not cue and not self._through_phrase(word, number, between):
            return None
        if not cue and not word.capital and word.kind.slug in {"quy-dinh", "du-an"}:
            return None
        prefix = (cue and cue["prefix"]) or ""
        draft = self.draft(word.start, number, kind_of(word.kind, number), prefix)
        read_extent(self.reading, draft, law=word.kind.slug in _LAW_SLUGS)
        if not cue and draft.issuer is None:
            draft.issuer = self._body_between(word, number)
        return draft

    def _through_phrase(
        self, word: KindWord, number: NumberMatch, between: str
    ) -> bool:
        """Allow words between kind and number ("Báo cáo giải trình, tiếp thu số …").

        The number must carry the code of this kind, and no nearer kind word may; after
        nothing but "của" and a body any code is that of this kind.
        """
        if not word.exact or not _PHRASE_CUE.fullmatch(between):
            return False
        if _SERIAL_BEFORE.search(between):
            return False  # "Quyết định số 15 và số 16/QĐ-UBND" are two
        court = number.number.family == "L" and word.kind.slug in _COURT_SLUGS
        if court and len(between) <= _COURT_PHRASE:
            return True
        # "Thông báo thụ lý vụ án số 115/2021/TLST-DS": a court's own codes
        matter = number.number.family == "E" and number.number.year is not None
        if matter and word.capital and _MATTER.search(between):
            return True
        if self._written_without_of(word, between) and self._body_between(word, number):
            return True
        i = bisect_left(self.word_starts, word.end)
        nearer = [w for w in self.words[i : i + 8] if w.start < number.span.start]
        code = number.number.codes[0]
        if number.number.family == "E" and word.kind.slug in _DISPATCHES:
            return word.capital and not nearer and len(between) <= _COURT_PHRASE
        named = word.kind.code or ""
        if (
            code != named
            and code not in word.kind.variants
            and not (len(named) > 1 and code.startswith(named) and not nearer)
        ):
            # "Thông tư của Chính phủ số 63/2010/NĐ-CP": the wrong kind is printed.
            return (
                word.capital
                and not nearer
                and self._body_between(word, number) is not None
            )
        return not any(
            other.kind.code == code or self._owns(other, word, number)
            for other in nearer
        )

    def _written_without_of(self, word: KindWord, between: str) -> bool:
        """Tell whether a body may follow the kind at once: "công văn Bộ Tài chính số".

        Small words that are verbs too ("hướng dẫn Nghị định số …") are none.
        """
        if "cua" in between or not (word.capital or word.kind.slug in _NEVER_VERBS):
            return False
        return opens_body(collapse_bars(self.reading.text[word.end : word.end + 40]))

    def _body_between(self, word: KindWord, number: NumberMatch) -> str | None:
        """Return the issuer that alone stands between kind and number, or None.

        "Nghị định của Chính phủ số 63/2010/NĐ-CP", "công văn Bộ Tài chính số 12/TCT".
        """
        text, plain = self.reading.text, self.reading.plain
        found = issuer_end(text, plain, word.end) or body_here(text, plain, word.end)
        if found is None or found[1] > number.span.start:
            return None
        if not _NUMBER_CUE.fullmatch(plain[found[1] : number.span.start]):
            return None
        return collapse_bars(text[found[0] : found[1]])

    def kind_between(self, start: int, end: int) -> bool:
        """Tell whether a kind word begins in `start` to `end`."""
        i = bisect_left(self.word_starts, start)
        return i < len(self.word_starts) and self.word_starts[i] < end

    def _owns(self, nearer: KindWord, word: KindWord, number: NumberMatch) -> bool:
        """Tell whether the number is that of a later kind word, whatever its code.

        In "Nghị định sửa đổi một số điều của Thông tư số 126/2020/NĐ-CP" the kind is
        Thông tư, wrongly printed: "của", "và" begin another document. In "Thông báo
        Kết luận số 12/TB-VPCP" nothing stands between, and the two words are one kind.
        """
        plain = self.reading.plain
        return (
            nearer.exact
            and nearer.capital
            and _ANOTHER.search(plain[word.end : nearer.start]) is not None
            and _NUMBER_CUE.fullmatch(plain[nearer.end : number.span.start]) is not None
        )

    def draft(
        self, start: int, number: NumberMatch, kind: str | None, prefix: str = ""
    ) -> Draft:
        """Return the draft of a numbered reference that starts at `start`."""
        parsed = number.number
        return Draft(
            start=start,
            end=number.span.end,
            kind=kind,
            number=prefix + str(parsed),
            codes=parsed.codes,
            issuer=issuer_from_code(parsed.family, parsed.codes),
            repaired=parsed.repaired,
            head_end=number.span.end,
        )

    def blank(self, word: KindWord) -> Draft | None:
        """Read a number left empty for the pen ("Quyết định số     /QĐ-UBND")."""
        hole = _HOLE.match(self.reading.plain, word.end)
        phrase = None if hole else _HOLE_BEHIND.match(self.reading.plain, word.end)
        hole = hole or phrase
        if not hole or (phrase and self.kind_between(word.end, hole.end())):
            return None
        # A line may break after "số"; the reader of empty numbers stays on one line.
        near = self.reading.text[word.start : hole.end() + 80].replace("\n", " ")
        found = next(iter(find_blank_numbers(near)), None)
        if found is None or word.start + found.span.start > hole.end():
            return None
        if phrase and found.codes[:1] != (word.kind.code,):
            return None
        end = word.start + found.span.end
        draft = Draft(
            word.start, end, word.kind.name, status="blank", codes=found.codes
        )
        read_extent(self.reading, draft)
        return draft

    def short(self, word: KindWord) -> Draft | None:
        """Read "Nghị định 98/2023", "NĐ 168", "Quyết định số 38"."""
        if word.kind.slug == "sac-lenh" and (early := self._early(word)):
            return early
        match = _SHORT.match(self.reading.plain, word.end)
        if not match or not word.exact:
            return None
        if not (word.capital or match["year"] or match["so"]):
            return None
        if word.kind.slug in _LAW_SLUGS and not match["year"]:
            return None
        loose = not match["so"] and not match["year"]
        issued = len(match["serial"]) > 2 and _ISSUED.search(
            self.reading.plain, max(0, word.start - 12), word.start
        )
        known = word.kind.slug in _SHORT_SLUGS
        if "\n" in self.reading.text[word.end : match.end()] and (
            loose or "\n\n" in self.reading.text[word.end : match.end()]
        ):
            return None
        known = known or bool(issued)
        if loose and not known and word.kind.slug not in _DATED_SLUGS | _OF_THE_PARTY:
            return None
        counted = loose and _COUNTED.match(self.reading.text, match.end())
        if word.kind.slug not in _SERIAL_SLUGS:
            return None
        number = match["serial"] + (f"/{match['year']}" if match["year"] else "")
        draft = Draft(word.start, match.end(), word.kind.name, "short", number=number,
                      status=None if match["year"] else "ambiguous")  # fmt: skip
        read_extent(self.reading, draft)
        if (counted or (loose and not known)) and not draft.date:
            return draft if of_party_centre(draft) else None
        if not (word.capital or match["year"] or draft.date or issued):
            # In small letters a serial alone is no document ("kế hoạch số 1").
            return draft if word.kind.slug in _NEVER_COMMON else None
        return draft

    def _early(self, word: KindWord) -> Draft | None:
        match = _EARLY.match(self.reading.plain, word.end)
        if match is None or not word.exact:
            return None
        printed = self.reading.text[match.start("serial") : match.end()]
        number = collapse_bars(printed).replace(" ", "").upper()
        draft = Draft(word.start, match.end(), word.kind.name, "short", number=number)
        read_extent(self.reading, draft)
        draft.status = None if draft.date else "ambiguous"
        return draft

    def dated(self, word: KindWord) -> Draft | None:
        """Read a document known by its day ("Quyết định ngày 31/7/2020 của …")."""
        if word.kind.slug not in _DATED_SLUGS or not (word.exact and word.capital):
            return None
        gap = _TO_DAY.match(self.reading.plain, word.end)
        mention = self.reading.dates.get(gap.end()) if gap else None
        if mention is None or mention.value is None or len(mention.value) != 10:
            return None
        end = word.end if gap is None else max(word.end, gap.end("none"))
        draft = Draft(word.start, end, word.kind.name, "short", status="ambiguous")
        read_extent(self.reading, draft)
        return draft if draft.date else None

    def itself(self, word: KindWord) -> Draft | None:
        """Read "Nghị định này": the document that is being read."""
        match = _THIS.match(self.reading.plain, word.end)
        if not match or not word.exact or word.kind.slug in _NOT_SELF:
            return None
        if not word.capital and word.kind.slug not in _SELF_LOWER:
            return None
        return Draft(word.start, match.end(), word.kind.name, "self")

    def above(self, word: KindWord) -> Draft | None:
        """Read "Quyết định nêu trên": the last document of that kind."""
        if word.kind.slug == "van-ban":
            return self._several(word)
        match = _ABOVE.match(self.reading.plain, word.end)
        if (
            not match
            or not word.capital
            or not word.exact
            or word.kind.slug in _NOT_SELF
        ):
            return None
        return Draft(word.start, match.end(), word.kind.name, "alias")

    def _several(self, word: KindWord) -> Draft | None:
        """Read "các văn bản này hết hiệu lực": several documents that lose force."""
        plain = self.reading.plain
        before = _THE.search(plain, max(0, word.start - 12), word.start)
        match = _THESE.match(plain, word.end)
        if not before or not match or not word.exact:
            return None
        return Draft(before.start(), match.end("these"), None, "alias")


def kind_of(kind: Kind, number: NumberMatch) -> str:
    """Return the kind a reference has: its word, unless the code names a part of it.

    "Thông báo kết luận số 12/TB-VPCP" is a Thông báo; "Thông tư liên tịch" stays.
    """
    codes = number.number.codes
    if codes[0] == kind.code or codes[0] in kind.variants:
        return kind.name
    words = fold(kind.name).split()
    for count in range(1, len(words)):
        shorter = _BY_PLAIN.get(" ".join(words[:count]))
        if shorter and (codes[0] == shorter.code or codes[0] in shorter.variants):
            return shorter.name
    return kind.name
